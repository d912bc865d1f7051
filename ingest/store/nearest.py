"""The passages nearest in meaning to a question, of notices that are held."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.passage_ids import notice_of, passage_id
from ingest.store.chroma import Connection
from ingest.store.pages import in_pages

Hits = list[tuple[str, float]]
Vectors = NDArray[np.float32]  # one a row

# Among the passages of so few notices every one is compared: that is exact, and quicker than Chroma's filtered search.
_FEW = 32
# Passages asked for of each such notice at first, and then as many again as long as it has more; in all of one call.
_FIRST_ASKED = 48
_MOST_ASKED = 20_000
# Nearest of all that are looked through for those of many notices, before Chroma is left to filter: quicker as long as
# the notices make out a good part of the store.
_LOOKED_THROUGH = 4000
_SCOPES = 8  # sets of few notices whose vectors are kept


class VectorsOfFew:
    """The vectors of the passages of few notices, kept as long as the store stays as it is: it is asked about the same few
    again and again. Safe between threads."""

    def __init__(self) -> None:
        self._known: tuple[str, dict[tuple[str, ...], tuple[list[str], Vectors]]] = ("", {})

    def of(self, db: Connection, revision: str, ids: Sequence[str], whole: bool) -> tuple[list[str], Vectors]:
        """The ids of the passages with their vectors, at that revision. ``whole``: these notices are all that is held."""
        scope = tuple(sorted(ids))
        of_revision, known = self._known
        found = known.get(scope) if of_revision == revision else None
        if found is None:
            found = (_all_held if whole else _passages_of)(db, list(scope))
            kept = known if of_revision == revision and len(known) < _SCOPES else {}
            self._known = revision, {**kept, scope: found}
        return found


def nearest_passages(
    db: Connection,
    embed: Callable[[str], list[float]],
    question: str,
    k: int,
    allowed: Collection[str],
    whole: bool,
    few: Callable[[Collection[str]], tuple[list[str], Vectors]],
) -> Hits:
    """``(passage id, cosine similarity)`` of the ``k`` nearest that are of the notices ``allowed``, best first.

    ``whole``: these are all that the store holds. ``few`` gives the passages of so few notices, with their vectors.
    """
    if not allowed:
        return []
    vector = embed(question)
    if len(allowed) <= _FEW:
        return _compared(*few(allowed), vector, k)
    found = _among_nearest(db, vector, k, allowed, None if whole else _LOOKED_THROUGH)
    return _filtered(db, vector, k, sorted(allowed)) if found is None else found


def nearest_of_each(
    db: Connection, embed: Callable[[str], list[float]], question: str, k: int, ids: Sequence[str]
) -> dict[str, Hits]:
    """The ``k`` nearest of each of these notices by itself, best first. They are fetched some together."""
    vector = embed(question)
    found: dict[str, Hits] = {key: [] for key in ids}
    for part in in_pages(ids, _FEW):
        keys, vectors = _passages_of(db, part)
        rows: dict[str, list[int]] = {}
        for row, key in enumerate(keys):
            rows.setdefault(notice_of(key), []).append(row)
        for notice, own in rows.items():
            found[notice] = _compared([keys[row] for row in own], vectors[own], vector, k)
    return found


def _compared(keys: list[str], vectors: Vectors, vector: list[float], k: int) -> Hits:
    if not keys:
        return []
    asked = np.asarray(vector, dtype=np.float32)
    similarity = vectors @ asked / (np.linalg.norm(vectors, axis=1) * np.linalg.norm(asked))
    found = zip(keys, similarity.tolist(), strict=True)
    return sorted(found, key=lambda hit: (-hit[1], hit[0]))[:k]


def _all_held(db: Connection, ids: list[str]) -> tuple[list[str], Vectors]:
    """The ids and vectors of all passages where a store holds no other notices than these few."""
    records = db.passages.get(where={"document_id": {"$in": ids}}, include=["embeddings"])
    return records["ids"], np.asarray(records["embeddings"], dtype=np.float32)


def _passages_of(db: Connection, ids: list[str]) -> tuple[list[str], Vectors]:
    """The same of few notices among many. They are asked for by their ids, of which Chroma passes over those that there are
    not: to find them by their notice it looks through all that it holds."""
    keys: list[str] = []
    vectors: list[Vectors] = [np.empty((0, 0), dtype=np.float32)]
    begin, left = 0, ids
    while left:
        end = begin + min(max(begin, _FIRST_ASKED), _MOST_ASKED // len(left))
        asked = [passage_id(key, number) for key in left for number in range(begin, end)]
        records = db.passages.get(ids=asked, include=["embeddings"])
        keys += records["ids"]
        if records["ids"]:
            vectors.append(np.asarray(records["embeddings"], dtype=np.float32))
        held = frozenset(records["ids"])
        begin, left = end, [key for key in left if passage_id(key, end - 1) in held]
    return keys, np.concatenate(vectors[1:] or vectors)


def _among_nearest(
    db: Connection, vector: list[float], k: int, allowed: Collection[str], most: int | None
) -> Hits | None:
    """Asks for more as long as other passages crowd out those wanted; ``None`` where ``most`` were too few.

    Passages of drafts do so, and those that another process has deleted: they stay in this connection's index until it
    is opened anew. So how many are stored says nothing of how many there are to be passed over; only an index that has
    no more to give ends the search.
    """
    asked = k
    while most is None or asked <= most:
        answer = db.passages.query(query_embeddings=[vector], n_results=asked, include=["distances"])
        keys, distances = answer["ids"][0], answer["distances"][0]
        found = [
            (key, 1.0 - distance)
            for key, distance in zip(keys, distances, strict=True)
            if notice_of(key) in allowed
        ]
        if len(found) >= k or len(keys) < asked:
            return found[:k]
        asked *= 4
    return None


def _filtered(db: Connection, vector: list[float], k: int, ids: list[str]) -> Hits:
    found: Hits = []
    for page in in_pages(ids):
        answer = db.passages.query(
            query_embeddings=[vector],
            n_results=k,
            where={"document_id": {"$in": page}},
            include=["distances"],
        )
        found += [(key, 1.0 - d) for key, d in zip(answer["ids"][0], answer["distances"][0], strict=True)]
    return sorted(found, key=lambda hit: (-hit[1], hit[0]))[:k]
