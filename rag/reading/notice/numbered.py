"""A clause asked for by its number: 第八条写的什么, 第三项任务是什么."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.models import Clause, Notice
from ingest.numerals import number_of
from rag.question.query import Query
from rag.reading.draft import Draft, Line, Quote

_ASKED = re.compile(
    r"第(?P<number>[一二三四五六七八九十百]{1,5}|\d{1,3})(?:个|大)?(?P<kind>条|款|项|点|章|节|部分|方面|块|任务|行动|措施)"
)
# Nothing but the clause itself is asked for: what else a question says is a topic, and the number only part of it.
_WHAT_IT_SAYS = re.compile(
    r"(?:里面?|中|上)?的?(?:主要|具体|大概)?(?:标题|题目|名称|名字|任务|工作|内容|措施|行动|要求)?(?:是|叫做?|讲|写|说|规定|提|要求|有|包括|列|下面有|下有)?(?:的|了)?(?:是|些)?"
    r"(?:什么|啥|哪些|哪几)?(?:条|项|个|点|款)?(?:内容|事|任务|工作|小点)?(?:呢|的)?"
)
_IS_CALLED = re.compile("叫|标题|题目|名称|名字")
ARTICLE = re.compile("第[一二三四五六七八九十百]+条")
_LABEL = re.compile(r"[第（(]?([一二三四五六七八九十百]+|\d{1,3})[)）条、.．章节]?")
_PARTS = ("章", "节", "部分", "方面", "块")
_MOST_CHARS = 300
_FEW = 2  # a question that leaves more notices open asks about none of them


def asked_number(query: Query) -> int:
    """The number of the clause that a question asks for and nothing else; 0 where it does not."""
    match = _ASKED.search(query.text)
    rest = re.sub(r"[？?。，,\s]", "", query.text[match.end() :]) if match else ""
    if not match or not _WHAT_IT_SAYS.fullmatch(rest):
        return 0
    if _IS_CALLED.search(rest) and match["kind"] not in (*_PARTS, "条", "项"):
        return 0  # 第七大行动叫什么 is of a series of its own, whatever else is numbered
    return number_of(match["number"])


def read_numbered(query: Query, number: int, notices: Sequence[Notice]) -> Draft | None:
    """The clause of that number as it stands; that there is none, where the clauses are counted and end before it.
    ``None`` where it is open which notice is meant, or its clauses have no numbers."""
    match = _ASKED.search(query.text)
    if match is None or not 0 < len(notices) <= _FEW:
        return None
    series = [(notice, _series(notice, match["kind"], number)) for notice in notices]
    found = [(notice, c) for notice, clauses in series for c in clauses if number_of_clause(c) == number]
    if found:
        return Draft(
            tuple(line for notice, clause in found[:_FEW] for line in as_it_stands(notice, clause)), 1.0
        )
    ends = [
        (notice, clauses[-1])
        for notice, clauses in series
        if clauses and number_of_clause(clauses[-1]) < number
    ]
    lines = tuple(_ends_before(notice, last, match.group()) for notice, last in ends)
    return Draft(lines, 1.0, unstated=True) if lines else None


def _series(notice: Notice, kind: str, number: int) -> list[Clause]:
    """The clauses that 第几 counts: for 第几条 those labelled 第…条, or else the items that run on through the chapters;
    the chapters otherwise. Where they end before the number, those items and chapters that do not."""
    numbered = labelled(notice)
    if kind == "条" and (own := [clause for clause in numbered if ARTICLE.match(clause.label)]):
        return own
    layers = layers_of(numbered)
    if kind == "条" and len(layers) > 1 and runs_on(layers[1]):
        return layers[1]
    items = [] if kind in _PARTS else [layer for layer in layers[1:] if _runs_through(layer)]
    series = [*items, *layers[:1]] if kind == "条" else [*layers[:1], *items]
    holding = (layer for layer in series if any(number_of_clause(clause) == number for clause in layer))
    return next(holding, series[0] if series else [])


def _runs_through(items: Sequence[Clause]) -> bool:
    """Whether the items are numbered on from one chapter to the next."""
    return runs_on(items) and len({item.parent for item in items}) > 1


def layers_of(clauses: Sequence[Clause]) -> list[list[Clause]]:
    """The clauses by their depth, the outermost first."""
    depths = sorted({clause.depth for clause in clauses})
    return [[clause for clause in clauses if clause.depth == depth] for depth in depths]


def labelled(notice: Notice) -> list[Clause]:
    """The clauses that bear a number."""
    return [clause for clause in notice.clauses if number_of_clause(clause)]


def runs_on(items: Sequence[Clause]) -> bool:
    """Whether the items are numbered through: no number comes twice."""
    numbers = [number_of_clause(item) for item in items]
    return len(numbers) > 1 and len(set(numbers)) == len(numbers)


def number_of_clause(clause: Clause) -> int:
    """The number in a clause's label, 0 where it bears none."""
    match = _LABEL.fullmatch(clause.label.strip())
    return number_of(match[1]) if match else 0


def as_it_stands(notice: Notice, clause: Clause) -> list[Line]:
    """The whole clause; of a long one its own words and the headings below it."""
    if clause.end - clause.start <= _MOST_CHARS:
        return [_quoted(notice, clause.start, clause.end)]
    index = notice.clauses.index(clause)
    below = [child for child in notice.clauses if child.parent == index and child.label]
    if not below:
        return [_quoted(notice, clause.start, clause.own_end)]
    return [_head(notice, part) for part in (clause, *below)]


def _head(notice: Notice, clause: Clause) -> Line:
    quote = head_of(notice, clause)
    return _quoted(notice, quote.start, quote.end)


def head_of(notice: Notice, clause: Clause) -> Quote:
    """Where a clause's label and heading stand; its own words where it has no heading."""
    end = clause.start + notice.text[clause.start : clause.own_end].find(clause.heading) + len(clause.heading)
    return Quote(notice.id, clause.start, end if clause.heading else clause.own_end)


def _quoted(notice: Notice, start: int, end: int) -> Line:
    words = notice.text[start:end]
    end = start + len(words.rstrip())
    return Line(notice.text[start:end], (Quote(notice.id, start, end),))


def _ends_before(notice: Notice, last: Clause, asked: str) -> Line:
    head = _head(notice, last)
    return Line(f"《{notice.title}》没有{asked}，编号到“{last.label.strip()}”为止", head.quotes)
