"""A second look at a draft that rules have found and are not certain of: rules go by words, the small reader by meaning.

What it bears out is surer, what it denies is less sure, and where it points elsewhere, far ahead, that is read instead
(:func:`rag.reading.by_reader.read_instead`).
"""

from __future__ import annotations

from dataclasses import dataclass

from rag.reading.draft import Draft
from rag.reading.readings import Readings, pointed_in

_QUOTED = 3  # passages: each takes some 10 ms, and few drafts quote more
_WHOLLY = 6.0  # log odds that are as good as certain
# Below these odds each unit less costs so much of the confidence, up to the most. Counted over drafts that are wrong, that have
# no answer and that are right: docs/measurements.md.
_DENIED_BELOW, _PER_ODD, _MOST = -4.0, 0.1, 0.5


@dataclass(frozen=True, slots=True)
class Look:
    """What the reader makes of a draft. ``odds``: of the likeliest passage that it quotes, as a logarithm. ``agrees``: from 0
    to 1 (as good as certain), how far the reader points at the very words quoted."""

    odds: float
    agrees: float

    @property
    def denied(self) -> float:
        """What the draft loses of its confidence."""
        return min(_MOST, max(0.0, _PER_ODD * (_DENIED_BELOW - self.odds)))


def look_at(readings: Readings, draft: Draft) -> Look | None:
    """The reader's look at a draft; ``None`` without a reader, or where the draft quotes nothing."""
    quotes = [quote for line in draft.lines for quote in line.quotes]
    rows = readings.quoted(quotes)[:_QUOTED]
    read = readings.of(rows)
    if read is None:
        return None
    pointed = [pointed_in(readings.passage(row), reading) for row, reading in zip(rows, read, strict=True)]
    agreeing = [
        reading.score
        for reading, words in zip(read, pointed, strict=True)
        if any(quote.touches(words.document_id, words.start, words.end) for quote in quotes)
    ]
    agrees = max(0.0, min(1.0, max(agreeing, default=0.0) / _WHOLLY))
    return Look(max(reading.score for reading in read), agrees)
