"""An answer as server-sent events: ``token`` …, ``citations``, ``done``; or ``error``. Other forms bring their own."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol

import anyio
from fastapi import Request
from sse_starlette import EventSourceResponse, JSONServerSentEvent, ServerSentEvent
from starlette.concurrency import iterate_in_threadpool
from starlette.types import Message

from ingest.errors import Lang, YaodianError
from rag.explanation import Explanation
from rag.types import AnswerEvent, Done, Token
from rag.writing.leaving import Departure
from ui import problems
from ui.incidents import log_incident
from ui.problems import Problem
from ui.schemas import explained

if TYPE_CHECKING:
    from ui.settings import UiSettings

# At debug level the library writes every event to its log: answers belong to the caller alone.
logging.getLogger("sse_starlette").setLevel(logging.INFO)

# A reader that takes nothing for so long has gone without saying so.
_SLOWEST_READER_S = 60


class Form(Protocol):
    """How answer events are put into server-sent ones."""

    def sent(self, event: AnswerEvent) -> Iterator[ServerSentEvent]:
        """What is sent for an event."""
        ...

    def failed(self, problem: Problem) -> ServerSentEvent:
        """What is sent where the answer cannot be finished."""
        ...


class AnswerForm:
    """The form of ``POST /v1/answer``. ``explanation`` goes with the last event, where one was asked for."""

    def __init__(self, explanation: Explanation | None = None) -> None:
        self._explanation = explanation

    def sent(self, event: AnswerEvent) -> Iterator[ServerSentEvent]:
        if isinstance(event, Token):
            yield _event("token", {"text": event.text})
        elif isinstance(event, Done):
            answer = explained(event.answer, self._explanation).model_dump(mode="json")
            yield _event("citations", {"citations": answer["citations"]})
            yield _event("done", answer)

    def failed(self, problem: Problem) -> ServerSentEvent:
        return _event("error", problem.model_dump(exclude_none=True))


def stream_response(
    events: Iterator[AnswerEvent],
    form: Form,
    problem_of: Callable[[Exception], Problem],
    settings: UiSettings,
    departure: Departure,
) -> EventSourceResponse:
    """Send ``events`` as they come, with a comment line as heartbeat while none does.

    When the service stops, what is running is finished, as far as the settings wait for it. ``departure`` happens when
    the caller leaves.
    """

    async def tell(_: Message) -> None:
        departure.leave()

    return EventSourceResponse(
        server_sent_events(events, form, problem_of),
        ping=settings.heartbeat_s,
        ping_message_factory=lambda: ServerSentEvent(comment="heartbeat"),
        sep="\n",
        send_timeout=_SLOWEST_READER_S,
        client_close_handler_callable=tell,
        shutdown_event=anyio.Event(),
        shutdown_grace_period=settings.stop_timeout_s,
    )


def problem_writer(request: Request, lang: Lang) -> Callable[[Exception], Problem]:
    """What makes a problem of an error that comes when the stream has begun."""
    path = request.url.path

    def write(error: Exception) -> Problem:
        if isinstance(error, YaodianError):
            return problems.problem_of(error, lang, path)
        return problems.incident_problem(log_incident(error), lang)

    return write


async def server_sent_events(
    events: Iterator[AnswerEvent], form: Form, problem_of: Callable[[Exception], Problem]
) -> AsyncIterator[ServerSentEvent]:
    """Answer events as server-sent ones; ``events`` is closed, and so stops, when the caller leaves."""
    try:
        async for event in iterate_in_threadpool(events):
            for sent in form.sent(event):
                yield sent
    except Exception as error:  # the 200 has been sent: the only way left to say it is an event
        yield form.failed(problem_of(error))
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


def _event(name: str, data: dict[str, Any]) -> ServerSentEvent:
    return JSONServerSentEvent(data, event=name, sep="\n")
