"""The one of several like figures that a question's own grade, kind or tier names: A档每月505元，B档每月330元.

Such figures stand side by side in one sentence, each behind the word that sets it apart; what they are all figures of is
said once, before the first of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ingest.figures import Figure
from rag.reading.contrast import agrees, contradicts
from rag.reading.places import town_side

_PAUSE = re.compile("[、，,；;。：:和]")
_NOUN = 2  # characters
_LEAD = 200  # characters of its clause that a figure set apart is said of


def singled_out(
    question: str, text: str, figures: Sequence[Figure], starts: Sequence[int], items: Mapping[int, str]
) -> list[int]:
    """For each figure of a sentence 1 where the words at it name what the question names, -1 where they name
    another of the kind, 0 where they name neither; all 0 where nothing sets like figures apart. ``starts``: where the part
    between commas begins that each stands in; ``items``: of figures in the order of a list (分别), what each is of."""
    names = [
        items.get(figure.start) or _name(text, start, figure, figures)
        for figure, start in zip(figures, starts, strict=True)
    ]
    sides = [_side(question, text, words) for words in names]
    return sides if 1 in sides and -1 in sides else [0] * len(sides)


def _side(question: str, text: str, words: str) -> int:
    if agrees(question, words):
        return 1
    return -1 if contradicts(question, words) else town_side(question, text, words)


def _name(text: str, start: int, figure: Figure, figures: Sequence[Figure]) -> str:
    """The words right behind a figure, up to the next pause, where there are some (300名医学硕士), else those before it."""
    behind = _PAUSE.split(text[figure.end :], maxsplit=1)[0]
    if len(behind) >= _NOUN and not any(figure.end <= f.start < figure.end + len(behind) for f in figures):
        return behind
    return text[max([start, *(f.end for f in figures if f.end <= figure.start)]) : figure.start]


def led_by(text: str, first: int, end: int) -> str:
    """The words of the clause from ``first``, or of its last line, up to ``end`` that a figure set apart is said of."""
    return text[max(first, text.rfind("\n", first, end) + 1, end - _LEAD) : end]
