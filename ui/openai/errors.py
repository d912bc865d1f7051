"""Errors as OpenAI's clients read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, Field

if TYPE_CHECKING:
    from ui.problems import Problem

_TYPES = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}


class ErrorDetail(BaseModel):
    """What went wrong; ``code`` is the stable one of the service's problems."""

    message: str
    type: str = Field(examples=["invalid_request_error"])
    param: str | None = Field(description="The first field that is wrong.")
    code: str


class OpenAIError(BaseModel):
    """The body of every error at OpenAI's addresses."""

    error: ErrorDetail


def openai_error(problem: Problem) -> dict[str, Any]:
    """A problem in OpenAI's form."""
    fields = problem.errors or []
    kind = _TYPES.get(problem.status, "server_error" if problem.status >= 500 else "invalid_request_error")
    detail = ErrorDetail(
        message=problem.detail,
        type=kind,
        param=fields[0].pointer.removeprefix("#/") if fields else None,
        code=problem.code,
    )
    return OpenAIError(error=detail).model_dump()
