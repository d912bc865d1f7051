"""What each figure of the likeliest sentences is a figure of, and how well that is what a question asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.figures import Figure, find_figures
from ingest.models import Target
from rag.language.terms import terms
from rag.question.query import Query
from rag.reading.contrast import agrees, contradicts
from rag.reading.figure.aligned import aligned
from rag.reading.figure.carried import carried_measures
from rag.reading.figure.counted_thing import counts_another
from rag.reading.figure.kind_asked import (
    WRONG_UNIT,
    condition_fit,
    counted_fit,
    counts_noun,
    is_the_most,
    shut_out_by_unit,
    unit_fit,
)
from rag.reading.figure.saying import BOUNDARY, Reading, asks_several, due_of
from rag.reading.figure.singled_out import led_by, singled_out
from rag.reading.places import elsewhere
from rag.reading.sentences import Sentence, Topic
from rag.reading.table.ledger import share_said
from rag.reading.tiers import asks_per_head_alone, per_fit, tier_fit
from rag.reading.years import years_asked, years_in

_SENTENCES = 30
_EXACT = 0.4
_NO_TARGET = -0.2  # what the ledger does not hold is history, a name or a condition
_OWN, _HEAD = 0.6, 0.5
_TIER = 0.4
_COUNTED_BY = 0.2
_AT_MOST = 0.6
_NOT_PER = -1.5
OWN_AT_ALL = 0.05  # below it a figure's words say nothing of what is asked
_PER = re.compile("每(?:千|万|百|十万)?(?:名|常住|常驻)?人口?|(?:千|万)人口")
_ASKS_PER = re.compile("每|千人|万人|人均|1000个?人|(?<![第万])一(?:天|个?月|年|个?人|户|次)")
_HEAD_CHARS = 14
_HALF = 0.5
_OUT_OF_FOCUS = 0.4  # a follow-up (医师呢？) is about what it names, not about what was asked before
_WRONG_DATE = -2.0  # a figure due by another date than the one asked about answers nothing


@dataclass(frozen=True, slots=True)
class _Figures:
    """The figures of a sentence beside each other. ``named`` is its text without what things are counted for (每千人口), where
    the question asks for no such thing; ``items``: of figures in the order of a list (分别), what each is of; ``meant``: the
    item that the question names; ``carried``: the measure that a figure takes over from the one before it."""

    sentence: Sentence
    text: str
    named: str
    figures: Sequence[Figure]
    ledger: Mapping[int, Target]
    carried: Mapping[int, str]
    items: Mapping[int, str]
    meant: str | None

    @classmethod
    def of(cls, sentence: Sentence, query: Query, topic: Topic, *, by_ledger: bool) -> _Figures:
        text = sentence.notice.text[sentence.start : sentence.end]
        named = text if _ASKS_PER.search(query.text) else _PER.sub(lambda m: "／" * len(m.group()), text)
        figures = find_figures(text)
        known = sentence.notice.targets if by_ledger else ()
        ledger = {t.value_start - sentence.start: t for t in known if t.value_text}
        items = aligned(text, figures)
        carried = carried_measures(text, sentence.start, known)
        return cls(sentence, text, named, figures, ledger, carried, items, _item_meant(query, topic, items))


@dataclass(frozen=True, slots=True)
class _One:
    """One figure with the stretch ``[start, end)`` around it, its entry in the ledger, and whether the words at it name the
    side (grade, kind) and the tier that the question names: 1, another: -1, or none: 0."""

    figure: Figure
    start: int
    end: int
    target: Target | None
    per: int
    side: int
    tier: int

    @property
    def is_set_apart(self) -> bool:
        return max(self.side, self.tier) > 0


def figure_readings(
    query: Query, topic: Topic, ranked: Sequence[Sentence], *, by_ledger: bool
) -> Iterator[Reading]:
    """Every figure of the first sentences with how well it fits. ``by_ledger``: a figure is known by the indicator that the
    ledger gives it, else by the words around it."""
    asked = frozenset(terms(query.text))
    focus = topic.within(query.focus)
    for sentence in ranked[:_SENTENCES]:
        beside = _Figures.of(sentence, query, topic, by_ledger=by_ledger)
        for one in _each(beside, query):
            yield _reading(beside, one, query, topic, asked, focus)


def _each(beside: _Figures, query: Query) -> Iterator[_One]:
    """The figures of a sentence, without 每亩 beside 每户, which is asked about, and 个 beside 张."""
    text, figures = beside.text, beside.figures
    stretches = [_own_stretch(text, figure) for figure in figures]
    counted = [per_fit(query.text, text[start:end]) for start, end in stretches]
    sides = singled_out(query.text, text, figures, [start for start, _ in stretches], beside.items)
    for figure, (start, end), per, side in zip(figures, stretches, counted, sides, strict=True):
        if per < 0 < max(counted) or shut_out_by_unit(query.ask_text, figure, figures, start, end):
            continue
        tier = tier_fit(query.text, text[start:end]) or tier_fit(query.text, _condition(text, start))
        if tier > 0 and tier_fit(query.text, figure.text):
            tier = 0  # the tier itself is no answer
        yield _One(figure, start, end, beside.ledger.get(figure.value_start), per, side, tier)


def _reading(
    beside: _Figures, one: _One, query: Query, topic: Topic, asked: frozenset[str], focus: Topic
) -> Reading:
    naming, head = _words_for(beside, one, query, topic)
    own, fit = topic.share(naming), _fit(beside, one, query)
    exact = _EXACT * share_said(head, asked) if one.target else _NO_TARGET
    score = beside.sentence.score + _OWN * own + _HEAD * topic.share(head) + exact + fit
    if beside.named != beside.text and not own and topic.share(beside.text[one.start : one.end]):
        fit += WRONG_UNIT  # 人口多少 is not answered by 每千人口托位数
    if focus.weights and focus.share(naming) < _HALF:
        score, fit = score - _OUT_OF_FOCUS, fit - _OUT_OF_FOCUS
    meant = one.is_set_apart or (beside.meant is not None and beside.meant in query.text)
    shut_out = _is_shut_out(beside, one, query)
    return Reading(
        beside.sentence, one.figure, one.start, one.end, one.target, own, fit, score, shut_out, meant
    )


def _words_for(beside: _Figures, one: _One, query: Query, topic: Topic) -> tuple[str, str]:
    """The words that say what a figure is of, and those of them that name it."""
    text, figure, sentence = beside.text, one.figure, beside.sentence
    naming, head = _naming(beside.named, figure, one.start, one.end, one.target)
    if one.target and (measure := beside.carried.get(one.target.value_start)):
        naming = f"{naming} {measure}"
    if figure.start in beside.items:  # the list's words go for all
        naming = f"{beside.named[one.start : one.end]} {naming} {beside.items[figure.start]}"
    ceiling = is_the_most(query.text, text, figure)
    if one.is_set_apart or ceiling or counts_noun(query.ask_text, text, figure, beside.figures):
        clause = sentence.notice.clauses[sentence.passage.clause_index]
        naming = f"{led_by(sentence.notice.text, clause.start, sentence.start + one.end)} {naming}"
    elif _is_first(text, beside.figures, figure, topic, text[one.start : one.end]):
        naming = f"{text[: one.end]} {naming}"
    return naming, head


def _fit(beside: _Figures, one: _One, query: Query) -> float:
    """How well unit, deadline, tier and what is counted are those asked for; below 0 where they are others."""
    text, figure, figures = beside.text, one.figure, beside.figures
    fit = unit_fit(query.ask_text, figure) + _deadline_fit(query, text, figure, one.end, one.target)
    fit += counted_fit(query.ask_text, text, figure, figures)
    fit += _TIER * max(0, one.tier, one.side, agrees(query.text, _condition(text, one.start)))
    fit += _COUNTED_BY * one.per
    fit += _AT_MOST * is_the_most(query.text, text, figure)
    fit += 0.0 if one.target else condition_fit(query.text, text[one.start : one.end])
    fit += WRONG_UNIT * counts_another(query.text, text, figure, figures)
    return fit + _NOT_PER * asks_per_head_alone(query.text, text)


def _is_shut_out(beside: _Figures, one: _One, query: Query) -> bool:
    """Whether a figure is of another tier, grade, kind or place than the one asked about, or of another item of its list."""
    text, sentence, listed = beside.text, beside.sentence, one.figure.start in beside.items
    if min(one.tier, one.side) < 0:
        return True
    # of a list in order, the list says what a figure is of, and not the words beside it
    said = "" if listed and one.side > 0 else _said_of(text, one.start, one.end, one.target)
    if contradicts(query.text, said, text[: one.start]):
        return True
    if contradicts(query.text, _consequence(text, one.end)):
        return True
    if elsewhere(query.topic, sentence.notice, sentence.passage.clause_index, text, one.start, one.end):
        return True
    return listed and not _is_meant(query, beside.items[one.figure.start], beside.meant)


def _is_first(text: str, figures: Sequence[Figure], figure: Figure, topic: Topic, own: str) -> bool:
    """Whether a figure is the first of its sentence and its own words say nothing of what is asked: those before them do
    (急难型救助，一次性给予500元)."""
    return figure is figures[0] and " | " not in text and topic.share(own) < OWN_AT_ALL


def _item_meant(query: Query, topic: Topic, items: Mapping[int, str]) -> str | None:
    """The item of a list that the question names best, of two alike the shorter one (技师, not 高级技师); ``None`` where it
    names none, or asks for all."""
    if not items or asks_several(query.ask_text):
        return None
    open_ones = [item for item in items.values() if not contradicts(query.text, item)]
    named = [item for item in open_ones if item in query.text]
    if named:  # 不合格, not 合格
        return max(named, key=len)
    best = max(open_ones, key=lambda item: (topic.share(item), -len(item)), default=None)
    return best if best is not None and (topic.share(best) or len(open_ones) < len(items)) else None


def _is_meant(query: Query, item: str, meant: str | None) -> bool:
    return not contradicts(query.text, item) if meant is None else item == meant


def _naming(text: str, figure: Figure, start: int, end: int, target: Target | None) -> tuple[str, str]:
    """The words that say what a figure is of, and those of them that name it: what the ledger read, else the words
    around it."""
    if target is None:
        return text[start:end], _head(text, figure, start, end)
    indicator = target.indicator if "每" in text else _PER.sub("", target.indicator)
    return f"{target.scope} {indicator}", indicator


def _said_of(text: str, start: int, end: int, target: Target | None) -> str:
    """What a figure is said of: the ledger's scope and indicator, else the words around it."""
    return f"{target.scope} {target.indicator}" if target else text[start:end]


