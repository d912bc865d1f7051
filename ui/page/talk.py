"""Answering a question on the page: the answer grows as it is written."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence

import gradio as gr

from ingest.errors import QuestionError, YaodianError
from rag.types import Done, Filters, Token, Turn
from ui.page import panels, wording
from ui.page.acts.desk import Desk
from ui.page.conversation import Exchange, Status
from ui.page.drawing import Updates
from ui.page.session import Session

logger = logging.getLogger(__name__)

# Redrawing for every character would keep the browser busy; the eye does not see more than this.
_SECONDS_BETWEEN_DRAWINGS = 0.08


class Talk:
    """Puts questions to the assistant and shows what comes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def answer(self, question: str, session: Session) -> Iterator[Updates]:
        """Answer ``question`` in the session's scope; every beat is what has to be drawn."""
        desk, parts, drawing = self._desk, self._desk.parts, self._desk.drawing
        conversation, settings = session.conversation, desk.settings
        history = conversation.history(settings.history_turns, settings.history_chars)
        exchange = conversation.ask(question.strip(), drawing.scope_of(session.filters))
        yield {
            **drawing.talk(session),
            parts.question: "",
            parts.problem: "",
            parts.send: gr.update(visible=False),
            parts.stop: gr.update(visible=True),
        }
        try:
            for _ in self._written(exchange, history, session.filters):
                yield drawing.latest(session)
        except QuestionError as error:
            # Nothing was answered: the question goes back into the box, to be mended there.
            conversation.drop(exchange)
            problem = panels.problem_html(error.text(session.lang))
            yield {**drawing.talk(session), parts.problem: problem, parts.question: question}
        except YaodianError as error:
            exchange.fail(error.text(session.lang))
        except Exception:
            # A person is never shown a trace; the log keeps it.
            logger.exception("A question could not be answered")
            exchange.fail(wording.UNEXPECTED.text(session.lang))
        yield {**drawing.latest(session), **drawing.idle(), **drawing.kept(session)}

    def _written(self, exchange: Exchange, history: Sequence[Turn], filters: Filters) -> Iterator[None]:
        """Let the answer grow in ``exchange``; gives a beat whenever it is worth drawing again."""
        drawn, asking = time.monotonic(), self._desk.asking
        for event in asking.stream(exchange.question, history, filters, exchange.departure):
            if exchange.status is not Status.ANSWERING:
                return
            if isinstance(event, Done):
                exchange.finish(event.answer)
            elif isinstance(event, Token):
                exchange.draft += event.text
                if time.monotonic() - drawn >= _SECONDS_BETWEEN_DRAWINGS:
                    drawn = time.monotonic()
                    yield
        if exchange.answer is None and exchange.status is Status.ANSWERING:
            raise RuntimeError("The stream ended without an answer")
