"""Questions for a figure: the figure whose own words match the question best, with its deadline and firmness."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.figures import Figure, find_figures
from rag.query import Query
from rag.reading.draft import Draft, Line, Quote
from rag.reading.sentences import Sentence, Topic

_BOUNDARY = re.compile(r"[，,；;。：:！？\n]")
_COMPARE_BEFORE = re.compile(
    r"(?:不得?低于|不得?少于|不得?超过|不得?高于|至少|最少|最多|超过|超|高于|低于|控制在|大于|小于|约|近|≥|≤)(?:了)?$"
)
_DEADLINE = re.compile(
    r"(?:到|至|截至|力争到|确保到|争取到)?(?:(?:19|20)\d{2}年(?:\d{1,2}月)?(?:上半年|下半年)?(?:份)?(?:底|末|内|中)?(?:以?前)?|今年(?:底|内)?(?:前)?|年内|年底前?|每年)"
)
_FIRM = re.compile(r"力争|确保|争取|原则上|务必|保持|必须|预计|计划")
_ASKED_UNIT = re.compile(
    r"(?:多少|几)(?P<unit>百分点|万名|万人次|人次|万人|亿元|万元|亿|元|名|人(?!才|口|均|员)|张|个|所|家|辆|台|套|间|支|项|种|类|次|场|期|例|批|件|条|份|户|对|级|岁|天|周|个月|年|倍|成|分钟|小时|亩|吨|平方米|公里|米)"
)
_ASKS_SHARE = re.compile(r"百分之[几多]|比例|比率|[覆复]盖率|率|几成|占|比重|多大比")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_ASKS_MONEY = re.compile("补贴|补助|资助|经费|费用?|资金|工资|薪酬|待遇|奖励|金额|收入|营收|产值|多少钱")
_ASKS_TIME = re.compile("多久|几年|几天|多长|时限|期限|年限|多少(?:年|天|日|小时|分钟|个月|个工作日)")
_TIME_UNITS = ("年", "天", "日", "个月", "月", "小时", "分钟", "周")
_OTHER_INDICATOR = 0.2
# A figure whose own words account for less of the question than this is likely another indicator's.
_OWN_ENOUGH = 0.4
_ASTRAY = 0.5
_OWN_AT_ALL = 0.05  # its words say nothing of what is asked
_SAME_UNITS = (
    frozenset(("个", "家", "所", "处", "间", "座", "栋")),
    frozenset(("名", "人", "位", "万名", "万人")),
    frozenset(("元", "万元", "亿元")),
)
_WRONG_UNIT = -0.6
_PER = re.compile("每(?:千|万|百|十万)?(?:名|常住|常驻)?人口?|(?:千|万)人口")
_ASKS_PER = re.compile("每|千人|万人|人均")
_HEAD_CHARS = 14
_WRONG_DATE = -2.0  # a figure due by another date than the one asked about answers nothing
_TRIM = "、，,；;：: \n"
_LONGEST_QUOTE = 90


@dataclass(frozen=True, slots=True)
class _Reading:
    """A figure in its sentence; ``[start, end)`` is the comma-bounded stretch around it, in the sentence."""

    sentence: Sentence
    figure: Figure
    start: int
    end: int
    own: float
    fit: float  # above 0 where unit and deadline are those asked for, below where they are others
    score: float


def read_figures(query: Query, topic: Topic, ranked: Sequence[Sentence]) -> Draft | None:
    """The best figure as the headline, then the words it stands in; ``None`` where no sentence has one."""
    readings = sorted(_readings(query, topic, ranked), key=lambda r: (-r.score, r.sentence.start, r.start))
    if not readings:
        return None
    best = readings[0]
    groups = [_companions(stage, readings, query) for stage in _stages(best, readings, query)]
    headline = "；".join(dict.fromkeys(_headline(group) for group in groups))
    quotes = tuple(dict.fromkeys(_quote(group) for group in groups))
    warnings: tuple[str, ...] = ()
    if any(reading.figure.masked for group in groups for reading in group):
        warnings = ("原文此处的数字被遮盖（如 xx），不能作为数字引用",)
        if best.figure.masked:
            headline = "文件中这一数字被遮盖，没有真实数值"
    text = best.sentence.notice.text
    originals = (Line(f"原文：“{text[quote.start : quote.end]}”", (quote,)) for quote in quotes)
    return Draft((Line(headline, quotes), *originals), _confidence(best), warnings, masked=best.figure.masked)


def _stages(best: _Reading, readings: Sequence[_Reading], query: Query) -> list[_Reading]:
    """The same indicator year by year (2023年底…；2025年底…), where the question names no date: all of them, in order."""
    due = _deadline_of(_text(best), best.figure, best.end)
    if not due or query.deadline or query.years:
        return [best]
    stages = {due: best}
    for reading in readings:
        same_clause = (
            reading.sentence.notice is best.sentence.notice
            and reading.sentence.passage.clause_index == best.sentence.passage.clause_index
        )
        date = _deadline_of(_text(reading), reading.figure, reading.end)
        if same_clause and reading.figure.unit == best.figure.unit and reading.own >= 0.9 * best.own and date:
            stages.setdefault(date, reading)
    return sorted(stages.values(), key=lambda r: (r.sentence.start, r.start))


def _quote(group: Sequence[_Reading]) -> Quote:
    sentence = group[0].sentence
    start, end = _stretch(group)
    return Quote(sentence.notice.id, sentence.start + start, sentence.start + end)


def _confidence(best: _Reading) -> float:
    """What the sentence accounts for, less where unit or deadline are not those asked for, and less where a word of
    the question that notices do use is nowhere near: another indicator's figure is worse than none."""
    astray = 1.0 if best.own < _OWN_AT_ALL else _ASTRAY * max(0.0, _OWN_ENOUGH - best.own)
    return best.sentence.covered + min(0.0, best.fit) - _OTHER_INDICATOR * best.sentence.missing - astray


