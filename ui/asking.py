"""Questions as every door of the service asks them: noted where that is wanted, answered, counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from rag.build import Workspace
from rag.explanation import Explanation
from rag.stages import listening
from rag.types import Answer, AnswerEvent, Done, Filters, Hit, Turn
from rag.writing.leaving import Departure, asked_by
from ui.logs import note_question
from ui.metrics import Metrics
from ui.settings import UiSettings


class CallerLeftError(Exception):
    """Nobody waits for the answer any more; it was given up."""


@dataclass(frozen=True)
class Asking:
    """The assistant of a workspace with what the service keeps of its work. Raises what the assistant raises."""

    workspace: Workspace
    settings: UiSettings
    metrics: Metrics

    def answer(
        self,
        question: str,
        history: Sequence[Turn],
        filters: Filters,
        departure: Departure | None = None,
    ) -> Answer:
        """The whole answer. Raises CallerLeftError where ``departure`` happens first."""
        return _whole(self.stream(question, history, filters, departure))

    def answer_explained(
        self,
        question: str,
        history: Sequence[Turn],
        filters: Filters,
        departure: Departure | None = None,
    ) -> tuple[Explanation, Answer]:
        """The whole answer and why it is so, of one reading. Raises CallerLeftError where ``departure`` happens first."""
        told, events = self.stream_explained(question, history, filters, departure)
        return told, _whole(events)

    def stream(
        self,
        question: str,
        history: Sequence[Turn],
        filters: Filters,
        departure: Departure | None = None,
    ) -> Iterator[AnswerEvent]:
        """The answer in pieces, until it ends or ``departure`` happens. What is wrong with the question is raised here,
        before the first of them."""
        note_question(question, self.settings)
        events = self.workspace.assistant.stream(question, history, filters)
        return self._counted(events, departure or Departure())

    def stream_explained(
        self,
        question: str,
        history: Sequence[Turn],
        filters: Filters,
        departure: Departure | None = None,
    ) -> tuple[Explanation, Iterator[AnswerEvent]]:
        """Why the answer is what it is, and the answer in pieces, of one reading."""
        note_question(question, self.settings)
        with listening(self.metrics.stage_took):
            told, events = self.workspace.assistant.explained(question, history, filters)
        return told, self._counted(events, departure or Departure())

    def search(self, query: str, k: int, filters: Filters) -> list[Hit]:
        """The best passages."""
        note_question(query, self.settings)
        with listening(self.metrics.stage_took):
            return self.workspace.assistant.search(query, k, filters)

    def explain(self, question: str, history: Sequence[Turn], filters: Filters) -> Explanation:
        """Why the answer is what it is."""
        return self.workspace.assistant.explain(question, history, filters)

    def _counted(self, events: Iterator[AnswerEvent], departure: Departure) -> Iterator[AnswerEvent]:
        with closing(_Closable(events)):
            while (event := self._next(events, departure)) is not None:
                if departure.happened:
                    return
                if isinstance(event, Done):
                    self._count(event.answer)
                yield event

    def _next(self, events: Iterator[AnswerEvent], departure: Departure) -> AnswerEvent | None:
        # Each piece may be asked for from another thread, so each has its context set anew.
        with listening(self.metrics.stage_took), asked_by(departure):
            return next(events, None)

    def _count(self, answer: Answer) -> None:
        self.metrics.answered(abstained=answer.abstained)
        if answer.model_error:
            self.metrics.model_failed(answer.model_error)


def _whole(events: Iterator[AnswerEvent]) -> Answer:
    for event in events:
        if isinstance(event, Done):
            return event.answer
    raise CallerLeftError


@dataclass(frozen=True)
class _Closable:
    events: Iterator[AnswerEvent]

    def close(self) -> None:
        """Close what is behind, and with it the retrieval and the model's connection, where there is something."""
        close = getattr(self.events, "close", None)
        if close is not None:
            close()
