"""A second look at a draft that rules have found: rules go by words, the small reader by meaning.

What it bears out is surer, what it denies is less sure, and where it points elsewhere, far ahead, that is read instead
(:mod:`rag.reading.instead`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ingest.models import Notice
from rag.reading.draft import Draft, Quote
from rag.reading.readings import Foremost, Gates, Readings, passes
from rag.reading.stretches import row_around

_QUOTED = 3  # passages: each takes some 10 ms, and few drafts quote more
_WHOLLY = 6.0  # log odds that are as good as certain
# Below these odds a draft is doubted. Where the reader points at the words quoted all the same, and nowhere else comes near, it
# only knows them too little; where it points elsewhere the draft is as good as wrong. Counted over drafts that are right, that
# are wrong and that have no answer: docs/measurements.md.
_DOUBTED, _FAR_AHEAD, _PASSAGES = -3.0, 4.0, 5
_DISBELIEVED = -8.0  # even where nothing else comes near, of thirteen below this one was right
_ELSEWHERE = 0.6
# A draft that rules are not sure of is told where the reader points at its words, if with low odds, and at nothing else: least
# confidence, and odds with the lead. Of ten such drafts, figures left out, nine are right; of figures most have no answer at all.
_LEAST_SURE = 0.0
_SECONDED: Gates = ((-4.0, 4.0),)
# Pointed at the words, with others near: lost at once, for each unit less, and at most.
_AT_ONCE, _PER_ODD, _MOST = 0.05, 0.1, 0.5


@dataclass(frozen=True, slots=True)
class Look:
    """What the reader makes of a draft. ``likeliest``: the passage of those that it quotes which most likely answers.
    ``agrees``: from 0 to 1 (as good as certain), how far the reader points at the very words quoted. ``denied``: what the draft
    loses of its confidence."""

    likeliest: Foremost
    agrees: float
    denied: float

    @property
    def odds(self) -> float:
        """That the likeliest passage answers, as a logarithm."""
        return self.likeliest.reading.score


def look_at(readings: Readings, draft: Draft) -> Look | None:
    """The reader's look at a draft; ``None`` without a reader, or where the draft quotes nothing."""
    quotes = draft.quotes
    rows = readings.quoted(quotes)[:_QUOTED]
    read = readings.of(rows)
    if read is None:
        return None
    seen = [Foremost(readings.passage(row), reading, None) for row, reading in zip(rows, read, strict=True)]
    agreeing = [each.reading.score for each in seen if touched(quotes, each.quote)]
    agrees = max(0.0, min(1.0, max(agreeing, default=0.0) / _WHOLLY))
    likeliest = max(seen, key=lambda each: each.reading.score)
    return Look(likeliest, agrees, _denied(readings, quotes, likeliest.reading.score))


def _denied(readings: Readings, quotes: Sequence[Quote], odds: float) -> float:
    """What a draft with these quotes and odds loses of its confidence, seen beside the best passages."""
    if odds >= _DOUBTED:
        return 0.0
    first = readings.first_of(_PASSAGES)
    if first is None or not touched(quotes, first.quote):
        return _ELSEWHERE
    if odds >= _DISBELIEVED and (first.lead is None or first.lead >= _FAR_AHEAD):
        return 0.0
    return min(_MOST, _AT_ONCE + _PER_ODD * (_DOUBTED - odds))


def is_seconded(readings: Readings, draft: Draft, notices: Mapping[str, Notice]) -> bool:
    """Whether the reader points at the words that a draft quotes, and nowhere else comes near. Not to be asked of figures, which a
    question about another year or group points at as well; and of a table it knows no columns."""
    first = None if draft.unstated or draft.confidence < _LEAST_SURE else readings.first_of(_PASSAGES)
    if first is None or not passes(_SECONDED, first.reading.score, first.lead or 0.0):
        return False
    words = first.quote
    in_table = row_around(notices[words.document_id].text, words.start) is not None
    return touched(draft.quotes, words) and not in_table


def touched(quotes: Iterable[Quote], words: Quote) -> bool:
    """Whether any of the quotes shares text with these words."""
    return any(quote.touches(words.document_id, words.start, words.end) for quote in quotes)
