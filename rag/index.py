"""Everything retrieval derives from the store: passages in order, BM25 over them and over whole notices, term weights.

Rebuilt when the store's revision changes. Ties are broken by passage id, so equal texts always come in one order.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import bm25s
import numpy as np
from numpy.typing import NDArray

from ingest.models import Passage
from ingest.store.store import Snapshot
from rag.corpus import Corpus
from rag.terms import terms

Scores = NDArray[np.float32]


@dataclass(frozen=True)
class Index:
    """Rows are passages, sorted by id; ``notice_row`` maps each to its notice's row in ``notice_ids``."""

    corpus: Corpus
    passages: tuple[Passage, ...]
    notice_ids: tuple[str, ...]
    notice_row: NDArray[np.int64]
    document_frequency: Counter[str]
    _rows: dict[str, int]
    _by_notice: dict[str, list[Passage]]
    _passage_bm25: bm25s.BM25 | None
    _notice_bm25: bm25s.BM25 | None

    @classmethod
    def build(cls, snapshot: Snapshot) -> Index:
        """Index the store as it was at one moment."""
        notices = {notice.id: notice for notice in snapshot.notices}
        passages = tuple(sorted(snapshot.passages, key=lambda passage: passage.id))
        notice_ids = tuple(sorted({passage.document_id for passage in passages}))
        rows = {key: row for row, key in enumerate(notice_ids)}
        passage_terms = [terms(passage.embedded_text) for passage in passages]
        notice_terms: list[list[str]] = [[] for _ in notice_ids]
        for passage in passages:
            notice_terms[rows[passage.document_id]] += terms(passage.text)
        for key, row in rows.items():
            notice_terms[row] += terms(notices[key].title)
        return cls(
            Corpus(notices),
            passages,
            notice_ids,
            np.array([rows[passage.document_id] for passage in passages], dtype=np.int64),
            Counter(term for found in passage_terms for term in set(found)),
            {passage.id: row for row, passage in enumerate(passages)},
            {key: list(group) for key, group in groupby(passages, key=lambda passage: passage.document_id)},
            _bm25(passage_terms),
            _bm25(notice_terms),
        )

    def row(self, passage_id: str) -> int | None:
        """The row of a passage; ``None`` where the store has it and this index, a moment older, has not."""
        return self._rows.get(passage_id)

    def holding(self, document_id: str, start: int, end: int) -> list[Passage]:
        """The passages of a notice that ``[start, end)`` of its text runs through, in order."""
        return [p for p in self._by_notice.get(document_id, ()) if p.start < end and start < p.end]

    def passage_scores(self, query_terms: Sequence[str]) -> Scores:
        """BM25 of every passage, its context (title and headings) included."""
        return _scores(self._passage_bm25, query_terms, len(self.passages))

    def notice_scores(self, query_terms: Sequence[str]) -> Scores:
        """BM25 of every passage's whole notice."""
        scores = _scores(self._notice_bm25, query_terms, len(self.notice_ids))
        return scores[self.notice_row] if len(self.passages) else scores

    def weight(self, term: str) -> float:
        """How telling a term is: its inverse document frequency over passages."""
        count = self.document_frequency.get(term, 0)
        return math.log(1 + (len(self.passages) - count + 0.5) / (count + 0.5))


def _bm25(documents: list[list[str]]) -> bm25s.BM25 | None:
    if not any(documents):
        return None
    index = bm25s.BM25(k1=1.2, b=0.75)
    index.index(documents, show_progress=False)
    return index


def _scores(index: bm25s.BM25 | None, query_terms: Sequence[str], size: int) -> Scores:
    known = [term for term in query_terms if index is not None and term in index.vocab_dict]
    if index is None or not known:
        return np.zeros(size, dtype=np.float32)
    return np.asarray(index.get_scores(known), dtype=np.float32)
