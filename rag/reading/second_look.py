"""A second look at a draft that rules have found and are not certain of: rules go by words, the small reader by meaning.

What it bears out is surer, what it denies is less sure, and where it points elsewhere, far ahead, that is read instead
(:func:`rag.reading.by_reader.read_instead`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rag.reading.draft import Draft, Quote
from rag.reading.readings import Foremost, Readings

_QUOTED = 3  # passages: each takes some 10 ms, and few drafts quote more
_WHOLLY = 6.0  # log odds that are as good as certain
# Below these odds a draft loses so much of its confidence, and more with each unit less, up to the most. Counted over drafts
# that are wrong, that have no answer and that are right: docs/measurements.md.
_DENIED_BELOW, _AT_ONCE, _PER_ODD, _MOST = -4.0, 0.15, 0.1, 0.5


@dataclass(frozen=True, slots=True)
class Look:
    """What the reader makes of a draft. ``likeliest``: the passage of those that it quotes which most likely answers.
    ``agrees``: from 0 to 1 (as good as certain), how far the reader points at the very words quoted."""

    likeliest: Foremost
    agrees: float

    @property
    def odds(self) -> float:
        """That the likeliest passage answers, as a logarithm."""
        return self.likeliest.reading.score

    @property
    def denied(self) -> float:
        """What the draft loses of its confidence."""
        below = _DENIED_BELOW - self.odds
        return min(_MOST, _AT_ONCE + _PER_ODD * below) if below > 0 else 0.0


def look_at(readings: Readings, draft: Draft) -> Look | None:
    """The reader's look at a draft; ``None`` without a reader, or where the draft quotes nothing."""
    quotes = [quote for line in draft.lines for quote in line.quotes]
    rows = readings.quoted(quotes)[:_QUOTED]
    read = readings.of(rows)
    if read is None:
        return None
    seen = [Foremost(readings.passage(row), reading, None) for row, reading in zip(rows, read, strict=True)]
    agreeing = [each.reading.score for each in seen if touched(quotes, each.quote)]
    agrees = max(0.0, min(1.0, max(agreeing, default=0.0) / _WHOLLY))
    return Look(max(seen, key=lambda each: each.reading.score), agrees)


def touched(quotes: Iterable[Quote], words: Quote) -> bool:
    """Whether any of the quotes shares text with these words."""
    return any(quote.touches(words.document_id, words.start, words.end) for quote in quotes)
