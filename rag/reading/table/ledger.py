"""Answers read off the ledger: an indicator across the whole corpus, and all the targets of a notice or a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.models import Notice, Target
from ingest.text import fold
from rag.language.terms import terms
from rag.question.query import Query
from rag.question.survey import any_words, only_figures
from rag.reading.contrast import contradicts
from rag.reading.draft import Draft, Line, Quote
from rag.reading.figure.dates_told import with_dates
from rag.reading.figure.saying import written
from rag.reading.held import Held
from rag.reading.sentences import Topic
from rag.reading.table.matter import Matter
from rag.reading.table.tables import OF_RATE, OF_SHARE, RATE, called, cell
from rag.reading.whole import says_all
from rag.reading.years import YEAR

# A target answers to the question when its name accounts for this much of it …
_ENOUGH = 0.65
# … or this much where the question says all of it (健康素养水平 for 居民健康素养水平) …
_ENOUGH_OF_ALL = 0.5
# … and for nearly as much as the best name of its own notice.
_AS_GOOD = 0.85
# A word half of whose characters stand in a name by chance (床位数 in 托位数) is not in it.
_WHOLE_WORD = 0.75
# Of a row in a table over all notices: how much of the matter its name holds, or its name and what leads to it.
_NAMED = 0.6
_SHARES_NAME = 0.15
_LED_TO = 0.6
_LONG_NAME = 5  # characters: of a shorter name, what is shared is as likely another thing's (中医 of 中医馆)
_LEADS = 90
# 2024年达到70%，2025年达到75%: what follows for later years belongs to the row.
_ASKS_RATE = re.compile(f"{OF_RATE.pattern}|{OF_SHARE.pattern}|占多少")
_LATER_YEARS = re.compile(
    r"(?:[，,；;、]\s*到?(?:19|20)\d{2}年(?:底|末)?[^，,；;。\d]{0,8}\d+(?:\.\d+)?[%％‰]?[^，,；;。\d]{0,4})+"
)
_MOST_ROWS = 60
_BRACKETS = re.compile("[（）()]")  # 乡（镇）卫生院 is 乡镇卫生院
_ASKED_FOR = re.compile(
    "有?哪些|有?什么|量化|指标|数字|目标|主要|牵头|负责|责任|主管|达到|完成|任务|要求|需要|各项|全部|所有"
)


def match(topic: Topic, target: Target) -> float:
    """The share of the question's words that stand whole in the indicator or its scope, 0 to 1."""
    held = Held(_BRACKETS.sub("", f"{target.scope} {target.indicator}"))
    shares = ((weight, topic.credit(parts, held)) for parts, weight in topic.weights.items())
    return sum(weight * share for weight, share in shares if share >= _WHOLE_WORD)


def indicator_rows(query: Query, matter: Matter, notices: Sequence[Notice], year: int = 0) -> dict[str, Line]:
    """A table's row for each notice whose ledger holds the indicator asked about, by notice id; of a ``year``, without what
    is said to be due in another."""
    rows: dict[str, Line] = {}
    for notice in notices:
        found = stating(matter, notice, query.text, [t for t in notice.targets if _may_be_due(t, year)])
        if found:
            said, stretches = _stated(notice, found)
            if _masked_besides(matter, notice):
                said = f"{said}；另有一处数字被遮盖"
            quotes = tuple(_with_later_years(notice, quote) for quote in stretches)
            words = "；".join(dict.fromkeys(notice.text[q.start : q.end].strip() for q in quotes))
            row = f"| {cell(called(notice))} | {cell(said)} | 原文：“{cell(words)}”"
            rows[notice.id] = Line(row, with_dates(notice, said, quotes), row=True)
    return rows


def _may_be_due(target: Target, year: int) -> bool:
    if not year or not target.deadline or target.deadline_from not in ("sentence", "clause"):
        return True
    return int(target.deadline[:4]) == year


def _masked_besides(matter: Matter, notice: Notice) -> list[Target]:
    """The targets of the very thing whose figures cannot be read."""
    return [
        target
        for target in notice.targets
        if target.masked and matter.share(f"{target.scope} {target.indicator}") >= _NAMED
    ]


