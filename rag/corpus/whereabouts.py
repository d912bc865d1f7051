"""Which notices may hold a string, told by the pairs of characters that each holds: few are left to be read.

No notice that holds the string is ever left out, and some that do not may be named: who asks looks them through.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from ingest.text import fold
from rag.corpus.lexical import Lexicon, Vocabulary
from rag.language.terms import pairs

_WORD_OR_FIGURE = re.compile("[a-z]+|[0-9]+")
_REMEMBERED = 512  # pairs, each with a byte a notice

Marks = NDArray[np.bool_]


class Whereabouts:
    """Of the notices of one moment. ``ids`` are those that are indexed, in the lexicons' order; ``others`` have no passages,
    so nothing is known of them. ``joined`` tells which may hold a word or figure that runs from one passage into the next.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        within: Lexicon,
        between: Lexicon,
        ids: Sequence[str],
        joined: Marks,
        others: Iterable[str],
    ) -> None:
        self._vocabulary = vocabulary
        self._lexicons = (within, between)
        self._ids = np.array(ids, dtype=object)
        self._joined = joined
        self._others = tuple(others)
        self._with_pair: Callable[[str], Marks] = lru_cache(_REMEMBERED)(self._marked)

    def may_hold(self, part: str) -> list[str] | None:
        """Ids of the notices that may hold ``part``, in text or title; ``None`` where nothing is known."""
        marks = self._by_pairs(part)
        if marks is None:
            marks = self._by_words(fold(part))
        return None if marks is None else [*self._ids[marks], *self._others]

    def _by_pairs(self, part: str) -> Marks | None:
        found = None
        for pair in dict.fromkeys(pairs(part)):
            marks = self._with_pair(pair)
            found = marks if found is None else found & marks
        return found

    def _by_words(self, folded: str) -> Marks | None:
        """The notices with a term for each word and figure that holds it."""
        found = None
        for word in dict.fromkeys(_WORD_OR_FIGURE.findall(folded)):
            marks = self._joined.copy()
            for term in self._figures_and_words:
                if word in term:
                    marks |= self._with_pair(term)
            found = marks if found is None else found & marks
        return found

    @cached_property
    def _figures_and_words(self) -> tuple[str, ...]:
        return tuple(term for term in self._vocabulary.copy() if _WORD_OR_FIGURE.search(term))

    def _marked(self, term: str) -> Marks:
        marks = np.zeros(len(self._ids), dtype=np.bool_)
        for lexicon in self._lexicons:
            marks[lexicon.rows_with(term)] = True
        return marks
