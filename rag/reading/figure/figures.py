"""Questions for a figure: the figure whose own words match the question best, with its deadline and firmness."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.language.terms import terms
from rag.question.query import Query
from rag.reading.draft import Draft, Line, Quote
from rag.reading.figure.asked_year import names_year, of_asked_year, up_to_year
from rag.reading.figure.columns import Column, named_column
from rag.reading.figure.dates_told import with_dates
from rag.reading.figure.figure_readings import OWN_AT_ALL, figure_readings
from rag.reading.figure.fitting import fitting
from rag.reading.figure.kin import names_another
from rag.reading.figure.saying import Reading, asks_several, due_of, headline, quote, words_of
from rag.reading.held import Held
from rag.reading.said_elsewhere import said_elsewhere
from rag.reading.sentences import Sentence, Topic
from rag.reading.table.ledger import share_said
from rag.reading.table.rows import year_at
from rag.reading.tiers import tier_fit
from rag.reading.years import years_asked, years_in

_MEASURES = tuple("率比薪线费价")  # what a word ends with that names an indicator
_AS_MUCH = 0.9
_HEADLESS = 0.3
_OF_ANOTHER = 1.0
_SAID_ELSEWHERE = 0.6
_UNNAMED = 0.1  # with so much of the question unsaid, the figure is named as its notice names it
_WHOLE_WORD = 0.75
_IN_STRETCH = 0.6
_ABOVE = 0.6
_IN_SENTENCE = 0.3
_NAMES = 0.7
_NAMED = 0.6
_LONGEST_NAME = 30
_MEASURE_END = re.compile(
    r"(?:率|比例|占比|人数|床位数|位数|[^次人多少]数|数量|目标值|指标值)(?:目标|指标|要求|标准)?(?:(?:19|20)\d{2}年?)?[？?。]*$"
)
_ASKS_HOW = re.compile("怎么|如何|为什么|为何|哪些|什么|措施|做法|意义|是否|吗|谁|内容|介绍|总结|概括")
_OTHER_INDICATOR = 0.3
# A figure whose own words account for less of the question than this is likely another indicator's.
_OWN_ENOUGH = 0.4
_ASTRAY = 0.5


def read_figures(
    query: Query, topic: Topic, ranked: Sequence[Sentence], by_ledger: bool = True
) -> Draft | None:
    """The best figure as the headline, then the words it stands in; ``None`` where no sentence has one. ``by_ledger``: a
    figure is known by the indicator that the ledger gives it, else by the words around it."""
    every = figure_readings(query, topic, ranked, by_ledger=by_ledger)
    readings = fitting(query.text, sorted(every, key=lambda r: (-r.score, r.sentence.start, r.start)))
    if not readings:
        return None
    best, both_years = _of_the_year(readings, query)
    if both_years:  # which figure is that year's is not to be told
        words = best.sentence.notice.text[both_years.start : both_years.end]
        return Draft((Line(words, (both_years,)),), _confidence(best, topic, query))
    groups = [_companions(stage, readings, query) for stage in _stages(best, readings, query)]
    said = "；".join(dict.fromkeys(headline(group) for group in groups))
    several = asks_several(query.ask_text)
    quotes = tuple(dict.fromkeys(quote(group, several=several) for group in groups))
    masked = any(reading.figure.masked for group in groups for reading in group)
    if best.figure.masked:
        said = "文件中这一数字被遮盖，没有真实数值"
    warnings = ["原文此处的数字被遮盖（如 xx），不能作为数字引用"] if masked else []
    if best.target and _unnamed(best, topic) >= _UNNAMED:
        said = f"{best.target.indicator}：{said}"
        warnings.append("原文的指标名称与问题不完全一致，请核对是不是同一指标")
    other = _other_year(best, query)
    if other:
        said = f"没有载明{other}年的数值；载明的是：{said}"
    column = named_column(best.sentence.notice, best.sentence.start + best.start, query.text)
    if column:
        said = _of_column(best, column)
        quotes = (*quotes, column.header)
    text = best.sentence.notice.text
    originals = (Line(f"原文：“{text[q.start : q.end]}”", (q,)) for q in quotes)
    return Draft(
        (Line(said, with_dates(best.sentence.notice, said, quotes)), *originals),
        _confidence(best, topic, query),
        tuple(warnings),
        unstated=best.figure.masked or bool(other),
    )


def _of_column(best: Reading, column: Column) -> str:
    """What a row says in the column that the question names, with the unit that its other figures have."""
    unit = best.target.unit if best.target else ""
    value = f"{column.cell}{unit}" if column.cell[-1:].isdigit() else column.cell
    return f"{best.target.indicator if best.target else ''}（{column.name}）：{value}"


def names_indicator(query: Query, topic: Topic, ranked: Sequence[Sentence]) -> bool:
    """Whether a question without a word of asking (千人口献血率) is an indicator's name: its figure is what is wanted."""
    if _ASKS_HOW.search(query.text) or len(query.text) > _LONGEST_NAME:
        return False
    if _MEASURE_END.search(query.text):
        return True
    readings = [r for r in figure_readings(query, topic, ranked[:12], by_ledger=True) if r.target]
    return any(
        r.own >= _NAMES and share_said(r.target.indicator, frozenset(terms(query.text))) >= _NAMED
        for r in readings
        if r.target
    )


