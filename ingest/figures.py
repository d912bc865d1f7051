"""Figures in running text: numbers with their units, ranges and comparators; masked ones told apart. Pure.

Years, dates, clause numbers and document numbers are no figures here: they count nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.measures import MAGNITUDES, PLACES, UNIT
from ingest.numerals import CHINESE_NUMBER, chinese_to_int

_NUMBER = r"\d+(?:[,，]\d{3}(?!\d))*(?:\.\d+)?"
_MASK = r"(?:[xX×]{1,4}|\*{2,}|_{2,}|[○〇]{2,})"
# Blanks and numerals are bounded so that a search takes time in proportion to its text, whatever stands in it.
_GAP = r"\s{0,2}"
_HAN = CHINESE_NUMBER.removesuffix("+") + "{1,16}"
_DASH = r"(?:[—–\-－~～至到]|——)"
_HEAD = rf"(?:{UNIT}|月|口|床日)"
_PER = rf"(?:{_GAP}[/／·]{_GAP}(?:\d*{_HEAD}|\d*[十百千万亿]+{_HEAD}?|\d+))*"
# 人 is no unit in 人民, 人才, 人口.
_UNIT = rf"(?:[余多来]?{_GAP}(?:{MAGNITUDES})?[余多]?{_GAP}(?:(?!人[民才口均])(?:{UNIT}))?){_PER}"
_FIGURE = re.compile(
    rf"(?:(?P<compare>[≥≤＞＜><]=?){_GAP})?"
    rf"(?P<value>"
    rf"(?P<ratio>{_NUMBER}(?:{_GAP}[:：∶]{_GAP}{_NUMBER}){{1,3}}(?![\d:：]))"
    rf"|(?P<number>{_NUMBER})(?P<low_unit>{_UNIT}){_DASH}{_GAP}(?P<high>{_NUMBER})(?P<high_unit>{_UNIT})"
    rf"|(?P<over>{_NUMBER})(?P<over_unit>{_UNIT})(?:及|（含）)?以上至?{_GAP}(?P<under>{_NUMBER})(?P<under_unit>{_UNIT})以下"
    rf"|(?P<single>{_NUMBER})(?P<unit>{_UNIT})"
    rf"|(?P<mask>{_MASK})(?P<mask_unit>{_UNIT})"
    rf"|(?P<share>(?:百|千|万)分之(?:{_HAN}|{_NUMBER}))"
    rf"|(?P<part>{_HAN}分之{_HAN})"
    rf"|(?P<han>{_HAN})(?P<han_unit>(?:余|多)?(?!人[民才口均]|日)(?:{UNIT}))"
    rf")(?P<bound>{_GAP}(?:及|\(含\)|（含）)?以[上下内]|左右|之?内(?![部容外科设地涵在需蒙]))?"
)
# What makes a number part of a date: 2024年, 4月, 26日 behind a month; 2023—2025.
_DATE = re.compile(
    r"(?:19|20)\d{2}\s*(?:年|[—–\-－~～至到]\s*(?:19|20)?\d{2,4}\s*(?:年|(?=[\)）》”\s]|$))|[.\-/]\d{1,2}[.\-/]\d{1,2})(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号])?)?"
    r"|(?<!\d)\d{1,2}\s*月(?:份|底|末|初|中旬|上旬|下旬|\s*\d{1,2}\s*[日号]|\s*\d{1,2}(?=[前起至])|(?=[前起至，。、]))"
    r"|(?<![\d个])\d{1,2}\s*[—–\-－~～至到]\s*\d{1,2}\s*月|(?<=月)\s*\d{1,2}\s*[日号]|\d{1,2}[:：]\d{2}(?=\s*[—–\-－~～至到前后])"
)
_IN_A_NAME = re.compile('个?一[”"’]|(?:个|大|项)全[覆盖部]{2}[”"’]')
_YEAR_WORD = re.compile(r"(?:度|底|末|前|代|级|版)")
_ORDINAL_BEFORE = re.compile(r"第\s*$|[〔\[（(【]\s*$")
# 27日 is a day of the month, unless it says how long: 3日内, 提前30日.
_HOW_LONG_BEFORE = re.compile(r"(?:提前|至少|少于|低于|超过|满|为期|连续|达到?)\s*$")
# 表2 门诊待遇, 附表1: the number of a table or a figure.
_TABLE_BEFORE = re.compile(r"(?:^|[\s，。；：（(附如见下])[表图]\s*$")
_PHONE_DIGITS = 8  # people write so large a number with 万 or 亿
_LONGEST_NUMBER = 15
_SERIAL_BEFORE = re.compile(r"[〕\]）)】]\s*第?\s*$")  # 〔2024〕40号
# Digits side by side without a unit between them are a guess (三五个, 一两天), not a number.
_ROUGH = re.compile("[一二三四五六七八九两]{2,}")
# Behind a Chinese numeral these are words, not units: 三级医院, 一体, 一方面, 一次性, 一年级.
_WORD_AFTER = re.compile(
    r"(?:体|型|号|次性|对一|部[署门]|条龙|票|站式|窗|卡|张网|张名片|张蓝图|张图|盘棋|把手|老|孩|是|要|定|些|样|直|切|般|带|路|线|面|片|块|地|级|点|步|部分|度|起|同|并|律|分为)"
)
# A unit's character that begins a word: 2组织机构 is a heading's number, 9部门 counts nothing to reach.
_UNIT_IN_WORD = re.compile(r"组织|部[门署]|名称|条[例款]|对[象于]|台账|期[间限]|场所")
_ROUND = frozenset("万 亿 千 百 十万 百万 千万".split())


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at ``[start, end)`` of its text, comparator and bound included (``≥97%``, ``90%以上``).

    ``value_text`` at ``value_start`` is the number with its unit alone. ``value`` is in ``unit`` as written (12.8 with
    万名, 65 with %), ``high`` the upper end of a range. Both are ``None`` where it is masked or a ratio (1:1.25).
    """

    start: int
    end: int
    text: str
    value: float | None
    unit: str
    masked: bool
    high: float | None = None
    value_text: str = ""
    value_start: int = 0
    compare: str = ""  # ≥ ≤ > < as written before it
    bound: str = ""  # 以上, 以内, 左右 as written behind it


