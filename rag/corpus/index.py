"""Everything retrieval derives from the store: passages in order, BM25 over them and over whole notices, term weights.

Brought up to date when the store's revision changes: only what changed is counted again, and the result scores as one
that is built anew. Ties are broken by passage id, so equal texts always come in one order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from ingest.models import Passage
from ingest.passage_ids import notice_of
from ingest.store.store import Snapshot
from rag.corpus.blocks import Block, compacted, cut_blocks
from rag.corpus.corpus import Corpus
from rag.corpus.lexical import GONE, Lexicon, Numbers, Scores, Vocabulary
from rag.corpus.packed import AllPassages, PackedPassages
from rag.corpus.whereabouts import Whereabouts

__all__ = ["EVERY", "Index", "Rows", "Scores"]

Rows = Numbers | slice  # of passages, in order
EVERY = slice(None)
_FEW = 8  # of a smaller part of the notices each is looked up by itself


@dataclass(frozen=True)
class Index:
    """Rows are passages, sorted by id; ``notice_row`` maps each to its notice's row in ``notice_ids``.

    ``document_frequency`` tells how many passages hold a term, by its ``get``. ``homes`` names the block that the words of
    each notice are counted in.
    """

    corpus: Corpus
    passages: AllPassages
    notice_ids: tuple[str, ...]
    notice_row: NDArray[np.int64]
    document_frequency: Lexicon
    _notice_terms: Lexicon
    _by_notice: Mapping[str, Sequence[Passage]]
    _rows: Mapping[str, int]
    vocabulary: Vocabulary
    homes: Mapping[str, Block]

    @classmethod
    def build(cls, snapshot: Snapshot) -> Index:
        """Index the store as it was at one moment."""
        return cls._of(snapshot, {}, {})

    @classmethod
    def restored(cls, snapshot: Snapshot, vocabulary: Vocabulary, homes: Mapping[str, Block]) -> Index:
        """The index of a snapshot whose words were counted before: ``vocabulary`` and ``homes`` of that one."""
        return cls._of(snapshot, vocabulary, homes)

    def updated(self, snapshot: Snapshot) -> Index:
        """The index of a later moment. This one stays as it is, for whoever is using it."""
        kept = {key: block for key, block in self.homes.items() if self._is_unchanged(key, snapshot)}
        return self._of(snapshot, self.vocabulary, kept)

    def _is_unchanged(self, key: str, snapshot: Snapshot) -> bool:
        """The store gives what it need not read again as the very same object."""
        now = snapshot.by_notice.get(key)
        return now is not None and now is self._by_notice.get(key)

    @classmethod
    def _of(cls, snapshot: Snapshot, vocabulary: Vocabulary, kept: Mapping[str, Block]) -> Index:
        notices = {notice.id: notice for notice in snapshot.notices}
        by_notice = {key: found for key, found in sorted(snapshot.by_notice.items()) if found}
        fresh = [(notices[key], found) for key, found in by_notice.items() if key not in kept]
        homes = compacted({**kept, **cut_blocks(fresh, vocabulary)})
        blocks = list(dict.fromkeys(homes.values()))
        sizes = np.array([len(found) for found in by_notice.values()], dtype=np.int64)
        rows = {key: row for row, key in enumerate(by_notice)}
        first_rows = np.cumsum(sizes) - sizes
        firsts = dict(zip(by_notice, first_rows.tolist(), strict=True))
        notice_row = np.repeat(np.arange(len(sizes)), sizes)
        passage_places = [block.passage_places(firsts, homes) for block in blocks]
        notice_places = [block.notice_places(rows, homes) for block in blocks]
        within = Lexicon(vocabulary, [block.notices for block in blocks], notice_places, len(sizes))
        between = Lexicon(vocabulary, [block.seams for block in blocks], notice_places, len(sizes))
        joined = np.zeros(len(sizes), dtype=np.bool_)
        for block, places in zip(blocks, notice_places, strict=True):
            joined[places[places != GONE]] = block.joined[places != GONE]
        others = [key for key in notices if key not in rows]
        whereabouts = Whereabouts(vocabulary, within, between, tuple(rows), joined, others)
        return cls(
            Corpus(notices, whereabouts),
            AllPassages(tuple(by_notice.values()), first_rows, notice_row),
            tuple(by_notice),
            notice_row,
            Lexicon(vocabulary, [block.passages for block in blocks], passage_places, int(sizes.sum())),
            within,
            by_notice,
            rows,
            vocabulary,
            homes,
        )

    def row(self, key: str) -> int | None:
        """The row of a passage; ``None`` where the store has it and this index, a moment older, has not."""
        notice = self._rows.get(notice_of(key))
        return None if notice is None else self.passages.row(key, notice)

    def in_scope(self, weights: Mapping[str, float]) -> tuple[Rows, Scores]:
        """The passages of these notices, in order, and for each the weight of its notice, which is more than 0."""
        by_notice = self._weight_by_notice(weights)
        found = np.flatnonzero(by_notice > 0)
        if len(found) == len(by_notice):
            return EVERY, by_notice[self.notice_row]
        at = self.passages.rows_of(found)
        return at, by_notice[self.notice_row[at]]

    def _weight_by_notice(self, weights: Mapping[str, float]) -> Scores:
        if len(weights) > len(self.notice_ids) // _FEW:
            every = map(weights.get, self.notice_ids, repeat(0.0))
            return np.fromiter(every, dtype=np.float32, count=len(self.notice_ids))
        by_notice = np.zeros(len(self.notice_ids), dtype=np.float32)
        for key, weight in weights.items():
            row = self._rows.get(key)
            if row is not None:
                by_notice[row] = weight
        return by_notice

    def holding(self, document_id: str, start: int, end: int) -> list[Passage]:
        """The passages of a notice that ``[start, end)`` of its text runs through, in order."""
        held = self._by_notice.get(document_id, ())
        if isinstance(held, PackedPassages):
            return held.holding(start, end)
        return [p for p in held if p.start < end and start < p.end]

    def passage_scores(self, query_terms: Sequence[str]) -> Scores:
        """BM25 of every passage, its context (title and headings) included."""
        return self.document_frequency.scores(query_terms)

    def notice_scores(self, query_terms: Sequence[str]) -> Scores:
        """BM25 of every notice as a whole, by its row among the notices."""
        return self._notice_terms.scores(query_terms)

    def weight(self, term: str) -> float:
        """How telling a term is: its inverse document frequency over passages."""
        return self.document_frequency.weight(term)
