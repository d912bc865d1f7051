"""Query in, passages out, the best first: scope, lexical search, dense search, fusion. Ties go by passage id."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.models import Passage
from ingest.store.store import NoticeStore, Snapshot
from rag.corpus.index import Index, Rows, Scores
from rag.corpus.index_file import IndexFile
from rag.corpus.packed import packed
from rag.question.query import Query
from rag.retrieval.scope import Scope
from rag.settings import RagSettings
from rag.stages import stage
from rag.types import Hit

_WORTH_KEEPING_S = 5.0  # an index that took longer to bring up is written to disk for the next start
# Of so few notices the store compares every passage, which is exact; of more it searches and leaves out, which takes long
# where they are a small share of what it holds.
_COMPARED = 32
_ASKED_IN_PARTS = 192
_SMALL_SHARE = 20
_LOOKED_UP = 128  # notices at a time, of those that are searched one by one
_NO_SCORES = np.zeros(0, dtype=np.float32)
_RANKED = 2000  # how many are put in order; nobody reads on so far

Near = tuple[str, float]  # a passage by its id, and its cosine to the question


@dataclass(frozen=True, slots=True)
class Candidates:
    """The best passages in scope (``order``: their rows), and for every passage its fused score and the parts it was made
    of."""

    index: Index
    order: NDArray[np.int64]
    fused: Scores
    parts: dict[str, Scores]
    similarity: Scores  # cosine to the question, 0 where not among the nearest

    def hit(self, row: int) -> Hit:
        return to_hit(self.index, self.index.passages[row], float(self.fused[row]), self._parts_of(row))

    def _parts_of(self, row: int) -> dict[str, float]:
        return {name: round(float(scores[row]), 4) for name, scores in self.parts.items()}

    def hits(self, k: int) -> list[Hit]:
        """The ``k`` best that scored at all."""
        return [self.hit(int(row)) for row in self.order[:k] if self.fused[row] > 0]


class Retriever:
    """Hybrid retrieval over a store, in step with it."""

    def __init__(self, store: NoticeStore, settings: RagSettings) -> None:
        self._store = store
        self._settings = settings
        self._file = IndexFile(settings.data_dir / "index.kept")
        self._index: tuple[Snapshot, Index] | None = None
        self._building = threading.Lock()
        # Replaced whole, so that threads that ask at the same time never see one's question with the other's answer.
        self._found_last: tuple[tuple[Index, str, list[str] | None] | None, list[tuple[str, float]]] = (
            None,
            [],
        )
        self._scored_last: tuple[tuple[Index, tuple[str, ...]] | None, tuple[Scores, Scores]] = (
            None,
            (_NO_SCORES, _NO_SCORES),
        )

    def index(self) -> Index:
        """The index of the store as it is now; brought up to date where the store has changed."""
        revision = self._store.revision()
        with self._building:
            if self._index is None or self._index[0].revision != revision:
                began = time.perf_counter()
                known = self._index or self._file.load()
                self._index = self._brought_up(known)
                fresh = known is None or self._index[1] is not known[1]
                if fresh and time.perf_counter() - began > _WORTH_KEEPING_S:
                    self._file.save(*self._index)
            return self._index[1]

    def _brought_up(self, known: tuple[Snapshot, Index] | None) -> tuple[Snapshot, Index]:
        """The present state of the store with its index, from one of its earlier states if there is one."""
        if known is None:
            snapshot = packed(self._store.snapshot())
            return snapshot, Index.build(snapshot)
        before, index = known
        snapshot = packed(self._store.snapshot(before))
        return snapshot, index if snapshot.revision == before.revision else index.updated(snapshot)

    def search(
        self, query: Query, scope: Scope, index: Index, nearest: Sequence[Near] | None = None
    ) -> Candidates:
        """Score every passage in scope: BM25 of the passage and of its notice, and nearness in meaning.

        Each part is scaled by its best score, then summed with the weights of the settings and multiplied by the
        notice's weight in the scope. ``nearest``: the passages nearest in meaning, where they are known.
        """
        with stage("retrieve"):
            return self._search(query, scope, index, nearest)

    def nearest_of_each(self, query: Query, ids: Sequence[str]) -> Iterator[tuple[str, Sequence[Near]]]:
        """Each of these notices with its passages nearest in meaning, looked up some notices at a time: for whoever searches
        in one after the other."""
        for start in range(0, len(ids), _LOOKED_UP):
            part = ids[start : start + _LOOKED_UP]
            with stage("retrieve"):
                found = self._store.nearest_of_each(query.meaning, self._settings.dense_candidates, part)
            for key in part:
                yield key, found.get(key, ())

    def _search(self, query: Query, scope: Scope, index: Index, nearest: Sequence[Near] | None) -> Candidates:
        rows, weights = index.in_scope(scope.weights)
        passage, notice = self._lexical(query.search_terms, index)
        dense, similarity = self._dense(query, index, scope, nearest)
        parts = {
            "passage": _scaled(passage[rows]),
            "notice": _scaled(notice[index.notice_row[rows]]),
            "dense": dense[rows],
        }
        settings = self._settings
        fused = (
            settings.weight_passage * parts["passage"]
            + settings.weight_notice * parts["notice"]
            + settings.weight_dense * parts["dense"]
        ) * weights
        size = len(index.passages)
        order = np.arange(size)[rows][_best(fused)]
        spread = {name: _spread(scores, rows, size) for name, scores in parts.items()}
        return Candidates(index, order, _spread(fused, rows, size), spread, similarity)

    def _lexical(self, query_terms: tuple[str, ...], index: Index) -> tuple[Scores, Scores]:
        """The scores of all passages, and of all notices; what was scored last is kept: a question is searched in several
        scopes, for a table in that of each notice."""
        asked, found = self._scored_last
        if asked is None or asked[0] is not index or asked[1] != query_terms:
            found = index.passage_scores(query_terms), index.notice_scores(query_terms)
            self._scored_last = (index, query_terms), found
        return found

    def _dense(
        self, query: Query, index: Index, scope: Scope, nearest: Sequence[Near] | None
    ) -> tuple[Scores, Scores]:
        """Cosine similarities stretched so that the nearest is 1 and the farthest of the nearest 0; and as they are."""
        scores = np.zeros(len(index.passages), dtype=np.float32)
        similarities = np.zeros(len(index.passages), dtype=np.float32)
        if nearest is None:
            whole = len(scope.weights) == len(index.corpus.notices)
            allowed = None if whole else sorted(scope.weights)
            nearest = self._nearest(query.meaning, allowed, index)
        if not nearest:
            return scores, similarities
        best, worst = nearest[0][1], nearest[-1][1]
        for passage_id, similarity in nearest:
            row = index.row(passage_id)
            if row is not None:
                similarities[row] = similarity
                scores[row] = (similarity - worst) / (best - worst) if best > worst else 1.0
        return scores, similarities

    def _nearest(self, meaning: str, allowed: list[str] | None, index: Index) -> list[tuple[str, float]]:
        """The nearest passages; a question is often searched twice in the same scope, so what was found last is kept."""
        asked, found = self._found_last
        if asked is None or asked[0] is not index or asked[1:] != (meaning, allowed):
            found = self._looked_up(meaning, allowed, len(index.corpus.notices))
            self._found_last = (index, meaning, allowed), found
        return found

    def _looked_up(self, meaning: str, allowed: list[str] | None, held: int) -> list[tuple[str, float]]:
        """Those of a small part of a large store are asked for some notices at a time."""
        k = self._settings.dense_candidates
        if allowed is None or not _COMPARED < len(allowed) <= min(_ASKED_IN_PARTS, held // _SMALL_SHARE):
            return self._store.nearest(meaning, k, allowed)
        parts = [allowed[start : start + _COMPARED] for start in range(0, len(allowed), _COMPARED)]
        found = [hit for part in parts for hit in self._store.nearest(meaning, k, part)]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))[:k]


def to_hit(index: Index, passage: Passage, score: float, scores: dict[str, float]) -> Hit:
    notice = index.corpus.notices[passage.document_id]
    return Hit(
        passage_id=passage.id,
        document_id=passage.document_id,
        source=notice.source,
        title=notice.title,
        clause=passage.clause,
        text=passage.text,
        start=passage.start,
        end=passage.end,
        score=score,
        scores=scores,
    )


def _spread(scores: Scores, rows: Rows, size: int) -> Scores:
    """The scores of some rows among all, which are 0. Memory that holds nothing else costs nothing until it is touched."""
    if isinstance(rows, slice):
        return scores
    every = np.zeros(size, dtype=np.float32)
    every[rows] = scores
    return every


def _best(scores: Scores) -> NDArray[np.int64]:
    """The places of the best, best first, equal ones in order: sorting all of a million takes longer than all else."""
    places = np.arange(len(scores))
    if len(scores) > _RANKED:
        least = np.partition(scores, len(scores) - _RANKED)[len(scores) - _RANKED]
        places = np.flatnonzero(scores >= least)
    return places[np.argsort(-scores[places], kind="stable")][:_RANKED]


def _scaled(scores: Scores) -> Scores:
    best = float(scores.max()) if scores.size else 0.0
    return scores / best if best > 0 else scores
