"""Who is responsible for a clause: the note at its end (（牵头科室：A、B；责任科室：C）), or what its prose says (see
prose_duties.py)."""

from __future__ import annotations

import re

from ingest.anatomy.duties import Responsibility, known_units, listed_units
from ingest.anatomy.prose_duties import find_in_prose

_OPEN = "（(〔[【"
_CLOSE = "）)〕]】"
_ROLE = (
    r"(?P<role>牵头|责任|负责|主管|主办|配合|协助|协办|承办|参与|参加|落实|实施|组织"
    r"|(?:评分|考核|评价|验收|督导|监督|监管|审核|完成)(?=单位|部门|科室|股室|处室|机构))"
    r"(?:责任|配合|实施)?(?:科室|单位|部门|股室|处室|机构|地区|领导|人员|人|科)?(?:单位|部门)?\s*[：:]"
)
_NOTE = re.compile(rf"[{re.escape(_OPEN)}]\s*{_ROLE}")
_BARE = re.compile(rf"(?:^|(?<=[。；]))\s*{_ROLE}", re.MULTILINE)
_ROLE_AT = re.compile(rf"(?:^|[；;。，,、\s]){_ROLE}")
_LEADING = ("牵头", "主办")
# （X、Y按职责分工负责）, （X牵头，Y、Z参与）: units first, then what they do.
_ACTS = "牵头|负责|参与|参加|配合|落实|承担|实施|协助"
_ENDS = "|".join(f"(?<={act})" for act in _ACTS.split("|"))
_PLAIN = f"[^{re.escape(_OPEN + _CLOSE)}。：:\\n]"
_SAID = re.compile(
    rf"[{re.escape(_OPEN)}](?P<words>(?:{_PLAIN}|[{re.escape(_OPEN)}]{_PLAIN}{{1,40}}[{re.escape(_CLOSE)}]){{2,300}}(?:{_ENDS}))[{re.escape(_CLOSE)}]"
)
_PART = re.compile(rf"[，,；;](?=[^，,；;]*(?:{_ACTS}))")
_DONE = re.compile(
    r"(?P<units>.+?)(?:按照?|各自|职责|职能|分工|任务|共同|分别|具体|统筹|会同|积极|和)*"
    rf"(?P<act>(?:牵头|负责|共同)?(?:{_ACTS}))$"
)


def find_responsibilities(text: str) -> list[Responsibility]:
    """Every statement of who is responsible in ``text``, in order, none within another.

    Notes in brackets and lines of their own (责任单位：…) go before prose: where a clause has one, its sentences are
    not searched.
    """
    notes = _bracketed(text)
    if not notes:
        notes = _bare(text)
    return notes or find_in_prose(text)


def _bracketed(text: str) -> list[Responsibility]:
    notes: list[Responsibility] = []
    position = 0
    while match := _NOTE.search(text, position):
        end = _closing(text, match.end())
        notes.append(_read(text, match.start(), end))
        position = end
    taken = [(note.start, note.end) for note in notes]
    for match in _SAID.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        note = _said(match)
        if note:
            notes.append(note)
    return sorted(notes, key=lambda note: note.start)


def _bare(text: str) -> list[Responsibility]:
    """责任单位：… on a line of its own, or behind the clause's last sentence; lines one below the other are one note."""
    notes: list[Responsibility] = []
    for match in _BARE.finditer(text):
        start, end = match.start("role"), text.find("\n", match.end())
        if notes and start < notes[-1].end:
            continue
        note = _read(text, start, len(text) if end < 0 else end)
        if notes and not text[notes[-1].end : start].strip():
            before = notes.pop()
            note = Responsibility(before.lead + note.lead, before.other + note.other, before.start, note.end)
        notes.append(note)
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
    """A note with labelled roles: 牵头单位：…；责任单位：…"""
    inner = text[start:end].strip()
    if inner[:1] in _OPEN:
        inner = inner[1:-1] if inner[-1:] in _CLOSE else inner[1:]
    lead: list[str] = []
    other: list[str] = []
    marks = list(_ROLE_AT.finditer(inner))
    starts = [mark.start() for mark in marks] + [len(inner)]
    for mark, until in zip(marks, starts[1:], strict=True):
        names = listed_units(inner[mark.end() : until])
        (lead if mark.group("role") in _LEADING else other).extend(names)
    return Responsibility(_once(lead), _once(other), start, end)


def _said(match: re.Match[str]) -> Responsibility | None:
    """（X牵头，Y、Z参与）, or ``None`` where no unit stands before the act."""
    lead: list[str] = []
    other: list[str] = []
    for part in _PART.split(match.group("words")):
        done = _DONE.match(part.strip())
        names = known_units(done.group("units")) if done else []
        if not done or not names:
            return None
        (lead if done.group("act").startswith("牵头") else other).extend(names)
    return Responsibility(_once(lead), _once(other), *match.span())


def _once(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