def masked_rows(query: Query, matter: Matter, notices: Sequence[Notice]) -> dict[str, Line]:
    """A table's row for each notice whose ledger holds the indicator asked about with a figure that was masked."""
    rows: dict[str, Line] = {}
    for notice in notices:
        masked = _masked_besides(matter, notice)
        quotes = tuple(Quote(notice.id, target.start, target.end) for target in masked[:1])
        for quote in quotes:
            words = cell(notice.text[quote.start : quote.end])
            rows[notice.id] = Line(
                f"| {cell(called(notice))} | 数字被遮盖 | 原文：“{words}”", (quote,), row=True
            )
    return rows


def _with_later_years(notice: Notice, quote: Quote) -> Quote:
    later = _LATER_YEARS.match(notice.text, quote.end)
    return replace(quote, end=later.end()) if later else quote


def later_year(notice: Notice, target: Target, year: int) -> Quote | None:
    """A target with what follows it up to the figure for a later year; ``None`` where none follows for that one."""
    later = _LATER_YEARS.match(notice.text, target.end)
    if not later:
        return None
    figure = re.search(rf"{year}年[^，,；;。\d]{{0,10}}\d+(?:\.\d+)?[%％‰]?", later.group())
    return Quote(notice.id, target.start, later.start() + figure.end()) if figure else None


def stating(matter: Matter, notice: Notice, question: str, targets: Sequence[Target]) -> list[Target]:
    """Those of a notice's targets that state the very thing, by their name, or by what leads to one that shares its name."""
    asked = frozenset(terms(question))
    fitting = [t for t in targets if not t.masked and _may_state(notice, t, question)]
    rated = [row for row in ((_stated_of(matter, notice, t), t) for t in fitting) if row[0] >= _NAMED]
    scored = [row for row in rated if row[1].value_text] or rated
    scored = [row for row in scored if row[1].comparator not in ("+", "-")] or scored
    best = max((share for share, _ in scored), default=0.0)
    close = [
        (share_said(_BRACKETS.sub("", t.indicator), asked), t)
        for share, t in scored
        if share >= _AS_GOOD * best
    ]
    exact = max((said for said, _ in close), default=0.0)
    return [target for said, target in close if said >= _AS_GOOD * exact]


def _may_state(notice: Notice, target: Target, question: str) -> bool:
    """Whether a target is of the kind asked for: a figure, what is said of all, or any task where words will do."""
    if contradicts(question, f"{target.scope} {target.indicator}"):
        return False
    if (
        target.value_text
        and _ASKS_RATE.search(question)
        and not RATE.search(f"{target.value_text}{target.unit}")
    ):
        return False  # 每个团队不超过800人 is no 签约率
    if target.value_text or any_words(question):
        return True
    return not only_figures(question) and says_all(notice.text[target.start : target.end])


def _stated_of(matter: Matter, notice: Notice, target: Target) -> float:
    """How much of the matter a target is said of: by its name, and by the little that leads to its figure in its clause
    (推进家庭医生签约服务。年内常住人口签约率达到40%), which counts less."""
    name = f"{target.scope} {target.indicator}"
    named = matter.share(name)
    if named < _SHARES_NAME or target.value_start < 0 or len(matter.names[0]) < _LONG_NAME:
        return named
    clause = notice.clauses[target.clause_index]
    before = notice.text[max(clause.start, target.value_start - _LEADS) : target.value_start]
    return named + _LED_TO * (matter.share(f"{before} {name}") - named)


def read_indicator(query: Query, topic: Topic, notices: Sequence[Notice]) -> Draft | None:
    """The value that the ledger of these notices gives for the indicator asked about, then the words it stands in."""
    for notice in notices:
        best = _best_of(topic, notice, query.text)
        found = [t for t in best if not t.masked and _of_asked_year(query, t)]
        shares = [t for t in found if RATE.search(f"{t.value_text}{t.unit}")]
        if found:
            return stated_draft(notice, shares if shares and _ASKS_RATE.search(query.text) else found)
    return None


def stated_draft(notice: Notice, targets: Sequence[Target]) -> Draft:
    """What these targets of a notice state, then the words they stand in."""
    said, quotes = _stated(notice, targets)
    words = "；".join(notice.text[q.start : q.end].strip() for q in quotes)
    return Draft((Line(said, with_dates(notice, said, quotes)), Line(f"原文：“{words}”", quotes)), 1.0)


def _stated(notice: Notice, targets: Sequence[Target]) -> tuple[str, tuple[Quote, ...]]:
    """What the targets state, in words and where; named by their indicators where there are several."""
    said = dict.fromkeys(_said(notice, target, named=len(targets) > 1) for target in targets)
    quotes = dict.fromkeys(Quote(notice.id, target.start, target.end) for target in targets)
    return "；".join(said), tuple(quotes)