def find_figures(text: str) -> list[Figure]:
    """The figures of ``text`` in order; they do not overlap."""
    dates = [match.span() for match in _DATE.finditer(text)]
    found: list[Figure] = []
    position = date = 0
    while match := _FIGURE.search(text, position):
        while date < len(dates) and dates[date][1] <= match.start("value"):
            date += 1
        if date < len(dates) and dates[date][0] < match.end():
            position = max(dates[date][1], match.start() + 1)
            continue
        figure = _figure(text, match)
        if figure:
            found.append(figure)
        position = match.end()
    return found


def _figure(text: str, match: re.Match[str]) -> Figure | None:
    if match.group("mask"):
        return _masked(match)
    if match.group("han"):
        return _han(text, match)
    if any(len(digits) > _LONGEST_NUMBER for digits in re.findall(r"\d+", match.group("value"))):
        return None
    if match.group("share") or match.group("part"):
        return _in_words(match)
    if _is_label(text, match):
        return None
    if match.group("ratio"):
        beside = text[max(0, match.start() - 12) : match.start()] + text[match.end() : match.end() + 2]
        return _make(match, None, "") if "比" in beside else None
    if match.group("number"):
        unit = _plain(match.group("high_unit")) or _plain(match.group("low_unit"))
        return _make(match, _number(match.group("number")), unit, high=_number(match.group("high")))
    if match.group("over"):  # 5万元以上10万元以下
        unit = _plain(match.group("under_unit"))
        return _make(match, _number(match.group("over")), unit, high=_number(match.group("under")))
    return _make(match, _number(match.group("single")), _plain(match.group("unit")))


def _make(
    match: re.Match[str], value: float | None, unit: str, *, high: float | None = None, masked: bool = False
) -> Figure:
    value_text = match.group("value").rstrip()
    end = match.end() if match.group("bound") else match.start("value") + len(value_text)
    return Figure(
        match.start(),
        end,
        match.string[match.start() : end],
        value,
        unit,
        masked,
        high,
        value_text,
        match.start("value"),
        match.group("compare") or "",
        (match.group("bound") or "").strip(),
    )


def _is_label(text: str, match: re.Match[str]) -> bool:
    """Whether the digits name something (第3条, 〔2024〕40号, H7N9, 5G, “1+5+1”, 2.5.1) and count nothing."""
    start = match.start("value")
    before, after = text[max(0, start - 4) : start], text[match.end("value") : match.end("value") + 6]
    has_unit = bool(
        _plain(match.group("unit") or match.group("high_unit") or match.group("under_unit") or "")
    )
    digits = match.group("single") or ""
    if match.group("unit") and _UNIT_IN_WORD.match(text, match.start("unit")):
        return True
    if match.group("unit") == "日" and not match.group("bound") and not _HOW_LONG_BEFORE.search(before):
        return True
    if len(digits) >= _PHONE_DIGITS and digits.isdigit():
        return True
    if _TABLE_BEFORE.search(before):
        return True
    if (_ORDINAL_BEFORE.search(before) and not has_unit) or before.rstrip().endswith("第"):
        return True
    if after.startswith("号") and (_SERIAL_BEFORE.search(before) or not has_unit):
        return True
    if before[-1:].isascii() and before[-1:].isalpha():
        return True
    if match.group("ratio") or has_unit:
        return before[-1:] in "+＋" and bool(before)
    return before[-1:] in ("-", "—", "+", "＋", "“", '"', ".") or (
        (after[:1].isascii() and after[:1].isalpha()) or after[:1] in tuple("+＋”、.．）)")
    )


def _masked(match: re.Match[str]) -> Figure | None:
    unit = _plain(match.group("mask_unit"))
    named = not unit or unit == "年" or unit in PLACES
    return None if named else _make(match, None, unit, masked=True)


def _in_words(match: re.Match[str]) -> Figure | None:
    """``百分之六十五`` is 65 %, ``三分之二`` two thirds without a unit."""
    below, _, above = match.group("value").partition("分之")
    numerator = float(above) if above[0].isdigit() else chinese_to_int(above)
    if numerator is None:
        return None
    if below in ("百", "千"):
        return _make(match, float(numerator), "%" if below == "百" else "‰")
    denominator = chinese_to_int(below)
    return _make(match, numerator / denominator, "") if denominator else None


def _han(text: str, match: re.Match[str]) -> Figure | None:
    han, unit = match.group("han"), _plain(match.group("han_unit"))
    start, end = match.span("value")
    if text[start - 1 : start] == "第" or han in _ROUND or _ROUGH.fullmatch(han):
        return None
    rest = text[match.end("han") :]
    if _WORD_AFTER.match(rest) or unit in PLACES or (unit == "年" and _YEAR_WORD.match(text[end:])):
        return None
    value = chinese_to_int(han)
    if value is None or _IN_A_NAME.match(rest):  # “六个一”, “三个全覆盖” are a programme's names
        return None
    return _make(match, float(value), unit)


def _plain(unit: str | None) -> str:
    """The unit without the words of approximation (余, 多) and spaces."""
    return re.sub(r"[余多来\s]", "", unit or "")


def _number(text: str) -> float:
    return float(text.replace(",", "").replace("，", ""))
