"""The one place where errors become HTTP answers: problem bodies after RFC 9457, in the caller's language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.routing import Route

from ingest.errors import (
    Lang,
    ModelError,
    NotFoundError,
    NoticeError,
    QuestionError,
    StoreBusyError,
    StoreError,
    YaodianError,
)
from ui.openai.errors import openai_error
from ui.paths import DOCUMENTS, speaks_openai
from ui.schemas import SkippedFile

if TYPE_CHECKING:
    from ingest.intake.pipeline import Skipped

MEDIA_TYPE = "application/problem+json"
_MAX_FIELDS = 20

TITLES: dict[int, tuple[str, str]] = {
    400: ("请求格式不对", "Malformed request"),
    401: ("需要密钥", "Key needed"),
    403: ("不允许这样访问", "Not allowed"),
    404: ("没有找到", "Not found"),
    405: ("不支持这种请求方法", "Method not allowed"),
    413: ("内容过大", "Content too large"),
    415: ("不支持这种文件", "Unsupported kind of file"),
    422: ("内容无法处理", "Content cannot be processed"),
    429: ("请求过于频繁", "Too many requests"),
    500: ("内部错误", "Internal error"),
    503: ("暂时不可用", "Temporarily unavailable"),
}

# First match wins, so a subclass stands before its parent.
STATUSES: tuple[tuple[type[YaodianError], int], ...] = (
    (QuestionError, 422),
    (NotFoundError, 404),
    (NoticeError, 422),
    (StoreBusyError, 503),
    (StoreError, 503),
    (ModelError, 503),
)

# Reasons for which a file is refused that have a status of their own; every other one is 422.
TOO_LARGE_CODES = frozenset({"too-large"})
UNKNOWN_TYPE_CODES = frozenset({"unknown-type"})

_FIELD_TEXT: dict[str, str] = {
    "missing": "缺少这一项",
    "extra_forbidden": "不认识这一项",
    "string_type": "应为文字",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
    "list_type": "应为列表",
    "tuple_type": "应为列表",
    "model_attributes_type": "应为 JSON 对象",
    "dict_type": "应为 JSON 对象",
    "literal_error": "不在允许的取值之内",
    "greater_than_equal": "过小",
    "less_than_equal": "过大",
    "value_error": "内容不合规",
}


class FieldProblem(BaseModel):
    """One field of the request that is wrong."""

    pointer: str = Field(description="Where, as a JSON pointer fragment.")
    detail: str


class Problem(BaseModel):
    """A problem body after RFC 9457. ``code`` is stable; ``title`` and ``detail`` follow Accept-Language."""

    type: str = Field(examples=["urn:yaodian:problem:empty-question"])
    title: str
    status: int
    detail: str
    instance: str = Field(description="The path asked for, or the incident to report.")
    code: str
    errors: list[FieldProblem] | None = Field(default=None, description="Which fields are wrong.")
    skipped: list[SkippedFile] | None = Field(default=None, description="Files that were not taken.")


class NothingTakenError(YaodianError):
    """Every file of an upload was refused. Consequence: nothing was changed."""

    def __init__(self, skipped: Sequence[Skipped]) -> None:
        super().__init__(
            "nothing-taken",
            zh="没有文件被录入：" + "；".join(item.text("zh") for item in skipped),
            en="No file was taken: " + "; ".join(item.text("en") for item in skipped),
        )
        self.skipped = tuple(skipped)

    @property
    def status(self) -> int:
        """413 or 415 where that is what is wrong with every file, else 422."""
        codes = {item.code for item in self.skipped}
        if codes <= TOO_LARGE_CODES:
            return 413
        return 415 if codes <= UNKNOWN_TYPE_CODES else 422


def language(request: Request) -> Lang:
    """Chinese or English, as Accept-Language prefers; the service's own language where it names neither."""
    best: Lang = request.app.state.settings.lang
    best_weight = 0.0
    for item in request.headers.get("accept-language", "").split(","):
        tag, _, weight = item.partition(";")
        lang = tag.strip().lower().split("-")[0]
        try:
            value = float(weight.strip().removeprefix("q=") or 1)
        except ValueError:
            continue
        if lang in ("zh", "en") and value > best_weight:
            best, best_weight = ("zh" if lang == "zh" else "en"), value
    return best


def status_of(error: YaodianError) -> int:
    """The HTTP status an error of ours stands for."""
    if isinstance(error, NothingTakenError):
        return error.status
    return next((status for kind, status in STATUSES if isinstance(error, kind)), 500)


def problem_of(error: YaodianError, lang: Lang, instance: str) -> Problem:
    """The body of an error of ours; also what an ``error`` event of a stream carries."""
    skipped = None
    if isinstance(error, NothingTakenError):
        skipped = [SkippedFile.of(item, lang) for item in error.skipped]
    return _problem(status_of(error), error.code, error.text(lang), lang, instance, skipped=skipped)


def incident_problem(incident: str, lang: Lang) -> Problem:
    """The body of an error nobody foresaw: it names the incident in the log and nothing else."""
    detail = {
        "zh": f"服务出了意外错误，已记入日志。请把事件号 {incident} 告诉管理员。",
        "en": f"An unexpected error was met and logged. Give the incident {incident} to the keeper.",
    }[lang]
    return _problem(500, "internal-error", detail, lang, f"urn:yaodian:incident:{incident}")


