"""Questions for what is due by a date: every sentence of the notices in scope that names it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.models import Notice
from ingest.text import sentences
from rag.query import Query
from rag.reading.draft import Draft, Line, Quote
from rag.reading.sentences import Topic

_YEAR_END = re.compile(
    r"(?P<year>(?:19|20)\d{2})年?(?P<month>\d{1,2}月)?(?P<end>底|末)?(?P<before>以?前|之前)?"
)

# With topic words left, a task is meant only if its words, headings and title account for this share of them.
_SHARE = 0.25


def read_deadlines(query: Query, topic: Topic, notices: Sequence[Notice]) -> Draft | None:
    """The sentences that name the date, in order of the notice; with topic words left, only those that share some."""
    asked = _YEAR_END.search(query.deadline)
    if not asked:
        return None
    year, month = asked.group("year"), asked.group("month") or ""
    lines: list[Line] = []
    for notice in notices:
        pattern = _due_by(year, month, alone=set(notice.years) == {int(year)})
        if not pattern.search(notice.text):  # sooner seen than its sentences are told apart
            continue
        for start, end in sentences(notice.text):
            text = notice.text[start:end].strip()
            found = pattern.search(text)
            if not found or not re.search("底|末|前|内", found.group()):
                continue
            if topic.weights and topic.share(f"{_around(notice, start)} {text}") < _SHARE:
                continue
            begin = start + notice.text[start:end].index(text)
            lines.append(Line(f"- {text}", (Quote(notice.id, begin, begin + len(text)),)))
    if not lines:
        return None
    return Draft((Line(f"共 {len(lines)} 处："), *lines), 1.0)


def _due_by(year: str, month: str, *, alone: bool) -> re.Pattern[str]:
    """How a notice writes a date it wants something done by. One that plans for that year ``alone`` may leave it out:
    6月底前, 年内."""
    if month:
        named = f"(?:{year}年|(?<![\\d年]))" if alone else f"{year}年"
        return re.compile(rf"{named}{month}(?:\d{{1,2}}日|底|末|内|年底)?(?:以?前)?")
    left_out = "|(?<![\\d年])(?:今年)?年(?:底|末)(?:以?前|之前)?|年内|今年[内底]" if alone else ""
    return re.compile(rf"{year}年(?:底|末|内)?(?:以?前|之前)?{left_out}")


def _around(notice: Notice, offset: int) -> str:
    headings = (clause.heading for clause in notice.trail(notice.clause_at(offset)))
    return " ".join((notice.title, notice.subject, *headings))
