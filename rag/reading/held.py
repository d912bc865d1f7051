"""A text prepared for asking which words it holds: asked of every sentence of the best passages, for every question."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.text import fold
from rag.terms import joined, terms

# 公卫 for 公共卫生: its characters stand in the text in order and close together.
_ABBREVIATED = 0.6
_BETWEEN = 5


class Held:
    """A text and the terms that it holds. Pairs of Chinese characters, nearly all that is asked for, are looked up in the
    text itself; its terms are only made for the others."""

    __slots__ = ("_added", "_joined", "_terms", "_text")

    def __init__(self, text: str, added: frozenset[str] = frozenset()) -> None:
        """``added``: terms that count as held besides."""
        self._text = fold(text)
        self._joined = joined(self._text)
        self._terms: frozenset[str] | None = None
        self._added = added

    def holds(self, term: str) -> bool:
        """Whether :func:`rag.terms.terms` of the text has the term, or it was added."""
        if term in self._added:
            return True
        if len(term) == 2 and term[0] >= "\u3400":
            return term in self._joined
        if self._terms is None:
            self._terms = frozenset(terms(self._text))
        return term in self._terms

    def credit(self, parts: Sequence[str]) -> float:
        """How much of a word the text holds: the share of its bigrams, abbreviated ones counting less."""
        if not parts:
            return 0.0
        return sum(1.0 if self.holds(part) else _ABBREVIATED * self._spread(part) for part in parts) / len(
            parts
        )

    def _spread(self, part: str) -> bool:
        """Whether the two characters stand in order with one to five Chinese ones between."""
        if len(part) != 2 or part.isascii():
            return False
        text, first, second = self._text, part[0], part[1]
        at = text.find(first)
        while at >= 0:
            end = text.find(second, at + 2, at + _BETWEEN + 2)
            if end >= 0 and all("\u4e00" <= c <= "\u9fff" for c in text[at + 1 : end]):
                return True
            at = text.find(first, at + 1)
        return False
