"""A text prepared for asking which words it holds: asked of every sentence of the best passages, for every question."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from ingest.text import fold
from rag.language.terms import joined, terms

# 公卫 for 公共卫生: its characters stand in the text in order and close together.
_ABBREVIATED = 0.6
_BETWEEN = 5
_REMEMBERED = 4096  # texts lately looked through: the sentences and headings of the same passages come up again and again


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
        """Whether :func:`rag.language.terms.terms` of the text has the term, or it was added."""
        if term in self._added:
            return True
        if is_in_parts(term):
            return term in self._joined
        if self._terms is None:
            self._terms = frozenset(terms(self._text))
        return term in self._terms

    def credit(self, parts: Sequence[str]) -> float:
        """How much of a word the text holds: the share of its bigrams, abbreviated ones counting less."""
        if not parts:
            return 0.0
        credit = 0.0
        for part in parts:
            if self.holds(part):
                credit += 1.0
            elif self._spread(part):
                credit += _ABBREVIATED
        return credit / len(parts)

    def _spread(self, part: str) -> bool:
        """Whether the two characters stand in order with one to five Chinese ones or brackets between: 病中心(科)."""
        if len(part) != 2 or part.isascii():
            return False
        text, first, second = self._text, part[0], part[1]
        if first not in text or second not in text:
            return False
        at = text.find(first)
        while at >= 0:
            end = text.find(second, at + 2, at + _BETWEEN + 2)
            if end >= 0 and all("\u4e00" <= c <= "\u9fff" or c in "()" for c in text[at + 1 : end]):
                return True
            at = text.find(first, at + 1)
        return False


@lru_cache(maxsize=_REMEMBERED)
def held_in(text: str) -> Held:
    """A text of the notices prepared; it is kept for a while, for the next sentence or question that asks of it."""
    return Held(text)


def is_in_parts(part: str) -> bool:
    """Whether a term is looked up in the text itself: then no part of a text credits it that the whole does not."""
    return len(part) == 2 and part[0] >= "\u3400"
