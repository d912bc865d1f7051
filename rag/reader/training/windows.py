"""Cuts documents into what is read at once, and finds the windows that look right and are not."""

from __future__ import annotations

import random
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import bm25s

from rag.language.terms import terms
from rag.reader.training.sources import Document, Question, Source

_SENTENCE_END = re.compile(r"[。！？；!?;\n]+[”’）)」』》]*")
_CLAUSE_END = re.compile(r"[。！？；，：!?;,\n]+[”’）)」』》]*")
_BY_CLAUSE = 0.3  # of the windows begin in the middle of a sentence, as pieces of long clauses do
_SEARCHED = 250  # characters: about what a passage holds
_NEAREST = 12
# A short answer that another document also holds may answer there too.
_SAYS_THE_SAME = 12


@dataclass(frozen=True, slots=True)
class Window:
    """``[start, end)`` of a document's text."""

    document: str
    start: int
    end: int


def around(text: str, answer: tuple[int, int], length: int, rng: random.Random) -> tuple[int, int]:
    """A stretch of about ``length`` characters that holds ``answer`` somewhere; longer where the answer is."""
    first, last = answer
    slack = max(0, length - (last - first))
    left = rng.randint(0, slack)
    cuts = _cuts(text, rng.random() < _BY_CLAUSE)
    start = cuts[min(bisect_left(cuts, first - left), bisect_right(cuts, first) - 1)]
    end = cuts[max(bisect_right(cuts, last + slack - left) - 1, bisect_left(cuts, last))]
    return start, end


def cut(document: Document, length: int = _SEARCHED) -> list[Window]:
    """The document in windows of whole sentences, each up to ``length`` characters where a sentence allows it."""
    windows: list[Window] = []
    start = 0
    cuts = _cuts(document.text, False)
    for here, following in zip(cuts[1:], [*cuts[2:], None], strict=True):
        if following is None or following - start > length:
            windows.append(Window(document.key, start, here))
            start = here
    return windows


class Distractors:
    """For a question, windows that share its words and do not answer it."""

    def __init__(self, source: Source) -> None:
        self._documents = source.documents
        self._windows = [window for document in source.documents.values() for window in cut(document)]
        self._index = bm25s.BM25(k1=1.2, b=0.75)
        self._index.index(
            [terms(self._text(window)) or ["-"] for window in self._windows], show_progress=False
        )

    def of(self, question: Question) -> list[Window]:
        """The nearest such windows, nearest first, those of its own document among them."""
        known = [term for term in terms(question.text) if term in self._index.vocab_dict]
        if not known:
            return []
        scores = self._index.get_scores(known)
        nearest = (self._windows[int(row)] for row in scores.argsort(kind="stable")[::-1][:_NEAREST])
        return [window for window in nearest if not self._answers(window, question)]

    def _answers(self, window: Window, question: Question) -> bool:
        if window.document == question.document:
            return any(start < window.end and window.start < end for start, end in question.answers)
        text, asked = self._text(window), self._documents[question.document].text
        return any(
            end - start <= _SAYS_THE_SAME and asked[start:end] in text for start, end in question.answers
        )

    def _text(self, window: Window) -> str:
        return self._documents[window.document].text[window.start : window.end]


@lru_cache(maxsize=4096)
def _cuts(text: str, by_clause: bool) -> list[int]:
    """Where ``text`` may be cut, its two ends included."""
    ends: Iterable[int] = (
        match.end() for match in (_CLAUSE_END if by_clause else _SENTENCE_END).finditer(text)
    )
    return sorted({0, len(text), *ends})
