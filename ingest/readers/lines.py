"""What every reader returns: the file's lines, in reading order, with what the format knows about each."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph or line as the file has it.

    ``heading`` is the format's own heading level (Markdown ``#``, HTML ``h1``, a Word heading style), 1 the highest
    and 0 for none. ``whole`` is true where the format guarantees that the line is a full paragraph (docx, html, a
    table row), so that it is never joined to the next one; plain text gives no such promise. ``page`` counts from 1 in
    formats that have pages, 0 elsewhere; ``table`` numbers the tables of the file from 1, 0 for running text.
    """

    text: str
    heading: int = 0
    whole: bool = False
    page: int = 0
    table: int = 0


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A file as read: ``lines`` and the ``warnings`` a person should see (an encoding guessed, a picture left out).

    ``dropped`` is text that the file holds and ``lines`` do not: page numbers, running heads and feet.
    """

    lines: tuple[Line, ...]
    warnings: tuple[str, ...] = field(default=())
    dropped: tuple[str, ...] = field(default=())

    @property
    def tables(self) -> int:
        """How many tables the file has: what is made of its lines should have as many."""
        return len({line.table for line in self.lines if line.table})
