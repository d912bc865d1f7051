"""The best passages put in order once more by the reader, which sees question and passage together."""

from __future__ import annotations

from dataclasses import replace

from rag.question.query import Query
from rag.question.wording import Asks
from rag.reading.readings import Readings
from rag.retrieval.retriever import Candidates
from rag.types import Hit

_READ = 12  # from ten on no more documents are found first, and from fourteen on fewer; each costs some 15 ms
# What one unit of the fused score weighs against one of the reader's log odds. A list or an explanation is told by what a
# passage says as a whole, and the reader knows more of that; figures, units and whole tables are told by names and
# responsibility notes, many of which look alike to it (docs/measurements.md).
_RETRIEVAL, _RETRIEVAL_OF_WORDS = 25.0, 5.0
_OF_WORDS = (Asks.LIST, Asks.EXPLAIN)


def _retrieval_weight(query: Query) -> float:
    """What one unit of retrieval's score weighs against one of the reader's log odds in the order of passages."""
    return _RETRIEVAL_OF_WORDS if query.asks in _OF_WORDS and not query.across else _RETRIEVAL


def preferred(query: Query, readings: Readings, candidates: Candidates, k: int) -> list[Hit]:
    """The ``k`` best passages, best first: the first twelve in the order of reader and retrieval together, the others as they
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
    weight = _retrieval_weight(query)
    order = sorted(range(len(told)), key=lambda i: (-(read[i].score + weight * told[i].score), i))
    return [*(told[i] for i in order), *hits[_READ:]][:k]
