"""The HTTP service as an application of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import anyio.to_thread
from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

import ui.problems as problems
from rag.build import Workspace
from ui.docs import add_docs
from ui.guard import Guard
from ui.routes import build_routes
from ui.settings import UiSettings
from ui.version import version

_DESCRIPTION = """\
向一批政策文件提问，得到简短回答；每句话都附有可核对的原文。
Ask a collection of policy notices; every statement of an answer comes with the passage it rests on.

Errors are problem bodies (RFC 9457), in Chinese or, with `Accept-Language: en`, in English.
Offsets are counted in Unicode characters (code points), end exclusive.
"""


def create_api(workspace: Workspace, settings: UiSettings) -> FastAPI:
    """The service over ``workspace``, with nothing mounted beside it."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        # Routes are plain functions and run in this pool: more of them at once than the processor has cores
        # only makes each slower.
        anyio.to_thread.current_default_thread_limiter().total_tokens = settings.workers
        yield

    app = FastAPI(
        title="要点 Yaodian",
        version=version(),
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.workspace = workspace
    app.state.settings = settings
    problems.install(app)
    # No origin is allowed. Said, and not left unsaid, because the mounted page would else answer for itself.
    app.add_middleware(CORSMiddleware, allow_origins=[])
    app.add_middleware(Guard, settings=settings)
    app.state.router = build_routes(settings)
    app.include_router(app.state.router)
    add_docs(app)
    _describe_problems(app)
    return app


def _describe_problems(app: FastAPI) -> None:
    """Let the description say that errors are ``application/problem+json``, which FastAPI cannot be told."""
    describe = app.openapi

    def openapi() -> dict[str, Any]:
        fresh = app.openapi_schema is None
        schema: dict[str, Any] = describe()
        if fresh:
            for path in schema["paths"].values():
                for operation in path.values():
                    operation["responses"] = _problem_responses(operation["responses"])
            for unused in ("HTTPValidationError", "ValidationError"):
                schema["components"]["schemas"].pop(unused, None)
        return schema

    app.openapi = openapi  # type: ignore[method-assign]


def _problem_responses(responses: dict[str, Any]) -> dict[str, Any]:
    kept = {}
    for status, response in responses.items():
        content = response.get("content", {})
        body = content.get("application/json", {})
        # FastAPI describes a 422 of its own wherever there is a parameter; ours are named one by one.
        if "HTTPValidationError" in body.get("schema", {}).get("$ref", ""):
            continue
        if status.isdigit() and int(status) >= 400 and body:
            content[problems.MEDIA_TYPE] = content.pop("application/json")
        kept[status] = response
    return kept
