"""是 or 否 with the words that decide it: the figure, the price, the ban or the verb that a question puts forward."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.figures import Figure, find_figures
from ingest.numerals import number_of
from ingest.text import fold
from rag.polarity import bound_at, turned
from rag.query import Query
from rag.reading.draft import Draft, Line, Quote
from rag.reading.explain import LONGEST_SENTENCE, best_run, cuts_of
from rag.reading.figures import read_figures
from rag.reading.held import Held
from rag.reading.pointed import pointed_at
from rag.reading.readings import Readings
from rag.reading.saying import is_share, same_unit
from rag.reading.sentences import Sentence, Topic
from rag.reading.tiers import tier_fit
from rag.reading.years import of_another_year, years_asked
from rag.wording import EACH_ONE, HALF, ORDINAL, QUOTED, YES_NO_WORDS, Asks

# With less of the question in the sentence's own words than this, the words are shown and no verdict is given.
_SURE = 0.5
_FIGURE_ASTRAY = 0.35
_ASTRAY = 0.2  # so much of what notices do speak of is nowhere near: it is said of something else
# A price or a ban decides with less: what is asked for in other words is named by it.
_PLAIN = 0.3
_AS_GOOD = 0.2  # the reader's choice among sentences that say nearly as much of the question
_UP = ("ge", "gt")
_TOTAL = re.compile("所有|全部|都|均|每[个家所名]|一律")
# What a claim says of all, of the first or of one alone must be said so: the notice's words for it.
_SAID_SO = (
    (_TOTAL, re.compile("所有|全部|都|均|每[个家所名]|全覆盖|一律|各|100%")),
    (re.compile("首次|头一[回次]|第一次|首个"), re.compile("首次|首个|第一")),
    (re.compile("唯一|只有|只[覆限包]|仅"), re.compile("唯一|只|仅")),
)
_PAID = re.compile("花钱|收钱|掏钱|掏腰包|收费|付费|交钱|交费|缴费|自费|自付|要钱")
_FREE = re.compile(
    "免费|全免|免收|免征|免缴|免除|不(?:再)?收(?:取)?[^，。；]{0,4}费|(?:不用|不必|无需|不需要?|不)(?:[^，。；]{0,4})(?:钱|费)"
)
_PRICED = re.compile(r"半价|[五六七八九]折|\d+元[/每]|收取[^，。；]{0,8}费")
_FORBIDS = re.compile(
    "严禁|禁止|不得(?!低于|少于|超过|高于|大于|小于|多于|不)|不准|不允许|不许|不予|不可(?!或缺)|不能|暂停|停止|一律不|杜绝"
)


def read_yes_no(
    query: Query,
    topic: Topic,
    ranked: Sequence[Sentence],
    readings: Readings,
    by_ledger: bool,
) -> Draft | None:
    """The verdict and the sentence it rests on; only the sentence where it decides nothing. What the reader points at
    chooses between sentences that say as much of the question; it is asked only where no figure decides."""
    if not ranked:
        return None
    claim = fold(HALF.sub("50%", EACH_ONE.sub("都", YES_NO_WORDS.sub("", query.text))))
    asked = [figure for figure in find_figures(QUOTED.sub("", claim)) if figure.value is not None]
    decided = _on_figure(query, topic, ranked, claim, asked, by_ledger)
    if decided:
        return decided
    fitting = [s for s in ranked[:10] if _speaks_of(s.text, asked)] if asked else list(ranked)
    if not fitting:
        # What the question counts is no matter of the notice's: each day's 60 in what may not be drawn twice.
        fitting, asked = list(ranked), []
    pointed = pointed_at(readings)
    enough = fitting[0].own - _AS_GOOD
    # Stable: of those whose tier it is, and of those the reader points into, the best.
    fitting.sort(
        key=lambda s: (-tier_fit(query.text, s.text), not (s.own >= enough and _touches(s, pointed)))
    )
    best = fitting[0]
    verdict = _verdict(topic, best, claim, asked)
    start, end = (best.start, best.end) if len(best.text) <= LONGEST_SENTENCE else best_run(best, topic)
    quote = Quote(best.notice.id, start, end)
    words = best.notice.text[start:end].strip()
    return Draft((Line(f"{verdict}原文：“{words}”", (quote,)),), best.covered)


def _on_figure(
    query: Query,
    topic: Topic,
    ranked: Sequence[Sentence],
    claim: str,
    asked: Sequence[Figure],
    by_ledger: bool,
) -> Draft | None:
    """Whether the one figure put forward is the one that the notice states where it is asked for openly; ``None`` where it
    states none in that unit."""
    if len(asked) != 1 or asked[0].unit.endswith("岁"):
        return None
    mine = asked[0]
    openly = (
        f"{claim[: mine.start]}{'百分之多少' if _is_share(mine) else f'多少{mine.unit}'}{claim[mine.end :]}"
    )
    asking = replace(query, text=openly, ask_text=openly, asks=Asks.FIGURE)
    draft = read_figures(asking, topic, ranked, by_ledger)
    if draft is None or draft.unstated or draft.confidence < _SURE:
        return None
    first = draft.lines[0]
    stated = [f for f in find_figures(fold(first.text)) if f.value is not None]
    if not any(_comparable(mine, figure) for figure in stated):
        return None
    if of_another_year(first.text, years_asked(query)):
        return None
    agrees = any(_kept(claim, mine, fold(first.text), figure) for figure in stated)
    agrees = agrees and not _only_some(claim, first.text)
    said = Line(f"{'是' if agrees else '否'}。{first.text}", first.quotes)
    return replace(draft, lines=(said, *draft.lines[1:]))


def _verdict(topic: Topic, best: Sentence, claim: str, asked: Sequence[Figure]) -> str:
    part, after = _nearest_part(best.text, topic, bool(asked))
    if best.own >= _PLAIN:
        free = _on_price(claim, fold(best.text))
        if free:
            return free
    if _is_forbidden(topic, best.text, part):
        return "是。" if _FORBIDS.search(claim) else "否。"
    mine, theirs = _ordinals(claim), _ordinals(part)
    if mine and theirs and {kind for _, kind in mine} == {kind for _, kind in theirs}:
        return "是。" if mine <= theirs else "否。"
    if any(claimed.search(claim) and not said.search(best.text) for claimed, said in _SAID_SO):
        return ""
    said_by_others = any(mark in part for mark in "“”「」") and bool(asked)
    if (
        best.own < _SURE
        or best.missing > (_FIGURE_ASTRAY if asked else _ASTRAY)
        or said_by_others
        or (not asked and _predicate_missing(topic, after))
    ):
        return ""
    return "是。" if _borne_out(claim, part) and not _only_some(claim, part) else "否。"


def _is_forbidden(topic: Topic, text: str, nearest: str) -> bool:
    """Whether the part that the question is about forbids it, or another part does that alone names something asked about:
    可用于医疗费用，不得用于健身."""
    if topic.share(nearest) >= _PLAIN and _FORBIDS.search(nearest):
        return True
    parts = [text[a:b] for a, b in _parts(text)]
    banned = Held("，".join(part for part in parts if _FORBIDS.search(part)))
    open_ones = Held("，".join(part for part in parts if not _FORBIDS.search(part)))
    return any(topic.credit(word, banned) >= _SURE > topic.credit(word, open_ones) for word in topic.weights)


def _parts(text: str) -> list[tuple[int, int]]:
    """The comma-bounded parts of a sentence."""
    return list(pairwise([0, *cuts_of(text), len(text)]))


def _ordinals(text: str) -> set[tuple[int, str]]:
    """第四届, 第14批: which of a series, and of what."""
    return {(number_of(match["number"]), match["kind"]) for match in ORDINAL.finditer(fold(text))}


def _on_price(claim: str, text: str) -> str:
    """是 or 否 to a question whether something costs (要花钱吗, 是不是免费), where the text says so."""
    asks_free = bool(_FREE.search(claim))
    if not asks_free and not _PAID.search(claim):
        return ""
    if _FREE.search(text):
        return "是。" if asks_free else "否。"
    return ("否。" if asks_free else "是。") if _PRICED.search(text) else ""


def _touches(sentence: Sentence, pointed: Quote | None) -> bool:
    return pointed is not None and pointed.touches(sentence.notice.id, sentence.start, sentence.end)


def _speaks_of(text: str, asked: Sequence[Figure]) -> bool:
    """Whether a sentence has a figure of the unit that the question puts one in: 4小时 decides nothing about 1800个."""
    units = {figure.unit[-1:] for figure in find_figures(text)}
    return any(same_unit(figure.unit[-1:], unit) for figure in asked for unit in units)


def _predicate_missing(topic: Topic, text: str) -> bool:
    """Whether what is claimed, the last word of the question, is not spoken of: 收钱 in a sentence about a form."""
    last = list(topic.weights)[-1:]
    return bool(last) and topic.credit(last[0], Held(text)) < _SURE


def _only_some(claim: str, part: str) -> bool:
    """所有…都要 against 80%的…: a share below all of them."""
    if not _TOTAL.search(claim):
        return False
    return any(f.unit.startswith("%") and f.value is not None and f.value < 100 for f in find_figures(part))


def _nearest_part(text: str, topic: Topic, figures_only: bool) -> tuple[str, str]:
    """The comma-bounded part that the question is about, since a neighbour's figure decides nothing, and with it the part
    behind, where what is said of it follows. Without figures it is found by what the question is of, not by what it says
    of that, the last word: 县妇保院投运，新人民医院结顶 does not say that 新人民医院 is in use."""
    every = _parts(text)
    parts = [(a, b) for a, b in every if not figures_only or find_figures(text[a:b])]
    subject = list(topic.weights)[: None if figures_only else -1] or list(topic.weights)

    def of_it(part: tuple[int, int]) -> float:
        held = Held(text[slice(*part)])
        return sum(topic.weights[word] * topic.credit(word, held) for word in subject)

    start, end = max(parts, key=of_it, default=(0, len(text)))
    following = next((b for a, b in every if a >= end), len(text))
    return fold(text[start:end]), text[start:following]


def _borne_out(claim: str, part: str) -> bool:
    """Whether the figures claimed are those of the part, or kept by them, and nothing claimed is negated there."""
    stated = [f for f in find_figures(part) if f.value is not None]
    for asked in (f for f in find_figures(claim) if f.value is not None):
        if not any(_kept(claim, asked, part, figure) for figure in stated):
            return False
    return not turned(claim, part)


def _is_share(figure: Figure) -> bool:
    return is_share(figure) or figure.unit == "成"


def _comparable(asked: Figure, stated: Figure) -> bool:
    if _is_share(asked) or _is_share(stated):
        return _is_share(asked) and _is_share(stated)
    mine, theirs = asked.unit.lstrip("万亿"), stated.unit.lstrip("万亿")
    if "个" in (mine, theirs):  # 260个研究生 for 260名
        return not {mine[:1], theirs[:1]} & set("元年月天日周岁小分")
    return not mine or not theirs or same_unit(mine[:1], theirs[:1])


def _amount(figure: Figure) -> float:
    """A figure's value with its unit's size in it: 八成 and 80% are .8, 10‰ is .01, 1.5万 is 15000."""
    unit = figure.unit
    sizes = (("%", 0.01), ("％", 0.01), ("‰", 0.001), ("成", 0.1), ("万亿", 1e12), ("亿", 1e8), ("万", 1e4))
    size = next((size for sign, size in sizes if unit.startswith(sign)), 1.0)
    return round((figure.value or 0.0) * size, 9)


def _kept(claim: str, asked: Figure, part: str, stated: Figure) -> bool:
    if asked.value is None or stated.value is None or not _comparable(asked, stated):
        return False
    wanted, written = bound_at(claim, asked.start, asked.end), bound_at(part, stated.start, stated.end)
    mine, theirs = _amount(asked), _amount(stated)
    if wanted and written and (wanted in _UP) != (written in _UP):
        return False
    if wanted and not written:
        kept = {"ge": theirs >= mine, "gt": theirs > mine, "le": theirs <= mine, "lt": theirs < mine}
        return kept[wanted]
    return mine == theirs
