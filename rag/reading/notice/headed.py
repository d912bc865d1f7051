"""A clause asked for by its heading and by nothing else: 工作要求有哪些, 工作目标是什么, …能力提升行动要做什么; the aims of a
notice as a whole also by another name (几个总指标都是多少)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.models import Clause, Notice
from rag.language.terms import words_of
from rag.question.query import Query
from rag.question.wording import EMPTY_WORDS, EXPLAIN_WORDS, LIST_WORDS, Asks
from rag.reading.draft import Draft, Line
from rag.reading.notice.itself import of_itself
from rag.reading.notice.numbered import as_it_stands, head_of

_ASKED = re.compile(
    "(?:要|该|得|会)?(?:做|干|抓|办|搞)(?:些|的)?(?:什么|啥|哪些)|什么|啥|哪(?:些|几?[条项个点块])|几[条项个点块]"
)
# The aims as a whole, and how the clause that sets them is headed.
_AIMS = re.compile("(?:总(?:体|的)?|主要|整体|核心)(?:的)?(?:发展|工作)?(?:目标|指标)(?:数字|数值|数据|值)?")
_TELL_THEM = re.compile(
    r"[那这哪]?几[个项条大]|数[字值据]?(?=都|全|各|报|列|说|$)|[报列说摆]一?下|多少|(?:到|至|截至)?\d{2,4}年(?:底|末)?前?"
)
_HEADED_AIMS = re.compile(
    "^(?:总体|主要|工作|发展|行动|任务|预期|基本|具体)?(?:目标|指标)(?:任务|要求)?$|^(?:明确|任务)目标$"
)
_FIGURE = re.compile(r"\d")
_SHORTEST = 4  # characters: a shorter heading is as likely a word of the question
_MOST_NOTICES = 2
_FEWEST = 2


def read_headed(query: Query, notices: Sequence[Notice]) -> Draft | None:
    """The clauses below the one whose heading is all that the question names; the clause itself where it has none below and
    its heading names no matter (工作目标). ``None`` for any other question."""
    if query.asks not in (Asks.LIST, Asks.EXPLAIN) or not _is_named(query, notices):
        return None
    lines = [
        line
        for notice in notices
        for clause in _headed(query, notice, notices)
        for line in _told(notice, clause)
    ]
    return Draft(tuple(lines), 1.0) if lines else None


def read_aims(query: Query, notices: Sequence[Notice]) -> Draft | None:
    """The clause that sets a notice's aims, as it stands, where these are asked for as a whole and it sets figures."""
    if query.asks is Asks.YES_NO or not _AIMS.search(query.text) or not _is_named(query, notices):
        return None
    if not of_itself(query, (_TELL_THEM, _AIMS, EXPLAIN_WORDS, LIST_WORDS, _ASKED), notices):
        return None
    lines: list[Line] = []
    for notice in notices:
        headed = [c for c in notice.clauses if c.label and _HEADED_AIMS.search(c.heading.strip())]
        setting = [c for c in headed if _FIGURE.search(notice.text[c.start : c.end])]
        lines += [line for clause in setting[:1] for line in as_it_stands(notice, clause)]
    return Draft(tuple(lines), 1.0) if lines else None


def _is_named(query: Query, notices: Sequence[Notice]) -> bool:
    """Whether the question names the notice, or the few, that it means."""
    named = query.places or query.titles or query.document_numbers or query.part
    return len(notices) <= _MOST_NOTICES and bool(named)


def _headed(query: Query, notice: Notice, notices: Sequence[Notice]) -> list[Clause]:
    """The one clause that is named; none where the question names several, or says more than a heading."""
    named = [
        clause
        for clause in notice.clauses
        if clause.label
        and len(heading := clause.heading.strip()) >= _SHORTEST
        and heading in query.text
        and heading not in notice.title
    ]
    longest = max((len(clause.heading) for clause in named), default=0)
    chosen = [clause for clause in named if len(clause.heading) == longest]
    if len(chosen) != 1:
        return []
    named_by = re.compile(re.escape(chosen[0].heading.strip()))
    asking = (named_by, EXPLAIN_WORDS, LIST_WORDS, _ASKED)
    return chosen if of_itself(query, asking, notices) else []


def _told(notice: Notice, clause: Clause) -> list[Line]:
    index = notice.clauses.index(clause)
    below = [child for child in notice.clauses if child.parent == index and child.label]
    if len(below) < _FEWEST:
        return as_it_stands(notice, clause) if _names_nothing(clause.heading) else []
    lines = [Line(f"{clause.heading}，共 {len(below)} 项：")]
    for child in below:
        quote = head_of(notice, child)
        words = " ".join(notice.text[quote.start : quote.end].split())
        lines.append(Line(f"- {words}", (quote,)))
    return lines


def _names_nothing(heading: str) -> bool:
    return heading in EMPTY_WORDS or all(word in EMPTY_WORDS for word in words_of(heading))
