"""A follow-up that asks for the other one of two that a notice sets side by side: 另一家呢 after one of two hospitals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_OTHER = re.compile(
    r"^(?:那么?|还有)?[，, ]*(?:另外?|其余|剩下)(?:的)?[那一1]{0,2}[家个所座项处边份](?P<kind>[\u4e00-\u9fff]{0,6}?)(?:呢|啊|呀)?(?:[，,].*)?[？?。！!\s]*$"
)
_SENTENCE = re.compile("[^。\n]+")
_PIECE = re.compile("[^，,；;]+")
_IN_BRACKETS = re.compile("[（(]([^（）()]+)[）)]?$")
_NAME_ENDS = re.compile("[院校县区市局厂镇乡村站馆所室科司]|中心|基地")
_SHORTEST_NAME = 3
_SHARED = 2  # characters: 项目, 完成
_LONGEST = 24


def of_other_one(question: str, before: str, texts: Iterable[str]) -> str:
    """The question ``before`` with what it names put for the other of the two that one sentence says the like of; empty where
    the follow-up does not ask for that, or there is no such other, or more than one."""
    asked = _OTHER.match(question.strip())
    if asked is None:
        return ""
    swaps = [
        swap
        for text in texts
        for sentence in _SENTENCE.finditer(text)
        for swap in _swaps(before, [piece.group().strip() for piece in _PIECE.finditer(sentence.group())])
        if asked["kind"] in swap.other
    ]
    nearest = max((swap.shared for swap in swaps), default=0)
    found = {f"{before[: s.start]}{s.other}{before[s.end :]}" for s in swaps if s.shared == nearest}
    return found.pop() if len(found) == 1 else ""


@dataclass(frozen=True, slots=True)
class _Swap:
    """The ``other`` name for the one that stands at ``[start, end)`` of the question, of whose characters besides that name as
    many are ``shared`` by what is said of it."""

    start: int
    end: int
    other: str
    shared: int


def _swaps(before: str, pieces: list[str]) -> Iterator[_Swap]:
    """For a piece whose head the question names, where it names it, and the head of the piece beside it that says the like."""
    for at, piece in enumerate(pieces):
        for other in (*pieces[max(0, at - 1) : at], *pieces[at + 1 : at + 2]):
            own, others = _heads(piece, other)
            if not own or own == others or max(len(own), len(others)) > _LONGEST:
                continue
            match = SequenceMatcher(None, before, own, autojunk=False).find_longest_match()
            start, end = match.a, match.a + match.size
            if match.size >= _SHORTEST_NAME and before[start:end][-1] == _end(own):
                rest = {*before[:start], *before[end:]}
                named = _bare(others) if _bare(own) == before[start:end] else others
                yield _Swap(start, end, named, len(rest & set(piece[len(own) :])))


def _bare(head: str) -> str:
    """What stands in brackets at the end of a name (甲医院(乙院区)); the name itself where nothing does."""
    inside = _IN_BRACKETS.search(head)
    return inside[1] if inside else head


def _end(head: str) -> str:
    return head.rstrip("）)")[-1:]


def _heads(one: str, other: str) -> tuple[str, str]:
    """What stands before the words that both pieces share, with the end of a name that they share as well (甲医院, 乙医院);
    empty where they share none, or begin with them."""
    shared = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    words = one[shared.a : shared.a + shared.size]
    named = max((match.end() for match in _NAME_ENDS.finditer(words)), default=0)
    heads = one[: shared.a + named], other[: shared.b + named]
    apart = shared.size >= _SHARED and all(head and _NAME_ENDS.search(head, len(head) - 2) for head in heads)
    return heads if apart and not any(re.search(r"\d", head) for head in heads) else ("", "")
