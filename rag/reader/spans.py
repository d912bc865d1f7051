"""From scores of beginnings and ends to the spans worth saying. Pure arithmetic over one passage."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_KEPT = 24  # likeliest spans that a choice is made among
_MOST_CHARACTERS = 400
_EDGE = " \t\n\u3000，、；：,;:"


@dataclass(frozen=True, slots=True)
class Span:
    """``[start, end)`` of the passage; ``score`` is its log odds against "the passage does not say"."""

    start: int
    end: int
    score: float


def best_spans(
    start_scores: Floats, end_scores: Floats, none_score: float, starts: list[int], ends: list[int], text: str
) -> list[Span]:
    """The likeliest spans of ``text``, trimmed of marks at their edges, likeliest first, no two alike.

    Scores are the model's for each token of the passage, ``none_score`` that of no answer, ``starts`` and ``ends``
    where the tokens stand in ``text``.
    """
    if not starts:
        return []
    together = start_scores[:, None] + end_scores[None, :]
    length = np.array(ends)[None, :] - np.array(starts)[:, None]
    together = np.where((length > 0) & (length <= _MOST_CHARACTERS), together, -np.inf)
    found: dict[tuple[int, int], float] = {}
    likeliest = np.argpartition(-together, min(2 * _KEPT, together.size) - 1, axis=None)[: 2 * _KEPT]
    for flat in likeliest[np.argsort(-together.ravel()[likeliest], kind="stable")]:
        row, column = divmod(int(flat), together.shape[1])
        span = _trimmed(text, starts[row], ends[column])
        if np.isfinite(together[row, column]) and span[0] < span[1]:
            found.setdefault(span, float(together[row, column]) - none_score)
    return [Span(*span, score) for span, score in list(found.items())[:_KEPT]]


def most_agreed(spans: list[Span]) -> Span:
    """Of the likeliest spans the one that overlaps most with what the others say, each counting by its likelihood.

    Where a beginning or an end is doubtful, this is nearer to the right words than the likeliest span alone: the
    overlap is the F1 of characters, by which answers are measured.
    """
    scores = np.array([span.score for span in spans])
    weights = np.exp(scores - scores.max())
    starts, ends = (np.array([getattr(span, edge) for span in spans]) for edge in ("start", "end"))
    shared = np.minimum(ends[:, None], ends[None, :]) - np.maximum(starts[:, None], starts[None, :])
    lengths = ends - starts
    overlap = 2 * np.maximum(shared, 0) / (lengths[:, None] + lengths[None, :])
    return spans[int(np.argmax(overlap @ weights))]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end
