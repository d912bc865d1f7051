"""Did the search bring the gold passages and documents, and how high?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

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
