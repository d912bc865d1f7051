"""The row of a comparison: what the notices say of one thing, the year and the very matter minded."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.models import Notice, Target
from ingest.text import sentences
from rag.language.terms import terms
from rag.question.query import Query
from rag.reading.draft import Draft, Line
from rag.reading.held import Held
from rag.reading.table.ledger import later_year, stated_draft, stating
from rag.reading.table.matter import Matter
from rag.reading.whole import says_all

# 较2022年下降 names the year that is compared with, not the one that the figure is for.
_YEAR = re.compile(r"(?<![较比与从由自])(?<!\d)((?:19|20)\d{2})\s*年")
_ASKS_SHARE = re.compile("比例|占比|百分|[率]")
# 降多少 asks for the change, 降到多少 for what is left.
_CHANGE = re.compile("(?:降|降低|下降|减少|压缩|提高|提升|增长|增加|上升|涨)(?:了|出)?(?:多少|几)")
_CHANGED = re.compile("百分点|[降减升增涨]|提高|压缩")
_SHARE = re.compile("[%％‰]|分之|成|/")
_OF_GROUP = 0.5


def year_at(notice: Notice, at: int) -> int:
    """The year that what stands at ``at`` is for: the last one named before it in its clause, else in the headings above,
    else that of a notice for one year; 0 where nothing says."""
    number = notice.clause_at(at)
    start = notice.clauses[number].start
    before = [int(match.group(1)) for match in _YEAR.finditer(notice.text, start, at)]
    if before:
        return before[-1]
    above = " ".join(c.heading for c in notice.trail(number))
    headed = _YEAR.findall(above)
    if headed:
        return int(headed[-1])
    planned = set(notice.years) or {int(notice.issued_on[:4] or 0)}
    return planned.pop() if len(planned) == 1 else 0


def read_stated(
    query: Query, matter: Matter, notices: Sequence[Notice], *, share: bool = False
) -> Draft | None:
    """What the ledger of these notices gives for the very matter, in whatever words; of a change, where one is asked for,
    and of a ``share`` only, where that is said."""
    change = _CHANGE.search(query.text) is not None
    for notice in notices:
        among = [
            target
            for target in notice.targets
            if (not change or target.comparator in ("+", "-"))
            and (not share or _SHARE.search(target.value_text))
        ]
        found = stating(matter, notice, query.text, among)
        if found:
            return stated_draft(notice, found)
    return None


def read_year(query: Query, matter: Matter, notices: Sequence[Notice], year: int) -> Draft | None:
    """What the ledger of these notices gives for the indicator in one year; where it has an earlier one alone, what follows
    it for this year (2023年达到72%，2024年达到77%)."""
    for notice in notices:
        found = stating(matter, notice, query.text, _of_year(notice, year))
        if found:
            return stated_draft(notice, found)
        earlier = stating(matter, notice, query.text, notice.targets)
        later = next((quote for target in earlier if (quote := later_year(notice, target, year))), None)
        if later:
            words = notice.text[later.start : later.end].strip()
            said = words[words.rfind(str(year)) :]
            return Draft((Line(said, (later,)), Line(f"原文：“{words}”", (later,))), 1.0)
    return None


def _of_year(notice: Notice, year: int) -> tuple[Target, ...]:
    return tuple(target for target in notice.targets if _due_in(notice, target) == year)


def _due_in(notice: Notice, target: Target) -> int:
    if target.deadline and target.deadline_from in ("sentence", "clause"):
        return int(target.deadline[:4])
    return year_at(notice, target.value_start if target.value_start >= 0 else target.start)


def is_of_year(draft: Draft, year: int, notices: dict[str, Notice]) -> bool:
    """Whether nothing that a draft quotes first is for another year."""
    for quote in draft.lines[0].quotes[:1]:
        notice = notices[quote.document_id]
        named = {int(found) for found in _YEAR.findall(notice.text, quote.start, quote.end)}
        if year in named:
            return True
        said = year_at(notice, quote.end)
        if said and said != year:
            return False
    return True


def is_of_group(draft: Draft, group: str, beside: str, notices: dict[str, Notice]) -> bool:
    """Whether a draft rests on words that name the group, in the sentence quoted or in the headings above it, and what it
    quotes does not name the other one alone."""
    parts = terms(group)
    for quote in draft.lines[0].quotes:
        notice = notices[quote.document_id]
        own, others = (
            Held(notice.text[quote.start : quote.end]).credit(terms(words)) for words in (group, beside)
        )
        if others >= _OF_GROUP > own:
            continue
        around = [notice.text[s:e] for s, e in sentences(notice.text) if s < quote.end and quote.start < e]
        above = [c.heading for c in notice.trail(notice.clause_at(quote.start))]
        if Held(" ".join((*around, *above))).credit(parts) >= _OF_GROUP:
            return True
    return not parts


def is_as_asked(draft: Draft, question: str) -> bool:
    """Whether a draft states a share where one is asked for."""
    said = draft.lines[0].text
    if not is_change_asked(draft, question):
        return False
    return not _ASKS_SHARE.search(question) or bool(_SHARE.search(said)) or says_all(said)


def is_change_asked(draft: Draft, question: str) -> bool:
    """Whether a draft tells of a change where one is asked for (降多少, not 降到多少)."""
    return (
        not _CHANGE.search(question)
        or _CHANGED.search(" ".join(line.text for line in draft.lines)) is not None
    )


def tells_share(draft: Draft) -> bool:
    """Whether a share is what a draft states."""
    return _SHARE.search(draft.lines[0].text) is not None


def differ(drafts: Sequence[Draft]) -> bool:
    """Whether no two rows say the same in the same place."""
    said = [_stated(draft.lines[0]) for draft in drafts]
    return len(set(said)) == len(said)


def _stated(line: Line) -> tuple[str, tuple[object, ...]]:
    return line.text, line.quotes
