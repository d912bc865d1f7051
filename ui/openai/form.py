"""An answer, whole or streamed, in OpenAI's form."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Iterator

from sse_starlette import ServerSentEvent

from ingest.tokens import count_tokens
from rag.types import Answer, AnswerEvent, Done, Token
from ui.openai.conversation import with_sources
from ui.openai.errors import openai_error
from ui.openai.schemas import (
    Additions,
    AnswerMessage,
    ChatCompletion,
    ChatRequest,
    Choice,
    Chunk,
    ChunkChoice,
    Delta,
    LastChunk,
    Usage,
    UsageChunk,
)
from ui.problems import Problem

MODELS = ("yaodian", "yaodian-sources")


class CompletionForm:
    """The form of one completion: all its pieces carry one id."""

    def __init__(self, request: ChatRequest) -> None:
        self._request = request
        self._id = f"chatcmpl-{secrets.token_hex(12)}"
        self._created = int(time.time())
        self._begun = False

    def whole(self, answer: Answer) -> ChatCompletion:
        """The answer to a request without ``stream``."""
        content = answer.answer + self._sources(answer)
        return ChatCompletion(
            id=self._id,
            created=self._created,
            model=self._request.model,
            choices=[Choice(message=AnswerMessage(content=content))],
            usage=self._usage(content),
            **_additions(answer).model_dump(),
        )

    def sent(self, event: AnswerEvent) -> Iterator[ServerSentEvent]:
        """The pieces of a stream, its end included."""
        if isinstance(event, Token):
            yield self._piece(event.text)
        elif isinstance(event, Done):
            yield from self._end(event.answer)

    def failed(self, problem: Problem) -> ServerSentEvent:
        """The piece that tells of an error; clients raise it."""
        return ServerSentEvent(json.dumps(openai_error(problem), ensure_ascii=False), sep="\n")

    def _piece(self, text: str) -> ServerSentEvent:
        delta = Delta(role=None if self._begun else "assistant", content=text)
        self._begun = True
        return _data(self._chunk(delta))

    def _end(self, answer: Answer) -> Iterator[ServerSentEvent]:
        sources = self._sources(answer)
        if sources:
            yield self._piece(sources)
        last = self._chunk(Delta(), finished=True)
        yield _data(LastChunk(**last.model_dump(), **_additions(answer).model_dump()))
        if self._request.wants_usage:
            usage = self._usage(answer.answer + sources)
            yield _data(UsageChunk(**{**last.model_dump(), "choices": []}, usage=usage))
        yield ServerSentEvent("[DONE]", sep="\n")

    def _chunk(self, delta: Delta, *, finished: bool = False) -> Chunk:
        choice = ChunkChoice(delta=delta, finish_reason="stop" if finished else None)
        return Chunk(id=self._id, created=self._created, model=self._request.model, choices=[choice])

    def _sources(self, answer: Answer) -> str:
        return with_sources(answer) if self._request.model == "yaodian-sources" else ""

    def _usage(self, content: str) -> Usage:
        prompt = sum(count_tokens(message.text) for message in self._request.messages)
        completion = count_tokens(content)
        return Usage(prompt_tokens=prompt, completion_tokens=completion, total_tokens=prompt + completion)


def _additions(answer: Answer) -> Additions:
    return Additions(**answer.model_dump(exclude={"answer"}))


def _data(chunk: Chunk) -> ServerSentEvent:
    # The delta alone goes without its empty fields; the others are null in OpenAI's form, too.
    body = chunk.model_dump(mode="json")
    for choice in body["choices"]:
        choice["delta"] = {name: value for name, value in choice["delta"].items() if value is not None}
    return ServerSentEvent(json.dumps(body, ensure_ascii=False), sep="\n")
