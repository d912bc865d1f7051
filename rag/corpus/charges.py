"""What notices charge units with: the notes of a clause, and which notices charge a unit with anything at all."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ingest.anatomy.duties import Responsibility, known_units
from ingest.anatomy.responsibility import find_responsibilities
from ingest.models import Clause, Notice
from ingest.text import fold

_RUN_IN = re.compile("[一二三四五六七八九十]{1,3}[是要]")
_LISTED = re.compile(r"[（(]\d+[）)]|[①-⑳]")
_IN_BRACKETS = re.compile(r"[\[（(]")
# A chapter by the unit that leads all of it: 区民政局牵头的项目.
_LED_CHAPTER = re.compile(
    r"^由?(?P<units>[^，,。；;：:]{2,60}?)(?:牵头|主办|负责)(?:负责|落实|推进|办理|实施|组织实施)?的"
    r"[^，,。；;：:]{0,6}(?:项目|任务|工作|事项|实事|内容)$"
)
_TELLING = 3  # characters of a name that tell a unit where its alias in brackets is left out
_TIER = re.compile("[省市县区]")  # 财政局 for 县财政局, but not where another tier stands before it


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit's name as it is compared: folded, and without its alias in brackets."""

    name: str
    plain: str

    @classmethod
    def of(cls, written: str) -> Unit:
        return cls(fold(written), fold(_IN_BRACKETS.split(written)[0]))

    def named_in(self, folded: str) -> bool:
        """Whether a folded question names the unit: its whole name, or the part before its alias, with or without the tier
        that it begins with."""
        return self.way_in(folded) != ""

    def way_in(self, folded: str) -> str:
        """How a folded question calls the unit; empty where it does not name it."""
        if self.name in folded:
            return self.name
        if len(self.plain) >= _TELLING and self.plain in folded:
            return self.plain
        short = self.plain[1:] if _TIER.match(self.plain) else ""
        if len(short) < _TELLING:
            return ""
        return short if re.search(f"(?<!{_TIER.pattern}){re.escape(short)}", folded) else ""


def numbered_clause(notice: Notice, index: int) -> int:
    """The clause itself, or for an item that runs in its paragraph (一是…) the clause it belongs to."""
    while notice.clauses[index].parent >= 0 and _RUN_IN.fullmatch(notice.clauses[index].label):
        index = notice.clauses[index].parent
    return index


def notes_of(notice: Notice, index: int) -> list[Responsibility]:
    """The responsibility notes of a clause, places counted from its start: in its own words, or in those of items that run
    in it; and the unit that the chapter's heading says leads all of it, where they name no other."""
    clause = notice.clauses[index]
    children = [c for c in notice.clauses if c.parent == index]
    run_in = children and all(_RUN_IN.fullmatch(c.label) or _LISTED.fullmatch(c.label) for c in children)
    notes = find_responsibilities(notice.text[clause.start : clause.end if run_in else clause.own_end])
    if any(note.lead for note in notes):
        return notes
    return [*(_of_heading(notice, clause) or _of_chapter(notice, index)), *notes]


def _of_heading(notice: Notice, clause: Clause) -> list[Responsibility]:
    """The note that a heading is which is a unit's name with its task behind: （二）区水务局：…."""
    end = len(clause.label) + len(clause.heading)
    tasked = notice.text[clause.start + end : clause.start + end + 1] in ("：", ":")
    if not clause.label or not tasked or known_units(clause.heading) != [clause.heading]:
        return []
    return [Responsibility((clause.heading,), (), 0, end)]


def _of_chapter(notice: Notice, index: int) -> list[Responsibility]:
    """The note that the heading of a chapter above a clause is, places counted from the clause's start."""
    at = notice.clauses[index].start
    for chapter in reversed(notice.trail(index)[:-1]):
        led = _LED_CHAPTER.match(chapter.heading)
        units = known_units(led["units"]) if led else []
        if units:
            start = chapter.start + len(chapter.label) - at
            return [Responsibility(tuple(units), (), start, start + len(chapter.heading))]
    return []


def by_unit(notices: Iterable[Notice]) -> Mapping[Unit, tuple[str, ...]]:
    """Ids of the notices by each unit that they charge with something. Reads every clause: some 0.3 ms a notice."""
    units: dict[str, Unit] = {}
    found: defaultdict[Unit, list[str]] = defaultdict(list)
    for notice in notices:
        for name in _charged_in(notice):
            unit = units.get(name) or units.setdefault(name, Unit.of(name))
            found[unit].append(notice.id)
    return {unit: tuple(dict.fromkeys(keys)) for unit, keys in found.items()}


def _charged_in(notice: Notice) -> set[str]:
    own = (index for index in range(len(notice.clauses)) if numbered_clause(notice, index) == index)
    return {name for index in own for note in notes_of(notice, index) for name in (*note.lead, *note.other)}