def _readings(query: Query, topic: Topic, ranked: Sequence[Sentence]) -> Iterator[_Reading]:
    for sentence in ranked[:30]:
        text = sentence.notice.text[sentence.start : sentence.end]
        named = text if _ASKS_PER.search(query.text) else _PER.sub(lambda m: "／" * len(m.group()), text)
        figures = find_figures(text)
        for position, figure in enumerate(figures):
            start, end = _own_stretch(text, figures, position)
            own = topic.share(named[start:end])
            fit = _unit_fit(query.ask_text, figure) + _deadline_fit(query, text, figure, end)
            head = topic.share(_head(named, figure, start, end))
            score = sentence.score + 0.6 * own + 0.5 * head + fit
            if named != text and own < topic.share(text[start:end]) and not own:
                fit += _WRONG_UNIT  # 人口多少 is not answered by 每千人口托位数
            yield _Reading(sentence, figure, start, end, own, fit, score)


def _own_stretch(text: str, figures: Sequence[Figure], position: int) -> tuple[int, int]:
    """The words around a figure: back to the last boundary, on to the next; another figure's words end there too."""
    figure = figures[position]
    start = max((m.end() for m in _BOUNDARY.finditer(text, 0, figure.start)), default=0)
    ahead = _BOUNDARY.search(text, figure.end)
    return start, ahead.start() if ahead else len(text)


def _head(text: str, figure: Figure, start: int, end: int) -> str:
    """The words that name the figure: those right before it (评估率达70%), or right after it (60%的乡镇卫生院)."""
    after = (
        text[figure.end : min(end, figure.end + _HEAD_CHARS)]
        if text[figure.end : figure.end + 1] == "的"
        else ""
    )
    return text[max(start, figure.start - _HEAD_CHARS) : figure.start] + after


def _unit_fit(question: str, figure: Figure) -> float:
    """Whether the figure's unit is the one asked for: by its name (多少张), or by what is asked (补贴: 元)."""
    asked = _ASKED_UNIT.search(question)
    share = figure.unit.startswith(("%", "％", "‰")) or "分之" in figure.text
    if asked and asked.group("unit") != "成":
        return _asked_unit_fit(asked.group("unit"), figure.unit)
    if _ASKS_SHARE.search(question):
        return 0.25 if share else -0.25
    if _ASKS_MONEY.search(question):
        return 0.25 if "元" in figure.unit else -0.1
    if figure.unit.startswith(_TIME_UNITS) and not _ASKS_TIME.search(question):
        return -0.3
    return 0.05 if share else 0.0