def _of_the_year(readings: Sequence[Reading], query: Query) -> tuple[Reading, Quote | None]:
    """The best reading, or the one like it for the one year asked about, where the best is for another or for none; and what
    its clause says of both years, where it is not to be told which figure is that year's."""
    best = readings[0]
    asked = years_asked(query)
    due = years_in(due_of(words_of(best), best.figure, best.end))
    if len(asked) != 1 or asked & due or " | " in words_of(best):
        return best, None
    found = of_asked_year(best, readings, *asked)
    return found or best, up_to_year(best, *asked) if due and not found else None


def _other_year(best: Reading, query: Query) -> int | None:
    """The year asked about, where the figure is due in another one, its notice is not of that year alone (a year can also
    name the notice), and its clause says nothing of the year asked about."""
    asked = [y for y in query.years if "years" not in query.inherited]
    notice = best.sentence.notice
    of_notice = set(notice.years) or {int(notice.issued_on[:4] or 0)}
    if len(asked) != 1 or of_notice == {asked[0]} or names_year(best, str(asked[0])):
        return None
    due = {int(year) for year in _years_due(best)}
    if not due and best.target and notice.years and not notice.years[0] <= asked[0] <= notice.years[-1]:
        due = set(notice.years)  # what a plan sets without a date is for its own years
    return asked[0] if due and asked[0] not in due else None


def _years_due(best: Reading) -> set[str]:
    """The years that a figure's own sentence or clause says it is for."""
    if best.target and best.target.deadline_from in ("sentence", "clause"):
        return years_in(best.target.deadline)
    due = years_in(due_of(words_of(best), best.figure, best.end))
    if due or best.target:
        return due
    sentence = best.sentence
    return {str(year)} if (year := year_at(sentence.notice, sentence.start + best.figure.start)) else set()


def _stages(best: Reading, readings: Sequence[Reading], query: Query) -> list[Reading]:
    """The same indicator year by year (2023年底…；2025年底…), where the question names no date: all of them, in order."""
    due = due_of(words_of(best), best.figure, best.end)
    if not due or query.deadline or query.years:
        return [best]
    stages = {due: best}
    for reading in readings:
        same_clause = (
            reading.sentence.notice is best.sentence.notice
            and reading.sentence.passage.clause_index == best.sentence.passage.clause_index
        )
        date = due_of(words_of(reading), reading.figure, reading.end)
        if same_clause and reading.figure.unit == best.figure.unit and reading.own >= 0.9 * best.own and date:
            stages.setdefault(date, reading)
    return sorted(stages.values(), key=lambda r: (r.sentence.start, r.start))


