"""What one browser session remembers: its questions, the answers, and the source that is open."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from rag.types import Answer, Citation, Turn


class Status(StrEnum):
    """How far the answer to a question has come."""

    ANSWERING = "answering"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass
class Exchange:
    """A question and what became of it. ``draft`` grows in the stream; ``answer`` is the checked end."""

    question: str
    status: Status = Status.ANSWERING
    draft: str = ""
    answer: Answer | None = None
    failure: str = ""

    def finish(self, answer: Answer) -> None:
        """The stream came to its end."""
        self.answer = answer
        self.status = Status.DONE

    def fail(self, words: str) -> None:
        """The stream broke; ``words`` say so to the person."""
        self.failure = words
        self.status = Status.FAILED

    def citation(self, marker: int) -> Citation | None:
        """The citation that ``[marker]`` stands for."""
        citations = self.answer.citations if self.answer else ()
        return next((citation for citation in citations if citation.marker == marker), None)


@dataclass
class Conversation:
    """The exchanges of one session, and which citation the side panel shows (exchange, marker)."""

    exchanges: list[Exchange] = field(default_factory=list)
    opened: tuple[int, int] | None = None

    @property
    def busy(self) -> bool:
        return bool(self.exchanges) and self.exchanges[-1].status is Status.ANSWERING

    def ask(self, question: str) -> Exchange:
        """Begin a new exchange."""
        exchange = Exchange(question)
        self.exchanges.append(exchange)
        return exchange

    def drop(self, exchange: Exchange) -> None:
        """Forget a question that was not taken."""
        self.exchanges = [kept for kept in self.exchanges if kept is not exchange]

    def stop(self) -> None:
        """Leave the answer that is being written as it stands."""
        if self.busy:
            self.exchanges[-1].status = Status.STOPPED

    def clear(self) -> None:
        """Start anew. An answer still being written belongs to no conversation from here on."""
        self.stop()
        self.exchanges = []
        self.opened = None

    def open(self, exchange: int, marker: int) -> Citation | None:
        """Remember the source to show; None when there is no such citation."""
        if not 0 <= exchange < len(self.exchanges):
            return None
        citation = self.exchanges[exchange].citation(marker)
        self.opened = (exchange, marker) if citation else self.opened
        return citation

    def history(self, turns: int, chars: int) -> tuple[Turn, ...]:
        """The latest answered exchanges as turns, no more than the assistant takes; whole exchanges only."""
        kept: list[Turn] = []
        room = chars
        for exchange in reversed(self.exchanges):
            if exchange.answer is None:
                continue
            room -= len(exchange.question) + len(exchange.answer.answer)
            if room < 0 or len(kept) + 2 > turns:
                break
            kept[:0] = [
                Turn(role="user", content=exchange.question),
                Turn(role="assistant", content=exchange.answer.answer),
            ]
        return tuple(kept)
