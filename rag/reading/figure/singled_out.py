"""The one of several like figures that a question's own grade, kind or tier names: A档每月505元，B档每月330元.

Such figures stand side by side in one sentence, each behind the word that sets it apart; what they are all figures of is
said once, before the first of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ingest.figures import Figure
from rag.reading.contrast import agrees, contradicts, names_class
from rag.reading.places import town_side

_PAUSE = re.compile("[、，,；;。：:和]")
_NOUN = 2  # characters
_HAN = re.compile("[\u4e00-\u9fff]+")
_FRAME = re.compile(
    "不?[高低少多大小]于|不得?超过|达到?|提高到?|控制在|至少|最[高多低少]|其中|分别|力争|确保|以[上下]|[为是至到在的和与约按]|[到至]?\\d{4}年[底末]?前?|[一二两三四五]年"
)
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
    if 1 not in sides:
        sides = _by_name(question, names, figures)
    of_class = [names_class(question, words) for words in names]
    if True in of_class and False in of_class:  # A级占比45%, beside figures that name no class
        return [1 if named else -1 for named in of_class]
    return sides if 1 in sides and -1 in sides else [0] * len(sides)


def _by_name(question: str, names: Sequence[str], figures: Sequence[Figure]) -> list[int]:
    """The same where what is counted is named in the question word for word: 农贸市场不少于15批次 beside 农批市场不少于30批次."""
    cores = ["".join(_HAN.findall(_FRAME.sub("", name))) for name in names]
    named = [len(core) >= _NOUN and core in question for core in cores]
    told_apart = {
        figure.unit
        for figure, core, is_so in zip(figures, cores, named, strict=True)
        if not is_so and len(core) >= _NOUN
    }
    units = {figure.unit for figure, is_so in zip(figures, named, strict=True) if is_so} & told_apart
    return [
        0 if figure.unit not in units or len(core) < _NOUN else 1 if is_so else -1
        for figure, core, is_so in zip(figures, cores, named, strict=True)
    ]


def _side(question: str, text: str, words: str) -> int:
    if agrees(question, words):
        return 1
    return -1 if contradicts(question, words) else town_side(question, text, words)


def _name(text: str, start: int, figure: Figure, figures: Sequence[Figure]) -> str:
    """The words right behind a figure, up to the next pause, where there are some (300名医学硕士, 2万名3-5岁儿童), else those
    before it."""
    behind = _PAUSE.split(text[figure.end :], maxsplit=1)[0]
    if len(behind) >= _NOUN and not any(figure.end < f.start < figure.end + len(behind) for f in figures):
        return behind
    return text[max([start, *(f.end for f in figures if f.end <= figure.start)]) : figure.start]


def led_by(text: str, first: int, end: int) -> str:
    """The words of the clause from ``first``, or of its last line, up to ``end`` that a figure set apart is said of."""
    return text[max(first, text.rfind("\n", first, end) + 1, end - _LEAD) : end]
