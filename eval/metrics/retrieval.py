"""Did the search bring the gold passages and documents, and how high?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

import ir_measures
from ir_measures import Qrel, ScoredDoc, nDCG

from eval.metrics.citations import Stretch, quoted_share, supports


def recall_at(k: int, hits: Sequence[Stretch], evidence: Sequence[str]) -> float | None:
    """Share of the gold quotations that stand in the first ``k`` hits; None without gold."""
    return quoted_share(hits[:k], evidence)


def reciprocal_rank(hits: Sequence[Stretch], evidence: Sequence[str]) -> float | None:
    """1/rank of the first hit that supports a gold quotation, 0 if none does; None without gold."""
    if not evidence:
        return None
    ranks = (rank for rank, hit in enumerate(hits, start=1) if supports(hit.text, evidence))
    return 1 / next(ranks, float("inf"))


def ndcg_at(k: int, hits: Sequence[Stretch], evidence: Sequence[str]) -> float | None:
    """nDCG of the gold quotations: 1 when they come first, less the deeper they stand; None without gold.

    Each quotation counts once, where the first hit supports it. A hit that supports several stands for all of them,
    one after the other; a hit that supports no new one is a miss.
    """
    if not evidence:
        return None
    left = dict.fromkeys(evidence)
    ranking: list[str] = []
    for rank, hit in enumerate(hits[:k], start=1):
        found = [quote for quote in left if supports(hit.text, (quote,))]
        ranking += found or [f"miss {rank}"]
        for quote in found:
            del left[quote]
    return _ndcg(k, ranking, list(dict.fromkeys(evidence)))


def document_ndcg_at(
    k: int, hits: Sequence[Stretch], documents: Sequence[str], names: Mapping[str, AbstractSet[str]]
) -> float | None:
    """nDCG of the gold documents among the different documents of the hits; None without gold.

    ``names`` is as for :func:`document_recall_at`. Two names of one document stand one after the other.
    """
    if not documents:
        return None
    ranking: list[str] = []
    for document in dict.fromkeys(hit.document_id for hit in hits):
        called = names.get(document, {document})
        ranking += [name for name in dict.fromkeys(documents) if name in called] or [document]
    return _ndcg(k, list(dict.fromkeys(ranking)), list(dict.fromkeys(documents)))


def document_recall_at(
    k: int, hits: Sequence[Stretch], documents: Sequence[str], names: Mapping[str, AbstractSet[str]]
) -> float | None:
    """Share of the gold documents among the first ``k`` different documents of the hits; None without gold.

    ``names`` gives for a document id everything a set may call the document: its id, file, number or title.
    """
    if not documents:
        return None
    found = list(dict.fromkeys(hit.document_id for hit in hits))[:k]
    called = set().union(*(names.get(document, {document}) for document in found))
    return sum(document in called for document in documents) / len(documents)


def _ndcg(k: int, ranking: Sequence[str], relevant: Sequence[str]) -> float:
    if not ranking:
        return 0.0
    run = [ScoredDoc("q", item, -rank) for rank, item in enumerate(ranking)]
    measured = ir_measures.calc_aggregate([nDCG @ k], [Qrel("q", item, 1) for item in relevant], run)
    return float(measured[nDCG @ k])
