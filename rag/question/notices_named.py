"""Which notices a question names: by number, by title, by something that only they hold, by their place in a compilation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.anatomy.letterhead import DOCUMENT_NUMBER
from ingest.numerals import number_of
from rag.corpus.corpus import Corpus
from rag.question.landmarks import by_landmark

_PART = re.compile(
    r"(?:汇编|合集|材料|文件)?(?:里|中)?(?:的)?第([一二三四五六七八九十\d]{1,3})篇(?:文件|要点|里|中)?(?:的)?"
)

_JOINT_BEHIND = re.compile("(?:那篇|那份)?(?:和|跟|与|同|及|、|比)")
_JOINT_BEFORE = re.compile("(?:和|跟|与|同|及|、|比)$")


@dataclass(frozen=True, slots=True)
class NoticesNamed:
    """``numbers`` are document numbers, ``titles`` notices by id, ``landmarks`` those of them named by something that only they
    hold; ``part``: 第二篇 of a compilation, 0 where none is named; ``rest``: the question without all of these."""

    numbers: tuple[str, ...]
    titles: tuple[str, ...]
    landmarks: tuple[str, ...]
    part: int
    rest: str


def notices_named(text: str, unclaimed: str, corpus: Corpus) -> NoticesNamed:
    """``text`` is the question, ``unclaimed`` what it is without the claims it makes of a notice's own data."""
    part = _PART.search(unclaimed)
    landmarks, rest = by_landmark(_PART.sub(" ", unclaimed), corpus)
    if part and (beside := _part_beside(part, unclaimed, corpus)):
        landmarks, part = (*landmarks, beside), None
    titles = tuple(dict.fromkeys((*corpus.titles_in(text), *landmarks)))
    return NoticesNamed(
        numbers=tuple(_own_number(match.group()) for match in DOCUMENT_NUMBER.finditer(unclaimed)),
        titles=titles,
        landmarks=landmarks,
        part=number_of(part.group(1)) if part else 0,
        rest=DOCUMENT_NUMBER.sub(" ", _without_titles(rest, titles, corpus)),
    )


def _part_beside(part: re.Match[str], text: str, corpus: Corpus) -> str:
    """The id of 第二篇 where it is set beside another notice (汇编第二篇和某县); empty where it is not, or may be one of several."""
    if not (_JOINT_BEHIND.match(text, part.end()) or _JOINT_BEFORE.search(text, 0, part.start())):
        return ""
    number = number_of(part.group(1))
    found = [n.id for n in corpus.notices.values() if n.parts > 1 and n.part == number]
    return found[0] if len(found) == 1 else ""


def _own_number(text: str) -> str:
    """The document number without the words of the question that run into it."""
    return re.split(
        "的|是|为|和|与|及|跟|号文|一下|查询|查|根据|按照|知道|文号|编号|文件|请问|看看|关于",
        "".join(text.split()),
    )[-1]


def _without_titles(text: str, titles: Sequence[str], corpus: Corpus) -> str:
    """The question without the notices' titles it names: their words are a name, not a topic."""
    names = {
        name for key in titles for name in (corpus.notices[key].title, corpus.notices[key].subject) if name
    }
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(f"《{name}》", " ").replace(name, " ")
    return text
