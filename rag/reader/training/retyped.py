"""Questions as other people would type them: another lead-in, without the year, in traditional characters, with a slip."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable

import opencc
from pypinyin import Style, lazy_pinyin

from rag.reader.training.mixture import reworded

_REWORDED = 0.35
_SHORTER, _TRADITIONAL, _SLIP = 0.1, 0.04, 0.08
_LEADS = ("请问", "请问一下，", "想问下", "问一下，", "麻烦问下", "你好，")
_LED = 0.06
_YEAR = re.compile(r"20\d\d年(?:底前?|末)?")
_HAN = re.compile(r"[\u4e00-\u9fff]")


class Retyping:
    """Retypes questions; characters of the same sound are those that ``texts`` are written in."""

    def __init__(self, texts: Iterable[str]) -> None:
        characters = sorted({character for text in texts for character in text if _HAN.match(character)})
        self._sounds: dict[str, list[str]] = defaultdict(list)
        self._sound_of = {c: lazy_pinyin(c, style=Style.NORMAL)[0] for c in characters}
        for character, sound in self._sound_of.items():
            self._sounds[sound].append(character)
        self._traditional = opencc.OpenCC("s2t").convert

    def of(self, question: str, rng: random.Random) -> str:
        """``question``, as often as not unchanged. It asks for the same: where it names a year, the year may go."""
        if rng.random() < _REWORDED:
            question = reworded(question, rng)
        if rng.random() < _SHORTER and len(rest := _YEAR.sub("", question)) >= 6:
            question = rest
        if rng.random() < _SLIP:
            question = self._slipped(question, rng)
        if rng.random() < _LED and not question.startswith(_LEADS):
            question = rng.choice(_LEADS) + question
        return self._traditional(question) if rng.random() < _TRADITIONAL else question

    def _slipped(self, question: str, rng: random.Random) -> str:
        """One character of the question gives way to another of the same sound."""
        places = [place for place, character in enumerate(question) if self._alike(character)]
        if not places:
            return question
        place = rng.choice(places)
        return question[:place] + rng.choice(self._alike(question[place])) + question[place + 1 :]

    def _alike(self, character: str) -> list[str]:
        return [
            other for other in self._sounds.get(self._sound_of.get(character, ""), ()) if other != character
        ]