def reply(request: Request, problem: Problem, headers: dict[str, str] | None = None) -> JSONResponse:
    """A problem as an HTTP answer: in OpenAI's form at the addresses that speak it."""
    openai = speaks_openai(request.url.path)
    return JSONResponse(
        openai_error(problem) if openai else problem.model_dump(exclude_none=True),
        status_code=problem.status,
        headers={"Vary": "Accept-Language", **(headers or {})},
        media_type="application/json" if openai else MEDIA_TYPE,
    )


def refuse(
    request: Request, status: int, code: str, zh: str, en: str, headers: dict[str, str] | None = None
) -> JSONResponse:
    """A problem that is no exception: a request refused before it reaches a route."""
    lang = language(request)
    problem = _problem(status, code, zh if lang == "zh" else en, lang, _path(request))
    return reply(request, problem, headers)


def too_large(request: Request) -> JSONResponse:
    """The refusal of a body over its limit."""
    return refuse(request, 413, *_too_large_text(request))


def unserved(request: Request, status: int, headers: dict[str, str] | None = None) -> JSONResponse:
    """The refusal of an address or method that nothing answers to."""
    return refuse(request, status, *_http_text(status, request), headers=headers)


def install(app: FastAPI) -> None:
    """Let every error that leaves a route of ``app`` become a problem."""
    app.add_exception_handler(YaodianError, _on_ours)
    app.add_exception_handler(RequestValidationError, _on_validation)
    app.add_exception_handler(HTTPException, _on_http)


def _problem(status: int, code: str, detail: str, lang: Lang, instance: str, **extra: Any) -> Problem:
    title = TITLES.get(status, TITLES[500 if status >= 500 else 400])
    return Problem(
        type=f"urn:yaodian:problem:{code}",
        title=title[0] if lang == "zh" else title[1],
        status=status,
        detail=detail,
        instance=instance,
        code=code,
        **extra,
    )


def _path(request: Request) -> str:
    return quote(request.url.path)


def _on_ours(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, YaodianError)
    problem = problem_of(error, language(request), _path(request))
    return reply(request, problem, {"Retry-After": "5"} if problem.status == 503 else None)


def _on_validation(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    lang = language(request)
    items = error.errors()
    if any(item["type"] == "json_invalid" for item in items):
        detail = "请求正文不是合法的 JSON。" if lang == "zh" else "The body is not valid JSON."
        return reply(request, _problem(400, "malformed-json", detail, lang, _path(request)))
    fields = [
        FieldProblem(pointer=_pointer(item["loc"]), detail=_field_text(item, lang))
        for item in items[:_MAX_FIELDS]
    ]
    listed = [f"{field.pointer.removeprefix('#/') or 'body'}: {field.detail}" for field in fields]
    detail = ("请求内容有误：" if lang == "zh" else "The request is wrong: ") + "; ".join(listed)
    return reply(request, _problem(422, "invalid-request", detail, lang, _path(request), errors=fields))


def _on_http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    lang = language(request)
    code, zh, en = _http_text(error.status_code, request)
    problem = _problem(error.status_code, code, zh if lang == "zh" else en, lang, _path(request))
    headers = dict(error.headers or {})
    if error.status_code == 405:
        headers["Allow"] = ", ".join(_methods(request)) or headers.get("Allow", "")
    return reply(request, problem, headers)


def _methods(request: Request) -> list[str]:
    # An address may have several routes; the error knows the methods of the first alone.
    routers = request.app.state.routers
    routes = (route for router in routers for route in router.routes if isinstance(route, Route))
    return sorted(
        method
        for route in routes
        if route.path_regex.match(request.url.path)
        for method in route.methods or ()
    )


def _http_text(status: int, request: Request) -> tuple[str, str, str]:
    if status == 413:
        return _too_large_text(request)
    texts = {
        400: ("malformed-request", "请求正文无法读取。", "The body cannot be read."),
        404: (
            "not-found",
            "没有这个地址，接口说明见 /docs。",
            "No such address. See /docs for those that exist.",
        ),
        405: ("method-not-allowed", "这个地址不支持该请求方法。", "This address does not take that method."),
    }
    return texts.get(status, ("http-error", f"请求未能完成（{status}）。", f"Request not served ({status})."))


def _too_large_text(request: Request) -> tuple[str, str, str]:
    settings = request.app.state.settings
    if request.url.path == DOCUMENTS:
        limit = f"{settings.max_file_bytes / 1024 / 1024:.0f} MB"
        zh = f"一次上传的文件合计不能超过 {limit}。请分次上传，或拆成几个文件。"
        en = f"The files of one upload may hold {limit} together. Upload them one by one, or split them."
    else:
        zh = f"请求过大：问题不超过 {settings.question_chars} 字，对话不超过 {settings.history_chars} 字。"
        en = (
            f"Too large: a question may have {settings.question_chars} characters, "
            f"a history {settings.history_chars}."
        )
    return "too-large", zh, en


def _pointer(loc: Sequence[object]) -> str:
    # The first part says where the field travels (body, path, query); field names come from the caller and
    # may hold what cannot be encoded.
    parts = [str(part).replace("~", "~0").replace("/", "~1")[:80] for part in loc[1:]]
    return "#/" + "/".join(parts).encode("utf-8", "replace").decode("utf-8")


def _field_text(item: dict[str, Any], lang: Lang) -> str:
    if lang == "en":
        return str(item["msg"])
    return _FIELD_TEXT.get(item["type"], "格式不对")