def _of_asked_year(query: Query, target: Target) -> bool:
    """Whether a target may answer for the year asked about: due in it, or with no date of its own."""
    if not query.years or target.deadline_from not in ("sentence", "clause"):
        return True
    return not target.deadline or int(target.deadline[:4]) in query.years


def _best_of(topic: Topic, notice: Notice, question: str) -> list[Target]:
    """The targets of a notice that answer best; of equal ones those whose name is nothing else."""
    asked = frozenset(terms(question))
    fitting = [t for t in notice.targets if not contradicts(question, f"{t.scope} {t.indicator}")]
    rated = [(match(topic, t), share_said(_BRACKETS.sub("", t.indicator), asked), t) for t in fitting]
    rated = [row for row in rated if row[0] >= (_ENOUGH_OF_ALL if row[1] == 1.0 else _ENOUGH)]
    # A task with a date (全部设置老年医学科) answers where no figure does.
    scored = [row for row in rated if row[2].value_text] or rated
    if not scored:
        return []
    scored = [row for row in scored if not _in_brackets(notice, row[2])] or scored
    best = max(share for share, _, _ in scored)
    close = [row for row in scored if row[0] >= _AS_GOOD * best]
    exact = max(said for _, said, _ in close)
    return [target for _, said, target in close if said >= _AS_GOOD * exact]


def _in_brackets(notice: Notice, target: Target) -> bool:
    """Whether a figure stands in brackets behind another one, of which it is a part: 床位95张（含可转换60张）."""
    before = notice.text[target.start : target.value_start] if target.value_start >= 0 else ""
    return before.count("（") + before.count("(") > before.count("）") + before.count(")")


def share_said(indicator: str, asked: frozenset[str]) -> float:
    """How much of an indicator's name the question says: of two that hold its words, the one that is nothing else."""
    parts = terms(indicator)
    return sum(part in asked for part in parts) / len(parts) if parts else 0.0


def _said(notice: Notice, target: Target, *, named: bool) -> str:
    """``65%以上（到2024年底，力争）``, with the indicator in front where there are several."""
    if not target.value_text:
        return notice.text[target.start : target.end].strip()
    value = written(notice.text, target)
    strong = "" if target.firmness in ("达到", "达") or target.firmness in value else target.firmness
    notes = [note for note in (target.deadline_text, strong) if note]
    value = f"{value}（{'，'.join(notes)}）" if notes else value
    return f"{target.indicator}{value}" if named else value


def list_targets(query: Query, notices: Sequence[Notice]) -> Draft | None:
    """Every target of the notices asked about, or of the unit named: the ledger as a table, each row cited."""
    rows = [
        (notice, target)
        for notice in notices
        for target in notice.targets
        if target.value_text and _wanted(query, target)
    ]
    if not rows:
        return None
    several = len({notice.id for notice, _ in rows}) > 1
    head = f"共 {len(rows)} 项指标" + (f"，列出前 {_MOST_ROWS} 项：" if len(rows) > _MOST_ROWS else "：")
    columns = "| 文件 | 指标 | 数值 |" if several else "| 指标 | 数值 |"
    rule = "| --- | --- | --- |" if several else "| --- | --- |"
    lines = [Line(head), Line(columns), Line(rule), *_lines(rows[:_MOST_ROWS], several)]
    return Draft(tuple(lines), 1.0)


def _lines(rows: Sequence[tuple[Notice, Target]], several: bool) -> Iterator[Line]:
    for notice, target in rows:
        value = "原文数字被遮盖" if target.masked else _said(notice, target, named=False)
        name = f"| {cell(called(notice))} " if several else ""
        quotes = with_dates(notice, value, (Quote(notice.id, target.start, target.end),))
        yield Line(f"{name}| {cell(target.indicator)} | {cell(value)}", quotes, row=True)


def _wanted(query: Query, target: Target) -> bool:
    """Due in the year asked about, and of the unit or subject named where one is."""
    year = YEAR.search(query.deadline)
    if year and not target.deadline.startswith(year.group()):
        return False
    words = [
        word for run in query.topic.split() for word in _ASKED_FOR.sub(" ", run).split() if len(word) > 1
    ]
    units = [fold(unit) for unit in (*target.lead_units, *target.other_units)]
    named = " ".join((fold(target.indicator), fold(target.scope), *units))
    return all(fold(word) in named for word in words)
