"""A rule for so much and no other: what is given for 满2000毫升 is not given for 1000毫升, what 30%以上 costs not what 不到30% does."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.figures import Figure, find_figures

_AT_LEAST = re.compile("(?:满|达到?|不低于|不少于|不小于|至少|≥)\\s*$")
_MORE = re.compile("(?:超过|超出|高于|大于|多于|>)\\s*$")
_LESS = re.compile("(?:不足|低于|少于|小于|<|[没未不][\u4e00-\u9fff]{0,2}[满到够])\\s*$")
_AT_MOST = re.compile("(?:不超过|不高于|不多于|至多|≤)\\s*$")
_UPWARDS, _DOWNWARDS = re.compile("及?以上|及以后|起"), re.compile("及?以下|以内|之内")
_EACH = re.compile("每[\u4e00-\u9fff]{0,2}\\s*$")
# 一个月最多收多少 asks for a month's price and puts no case; 满一年 and 住一年以上 do.
_COUNTED_BY = frozenset("年 个月 周 天 日 小时 亩 公里 人 名 户 张 吨 平方米".split())
_PUTS_A_CASE = re.compile("[满住干做学用了超到够过足读休停在]\\s*$")
# What such conditions are measured in; 个 and 家 count anything.
_MEASURES = frozenset(
    "年 个月 周 天 日 小时 分钟 岁 周岁 公里 千米 米 毫升 升 公斤 千克 克 吨 平方米 亩 元 万元 亿元 % ‰ 桌 户 人 名 张 分 度".split()
)
# From the one up to the other: 满10年不满20年, 5000元以上不足2万元.
_UP_TO, _LITTLE = re.compile("(?:及?以上)?的?[，,、]?(?:不满|不足|未满|低于)"), 1e-6
_SOON = 3  # characters behind a figure in which its bound stands


@dataclass(frozen=True, slots=True)
class _Span:
    """From ``low`` to ``high``; an end that is ``open`` does not belong to it."""

    low: float
    high: float
    open: bool = False

    def meets(self, other: _Span) -> bool:
        low, high = max(self.low, other.low), min(self.high, other.high)
        return low < high or (low == high and self._takes_in(low) and other._takes_in(low))

    def _takes_in(self, value: float) -> bool:
        return self.low < value < self.high if self.open else self.low <= value <= self.high


def shut_out(question: str, sentence: str) -> bool:
    """Whether a question puts a case of so much (满1000毫升) and a sentence has rules for such an amount, but none that takes
    that case in."""
    stated = find_figures(sentence)
    for case in find_figures(question):
        if case.unit not in _MEASURES or case.value is None or _is_rate(question, case):
            continue
        asked = _span(question, case, exact=True)
        alike = [figure for figure in stated if figure.unit == case.unit]
        rules = _rules(sentence, alike)
        named = any(f.value == case.value and _span(sentence, f, exact=False) is None for f in alike)
        if asked and rules and not named and not any(asked.meets(rule) for rule in rules):
            return True
    return False


def _rules(sentence: str, figures: Sequence[Figure]) -> list[_Span]:
    """What each figure of one unit takes in that a sentence puts as a bound; 满10年不满20年 are one."""
    spans: list[_Span] = []
    for before, figure in zip((None, *figures), figures, strict=False):
        span = _span(sentence, figure, exact=False)
        if span is None:
            continue
        between = sentence[before.end : figure.value_start or figure.start] if before else ""
        if before and before.value is not None and spans and _UP_TO.fullmatch(between):
            span = _Span(before.value, span.high - _LITTLE)
            spans.pop()
        spans.append(span)
    return spans


def _is_rate(question: str, case: Figure) -> bool:
    """Whether a question counts by an amount (每人, 一个月收多少) and puts it as no case."""
    before, behind = question[: case.start], question[case.end : case.end + _SOON]
    if _EACH.search(before):
        return True
    by_one = case.value == 1 and case.text[0] in "一1" and not case.bound and not case.compare
    bounded = _PUTS_A_CASE.search(before) or re.match("大|多|以|及|之|内|[的后前龄]", behind)
    return by_one and case.unit in _COUNTED_BY and not bounded


def _span(text: str, figure: Figure, *, exact: bool) -> _Span | None:
    """What a figure with the words of its bound takes in. ``exact``: the case put, of which 满 says no more than the figure;
    else a rule, which is none without such words."""
    value = figure.value
    if value is None:
        return None
    before, behind = text[: figure.value_start or figure.start], text[figure.end : figure.end + _SOON]
    bound = figure.bound or behind
    if figure.high is not None:
        return _Span(value, figure.high)
    if figure.compare == "<" or _LESS.search(before):
        return _Span(-math.inf, value, open=True)
    if figure.compare == ">" or _MORE.search(before) or (exact and behind.startswith("多")):
        return _Span(value, math.inf, open=True)
    if figure.compare == "≤" or _AT_MOST.search(before) or _DOWNWARDS.match(bound):
        return _Span(-math.inf, value)
    if _UPWARDS.match(bound):
        return _Span(value, math.inf)
    if figure.compare == "≥" or _AT_LEAST.search(before):
        return _Span(value, value) if exact else _Span(value, math.inf)
    return _Span(value, value) if exact else None
