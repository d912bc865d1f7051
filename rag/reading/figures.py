"""Questions for a figure: the figure whose own words match the question best, with its deadline and firmness."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ingest.figures import Figure, find_figures
from ingest.models import Target
from rag.query import Query
from rag.reading.aligned import aligned
from rag.reading.contrast import contradicts
from rag.reading.draft import Draft, Line
from rag.reading.held import Held
from rag.reading.kin import names_another
from rag.reading.ledger import share_said
from rag.reading.places import elsewhere
from rag.reading.saying import BOUNDARY, Reading, due_of, headline, is_share, quote, same_unit, words_of
from rag.reading.sentences import Sentence, Topic
from rag.reading.tiers import asks_per_head_alone, per_fit, tier_fit
from rag.reading.years import years_asked, years_in
from rag.terms import terms

_ASKED_UNIT = re.compile(
    r"(?:多少|几)(?P<unit>百分点|万名|万人次|人次|万人|亿元|万元|亿|元|名|人(?!才|口|均|员)|张|个|所|家|辆|台|套|间|支|项|种|类|次|场|期|例|批|件|条|份|户|对|级|岁|天|周|个月|年|倍|成|分钟|小时|亩|吨|平方米|公里|米)"
)
_ASKS_SHARE = re.compile(r"百分之[几多]|比例|比率|[覆复]盖率|率|几成|占|比重|多大比")
_ASKS_MONEY = re.compile(
    "[补奖罚领交收花挣](?:多少|几)|几块|块钱|补贴|补助|资助|经费|费用?|资金|工资|薪酬|待遇|奖励|金额|收入|营收|产值|多少钱"
)
_ASKS_RATE = re.compile(
    "率(?:的)?(?:目标|指标|数)?(?:值)?(?:是|为|要|得|达|定|到|做)*[^，。？?]{0,6}(?:多少|几成|百分之)"
)
_ASKS_PRICE = re.compile("多少钱|几块钱|金额是?多少|投资(?:是|为|了)?多少|多少(?:亿|万)?元")
_ASKS_TIME = re.compile("多久|几年|几天|多长|时限|期限|年限|多少(?:年|天|日|小时|分钟|个月|个工作日)")
_TIME_UNITS = ("年", "天", "日", "个月", "月", "小时", "分钟", "周")
_COUNTS_THINGS = re.compile("(?:多少|几)个[？?。]*$")
_OF_PEOPLE = ("人", "名", "人次")
_EXACT = 0.4
_NO_TARGET = -0.2  # what the ledger does not hold is history, a name or a condition
_TIER = 0.4
_COUNTED_BY = 0.2
_AT_MOST = 0.3
_THE_MOST = re.compile("最[多高大长]|上限|封顶|至多")
_CEILING = re.compile("(?:最[多高大长]|不(?:得)?(?:超过|高于|多于)|上限|封顶|至多)[^，,。；;\\d]{0,6}$")
_MEASURES = tuple("率比")  # what a word ends with that names an indicator
_AS_MUCH = 0.9
_HEADLESS = 0.3
_OF_ANOTHER = 1.0
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
_OTHER_INDICATOR = 0.2
# A figure whose own words account for less of the question than this is likely another indicator's.
_OWN_ENOUGH = 0.4
_ASTRAY = 0.5
_OWN_AT_ALL = 0.05  # its words say nothing of what is asked
_WRONG_UNIT = -0.6
_NO_MONEY = -1.0
_NO_SHARE = -1.0
_NO_NUMBER = -1.0  # 打造一批 tells no number
_NOT_PER = -1.0
_A_RATIO = re.compile("[/／比]")
_PER = re.compile("每(?:千|万|百|十万)?(?:名|常住|常驻)?人口?|(?:千|万)人口")
_ASKS_PER = re.compile("每|千人|万人|人均|1000个?人|(?<![第万])一(?:天|个?月|年|个?人|户|次)")
_HEAD_CHARS = 14
_HALF = 0.5
_OUT_OF_FOCUS = 0.4  # a follow-up (医师呢？) is about what it names, not about what was asked before
_WRONG_DATE = -2.0  # a figure due by another date than the one asked about answers nothing


def read_figures(
    query: Query, topic: Topic, ranked: Sequence[Sentence], by_ledger: bool = True
) -> Draft | None:
    """The best figure as the headline, then the words it stands in; ``None`` where no sentence has one. ``by_ledger``: a
    figure is known by the indicator that the ledger gives it, else by the words around it."""
    readings = _fitting(
        sorted(
            _readings(query, topic, ranked, by_ledger), key=lambda r: (-r.score, r.sentence.start, r.start)
        )
    )
    if not readings:
        return None
    best = readings[0]
    groups = [_companions(stage, readings, query) for stage in _stages(best, readings, query)]
    said = "；".join(dict.fromkeys(headline(group) for group in groups))
    several = _asks_several(query.ask_text)
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
    text = best.sentence.notice.text
    originals = (Line(f"原文：“{text[q.start : q.end]}”", (q,)) for q in quotes)
    return Draft(
        (Line(said, quotes), *originals),
        _confidence(best, topic, query),
        tuple(warnings),
        unstated=best.figure.masked or bool(other),
    )


def _fitting(readings: Sequence[Reading]) -> list[Reading]:
    """Readings of what is asked about, best first. Where the best of all is of another grade or kind (三级医院 for 二级医院),
    only one that says as much of the question can be meant: the next best indicator is not."""
    open_ones = [reading for reading in readings if not reading.shut_out]
    if not readings or not readings[0].shut_out:
        return open_ones
    return [reading for reading in open_ones if reading.own >= _AS_MUCH * readings[0].own]


def names_indicator(query: Query, topic: Topic, ranked: Sequence[Sentence]) -> bool:
    """Whether a question without a word of asking (千人口献血率) is an indicator's name: its figure is what is wanted."""
    if _ASKS_HOW.search(query.text) or len(query.text) > _LONGEST_NAME:
        return False
    if _MEASURE_END.search(query.text):
        return True
    readings = [r for r in _readings(query, topic, ranked[:12]) if r.target]
    return any(
        r.own >= _NAMES and share_said(r.target.indicator, frozenset(terms(query.text))) >= _NAMED
        for r in readings
        if r.target
    )


