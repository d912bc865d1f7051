"""The addresses of the HTTP service. Thin: take the request apart, call the workspace, answer."""

from __future__ import annotations

from typing import Annotated, Any

import anyio.to_thread
from fastapi import APIRouter, File, Request, Response, UploadFile
from fastapi.exceptions import RequestValidationError

import ui.problems as problems
from ingest.errors import NoticeError
from ingest.intake.pipeline import IngestReport, Skipped, ingest_upload
from rag.build import Workspace
from rag.types import Answer, Filters
from rag.writing.leaving import Departure
from ui.answer_docs import ANSWER_DOCS
from ui.depends import AskingDep, LangDep, SettingsDep, WorkspaceDep
from ui.openapi import BODY_STATUSES, Responses, problem_responses
from ui.schemas import (
    AnswerRequest,
    DocumentDetail,
    DocumentList,
    DocumentSummary,
    ExplainedAnswer,
    IngestResult,
    PassageFound,
    SearchRequest,
    SearchResponse,
    explained,
)
from ui.settings import UiSettings
from ui.sse import AnswerForm, problem_writer, stream_response
from ui.waiting import while_awaited

FilesParam = Annotated[
    list[UploadFile],
    File(
        default_factory=list,
        description="One notice or several: txt, md, html, docx. `file` and `files` mean the same.",
    ),
]


def build_routes(settings: UiSettings) -> APIRouter:
    """Every address, with the limit of ``settings`` on the files of an upload."""
    router = APIRouter(generate_unique_id_function=lambda route: route.name)
    asking: dict[str, Any] = {"tags": ["问答"], "methods": ["POST"]}
    held: dict[str, Any] = {"tags": ["文件"]}
    one = "/v1/documents/{document_id}"
    router.add_api_route(
        "/v1/answer",
        answer,
        summary="提问 · Answer a question",
        response_model=ExplainedAnswer | Answer,
        **asking,
        **ANSWER_DOCS,
    )
    router.add_api_route(
        "/v1/search",
        search,
        summary="查找原文 · Find passages",
        **asking,
        responses=problem_responses(*BODY_STATUSES),
    )
    router.add_api_route(
        "/v1/documents",
        list_documents,
        summary="列出文件 · List notices",
        **held,
        responses=problem_responses(503),
    )
    router.add_api_route(
        "/v1/documents",
        add_documents,
        methods=["POST"],
        status_code=201,
        summary="上传文件 · Upload notices",
        form_limits={"max_files": settings.upload_files, "max_fields": 0},
        openapi_extra={"requestBody": {"required": True}},
        **held,
        responses=_HELD_ALREADY | problem_responses(415, *BODY_STATUSES),
    )
    router.add_api_route(
        one,
        get_document,
        summary="查看文件 · One notice in full",
        **held,
        responses=problem_responses(404, 503),
    )
    router.add_api_route(
        one,
        delete_document,
        methods=["DELETE"],
        status_code=204,
        summary="删除文件 · Delete a notice",
        **held,
        responses=problem_responses(404, 503),
    )
    return router


async def answer(
    body: AnswerRequest, request: Request, asking: AskingDep, settings: SettingsDep, lang: LangDep
) -> Any:
    """Answer a question from the notices, each statement with its citation.

    With ``stream`` true the answer comes as server-sent events: ``token`` (``{"text"}``) as it is written,
    ``citations`` (``{"citations"}``), ``done`` (the body it has without ``stream``); or ``error`` (problem).
    With ``explain`` true the body says in ``explanation`` why: the question as understood, what was found, how sure it is.
    When the caller leaves, the work ends.
    """
    asked = body.question, body.history or [], body.filters or Filters()

    def whole(departure: Departure) -> Answer:
        if not body.explain:
            return asking.answer(*asked, departure)
        explanation, answer = asking.answer_explained(*asked, departure)
        return explained(answer, explanation)

    if not body.stream:
        return await while_awaited(request, whole)
    departure, told = Departure(), None
    if body.explain:
        told, events = await anyio.to_thread.run_sync(asking.stream_explained, *asked, departure)
    else:
        events = asking.stream(*asked, departure)
    return stream_response(events, AnswerForm(told), problem_writer(request, lang), settings, departure)


def search(body: SearchRequest, asking: AskingDep) -> SearchResponse:
    """Find passages, best first, without composing an answer."""
    hits = asking.search(body.query, body.k, body.filters or Filters())
    return SearchResponse(passages=[PassageFound.of(hit) for hit in hits])


def list_documents(workspace: WorkspaceDep) -> DocumentList:
    """Every notice held, without its text."""
    return DocumentList(documents=[DocumentSummary.of(notice) for notice in workspace.store.notices()])


def get_document(document_id: str, workspace: WorkspaceDep) -> DocumentDetail:
    """One notice: what is known about it, its text, its clause tree."""
    return DocumentDetail.in_full(workspace.store.notice(document_id))


def delete_document(document_id: str, workspace: WorkspaceDep) -> Response:
    """Take a notice out. From then on it is neither found nor cited."""
    workspace.store.delete(document_id)
    return Response(status_code=204)


def add_documents(
    file: FilesParam,
    files: FilesParam,
    response: Response,
    workspace: WorkspaceDep,
    settings: SettingsDep,
    lang: LangDep,
) -> IngestResult:
    """Upload notices, as ``file`` or ``files``: either name, or both, each as often as there are files.

    A file that cannot be taken is listed under ``skipped``, the others go in.
    """
    uploads = [*file, *files]
    if not uploads:
        raise RequestValidationError([{"type": "missing", "loc": ("body", "file"), "msg": "Field required"}])
    reports = [_ingest(upload, workspace, settings) for upload in uploads]
    result = IngestResult.of(reports, lang)
    if not result.added:
        if not result.unchanged:
            raise problems.NothingTakenError([item for report in reports for item in report.skipped])
        response.status_code = 200
    return result


def _ingest(upload: UploadFile, workspace: Workspace, settings: UiSettings) -> IngestReport:
    name = upload.filename or ""
    if upload.size is not None and upload.size > settings.max_file_bytes:
        limit = f"{settings.max_file_bytes / 1024 / 1024:.0f} MB"
        zh, en = f"文件超过上限 {limit}。", f"larger than the limit of {limit}."
        return _skipped(NoticeError(name, "too-large", zh=zh, en=en))
    try:
        return ingest_upload(name, upload.file.read(), workspace.store, settings)
    except NoticeError as error:
        return _skipped(error)


def _skipped(error: NoticeError) -> IngestReport:
    skipped = Skipped(path=error.path, code=error.code, zh=error.reason_zh, en=error.reason_en)
    return IngestReport(added=(), unchanged=(), removed=(), passages=0, skipped=(skipped,))


_HELD_ALREADY: Responses = {200: {"model": IngestResult, "description": "Held already, nothing was added."}}
