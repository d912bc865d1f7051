"""How doubtful it is that a notice is of the place and year asked about, and what is said by one loses for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.reading.draft import Draft
from rag.reading.sentences import Sentence
from rag.retrieval.scope import Scope

_DOUBTED = 1.0


def doubt_of_place(draft: Draft, scope: Scope) -> float:
    """What a draft loses for resting on a notice that may be of another place or year than the one asked about."""
    quoted = {quote.document_id for quote in draft.quotes}
    return 1.0 - min((scope.weights.get(key, 1.0) for key in quoted), default=1.0)


def surest_first(ranked: Sequence[Sentence], scope: Scope) -> list[Sentence]:
    """The sentences in order once more, those of a notice that may be of another place, or whose place a newer one has taken,
    counting a little less: of two that say as much, theirs is not meant."""
    most = max(scope.weights.values(), default=1.0)
    doubt = {s.notice.id: _DOUBTED * (most - scope.weights.get(s.notice.id, most)) for s in ranked}
    if not any(doubt.values()):
        return list(ranked)
    weighed = [replace(s, score=s.score - doubt[s.notice.id]) if doubt[s.notice.id] else s for s in ranked]
    return sorted(weighed, key=lambda s: (-s.score, s.passage.id, s.start))


def least_doubt(scope: Scope) -> float:
    """How doubtful the surest notice in scope is."""
    return 1.0 - max(scope.weights.values(), default=1.0)
