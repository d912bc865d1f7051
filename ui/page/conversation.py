"""What one browser session remembers: its questions, the scope each was asked in, and the answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from rag.explanation import Explanation
from rag.types import NO_FILTERS, Answer, Citation, Filters, Turn
from rag.writing.leaving import Departure


class Status(StrEnum):
    """How far the answer to a question has come."""

    ANSWERING = "answering"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Scope:
    """What an answer was looked for in: the filters, how many notices they left, titles of those picked one by one."""

    filters: Filters = NO_FILTERS
    count: int = 0
    titles: tuple[str, ...] = ()


@dataclass
class Exchange:
    """A question and what became of it. ``draft`` grows in the stream; ``answer`` is the checked end.

    ``rating`` is what the person thought of it (``up``, ``down``), ``rated`` whether that has been kept. ``explanation``
    is there while it is looked at; ``departure`` happens when the person stops the answer.
    """

    question: str
    status: Status = Status.ANSWERING
    draft: str = ""
    answer: Answer | None = None
    failure: str = ""
    scope: Scope = Scope()
    rating: str = ""
    rated: bool = False
    explanation: Explanation | None = field(default=None, compare=False)
    departure: Departure = field(default_factory=Departure, compare=False)

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
    """The exchanges of one session, the latest last."""

    exchanges: list[Exchange] = field(default_factory=list)

    @property
    def busy(self) -> bool:
        return bool(self.exchanges) and self.exchanges[-1].status is Status.ANSWERING

    def ask(self, question: str, scope: Scope | None = None) -> Exchange:
        """Begin a new exchange."""
        exchange = Exchange(question, scope=scope or Scope())
        self.exchanges.append(exchange)
        return exchange

    def drop(self, exchange: Exchange) -> None:
        """Forget a question that was not taken."""
        self.exchanges = [kept for kept in self.exchanges if kept is not exchange]

    def stop(self) -> None:
        """Leave the answer that is being written as it stands."""
        if self.busy:
            self.exchanges[-1].status = Status.STOPPED
            self.exchanges[-1].departure.leave()

    def clear(self) -> None:
        """Start anew. An answer still being written belongs to no conversation from here on."""
        self.stop()
        self.exchanges = []

    def at(self, place: str) -> Exchange | None:
        """The exchange whose place a browser names; None when there is no such exchange."""
        known = place.isascii() and place.isdecimal() and int(place) < len(self.exchanges)
        return self.exchanges[int(place)] if known else None

    def history(self, turns: int, chars: int, before: Exchange | None = None) -> tuple[Turn, ...]:
        """The latest answered exchanges as turns, no more than the assistant takes; whole exchanges only.

        ``before`` an exchange: what had been said when it was asked.
        """
        kept: list[Turn] = []
        room = chars
        for exchange in reversed(self.exchanges[: self._place(before)]):
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

    def _place(self, wanted: Exchange | None) -> int:
        places = (place for place, exchange in enumerate(self.exchanges) if exchange is wanted)
        return next(places, len(self.exchanges))
