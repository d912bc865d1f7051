"""Chinese text cut into words: jieba's cuts, its dictionary read only as far as the text at hand needs it.

jieba itself puts half a million words and beginnings of words into memory before its first cut, three quarters of a second
and 60 MB in every process. A text needs the words that begin with its own characters.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

_loading = threading.Lock()
_REMEMBERED = 256  # texts lately cut
# Names of later years, which the dictionary has not: without them 每千人口托位数 is cut into 每千人, 口托 and 位数. As often as
# 幼儿园 in the texts that it was counted in.
LATER_WORDS = dict.fromkeys(
    "托位 托育 疾控 医养 两癌 家医 村医 公卫 卫健 医共体 医联体 妇保院 专班 互认 慢病 签约率".split(), 405
)


def cut(text: str) -> list[str]:
    """The words of a text, in order; together they are the text. Safe between threads."""
    return list(_tokenizer().cut(text))


def spans_of_words(text: str) -> Iterator[tuple[int, int]]:
    """Where the words of a text stand in it, in order."""
    return pairwise(accumulate((len(word) for word in cut(text)), initial=0))


@lru_cache(maxsize=_REMEMBERED)
def inside_words(text: str, least: int = 2) -> frozenset[int]:
    """The places inside those words of a text that have ``least`` characters or more."""
    return frozenset(
        at for start, end in spans_of_words(text) if end - start >= least for at in range(start + 1, end)
    )


def is_listed(word: str) -> bool:
    """Whether the dictionary has the word; what it has not is a guess."""
    return bool(_tokenizer().FREQ.get(word))


def kind_of(word: str) -> str:
    """The kind of a word as the dictionary has it (n, v, d …), empty where it has none."""
    words: Words = _tokenizer().FREQ
    return words.kind_of(word)


def load() -> None:
    """What the first cut would otherwise wait for."""
    _tokenizer()


def _tokenizer() -> Any:
    with _loading:
        return _opened()


@cache
def _opened() -> Any:
    jieba = _jieba()
    tokenizer = jieba.Tokenizer()
    with tokenizer.get_dict_file() as file:
        words = Words(file.read(), LATER_WORDS)
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = words, words.total, True
    return tokenizer


class Words:
    """How often each word was met, 0 for what only begins words: as much of a mapping as jieba asks for.

    The words that begin with a character are read when the first of them is asked for.
    """

    def __init__(self, dictionary: bytes, more: Mapping[str, int] = MappingProxyType({})) -> None:
        """``dictionary``: a line for each word in UTF-8, with the word, how often it was met, and its kind; ``more``: words
        besides, and how often they were met."""
        self._dictionary = dictionary
        self._more = more
        self._known: dict[str, dict[str, int]] = {}
        self._kinds: dict[str, str] = {}
        content = np.frombuffer(dictionary + b"\0\0", np.uint8)
        ends = np.flatnonzero(content == ord("\n"))
        blanks = np.flatnonzero(content == ord(" "))
        if len(blanks) != 2 * len(ends):
            raise ValueError("a line of the dictionary is not a word, a number and a kind")
        self._starts = np.append(0, ends[:-1] + 1)
        self._ends = ends
        self._beginnings = _beginnings(content, self._starts)
        self.total = _sum_of_numbers(content, blanks[::2] + 1, blanks[1::2]) + sum(more.values())

    def __contains__(self, word: str) -> bool:
        return word in self._beginning_as(word)

    def __getitem__(self, word: str) -> int:
        return self._beginning_as(word)[word]

    def get(self, word: str, default: int | None = None) -> int | None:
        return self._beginning_as(word).get(word, default)

    def kind_of(self, word: str) -> str:
        return self._kinds.get(word, "") if self.get(word) else ""

    def _beginning_as(self, word: str) -> dict[str, int]:
        known = self._known.get(word[0])
        if known is None:
            known = self._known[word[0]] = self._beginning_with(word[0])
        return known

    def _beginning_with(self, first: str) -> dict[str, int]:
        begins = np.frombuffer(first.encode("utf-8", "replace").ljust(3, b"\0"), np.uint8)
        lines = np.flatnonzero(self._beginnings == _beginnings(begins, np.zeros(1, np.intp))[0])
        found: dict[str, int] = {}
        for start, end in zip(self._starts[lines].tolist(), self._ends[lines].tolist(), strict=True):
            word, frequency, kind = self._dictionary[start:end].decode().split(" ")
            self._kinds[word] = sys.intern(kind.rstrip())
            found[word] = int(frequency)
            for length in range(1, len(word)):
                found.setdefault(word[:length], 0)
        for word in (word for word in self._more if word[0] == first):
            found |= {word[:length]: found.get(word[:length], 0) for length in range(1, len(word))}
            found[word] = self._more[word]
        return found


def _beginnings(content: NDArray[np.uint8], starts: NDArray[np.intp]) -> NDArray[np.uint32]:
    """The character that begins at each place, as up to three bytes of it."""
    one, two, three = (content[starts + place].astype(np.uint32) for place in range(3))
    more = np.where(one < 0xE0, two << 8, two << 8 | three)  # the first byte tells how many belong to it
    beginnings: NDArray[np.uint32] = np.where(one < 0x80, 0, more) | one << 16
    return beginnings


def _sum_of_numbers(content: NDArray[np.uint8], starts: NDArray[np.intp], ends: NDArray[np.intp]) -> int:
    """Of the decimal numbers that stand there, digit by digit from the right."""
    total, worth = 0, 1
    while len(ends):
        total += worth * int((content[ends - 1] - ord("0")).sum(dtype=np.int64))
        longer = ends - 1 > starts
        starts, ends, worth = starts[longer], ends[longer] - 1, worth * 10
    return total


def _jieba() -> Any:
    # jieba opens its own files by pkg_resources where that is there, whose import takes a tenth of a second, and by
    # their paths where it is not.
    with _not_found("pkg_resources"):
        import jieba
    jieba.setLogLevel(logging.WARNING)  # it announces its dictionary on stderr
    return jieba


@contextmanager
def _not_found(module: str) -> Iterator[None]:
    """Let an import go without a module, unless that is loaded already."""
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]  # Python's way to say that there is none
    try:
        yield
    finally:
        del sys.modules[module]
