"""BM25 in blocks: which documents hold which terms, kept so that a change of the corpus touches only what changed.

What depends on the whole corpus (how many documents hold a term, how long they are on average) is counted when a question
comes, so an index brought up to date scores, to the last bit, as one built anew. Documents are numbered within their
block; where they stand among all, or that they are gone, is told by whoever asks.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Numbers = NDArray[np.int64]
Vocabulary = dict[str, int]  # term → number; grows, never changes

GONE = -1
_K1, _B = 1.2, 0.75


@dataclass(frozen=True, slots=True)
class Postings:
    """For each term of a block the documents that hold it, in order, and how often.

    ``terms`` are numbers of the vocabulary, ascending; those of the ``i``-th stand at ``starts[i]:starts[i + 1]`` of
    ``documents`` and ``counts``. ``lengths``: terms of each document, repeated ones included.
    """

    terms: NDArray[np.int32]
    starts: Numbers
    documents: NDArray[np.int32]
    counts: NDArray[np.unsignedinteger]
    lengths: NDArray[np.int32]

    @classmethod
    def of(cls, documents: Sequence[Sequence[str]], vocabulary: Vocabulary) -> Postings:
        """Count the terms of each document; new terms go into the vocabulary."""
        lengths = np.array([len(document) for document in documents], dtype=np.int32)
        for term in dict.fromkeys(chain.from_iterable(documents)):
            vocabulary.setdefault(term, len(vocabulary))
        numbers = map(vocabulary.__getitem__, chain.from_iterable(documents))
        terms = np.fromiter(numbers, dtype=np.int64, count=int(lengths.sum()))
        owners = np.repeat(np.arange(len(documents)), lengths)
        size = max(len(documents), 1)
        pairs, counts = np.unique(terms * size + owners, return_counts=True)
        return cls._sorted(pairs // size, pairs % size, counts, lengths)

    @classmethod
    def merged(cls, parts: Sequence[tuple[Postings, Numbers]], size: int) -> Postings:
        """Several blocks as one of ``size`` documents; each part with the new numbers of its documents, or GONE."""
        lengths = np.zeros(size, dtype=np.int32)
        columns: list[tuple[Numbers, Numbers, Numbers]] = []
        for part, numbers in parts:
            there = numbers != GONE
            lengths[numbers[there]] = part.lengths[there]
            documents = numbers[part.documents]
            kept = documents != GONE
            repeated = np.repeat(part.terms, np.diff(part.starts)).astype(np.int64)
            columns.append((repeated[kept], documents[kept], part.counts[kept].astype(np.int64)))
        terms, documents, counts = (np.concatenate(column) for column in zip(*columns, strict=True))
        order = np.argsort(terms * max(size, 1) + documents)
        return cls._sorted(terms[order], documents[order], counts[order], lengths)

    @classmethod
    def _sorted(
        cls, terms: Numbers, documents: Numbers, counts: Numbers, lengths: NDArray[np.int32]
    ) -> Postings:
        firsts = np.flatnonzero(np.diff(terms, prepend=-1))
        return cls(
            terms[firsts].astype(np.int32),
            np.append(firsts, len(terms)),
            documents.astype(np.int32),
            counts.astype(np.min_scalar_type(int(counts.max(initial=0)))),
            lengths,
        )

    def span(self, term: int) -> slice:
        """Where the documents of a term stand."""
        # Of the array's own kind: for a plain int numpy would first copy all terms.
        at = int(self.terms.searchsorted(np.int32(term)))
        if at == len(self.terms) or self.terms[at] != term:
            return slice(0, 0)
        return slice(int(self.starts[at]), int(self.starts[at + 1]))


class Lexicon:
    """BM25 over the documents of several blocks at one moment.

    ``places`` has, for each block, the row among all ``size`` documents that each of its documents stands in, or GONE.
    """

    def __init__(
        self, vocabulary: Vocabulary, blocks: Sequence[Postings], places: Sequence[Numbers], size: int
    ) -> None:
        self._vocabulary = vocabulary
        self._size = size
        self._blocks = list(zip(blocks, places, strict=True))
        self._whole = [bool((place != GONE).all()) for place in places]
        self._frequencies: dict[str, int] = {}
        total = sum(int(block.lengths[place != GONE].sum()) for block, place in self._blocks)
        average = total / size if total else 1.0
        self._norms = [_K1 * ((1 - _B) + _B * block.lengths / np.float64(average)) for block in blocks]

    def get(self, term: str, default: int = 0) -> int:
        """How many documents hold the term."""
        found = self._frequencies.get(term)
        if found is None:
            found = self._frequencies[term] = self._count(term)
        return found or default

    def scores(self, terms: Sequence[str]) -> Scores:
        """The score of every document, by row; 0 where it holds none of the terms."""
        weighed = [
            (self._vocabulary[term], np.float32(self.weight(term))) for term in terms if self.get(term)
        ]
        found = np.zeros(self._size + 1, dtype=np.float32)  # one more, where those that are gone go
        for (block, place), norms in zip(self._blocks, self._norms, strict=True) if weighed else ():
            scores = np.zeros(len(place), dtype=np.float32)
            for number, rarity in weighed:
                span = block.span(number)
                documents = block.documents[span]
                counts = block.counts[span].astype(np.float32)
                scores[documents] += (rarity * (counts / (norms[documents] + counts))).astype(np.float32)
            found[place] = scores
        return found[:-1]

    def rows_with(self, term: str) -> Numbers:
        """The rows of the documents that hold the term, in no order."""
        number = self._vocabulary.get(term)
        if number is None or not self._blocks:
            return np.zeros(0, dtype=np.int64)
        rows: Numbers = np.concatenate(
            [place[block.documents[block.span(number)]] for block, place in self._blocks]
        )
        held: Numbers = rows[rows != GONE]
        return held

    def weight(self, term: str) -> float:
        """How telling a term is: its inverse document frequency."""
        count = self.get(term)
        return math.log(1 + (self._size - count + 0.5) / (count + 0.5))

    def _count(self, term: str) -> int:
        number = self._vocabulary.get(term)
        if number is None:
            return 0
        total = 0
        for (block, place), whole in zip(self._blocks, self._whole, strict=True):
            span = block.span(number)
            total += span.stop - span.start
            if not whole:
                total -= int(np.count_nonzero(place[block.documents[span]] == GONE))
        return total