def _other_year(best: Reading, query: Query) -> int | None:
    """The year asked about, where the figure is due in another one and its notice does not plan for a single year."""
    asked = [y for y in query.years if "years" not in query.inherited]
    if len(asked) != 1 or len(set(best.sentence.notice.years)) == 1:
        return None
    target = best.target
    if target and target.deadline and target.deadline_from in ("sentence", "clause"):
        due = {target.deadline[:4]}
    else:
        due = years_in(due_of(words_of(best), best.figure, best.end))
    return asked[0] if due and str(asked[0]) not in due else None


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
    astray = 1.0 if best.own < _OWN_AT_ALL else _ASTRAY * max(0.0, _OWN_ENOUGH - best.own)
    covered = _accounted(best, topic) if best.target else best.sentence.covered
    if best.target and _lacks_head(best, topic):
        astray += _HEADLESS
    if names_another(query.topic, topic, best.target, best.sentence.notice):
        astray += _OF_ANOTHER
    return covered + min(0.0, best.fit) - _OTHER_INDICATOR * best.sentence.missing - astray


def _is_the_most(question: str, text: str, figure: Figure) -> bool:
    """最多能补多少 asks for the ceiling."""
    return bool(_THE_MOST.search(question)) and bool(
        _CEILING.search(text[: figure.start + len(figure.compare)])
    )


def _lacks_head(best: Reading, topic: Topic) -> bool:
    """Whether the last word of what is asked about (床位数) stands nowhere in the figure's own words: 托位数 is another."""
    parts = list(topic.weights)[-1] if topic.weights else ()
    if "".join(parts)[-1:] in _MEASURES and parts not in topic.heard:
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


