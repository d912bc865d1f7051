"""Groups that stand side by side in a question: 在职职工和城乡居民, 三级医院跟二级医院, 满20年的村医和满30年的村医."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.language.segmenter import cut
from rag.language.terms import terms

_JOINT = re.compile(
    r"和|与|跟|以及|及(?!以|其|格|时)|、|vs\.?|VS\.?|/|还是|(?<=[\u4e00-\u9fff])对(?![口象外照比策应])|比(?![例率重较如上一对])"
)
_EDGE = re.compile(
    r"[，,。？?！!；;：:（）()“”\"《》\s]|(?:去|在(?![职校册岗园编读建])|按|把|将)(?=[\u4e00-\u9fff]{2})"
)
_AFTER = re.compile(r"[，,。？?！!；;：:（）()“”\"《》\s]|各|分别|都|差|谁|哪")
_QUOTED = re.compile('[《“"「][^》”"」]*[》”"」]')
_LONGEST = 14
_PER_HEAD = re.compile("每[百千万十]*(?:名|常住)?人口?|人均")
_OF_ASKING = re.compile("相|是|有|要|达|应|为|多少|几")
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Group:
    """A group at ``[start, end)`` of the question; ``own``: what tells it from the other. ``joints``: what joins them."""

    text: str
    start: int
    end: int
    own: str
    joints: tuple[tuple[int, int], ...]


def groups_in(text: str, places: Sequence[str], stands: Callable[[str], bool]) -> list[Group]:
    """The two groups that a question sets beside each other; none where no joint has one on either side. ``places`` are
    named in it and part of no group, ``stands`` tells whether words stand in some notice."""
    quoted = [(match.start(), match.end()) for match in _QUOTED.finditer(text)]
    for joint in _JOINT.finditer(text):
        if any(start < joint.start() < end for start, end in quoted):
            continue
        spans = _around(text, joint.start(), joint.end(), places, stands)
        if spans:
            return _pair(text, *spans, (joint.start(), joint.end()))
    return []


def _pair(text: str, left: tuple[int, int], right: tuple[int, int], joint: tuple[int, int]) -> list[Group]:
    one, other = text[slice(*left)], text[slice(*right)]
    between = ((left[1], right[0]),)
    return [
        Group(one, *left, _own(one, other), between),
        Group(other, *right, _own(other, one), between),
    ]


def _own(one: str, other: str) -> str:
    """What of one group's words tells it from the other: all of it, where they share no more than a character at the end."""
    shared = 0
    while shared < min(len(one), len(other)) - 1 and one[-1 - shared] == other[-1 - shared]:
        shared += 1
    end = len(one) - shared if shared > 1 else len(one)
    while end < len(one) and (end < _SHORTEST or one[end - 1].isdigit() or one[end].isdigit()):
        end += 1
    return one[:end].strip("的 ") or one


def _around(
    text: str, at: int, end: int, places: Sequence[str], stands: Callable[[str], bool]
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Where the groups left and right of a joint at ``[at, end)`` stand."""
    start, run = _left_edges(text, at, places)
    after = _AFTER.search(text, end)
    stop = min(after.start() if after else len(text), end + _LONGEST)
    before, behind = text[start:at], text[end:stop]
    if (
        not before.strip()
        or not behind.strip()
        or any(name in behind and name not in text[run:at] for name in places if name)
    ):
        return None
    return (
        _of_like_phrase(text[run:at], behind, run, end)
        or _of_like_end(before, behind, start, end)
        or _of_like_head(text[run:at], behind, run, end)
        or _standing(before, behind, start, end, stands)
    )


def _left_edges(text: str, at: int, places: Sequence[str]) -> tuple[int, int]:
    """Where a group that ends at ``at`` may begin: behind the last 的 before it, and behind the last pause or place."""
    edges = [match.end() for match in _EDGE.finditer(text, max(0, at - 2 * _LONGEST), at)]
    heads = {0, *edges, *(match.end() for match in re.finditer("的", text[:at]))}
    placed = ((found, name) for name in places if name and (found := text.rfind(name, 0, at)) >= 0)
    edges += [
        found + len(name) for found, name in placed if found in heads
    ]  # in 南方医院赣州医院 it is part of a name
    run = max(edges, default=0)
    run += text.startswith("的", run)
    joints = [match.end() for match in re.finditer("的(?=[\u4e00-\u9fff])", text[:at])]
    return max((run, *(joint for joint in joints if joint < at - 1))), run


def _of_like_phrase(
    before: str, behind: str, start: int, end: int
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Two groups of which each says by 的 which of one thing it is: 满20年的村医, 满30年的村医."""
    _, _, thing = before.rpartition("的")
    found = behind.find(f"的{thing}")
    if not thing or thing == before or found < 1:
        return None
    return (start, start + len(before)), (end, end + found + 1 + len(thing))


def _of_like_end(
    before: str, behind: str, start: int, end: int
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Two groups that end in the same word (三级医院, 二级医院), or in 的."""
    words = [word for word in cut(before) if word.strip()]
    if before.endswith("的"):
        found = behind.find("的")
        return ((start, start + len(before)), (end, end + found + 1)) if found > 0 else None
    for first in range(1, len(words)):
        alike = "".join(words[first:])
        found = behind.find(alike)
        if len(alike) > 1 and found > 0:
            return (start, start + len(before)), (end, end + found + len(alike))
    return None


def _of_like_head(
    before: str, behind: str, start: int, end: int
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Two groups that are measured alike: 每千人口床位数, 每千人口医师数."""
    head = _PER_HEAD.search(before)
    if head is None or not behind.startswith(head.group()):
        return None
    asked = _OF_ASKING.search(behind, len(head.group()) + 1)
    stop = asked.start() if asked else len(behind)
    if min(len(before) - head.start(), stop) <= len(head.group()) + 1:
        return None
    return (start + head.start(), start + len(before)), (end, end + stop)


def _standing(
    before: str, behind: str, start: int, end: int, stands: Callable[[str], bool]
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The words next to the joint that notices write together and that belong to one side alone."""
    left, right = cut(before), cut(behind)
    if not left or not right:
        return None
    one, other = left.pop(), right.pop(0)
    while left and left[-1].strip() and stands(left[-1] + one) and not stands(left[-1] + other):
        one = left.pop() + one
    while right and right[0].strip() and stands(other + right[0]) and not stands(one + right[0]):
        other += right.pop(0)
    if one == other or not all(
        _names(words) and (stands(words) or stands(words[-2:])) for words in (one, other)
    ):
        return None
    at = start + len(before) - len(one)
    return (at, at + len(one)), (end, end + len(other))


def _names(words: str) -> bool:
    return bool(terms(words)) and (len(words) > 1)
