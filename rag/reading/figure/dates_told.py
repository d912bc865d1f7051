"""Where a date stands that is told beside a figure: in the words quoted for it, or before them, at the head of a long sentence or of
a table's column. What is told is cited, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.models import Notice
from rag.reading.draft import Quote
from rag.reading.stretches import header_of, row_around

_NOTES = re.compile("（([^（）]*)）")
_YEAR = re.compile(r"(?:19|20)\d{2}")


def with_dates(notice: Notice, said: str, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """The quotes of a line, and those of the dates in its brackets (7张（到2025年底）) that they do not hold."""
    quoted = "\n".join(notice.text[quote.start : quote.end] for quote in quotes)
    missing = (note for note in _dates(said) if note not in quoted)
    found = (_before(notice, note, quotes[-1].start) for note in missing)
    return tuple(dict.fromkeys((*quotes, *(quote for quote in found if quote))))


def _dates(said: str) -> Iterator[str]:
    for notes in _NOTES.findall(said):
        yield from (note for note in notes.split("，") if _YEAR.search(note))


def _before(notice: Notice, note: str, end: int) -> Quote | None:
    row = row_around(notice.text, end)
    start, stop = header_of(notice.text, row) if row else (0, end)
    at = notice.text.rfind(note, start, stop)
    return Quote(notice.id, at, at + len(note)) if at >= 0 else None
