"""Figures in running text: numbers with their units, ranges and comparators; masked ones told apart. Pure.

Years, dates, clause numbers and document numbers are no figures here: they count nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.numerals import CHINESE_NUMBER, chinese_to_int

# Units of measure and measure words (量词) of official prose; longer ones first, so that 万元 is not 万 and 元.
_UNITS = (
    "个百分点|百分点|平方公里|平方米|立方米|万平方米|公里|千米|公斤|千克|毫升|毫克|分钟|小时|工作日|周岁|人次|人份|人日|"
    "亿元|万元|千元|美元|元|万名|万人次|万人|万张|万个|万户|万份|万例|万支|万剂|名|人|张|个|所|家|辆|台|套|间|处|支|项|种|类|次|场|"
    "期|例|批|件|条|篇|份|户|对|门|级|岁|天|日(?!期)|周|年(?!度|底|末|前|代)|个月|月(?!份|底|末|前)|倍|成|亩|吨|米|厘米|克|升|座|栋|床|组|队|只|枚|站|"
    "县|市|区|乡镇|街道|村|社区|院|科|点|位|分|秒|瓶|盒|片|针|剂|株|头|本|部|册|幅|句|步|环|轮|路|线|地|方面|领域"
)
_NUMBER = r"\d+(?:[,，]\d{3})*(?:\.\d+)?"
_MASK = r"(?:[xX×]{1,4}|\*{2,}|_{2,})"
_FIGURE = re.compile(
    rf"(?P<compare>[≥≤＞＜><])?\s*"
    rf"(?:(?P<number>{_NUMBER})(?:\s*[—–\-~～至到]\s*{_NUMBER})?|(?P<mask>{_MASK})|(?P<han>百分之{CHINESE_NUMBER}|{CHINESE_NUMBER}分之{CHINESE_NUMBER}|{CHINESE_NUMBER}))"
    rf"\s*(?P<unit>(?:[%％‰]|余|多)?(?:万|亿)?(?:余|多)?(?:{_UNITS})?)(?P<bound>(?:及)?以[上下内]|左右)?"
)
_YEAR_AFTER = re.compile(r"年|[—–\-~～至]\s*(?:19|20)\d{2}\s*年")
_MONTH_AFTER = re.compile(r"\s*月(?:份|底|末|前)")
_ORDINAL_BEFORE = re.compile(r"第\s*$|[〔\[（(【]\s*$")
_SERIAL_BEFORE = re.compile(r"[〕\]）)】]\s*第?\s*$")  # 〔2024〕40号
# Behind a mask these are no units: what is hidden is a name (**市, xx县).
_PLACES = ("县", "市", "区", "乡镇", "街道", "村", "社区", "院", "科", "地", "路", "线")
# Digits side by side without a unit between them are a guess (三五个, 一两天), not a number.
_ROUGH = re.compile("[一二三四五六七八九两]{2,}")
# A Chinese numeral is a figure only before a unit that counts: 一所, 两个; 一体化, 三级 (a grade) are words.
_COUNTED = re.compile(
    r"^(?:名|人|张|个|所|家|辆|台|间|处|支|项|次|场|期|例|件|条|岁|天|万|亿|倍|成|小时|分钟|年|个月|户|座|种|类|公里)"
)
_WORD_AFTER = re.compile(
    r"^(?:级|体|类|型|号|届|条龙|票|站式|窗|卡|张网|盘棋|把手|线|老|孩|是|要|方面|定|些|样|起|直|切|般|带|路)"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at ``[start, end)`` of its text. ``value`` is ``None`` where it is masked or a fraction in words."""

    start: int
    end: int
    text: str
    value: float | None
    unit: str
    masked: bool


def find_figures(text: str) -> list[Figure]:
    """The figures of ``text`` in order."""
    found: list[Figure] = []
    for match in _FIGURE.finditer(text):
        figure = _figure(text, match)
        if figure:
            found.append(figure)
    return found


def _figure(text: str, match: re.Match[str]) -> Figure | None:
    start, end = match.start(), match.end()
    unit = match.group("unit")
    before, after = text[max(0, start - 4) : start], text[end : end + 6]
    if _ORDINAL_BEFORE.search(before) or (after.startswith("号") and _SERIAL_BEFORE.search(before)):
        return None
    if match.group("mask"):
        named = not unit or unit == "年" or unit in _PLACES
        return None if named else Figure(start, end, match.group(), None, unit, True)
    if match.group("han"):
        return _chinese_figure(text, match)
    number = match.group("number")
    if _is_date(number, unit, text[match.end("number") :], before):
        return None
    if before[-1:] in ("-", "—", "+", "“", '"') and not unit:
        return None
    if before[-1:].isascii() and before[-1:].isalpha():
        return None  # H7N9, 5G
    if not unit and (
        (after[:1].isascii() and after[:1].isalpha()) or after[:1] in ("+", "”", "、", ".", "．")
    ):
        return None
    return Figure(start, end, match.group(), float(number.replace(",", "").replace("，", "")), unit, False)


def _is_date(number: str, unit: str, rest: str, before: str) -> bool:
    if len(number) == 4 and number.startswith(("19", "20")) and (_YEAR_AFTER.match(rest) or not unit):
        return True
    if unit.startswith(("月", "日")) or (not unit and _MONTH_AFTER.match(rest)):
        return True
    return before.endswith("年") and unit.startswith("月")


def _chinese_figure(text: str, match: re.Match[str]) -> Figure | None:
    han = match.group("han")
    rest = text[match.end("han") :]
    if "分之" in han:
        return Figure(match.start(), match.end(), match.group(), _fraction(han), "", False)
    if (
        not _COUNTED.match(rest)
        or _WORD_AFTER.match(rest)
        or han in ("万", "亿", "千", "百")
        or _ROUGH.fullmatch(han)
    ):
        return None
    value = chinese_to_int(han)
    if value is None or re.match(r"[个]?一[”\"’]", rest):  # “六个一” is a programme's name
        return None
    return Figure(match.start(), match.end(), match.group(), float(value), match.group("unit"), False)


def _fraction(han: str) -> float | None:
    below, _, above = han.partition("分之")
    denominator, numerator = chinese_to_int(below), chinese_to_int(above)
    return numerator / denominator if denominator and numerator is not None else None
