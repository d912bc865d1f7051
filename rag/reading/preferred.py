"""The best passages put in order once more by the reader, which sees question and passage together."""

from __future__ import annotations

from dataclasses import replace

from rag.reading.readings import Readings
from rag.retriever import Candidates
from rag.types import Hit

_READ = 8  # more are read no better, and each costs some 20 ms
# What one unit of the fused score weighs against one of the reader's log odds: less finds more documents of running prose
# first, more finds more passages of notices first (docs/measurements.md).
_RETRIEVAL = 25.0


def preferred(readings: Readings, candidates: Candidates, k: int) -> list[Hit]:
    """The ``k`` best passages, best first: the first eight in the order of reader and retrieval together, the others as they
    were. A hit's ``score`` is retrieval's; what the reader makes of it stands in ``scores`` as ``reader``, in log odds."""
    hits = candidates.hits(max(k, _READ))
    first = hits[:_READ]
    read = readings.of(readings.best(len(first))) if len(first) > 1 else None
    if read is None:
        return hits[:k]
    told = [
        replace(hit, scores={**hit.scores, "reader": round(reading.score, 4)})
        for hit, reading in zip(first, read, strict=True)
    ]
    order = sorted(range(len(told)), key=lambda i: (-(read[i].score + _RETRIEVAL * told[i].score), i))
    return [*(told[i] for i in order), *hits[_READ:]][:k]
