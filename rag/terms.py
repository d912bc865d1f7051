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
from rag.segmenter import cut, is_known
from rag.spoken import PHRASES

_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+|[a-z]+|\d+(?:\.\d+)?[%‰]?")
_PAIR = re.compile(r"(?=([\u3400-\u9fff\uf900-\ufaff]{2}))")
_MEASURE = re.compile(r"[\u4e00-\u9fff]{1,3}(?:率|占比)")
_INSERTED = re.compile(r"\(([\u4e00-\u9fff]{1,2})\)")  # 乡(镇)卫生院 is 乡镇卫生院
# A verb with its modal or with how it comes out, which jieba takes for a word: 要保, 设上. It names nothing, and as two
# characters stands in texts by accident (需要保障, 建设上).
_VERB_AND_PARTICLE = re.compile(
    "[要得能会想该就都也还再又让叫给把被将][\u4e00-\u9fff]|[\u4e00-\u9fff][了着过上下到好够完掉成起住出来去个们]"
)
_BRACKETS = str.maketrans("〔〕【】〈〉[]{}", "()()()()()")


@lru_cache(maxsize=1)
def _to_simplified() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def simplified(text: str) -> str:
    """Traditional characters turned to simplified ones; everything else as it is."""
    return str(_to_simplified().convert(text))


def words_of(text: str) -> list[str]:
    """The words of a text as jieba cuts it, in order, each once; a spoken phrase that has a written one is a word, lone
    characters are none, nor is a verb with its particle."""
    words = [word for run in text.split() for word in _cut(run)]
    return list(
        dict.fromkeys(word for word in words if (len(word) > 1 or word.isdigit()) and not _is_glued(word))
    )


def _is_glued(word: str) -> bool:
    return bool(_VERB_AND_PARTICLE.fullmatch(word)) and not is_known(word) and not PHRASES.fullmatch(word)


def _cut(run: str) -> Iterator[str]:
    for piece in PHRASES.split(run):
        yield from (piece,) if PHRASES.fullmatch(piece) else _whole(cut(piece))


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
    return _INSERTED.sub(r"\1", folded.translate(_BRACKETS))


def pairs(text: str) -> list[str]:
    """Two Chinese characters side by side, as they stand in the folded text; :func:`terms` of it has them all."""
    return _PAIR.findall(fold(text))