def _readings(
    query: Query, topic: Topic, ranked: Sequence[Sentence], by_ledger: bool = True
) -> Iterator[Reading]:
    asked = frozenset(terms(query.text))
    focus = topic.within(query.focus)
    for sentence in ranked[:30]:
        text = sentence.notice.text[sentence.start : sentence.end]
        named = text if _ASKS_PER.search(query.text) else _PER.sub(lambda m: "／" * len(m.group()), text)
        figures = find_figures(text)
        known = sentence.notice.targets if by_ledger else ()
        ledger = {t.value_start - sentence.start: t for t in known if t.value_text}
        items = aligned(text, figures)
        meant = _item_meant(query, topic, items)
        stretches = [_own_stretch(text, figure) for figure in figures]
        counted = [per_fit(query.text, text[start:end]) for start, end in stretches]
        for figure, (start, end), per in zip(figures, stretches, counted, strict=True):
            if per < 0 < max(counted):
                continue  # 每亩 beside 每户, which is asked about
            target = ledger.get(figure.value_start)
            naming, head = _naming(named, figure, start, end, target)
            if figure.start in items:
                naming = f"{named[start:end]} {naming} {items[figure.start]}"  # the list's words go for all
            own = topic.share(naming)
            fit = _unit_fit(query.ask_text, figure) + _deadline_fit(query, text, figure, end, target)
            exact = _EXACT * share_said(head, asked) if target else _NO_TARGET
            tier = tier_fit(query.text, text[start:end]) or tier_fit(query.text, _condition(text, start))
            shut_out = (
                tier < 0
                or contradicts(query.text, _said_of(text, start, end, target), text[:start])
                or elsewhere(query.topic, sentence.notice, sentence.passage.clause_index, text, start, end)
                or (figure.start in items and not _is_meant(query, items[figure.start], meant))
            )
            fit += _NOT_PER * asks_per_head_alone(query.text, text)
            fit += _TIER * max(0, tier) + _COUNTED_BY * per
            fit += _AT_MOST * _is_the_most(query.text, text, figure)
            score = sentence.score + 0.6 * own + 0.5 * topic.share(head) + exact + fit
            if named != text and not own and topic.share(text[start:end]):
                fit += _WRONG_UNIT  # 人口多少 is not answered by 每千人口托位数
            if focus.weights and focus.share(naming) < _HALF:
                score, fit = score - _OUT_OF_FOCUS, fit - _OUT_OF_FOCUS
            yield Reading(sentence, figure, start, end, target, own, fit, score, shut_out)


def _item_meant(query: Query, topic: Topic, items: Mapping[int, str]) -> str | None:
    """The item of a list that the question names best, of two alike the shorter one (技师, not 高级技师); ``None`` where it
    names none, or asks for all."""
    if not items or _asks_several(query.ask_text):
        return None
    open_ones = [item for item in items.values() if not contradicts(query.text, item)]
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
    share = is_share(figure)
    if figure.text == "一批" and "批" not in question:
        return _NO_NUMBER
    if asked and asked.group("unit") != "成":
        if _COUNTS_THINGS.search(question) and figure.unit.endswith(_OF_PEOPLE):
            return _WRONG_UNIT  # 多少个团队 is not answered by 人
        return _asked_unit_fit(asked.group("unit"), figure.unit)
    if _ASKS_SHARE.search(question):
        counts = bool(figure.unit) and not _A_RATIO.search(figure.text) and bool(_ASKS_RATE.search(question))
        return 0.25 if share else _NO_SHARE if counts else -0.25
    if _ASKS_PRICE.search(question):
        return 0.25 if "元" in figure.unit else _NO_MONEY
    if _ASKS_MONEY.search(question):
        return 0.25 if "元" in figure.unit else -0.1
    if figure.unit.startswith(_TIME_UNITS) and not _ASKS_TIME.search(question):
        return -0.3
    return 0.05 if share else 0.0


def _asked_unit_fit(asked: str, unit: str) -> float:
    """多少名 is answered by 人 too, by 个 hardly, by % or 年 not at all."""
    if unit.endswith(asked) or asked in unit:
        return 0.3
    if same_unit(asked, unit):
        return 0.15
    if "个" in (asked, unit) and not unit.startswith(("%", "％", "‰", *_TIME_UNITS)) and "元" not in unit:
        return -0.1
    return -0.1 if not unit else _WRONG_UNIT


def _deadline_fit(query: Query, text: str, figure: Figure, end: int, target: Target | None) -> float:
    """Whether the figure is due in the year asked about; a figure without a date fits any. In a table the column says."""
    asked = years_in(query.deadline) if "years" in query.inherited else years_asked(query)
    in_table = target is not None and " | " in text
    due = "" if in_table else due_of(text, figure, end)
    if not due and target and (in_table or target.deadline_from in ("sentence", "clause")):
        due = target.deadline
    years = years_in(due)
    if not asked or not years:
        return 0.0
    if asked & years:
        return 0.2
    return _WRONG_DATE if query.deadline else -0.35


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
        or (r.own >= 0.75 * best.own and _asks_several(query.ask_text))
    ]
    return sorted([best, *close], key=lambda r: r.figure.start)


def _asks_several(question: str) -> bool:
    return len(re.findall(r"多少|几|百分之", question)) > 1 or bool(re.search("分别|各", question))
