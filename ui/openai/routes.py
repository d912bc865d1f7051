"""``POST /v1/chat/completions`` and ``GET /v1/models``."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

from ingest.errors import NotFoundError
from rag.types import Filters
from rag.writing.leaving import Departure
from ui.depends import AskingDep, LangDep, SettingsDep
from ui.openai.conversation import question_and_history
from ui.openai.form import MODELS, CompletionForm
from ui.openai.schemas import ChatCompletion, ChatRequest, Model, ModelList
from ui.openapi import BODY_STATUSES, openai_errors, stream_schema
from ui.sse import problem_writer, stream_response
from ui.waiting import while_awaited


def build_openai() -> APIRouter:
    """OpenAI's addresses."""
    router = APIRouter(tags=["OpenAI"], generate_unique_id_function=lambda route: route.name)
    router.add_api_route(
        "/v1/chat/completions",
        complete,
        methods=["POST"],
        summary="按 OpenAI 格式提问 · Answer in OpenAI's form",
        response_model=ChatCompletion,
        responses={200: _STREAMED, **openai_errors(404, *BODY_STATUSES)},
    )
    router.add_api_route("/v1/models", list_models, summary="模型列表 · Models", responses=openai_errors())
    router.add_api_route(
        "/v1/models/{model}", get_model, summary="一个模型 · One model", responses=openai_errors(404)
    )
    return router


async def complete(
    body: ChatRequest, request: Request, asking: AskingDep, settings: SettingsDep, lang: LangDep
) -> Any:
    """Answer the last message of the user from the notices, as OpenAI's clients expect it.

    The answer's citations are in ``citations``, whether it abstains in ``abstained``; of a stream the piece with the
    ``finish_reason`` carries them. Instructions (``system``) and sampling parameters are taken and have no effect.
    """
    _check_model(body.model)
    question, history = question_and_history(body.messages, settings)
    filters, form = body.filters or Filters(), CompletionForm(body)
    if not body.stream:
        return await while_awaited(
            request, lambda departure: form.whole(asking.answer(question, history, filters, departure))
        )
    departure = Departure()
    events = asking.stream(question, history, filters, departure)
    return stream_response(events, form, problem_writer(request, lang), settings, departure)


def list_models() -> ModelList:
    """The names a request may give as ``model``."""
    return ModelList(data=[Model(id=name, created=0) for name in MODELS])


def get_model(model: str) -> Model:
    """One of them."""
    _check_model(model)
    return Model(id=model, created=0)


def _check_model(name: str) -> None:
    if name not in MODELS:
        raise NotFoundError(
            "model-not-found",
            zh=f"没有这个模型，可用的有：{'、'.join(MODELS)}",
            en=f"there is no such model; there are: {', '.join(MODELS)}",
        )


_STREAMED: dict[str, Any] = {
    "description": "The answer; with `stream` true, server-sent events that end with `data: [DONE]`.",
    "content": {
        "text/event-stream": {
            "schema": stream_schema(),
            "example": 'data: {"object":"chat.completion.chunk","choices":[{"delta":{"content":"4.6个"}}],…}\n\n'
            "data: [DONE]\n\n",
        }
    },
}
