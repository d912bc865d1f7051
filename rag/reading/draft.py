"""What reading hands to the composer: lines to say, each with the stretches of notices it is taken from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of a notice's text, ``[start, end)``."""

    document_id: str
    start: int
    end: int

    def touches(self, document_id: str, start: int, end: int) -> bool:
        """Whether it shares a character with ``[start, end)`` of that notice."""
        return self.document_id == document_id and self.start < end and start < self.end


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the answer. Its words are taken from ``quotes``, or are the frame around them (是, 表头).

    A ``row`` is a table's, its last cell left open for the markers.
    """

    text: str
    quotes: tuple[Quote, ...] = ()
    row: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before it is composed. ``confidence`` is the share of the question that the evidence accounts for."""

    lines: tuple[Line, ...]
    confidence: float
    warnings: tuple[str, ...] = field(default=())
    unstated: bool = False  # it tells what the notices hold instead: a masked figure, another year's

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The stretches of all lines, in order."""
        return tuple(quote for line in self.lines for quote in line.quotes)

    @property
    def only_quote(self) -> Quote | None:
        """The one stretch that a draft of one line quotes."""
        return self.quotes[0] if len(self.lines) == len(self.quotes) == 1 else None

    def ruled(self, verdict: bool) -> Draft:
        """The draft with 是 or 否 before what its first line says."""
        first, *others = self.lines
        said = Line(f"{'是' if verdict else '否'}。{first.text}", first.quotes)
        return replace(self, lines=(said, *others))

    @property
    def empty(self) -> bool:
        return not self.lines
