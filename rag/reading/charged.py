"""What is counted over the notes of a notice: the items that a unit is charged with, and those that name no unit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.models import Clause, Notice
from ingest.text import fold
from rag.corpus.charges import Unit, numbered_clause
from rag.question.query import Query
from rag.reading.draft import Draft, Line
from rag.reading.notice.itself import of_itself, says_which
from rag.reading.notice.numbered import head_of, labelled
from rag.reading.units import Duty, all_duties, read_duties

_THINGS = "(?:任务|工作|事情?|事项|条款|内容|活儿?|职责)"
_MANY = re.compile(
    rf"(?:哪|好)?(?:几|多少)(?:大|小)?(?:项|条|件|处|桩|样|宗)(?:的)?{_THINGS}?|多少{_THINGS}|(?:都)?(?:有)?(?:哪些|什么|啥|哪[几一二两三]+[项条件个]){_THINGS}?|{_THINGS}(?:有|是)哪些|的(?:任务|职责|分工)(?=[？?。]*$)"
)
_CHARGED = re.compile(
    "牵头|打头|领衔|负责|主管|承担|参与|配合|参加|协办|责任|职责|[有担挂负](?:了|着|过)?责|挂(?:了|着)?(?:名|牌|责)?|列(?:在|为|入|进)|出现|涉及|管|抓|干|做|办|归|落在|算|派给|交给|分给|任务|职责|分工"
)
_ROLES = re.compile("(?:科室|单位|部门|名字|名单|头上|名下|一栏|栏|里)")
_COUNTED = re.compile(
    "数一数|数数|数一下|统计(?:一下)?|算一?算|查一?查|点一?点|[这那]个科室?|别的|其他的?|其它的?|另外|[都就还]"
)
_OF_ROLE = "(?P<role>牵头|责任|负责|主管|承办)(?:的)?(?P<whom>科室|股室|处室|单位|部门|机构|人|主体|方)?"
_NAMES_NONE = re.compile(
    rf"(?:没有?|未|缺少?|漏|无|不)(?:曾)?(?:[写标列注明指确定落安排说出了上到载]+)*(?:任何|具体|哪个|一个)?(?:的)?{_OF_ROLE}"
)
_ONLY = re.compile(
    f"只(?:[写标列注明有给]+)(?:了)?{_OF_ROLE.replace('role', 'other').replace('whom', 'that')}"
)
_WHICH = re.compile("哪[一二三两几]*[项条处]|哪些|有没有|是不是|吗$")
_LEAST = 2  # notes: a notice with one alone does not note its items


def asks_charged(query: Query) -> bool:
    """Whether it may ask what a unit is charged with; :func:`read_charged` makes sure."""
    return not query.deadline and bool(_MANY.search(query.text) and _CHARGED.search(query.text))


def read_charged(query: Query, notices: Sequence[Notice]) -> Draft | None:
    """The items that a unit is charged with (宣传科牵头的有几项), counted and named; ``None`` where the question names no
    unit of these notices, or asks for something else."""
    folded = fold(query.text)
    names = {name for duty in all_duties(notices) for name in (*duty.lead, *duty.other)}
    ways = sorted({way for name in names if (way := Unit.of(name).way_in(folded))}, key=len, reverse=True)
    if not ways:
        return None
    unit = re.compile("|".join(map(re.escape, ways)), re.IGNORECASE)
    settled = of_itself(query, (unit, _MANY, _CHARGED, _ROLES, _COUNTED), notices)
    return read_duties(query, notices) if settled else None


def asks_uncharged(query: Query) -> bool:
    """Whether it may ask which items name nobody; :func:`read_uncharged` makes sure."""
    return _NAMES_NONE.search(query.text) is not None


def read_uncharged(query: Query, notices: Sequence[Notice]) -> Draft | None:
    """The items that do not say who leads them or who is responsible (哪几条没写责任单位), counted and named; ``None`` where
    it is open which notice is meant, or something else is asked for."""
    none = _NAMES_NONE.search(query.text)
    asked = (_NAMES_NONE, _ONLY, _MANY, _WHICH, _COUNTED)
    if none is None or not (says_which(query, notices) and of_itself(query, asked, notices)):
        return None
    return _without(none["role"], none["whom"] or "", notices)


def _without(role: str, whom: str, notices: Sequence[Notice]) -> Draft | None:
    """The items that do not name who leads them, or, of any other role, name nobody."""
    lines: list[Line] = []
    for notice in notices:
        duties, items = _layer(notice)
        if len(duties) < _LEAST:
            continue
        naming = [duty for duty in duties if duty.lead or role != "牵头"]
        named = {duty.clause.start for duty in naming}
        bare = [clause for clause in items if clause.start not in named]
        what = f"{role}{whom}"
        if not bare:
            notes = tuple(note for duty in naming for note in duty.notes)
            lines.append(Line(f"{len(naming)} 项都写明了{what}。", notes))
            continue
        lines.append(Line(f"共 {len(bare)} 项没有写明{what}："))
        for clause in bare:
            path = f"{clause.path} " if clause.path else ""
            lines.append(Line(f"- {path}{clause.heading}", (head_of(notice, clause),)))
    return Draft(tuple(lines), 1.0) if lines else None


def _layer(notice: Notice) -> tuple[list[Duty], list[Clause]]:
    """The duties and the numbered clauses of the layer that bears most notes."""
    duties = [duty for duty in all_duties([notice]) if duty.clause.label]
    depths = Counter(duty.clause.depth for duty in duties)
    if not depths:
        return [], []
    depth = min(depths, key=lambda each: (-depths[each], each))
    own = {notice.clauses[i].start for i in range(len(notice.clauses)) if numbered_clause(notice, i) == i}
    items = [clause for clause in labelled(notice) if clause.depth == depth and clause.start in own]
    return [duty for duty in duties if duty.clause.depth == depth], items
