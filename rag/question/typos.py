"""Words typed with another character of the same sound (医供体 for 医共体): mended where no notice has what was typed.

The pairs of characters of some notices make what is no word of another question: 机构优资… of 机构有资格. So what is meant must be
part of a word that the dictionary lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rag.corpus.corpus import Corpus
from rag.language.segmenter import cut, is_listed
from rag.language.sounds import sounds_of

_RUN = re.compile("[\u4e00-\u9fff]{2,}")


def mend_words(text: str, corpus: Corpus) -> str:
    """The text with such characters put right. One is changed only where both pairs it stands in are in no notice, and one
    character of the same sound alone makes pairs that are."""
    for run in list(_RUN.finditer(text)):
        for at in range(run.start(), run.end()):
            meant = _meant(text, at, run.start(), run.end(), corpus)
            if meant:
                text = f"{text[:at]}{meant}{text[at + 1 :]}"
    return text


def _meant(text: str, at: int, start: int, end: int, corpus: Corpus) -> str:
    around = list(_pairs(text, at, start, end, text[at]))
    if any(corpus.stands(pair) for pair in around):
        return ""
    fitting = [
        other
        for other in corpus.characters_by_sound.get(_sound(text[at]), ())
        if other != text[at]
        and all(corpus.stands(pair) for pair in _pairs(text, at, start, end, other))
        and _in_three(text, at, start, end, other, corpus)
        and _in_a_word(text[start:at] + other + text[at + 1 : end], at - start)
    ]
    return fitting[0] if len(fitting) == 1 else ""


def _pairs(text: str, at: int, start: int, end: int, character: str) -> Iterator[str]:
    if at > start:
        yield text[at - 1] + character
    if at + 1 < end:
        yield character + text[at + 1]


def _in_three(text: str, at: int, start: int, end: int, character: str, corpus: Corpus) -> bool:
    """A pair is soon found by chance: three characters in a row must be too."""
    whole = text[:at] + character + text[at + 1 :]
    threes = (whole[first : first + 3] for first in range(max(start, at - 2), min(at, end - 3) + 1))
    return any(corpus.stands(three) for three in threes)


def _in_a_word(run: str, at: int) -> bool:
    """Whether the character at ``at`` is part of a listed word of two characters or more."""
    end = 0
    for word in cut(run):
        end += len(word)
        if at < end:
            return len(word) > 1 and is_listed(word)
    return False


@lru_cache(maxsize=8192)
def _sound(character: str) -> str:
    return sounds_of(character)[0]