def _confidence(best: Reading, topic: Topic, query: Query) -> float:
    """What the figure's surroundings account for, less where unit or deadline are not those asked for, and less where a
    word of the question that notices do use is nowhere near: another indicator's figure is worse than none."""
    astray = 1.0 if best.own < OWN_AT_ALL else _ASTRAY * max(0.0, _OWN_ENOUGH - best.own)
    covered = _accounted(best, topic) if best.target else best.sentence.covered
    if best.target and _lacks_head(best, topic, query.topic):
        astray += _HEADLESS
    if names_another(query.topic, topic, best.target, best.sentence.notice):
        astray += _OF_ANOTHER
    if said_elsewhere(query.topic, topic, best.sentence.notice):
        astray += _SAID_ELSEWHERE
    return covered + min(0.0, best.fit) - _OTHER_INDICATOR * best.sentence.missing - astray


def _lacks_head(best: Reading, topic: Topic, asked: str) -> bool:
    """Whether the last word of what is asked about (床位数) stands nowhere in the figure's own words: 托位数 is another."""
    parts = list(topic.weights)[-1] if topic.weights else ()
    if asked.endswith(_MEASURES) and parts not in topic.heard:
        return topic.credit(parts, Held(words_of(best)[best.start : best.end])) < _WHOLE_WORD
    words = f"{best.target.indicator} {words_of(best)[best.start : best.end]}" if best.target else ""
    return bool(parts) and parts in topic.heard and topic.credit(parts, Held(words)) < _WHOLE_WORD


def _unnamed(best: Reading, topic: Topic) -> float:
    """The share of the question whose words notices do use, but neither the indicator, nor the words around the figure, nor
    the headings above: 正高级 where 副高级 stands is another indicator."""
    notice = best.sentence.notice
    above = " ".join(clause.heading for clause in notice.trail(best.sentence.passage.clause_index))
    target = best.target
    named = f"{target.scope} {target.indicator}" if target else ""
    held = Held(
        f"{named} {words_of(best)[best.start : best.end]} {above} {notice.title} {notice.region.name}"
    )
    return sum(
        weight
        for parts, weight in topic.weights.items()
        if parts in topic.heard and topic.credit(parts, held) < 0.5
    )


def _accounted(best: Reading, topic: Topic) -> float:
    """The share of the question that an indicator's name accounts for; what stands around it counts less, because a word
    there may belong to the indicator beside it."""
    sentence, target = best.sentence, best.target
    notice = sentence.notice
    headings = " ".join(clause.heading for clause in notice.trail(sentence.passage.clause_index))
    places = [
        (1.0, f"{target.scope} {target.indicator}" if target else ""),
        (_IN_STRETCH, words_of(best)[best.start : best.end]),
        (_ABOVE, f"{headings} {notice.title} {notice.subject} {notice.region.name}"),
        (_IN_SENTENCE, words_of(best)),
    ]
    held = [(share, Held(words)) for share, words in places]
    return sum(
        weight * max(share * topic.credit(parts, words) for share, words in held)
        for parts, weight in topic.weights.items()
    )


def _companions(best: Reading, readings: Sequence[Reading], query: Query) -> list[Reading]:
    """The best figure and those beside it in the same sentence that answer the rest of the question."""
    if " | " in words_of(best) and (query.years or query.deadline):
        return [best]  # the other columns are other years'
    beside = [r for r in readings if r.sentence is best.sentence and r is not best]
    beside = [
        r for r in beside if not tier_fit(query.text, r.figure.text)
    ]  # its tier: whom it is for, no answer
    close = [
        r
        for r in beside
        if (r.start == best.start and (r.own >= _AS_MUCH * best.own or not (r.target and best.target)))
        or (r.own >= 0.75 * best.own and asks_several(query.ask_text))
    ]
    return sorted([best, *close], key=lambda r: r.figure.start)
