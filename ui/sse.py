"""An answer as server-sent events: ``token`` …, ``citations``, ``done``; or ``error``."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from typing import Any

import anyio
from sse_starlette import EventSourceResponse, JSONServerSentEvent, ServerSentEvent
from starlette.concurrency import iterate_in_threadpool

from ingest.errors import YaodianError
from rag.types import AnswerEvent, Done, Token
from ui.problems import Problem

# At debug level the library writes every event to its log: answers belong to the caller alone.
logging.getLogger("sse_starlette").setLevel(logging.INFO)


def stream_response(
    events: Iterator[AnswerEvent], problem_of: Callable[[Exception], Problem], heartbeat_s: float
) -> EventSourceResponse:
    """Send ``events`` as they come, with a comment line as heartbeat while none does."""
    return EventSourceResponse(
        server_sent_events(events, problem_of),
        ping=heartbeat_s,
        ping_message_factory=lambda: ServerSentEvent(comment="heartbeat"),
        sep="\n",
    )


async def server_sent_events(
    events: Iterator[AnswerEvent], problem_of: Callable[[Exception], Problem]
) -> AsyncIterator[ServerSentEvent]:
    """Answer events as server-sent ones; ``events`` is closed, and so stops, when the caller leaves."""
    try:
        async for event in iterate_in_threadpool(events):
            for sent in _events_of(event):
                yield sent
    except Exception as error:  # the 200 has been sent: the only way left to say it is an event
        yield _event("error", problem_of(error).model_dump(exclude_none=True))
    finally:
        # The caller's leaving cancels this task; the generator behind must be closed all the same, or the
        # retrieval and the model call go on for nobody.
        with anyio.CancelScope(shield=True):
            await anyio.to_thread.run_sync(_close, events)


def _close(events: Iterator[AnswerEvent]) -> None:
    close = getattr(events, "close", None)
    if close is not None:
        with suppress(YaodianError):
            close()


def _events_of(event: AnswerEvent) -> Iterator[ServerSentEvent]:
    if isinstance(event, Token):
        yield _event("token", {"text": event.text})
    elif isinstance(event, Done):
        answer = event.answer.model_dump(mode="json")
        yield _event("citations", {"citations": answer["citations"]})
        yield _event("done", answer)


def _event(name: str, data: dict[str, Any]) -> ServerSentEvent:
    return JSONServerSentEvent(data, event=name, sep="\n")