def _asked_unit_fit(asked: str, unit: str) -> float:
    """多少名 is answered by 人 too, by 个 hardly, by % or 年 not at all."""
    if unit.endswith(asked) or asked in unit:
        return 0.3
    if any({asked, unit} <= group for group in _SAME_UNITS):
        return 0.15
    return -0.1 if "个" in (asked, unit) or not unit else _WRONG_UNIT


def _deadline_fit(query: Query, text: str, figure: Figure, end: int) -> float:
    """Whether the figure is due in the year asked about; a figure without a date fits any."""
    asked = set(_YEAR.findall(query.deadline)) or (
        {str(y) for y in query.years} if "years" not in query.inherited else set()
    )
    due = _deadline_of(text, figure, end)
    years = set(_YEAR.findall(due))
    if not asked or not years:
        return 0.0
    if asked & years:
        return 0.2
    return _WRONG_DATE if query.deadline else -0.35


def _companions(best: _Reading, readings: Sequence[_Reading], query: Query) -> list[_Reading]:
    """The best figure and those beside it in the same sentence that answer the rest of the question."""
    beside = [r for r in readings if r.sentence is best.sentence and r is not best]
    close = [
        r
        for r in beside
        if r.start == best.start or (r.own >= 0.75 * best.own and _asks_several(query.ask_text))
    ]
    return sorted([best, *close], key=lambda r: r.figure.start)


def _asks_several(question: str) -> bool:
    return len(re.findall(r"多少|几|百分之", question)) > 1 or bool(re.search("分别|各", question))


def _headline(chosen: Sequence[_Reading]) -> str:
    text = _text(chosen[0])
    stretches = {(reading.start, reading.end) for reading in chosen}
    if len(chosen) == 1:
        value = _value(text, chosen[0].figure)
        notes = _notes(text, chosen[0])
        return f"{value}（{'，'.join(notes)}）" if notes else value
    parts = [text[start:end].strip(_TRIM) for start, end in sorted(stretches)]
    notes = [note for note in _notes(text, chosen[0]) if all(note not in part for part in parts)]
    return "；".join(parts) + (f"（{'，'.join(notes)}）" if notes else "")


def _text(reading: _Reading) -> str:
    return reading.sentence.notice.text[reading.sentence.start : reading.sentence.end]


def _value(text: str, figure: Figure) -> str:
    """The figure with the comparator in front of it, as written."""
    compare = _COMPARE_BEFORE.search(text, 0, figure.start)
    start = compare.start() if compare and compare.end() == figure.start else figure.start
    return text[start : figure.end].strip()


def _notes(text: str, reading: _Reading) -> list[str]:
    """Deadline and firmness that govern the figure, as written before it in its sentence (or right after it)."""
    before = text[: reading.figure.start]
    deadline = _deadline_of(text, reading.figure, reading.end)
    firm = [m.group() for m in _FIRM.finditer(before[max(0, reading.start - 12) :])]
    return [*([deadline] if deadline else []), *firm[-1:]]


def _deadline_of(text: str, figure: Figure, end: int) -> str:
    """The date a figure is due by: the last one before it in its sentence, else one right after it."""
    before = [match.group() for match in _DEADLINE.finditer(text, 0, figure.start)]
    after = [match.group() for match in _DEADLINE.finditer(text, figure.end, end)]
    return before[-1] if before else after[0] if after else ""


def _stretch(chosen: Sequence[_Reading]) -> tuple[int, int]:
    """What to quote of the sentence: all of it where short, else from the deadline or the first figure's words on."""
    text = _text(chosen[0])
    first, last = min(r.start for r in chosen), max(r.end for r in chosen)
    end_of_text = len(text.rstrip())
    if end_of_text <= _LONGEST_QUOTE:
        return len(text) - len(text.lstrip()), end_of_text
    starts = [0, *(m.end() for m in _BOUNDARY.finditer(text, 0, first))]
    start = next((s for s in starts if last - s <= _LONGEST_QUOTE), first)
    return start, min(last + 1, end_of_text) if text[last : last + 1] in "。；" else last
