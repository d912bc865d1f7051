"""What lexical search and reading compare: character bigrams of Chinese, whole words and figures of everything else.

Bigrams need no dictionary, find two-character words and new names, and measured better on policy notices than words
(document recall@1 .786 against .717 with jieba, in docs/measurements.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import opencc

from ingest.text import fold
from rag.language.segmenter import cut
from rag.language.spoken import phrases_in
from rag.language.unlisted import without_grammar

_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+|[a-z]+|\d+(?:\.\d+)?[%‰]?")
_PAIR = re.compile(r"(?=([\u3400-\u9fff\uf900-\ufaff]{2}))")
_MEASURE = re.compile(r"[\u4e00-\u9fff]{1,3}(?:率|占比)")
_INSERTED = re.compile(r"\(([\u4e00-\u9fff]{1,2})\)")  # 乡(镇)卫生院 is 乡镇卫生院
_BRACKETS = tuple(zip("〔〕【】〈〉[]{}", "()()()()()", strict=True))


@lru_cache(maxsize=1)
def _to_simplified() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def simplified(text: str) -> str:
    """Traditional characters turned to simplified ones; everything else as it is."""
    return str(_to_simplified().convert(text))


def words_of(text: str) -> list[str]:
    """The words of a text as jieba cuts it, in order, each once; a spoken phrase that has a written one is a word, lone
    characters and grammar are none."""
    words = [word for run in text.split() for word in _cut(run)]
    return list(dict.fromkeys(word for word in words if len(word) > 1 or word.isdigit()))


def _cut(run: str) -> Iterator[str]:
    at = 0
    for start, end in (*phrases_in(run), (len(run), len(run))):
        yield from _whole([without_grammar(word) for word in cut(run[at:start])])
        yield run[start:end]
        at = end


def _whole(words: Sequence[str]) -> Iterator[str]:
    """Words of which jieba made lone characters put together again where they are the name of a measure: 药占比, 病死率."""
    loose = ""
    for word in (*words, ""):
        if len(word) == 1 and "\u4e00" <= word <= "\u9fff":
            loose += word
            continue
        yield loose if _MEASURE.fullmatch(loose) else ""
        yield word
        loose = ""


def terms(text: str) -> list[str]:
    """Tokens in order: bigrams of each Chinese run (a lone character stays), words, figures, and figure with unit.

    Width, case and bracket style are folded, so ``饶卫字〔2024〕40号`` and ``饶卫字[2024]４０号`` give the same.
    """
    folded = joined(fold(text))
    found: list[str] = []
    figure_end = -1
    for match in _RUN.finditer(folded):
        run = match.group()
        if run[0].isdigit():
            found.append(run)
            figure_end = match.end()
            continue
        if run[0].isascii():
            found.append(run)
            continue
        if match.start() == figure_end:
            found.append(folded[figure_end - 1] + run[0])  # 40号, 65张: the unit sticks to the last digit
        found += [run[i : i + 2] for i in range(len(run) - 1)] if len(run) > 1 else [run]
    return found


def joined(folded: str) -> str:
    """A folded text as its terms are read off it: brackets alike, and an inserted character part of its word."""
    for bracket, alike in _BRACKETS:  # quicker than a table: nearly every text has none
        if bracket in folded:
            folded = folded.replace(bracket, alike)
    return _INSERTED.sub(r"\1", folded) if "(" in folded else folded


def pairs(text: str) -> list[str]:
    """Two Chinese characters side by side, as they stand in the folded text; :func:`terms` of it has them all."""
    return _PAIR.findall(fold(text))
