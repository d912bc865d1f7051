"""Questions as every door of the service asks them: noted where that is wanted, answered, counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from rag.build import Workspace
from rag.stages import listening
from rag.types import Answer, AnswerEvent, Done, Filters, Hit, Turn
from ui.logs import note_question
from ui.metrics import Metrics
from ui.settings import UiSettings


@dataclass(frozen=True)
class Asking:
    """The assistant of a workspace with what the service keeps of its work. Raises what the assistant raises."""

    workspace: Workspace
    settings: UiSettings
    metrics: Metrics

    def answer(self, question: str, history: Sequence[Turn], filters: Filters) -> Answer:
        """The whole answer."""
        note_question(question, self.settings)
        with listening(self.metrics.stage_took):
            answer = self.workspace.assistant.answer(question, history, filters)
        self._count(answer)
        return answer

    def stream(self, question: str, history: Sequence[Turn], filters: Filters) -> Iterator[AnswerEvent]:
        """The answer in pieces. What is wrong with the question is raised here, before the first of them."""
        note_question(question, self.settings)
        return self._counted(self.workspace.assistant.stream(question, history, filters))

    def search(self, query: str, k: int, filters: Filters) -> list[Hit]:
        """The best passages."""
        note_question(query, self.settings)
        with listening(self.metrics.stage_took):
            return self.workspace.assistant.search(query, k, filters)

    def _counted(self, events: Iterator[AnswerEvent]) -> Iterator[AnswerEvent]:
        with closing(_Closable(events)):
            while (event := self._next(events)) is not None:
                if isinstance(event, Done):
                    self._count(event.answer)
                yield event

    def _next(self, events: Iterator[AnswerEvent]) -> AnswerEvent | None:
        # Each piece may be asked for from another thread, so each has the listener set anew.
        with listening(self.metrics.stage_took):
            return next(events, None)

    def _count(self, answer: Answer) -> None:
        self.metrics.answered(abstained=answer.abstained)
        # With a model, an answer that nothing could be withheld from was composed because the model failed.
        if self.settings.llm_configured and not answer.abstained and answer.withheld is None:
            self.metrics.model_failed()


@dataclass(frozen=True)
class _Closable:
    events: Iterator[AnswerEvent]

    def close(self) -> None:
        """Close what is behind, and with it the retrieval and the model's connection, where there is something."""
        close = getattr(self.events, "close", None)
        if close is not None:
            close()