def _own_stretch(text: str, figure: Figure) -> tuple[int, int]:
    """The words around a figure: back to the last boundary, on to the next; another figure's words end there too."""
    start = max((m.end() for m in BOUNDARY.finditer(text, 0, figure.start)), default=0)
    ahead = BOUNDARY.search(text, figure.end)
    return start, ahead.start() if ahead else len(text)


def _condition(text: str, start: int) -> str:
    """The stretch before a figure's own that says of whom it holds: 满20年不满30年的，每月增发300元."""
    if not text[:start].endswith(("的，", "的,")):
        return ""
    return text[max((m.end() for m in BOUNDARY.finditer(text, 0, start - 1)), default=0) : start]


def _consequence(text: str, end: int) -> str:
    """The stretch behind a figure's own that says what then is: 超过8%时，启动黄色预警. Empty where its own is no condition."""
    if not text[:end].endswith(("时", "的")) or end == len(text):
        return ""
    ahead = BOUNDARY.search(text, end + 1)
    return text[end : ahead.start() if ahead else len(text)]


def _head(text: str, figure: Figure, start: int, end: int) -> str:
    """The words that name the figure: those right before it (评估率达70%), or right after it (60%的乡镇卫生院)."""
    after = (
        text[figure.end : min(end, figure.end + _HEAD_CHARS)]
        if text[figure.end : figure.end + 1] == "的"
        else ""
    )
    return text[max(start, figure.start - _HEAD_CHARS) : figure.start] + after


def _deadline_fit(query: Query, text: str, figure: Figure, end: int, target: Target | None) -> float:
    """Whether the figure is due in the year asked about; a figure without a date fits any. In a table the column says."""
    asked = years_in(query.deadline) if "years" in query.inherited else years_asked(query)
    in_table = target is not None and " | " in text
    due = "" if in_table else due_of(text, figure, end)
    written = bool(due)  # 2026年150个 beside a total that is due in the same year
    if not due and target and (in_table or target.deadline_from in ("sentence", "clause")):
        due = target.deadline
    years = years_in(due)
    if not asked or not years:
        return 0.0
    if asked & years:
        return 0.25 if written else 0.2
    return _WRONG_DATE if query.deadline else -0.35
