"""The passages nearest in meaning to a question, of notices that are held."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ingest.store.chroma import Connection
from ingest.store.pages import held_among, in_pages

Hits = list[tuple[str, float]]


def nearest_passages(
    db: Connection,
    embed: Callable[[str], list[float]],
    question: str,
    k: int,
    document_ids: Sequence[str] | None,
) -> Hits:
    """``(passage id, cosine similarity)`` of the ``k`` nearest, best first; of ``document_ids`` only, unless ``None``."""
    size = db.passage_records.count()
    if not size or (document_ids is not None and not document_ids):
        return []
    vector = embed(question)
    if document_ids is None:
        return _of_all(db, vector, k, size)
    found: Hits = []
    for page in in_pages(document_ids):
        found += _of_some(db, vector, k, {"document_id": {"$in": page}})
    return sorted(found, key=lambda hit: (-hit[1], hit[0]))[:k]


def _of_all(db: Connection, vector: list[float], k: int, size: int) -> Hits:
    """Asks for more as long as passages of drafts crowd out those of notices."""
    asked = min(k, size)
    while True:
        found = _of_some(db, vector, asked, None)
        if len(found) >= min(k, size) or asked >= size:
            return found[:k]
        asked = min(asked * 4, size)


def _of_some(db: Connection, vector: list[float], k: int, scope: dict[str, Any] | None) -> Hits:
    found = db.passages.similarity_search_by_vector_with_relevance_scores(vector, k=k, filter=scope)
    owners = {document.metadata["document_id"] for document, _ in found}
    held = held_among(db, sorted(owners))
    return [
        (str(document.id), 1.0 - distance)
        for document, distance in found
        if document.metadata["document_id"] in held
    ]
