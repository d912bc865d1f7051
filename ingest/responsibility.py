"""Who is responsible for a clause, read off the note at its end: ``（牵头科室：A、B；责任科室：C）``, ``〔责任单位：…〕``."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPEN = "（(〔[【"
_CLOSE = "）)〕]】"
_ROLE = (
    r"(?P<role>牵头|责任|负责|主管|配合|协助|协办|承办|参与|参加|落实|实施|组织)"
    r"(?:科室|单位|部门|股室|处室|机构|领导|人员|人|科)?(?:单位|部门)?\s*[：:]"
)
_NOTE = re.compile(rf"[{re.escape(_OPEN)}]\s*{_ROLE}")
_BARE = re.compile(rf"(?:^|(?<=[。；]))\s*{_ROLE}", re.MULTILINE)
_ROLE_AT = re.compile(rf"(?:^|[；;。，,\s]){_ROLE}")


@dataclass(frozen=True, slots=True)
class Responsibility:
    """The units of a clause, names as written. ``[start, end)`` is the note, brackets included, in its text."""

    lead: tuple[str, ...]
    other: tuple[str, ...]
    start: int
    end: int


def find_responsibilities(text: str) -> list[Responsibility]:
    """Every responsibility note of ``text``, in order."""
    notes: list[Responsibility] = []
    position = 0
    while match := _NOTE.search(text, position):
        end = _closing(text, match.end())
        notes.append(_read(text, match.start(), end))
        position = end
    if not notes:
        for match in _BARE.finditer(text):
            start, end = match.start("role"), text.find("\n", match.end())
            notes.append(_read(text, start, len(text) if end < 0 else end))
    return notes


def _closing(text: str, start: int) -> int:
    """Behind the bracket that closes the one open at ``start``; a clerk's ``（…)`` closes too. At worst the line's end."""
    depth = 1
    for i in range(start, len(text)):
        if text[i] in _OPEN:
            depth += 1
        elif text[i] in _CLOSE:
            depth -= 1
            if depth == 0:
                return i + 1
        elif text[i] == "\n":
            return i
    return len(text)


def _read(text: str, start: int, end: int) -> Responsibility:
    inner = text[start:end].strip()
    if inner[:1] in _OPEN:
        inner = inner[1:-1] if inner[-1:] in _CLOSE else inner[1:]
    lead: list[str] = []
    other: list[str] = []
    marks = list(_ROLE_AT.finditer(inner))
    starts = [mark.start() for mark in marks] + [len(inner)]
    for mark, until in zip(marks, starts[1:], strict=True):
        names = split_units(inner[mark.end() : until])
        (lead if mark.group("role") == "牵头" else other).extend(names)
    return Responsibility(tuple(lead), tuple(other), start, end)


def split_units(text: str) -> list[str]:
    """Unit names of a list ``A、B[C、D]、E``; what stands in brackets belongs to its unit."""
    names: list[str] = []
    depth = 0
    name = ""
    for c in text:
        depth += (c in _OPEN) - (c in _CLOSE)
        if depth <= 0 and c in "、，,；;。\n":
            names.append(name)
            name = ""
        else:
            name += c
    names.append(name)
    return [name.strip() for name in names if name.strip()]
