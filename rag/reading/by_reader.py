"""What the reader alone is sure of, where words do not carry a question to its clause: 一个钟头 and 60分钟 share none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from ingest.figures import find_figures
from ingest.models import Notice
from ingest.numerals import find_date
from rag.question.query import Query
from rag.question.wording import Asks
from rag.reader.span_reader import Reading
from rag.reading.contrast import contradicts
from rag.reading.draft import Draft, Line, Quote
from rag.reading.figure.kin import names_another
from rag.reading.figure.kind_asked import WRONG_UNIT, is_deductible, unit_fit
from rag.reading.places import elsewhere, names_absent_town
from rag.reading.readings import Foremost, Gates, Readings, passes
from rag.reading.said_elsewhere import said_elsewhere
from rag.reading.sentences import Topic
from rag.reading.stretches import PAUSE, around, trimmed
from rag.reading.table.tables import told_in_table
from rag.reading.tiers import asks_per_head_alone, tier_fit
from rag.reading.years import of_another_year, years_asked, years_in

PASSAGES = 5
_PASSAGES_BY_MEANING = 12
# Least odds with the least lead over the next passage; a passage far ahead of all others is right with odds that by themselves
# say little. Counted, like all of these, on questions that rules decline or answer wrongly: docs/measurements.md.
_FAR_AHEAD = ((4.0, 0.0), (2.0, 2.0), (0.0, 4.0))
_FARTHER = (*_FAR_AHEAD, (-2.0, 8.0))
_SURE: dict[Asks, Gates] = {
    Asks.FIGURE: (*_FAR_AHEAD, (0.0, 2.0)),
    Asks.DATE: _FARTHER,
    Asks.LIST: _FARTHER,
    Asks.EXPLAIN: _FARTHER,
    Asks.UNIT: ((6.0, 2.0), (4.0, 4.0), (2.0, 10.0)),  # who is named for one clause is not for the next
    Asks.YES_NO: ((4.0, 0.0), (0.0, 4.0)),  # the words that decide, without a verdict
    Asks.CONTACT: ((4.0, 4.0),),  # 打电话核实多少户; of telephone numbers themselves it is never so sure
}
# Who pays, mends or tells (谁出钱) stands in the very sentence, who is in charge in a note at the end of a clause.
_DOES_IT = ((7.0, 0.0), (6.0, 2.0), (2.0, 4.0), (0.0, 8.0))
_IN_CHARGE = re.compile("负责|牵头|主管|主抓|归口|责任|分管|[抓管]")
_SURE_BY_MEANING = ((4.0, 1.0), (1.0, 2.0), (-2.0, 4.0))
# With such odds and lead what it points at is of the kind asked for, whatever the patterns make of it (几台车: 15辆; 几天内: 半年
# 内): of 21 such answers, elsewhere refused, 17 were right.
_BEYOND_DOUBT = ((4.0, 4.0), (3.0, 8.0))
_PER_ODD = 0.02  # confidence beyond the threshold for each unit of odds
_DUTY = re.compile(
    "(?:责任|牵头|配合|协助|主管|参与)(?:的)?(?:单位|科室|股室|处室|部门)|(?:科室?|股室?|处室?|单位|部门)(?:来|在)?(?:负责|牵头|配合|协助|主管)"
)
_ALONE = 4.0  # the lead of the only passage there is
_MOST_CHARS = 160
_LEVEL = re.compile("[A-Z甲乙丙一二三四五]级|全覆盖|全部")
_ASKS_LEVEL = re.compile("什么(?:水平|程度|级别|档次)|哪一?级|几级")
_OFTEN = re.compile(r"每(?:半?年|个?季度?|\d{0,2}个?月|周|天|日|学期)")
_LONG = re.compile(r"[\d一二两三四五六七八九十半]+个?(?:年|月|日|天|周|星期|小时|分钟|工作日)")
_ASKS_TENTHS, _TENTHS = (
    re.compile("几成|百分之[几多]|多大比例"),
    re.compile("[一二三四五六七八九]成|一半|半数"),
)
_ASKS_HOW_LONG = re.compile(
    "(?:几|多少)(?:个)?(?:天|日(?!期)|工作日|小时|钟头|分钟|周|星期|礼拜|月(?![份号])|年(?![级代]))|多久|多长时间|多快"
)
# 启动一级响应时, 自下学期起, 因病情变化需要的: what is told of when, without a date.
_CASE = re.compile("(?:时|之?后|之?前|起|期间|当[天日月年]|的|的情况下)(?=[，,。；;]|$)|学期|[寒暑]假")
_PART_OF_YEAR = re.compile(
    "[首末][月周日]|[上中下]旬|[年季月]底|[年季月周]末|[上下]半年|[集墟圩]日|农历|(?:当|次|隔|翌)[天日月年]|半[天日]"
)
_THE_DAY = re.compile("几号|几月|哪一?[天年日]|何日|(?:周|星期|礼拜)几")
_ITEM_ENDS = re.compile("[、，,；;。：:\\n]")
_SAID_THERE = ("sentence", "clause")  # a date that the words themselves give


def read_by_reader(
    readings: Readings, query: Query, topic: Topic, notices: Mapping[str, Notice], threshold: float
) -> Draft | None:
    """The sentence that the reader points into, with the figure or date first where one is asked for, a little surer than
    ``threshold``; ``None`` where it is not sure (its odds are too low for so small a lead), or what it points at is of another
    kind, grade, tier or year."""
    deed = query.asks is Asks.UNIT and not _IN_CHARGE.search(query.text)
    sure = _DOES_IT if deed else _SURE.get(query.asks, ())
    return _read_if(sure, PASSAGES, readings, query, topic, notices, threshold)


def read_by_meaning(
    readings: Readings, query: Query, topic: Topic, notices: Mapping[str, Notice], threshold: float
) -> Draft | None:
    """The same for a question none of whose words stands in any notice: what is nearest in meaning is in no good order, so
    more of it is read, and words alone cannot have drawn the reader astray."""
    sure = _SURE_BY_MEANING if query.asks in _SURE else ()
    return _read_if(sure, _PASSAGES_BY_MEANING, readings, query, topic, notices, threshold)


def _read_if(
    sure: Gates,
    most: int,
    readings: Readings,
    query: Query,
    topic: Topic,
    notices: Mapping[str, Notice],
    threshold: float,
) -> Draft | None:
    """What the reader points at in the ``most`` best passages, where any of these odds and leads is reached and the question
    is not who answers for a task."""
    best = readings.first_of(most) if sure and not asks_duty(query) else None
    if best is None:
        return None
    lead = _ALONE if best.lead is None else best.lead
    if not passes(sure, best.reading.score, lead):
        return None
    return read_at(best, query, topic, notices, threshold)


def asks_duty(query: Query) -> bool:
    """Whether the question is who leads or answers for a task, which stands in a note of its own: not whoever the words name."""
    return query.asks is Asks.UNIT and bool(_DUTY.search(query.text))


def read_at(
    best: Foremost, query: Query, topic: Topic, notices: Mapping[str, Notice], threshold: float
) -> Draft | None:
    """The sentence pointed into; ``None`` where what is pointed at is of another kind, grade, tier or year."""
    quote = best.quote
    notice = notices[quote.document_id]
    if names_absent_town(query.topic, notice):
        return None
    if query.asks is Asks.FIGURE and _of_another_thing(query, topic, notice, quote):
        return None
    certain = passes(_BEYOND_DOUBT, best.reading.score, best.lead or 0.0)
    confidence = threshold + _PER_ODD * _odds(best.reading)
    return _draft(query, notice, quote.start, quote.end, confidence, certain=certain)


def _of_another_thing(query: Query, topic: Topic, notice: Notice, quote: Quote) -> bool:
    """Whether the figures pointed at are of another thing of the kind, due in another year, or not for so many people where
    that is asked."""
    left, right = around(notice, quote.start, quote.end)
    pointed = [target for target in notice.targets if quote.start <= target.value_start < quote.end]
    due = " ".join(target.deadline for target in pointed if target.deadline_from in _SAID_THERE)
    return (
        of_another_year(due, years_in(query.deadline))
        or asks_per_head_alone(query.text, notice.text[left:right])
        or said_elsewhere(query.topic, topic, notice)
        or any(names_another(query.topic, topic, target, notice) for target in pointed)
    )


def _odds(reading: Reading) -> float:
    return max(0.0, min(10.0, reading.score))


def _draft(
    query: Query, notice: Notice, start: int, end: int, confidence: float, *, certain: bool
) -> Draft | None:
    """The sentence around ``[start, end)``, which is ``certain`` to be of the kind asked for or has to look like it."""
    left, right = _sentence(notice, start, end)
    if query.asks is Asks.FIGURE:
        start, end = _narrowed(query, notice.text, left, start, end)
    span = notice.text[start:end].strip()
    said = notice.text[left:right]
    if (
        not span
        or not (_is_asked_for(query, span) or (certain and not _is_masked(span)))
        or not _fits(query, notice, left, said, start - left, end - left)
    ):
        return None
    in_table = told_in_table(notice, start)
    if in_table:  # the reader knows no columns
        return Draft(in_table, confidence)
    quote = Quote(notice.id, left, right)
    if query.asks in (Asks.FIGURE, Asks.DATE) and not is_deductible(query.text, notice.text[left:start]):
        lines = (Line(span, (quote,)), Line(f"原文：“{said}”", (quote,)))
        return Draft(lines, confidence)
    return Draft((Line(said, (quote,)),), confidence)


def _is_asked_for(query: Query, span: str) -> bool:
    """A figure is answered by a figure that is not masked and in no wrong unit, a level by a level, a date by a date or how often."""
    if query.asks is Asks.FIGURE:
        if _ASKS_LEVEL.search(query.text) and _LEVEL.search(span):
            return True
        if _ASKS_TENTHS.search(query.text) and _TENTHS.search(span):
            return True
        if _ASKS_HOW_LONG.search(query.text) and _LONG.search(span):
            return True  # 7日, 两周内: to the day, and for several
        figures = find_figures(span)
        fitting = any(unit_fit(query.ask_text, figure) > WRONG_UNIT for figure in figures)
        return fitting and not any(figure.masked for figure in figures)
    if query.asks is not Asks.DATE:
        return True
    dated = find_date(span) or _LONG.search(span) or _OFTEN.search(span) or _PART_OF_YEAR.search(span)
    return bool(dated) or (bool(_CASE.search(span)) and not _THE_DAY.search(query.text))


def _is_masked(span: str) -> bool:
    return any(figure.masked for figure in find_figures(span))


def _narrowed(query: Query, text: str, left: int, start: int, end: int) -> tuple[int, int]:
    """The span without parts between commas, at either end, of another kind than the one asked about (85%，达到推荐标准的占25%);
    ``left``: where the sentence begins that says of what kind the first part is."""
    cuts = [start, *(match.end() for match in PAUSE.finditer(text, start, end)), end]
    behind = _ITEM_ENDS.search(text, end)
    ends = {end: behind.start() if behind else end}  # what is counted stands behind its figure: 1000个家庭
    parts = [
        (a, b)
        for a, b in pairwise(cuts)
        if not contradicts(query.text, text[a : ends.get(b, b)], text[left:a])
    ]
    if parts:
        return parts[0][0], parts[-1][1]
    first = next((m.start() for m in _ITEM_ENDS.finditer(text, start, end)), start)  # 医师6名、护士8名
    alone = first > start and not contradicts(query.text, text[left:first])
    return (start, first) if alone else (start, start)


def _fits(query: Query, notice: Notice, at: int, said: str, start: int, end: int) -> bool:
    """Whether ``said``, which stands at ``at`` and in which ``[start, end)`` was pointed at, is of what is asked about."""
    if contradicts(query.text, said) or tier_fit(query.text, said) < 0:
        return False
    first = max((m.end() for m in PAUSE.finditer(said, 0, max(0, start))), default=0)
    if tier_fit(query.text, said[first:end]) < 0:
        return False  # 90-99岁每月200元 beside 80-89岁每月50元
    if elsewhere(query.topic, notice, notice.clause_at(at), said, first, end):
        return False
    return not of_another_year(said, years_asked(query))


def _sentence(notice: Notice, start: int, end: int) -> tuple[int, int]:
    """The sentence around ``[start, end)``, or the span with the parts between commas around it where that is long."""
    left, right = around(notice, start, end)
    if right - left > _MOST_CHARS:
        before = [m.end() + left for m in re.finditer("[，,；;]", notice.text[left:start])]
        after = re.search("[，,；;。]", notice.text[end:right])
        left = before[-1] if before else start
        right = end + after.start() if after else end
    return trimmed(notice, left, right)
