"""What the description at /openapi.json says beyond the routes' own types: problems, keys, what a request may meet."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

from ui.openai.errors import OpenAIError
from ui.paths import is_public, speaks_openai
from ui.problems import MEDIA_TYPE, TITLES, Problem

Responses = dict[int | str, dict[str, Any]]

# What may go wrong wherever a body is sent, and wherever the store is asked.
BODY_STATUSES = (400, 413, 422, 503)
# What any address behind the door may answer.
_DOOR_STATUSES = (401, 403, 429, 500)

_SCHEMES = {
    "key": {"type": "http", "scheme": "bearer", "description": "A key of YAODIAN_API_KEYS."},
    "header": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
}


def problem_responses(*statuses: int) -> Responses:
    """The problems an address may answer, with those that every address may."""
    return _described(Problem, statuses)


def openai_errors(*statuses: int) -> Responses:
    """The same in OpenAI's form."""
    return _described(OpenAIError, statuses)


def stream_schema(*events: str) -> dict[str, Any]:
    """One event of a stream: JSON in ``data``, and its name, where events have names."""
    named: dict[str, Any] = {"event": {"type": "string", "enum": list(events)}} if events else {}
    return {
        "type": "object",
        "properties": {**named, "data": {"type": "string"}},
        "required": [*named, "data"],
    }


def _described(model: type, statuses: tuple[int, ...]) -> Responses:
    wanted = sorted({*statuses, *_DOOR_STATUSES})
    return {status: {"model": model, "description": TITLES[status][1]} for status in wanted}


def complete_description(app: FastAPI) -> None:
    """Say that errors are ``application/problem+json``, and which keys are taken: FastAPI cannot be told."""
    describe = app.openapi

    def openapi() -> dict[str, Any]:
        fresh = app.openapi_schema is None
        schema: dict[str, Any] = describe()
        if fresh:
            _complete(schema)
        return schema

    app.openapi = openapi  # type: ignore[method-assign]


def _complete(schema: dict[str, Any]) -> None:
    for path, operations in schema["paths"].items():
        for operation in operations.values():
            operation["responses"] = _responses(operation["responses"], openai=speaks_openai(path))
            if not is_public(path):
                # No key at all stands first: the service may ask for none, and this machine needs none.
                operation["security"] = [{}, *({name: []} for name in _SCHEMES)]
    schema["components"]["securitySchemes"] = _SCHEMES
    _say_that_a_file_is_needed(schema["components"]["schemas"])
    for unused in ("HTTPValidationError", "ValidationError"):
        schema["components"]["schemas"].pop(unused, None)


def _say_that_a_file_is_needed(schemas: dict[str, Any]) -> None:
    """An upload names its files `file` or `files`: either will do, neither will not."""
    for name, body in schemas.items():
        if name.startswith("Body_") and set(body["properties"]) == {"file", "files"}:
            body["anyOf"] = [{"required": ["file"]}, {"required": ["files"]}]
            for field in body["properties"].values():
                field["minItems"] = 1


def _responses(responses: dict[str, Any], *, openai: bool) -> dict[str, Any]:
    kept = {}
    for status, response in responses.items():
        content = response.get("content", {})
        body = content.get("application/json", {})
        # FastAPI describes a 422 of its own wherever there is a parameter; ours are named one by one.
        if "HTTPValidationError" in body.get("schema", {}).get("$ref", ""):
            continue
        if not openai and status.isdigit() and int(status) >= 400 and body:
            content[MEDIA_TYPE] = content.pop("application/json")
        kept[status] = response
    return kept
