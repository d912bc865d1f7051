"""Dates by which something is due, read into the last day they allow. Pure.

``2024年底前``, ``到2025年``, ``6月底``, ``年内``, ``上半年``, ``“十四五”末``: each becomes an ISO date. What has no year of
its own (年底, 6月底) takes the year the notice is for.
"""

from __future__ import annotations

import calendar
import datetime
import re
from bisect import bisect_right
from dataclasses import dataclass

from ingest.numerals import chinese_to_int

_YEAR = r"(?P<year>(?:19|20)\d{2}|二[〇零○][〇零○一二三四五六七八九]{2})年?度?"
_MONTH = r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])[日号]"
_PART = (
    r"(?P<part>上半年|下半年|第?[一二三四1-4]季度(?:末|底)?|年?底|年?末|年中|年初|内|上旬|中旬|下旬|初|中)"
)
_BEFORE = r"(?P<before>之?前|以前)?"
_DATE = re.compile(
    rf"(?P<to>(?:力争|确保|争取|保证)到?|截至|截止|到|至|于|在)?\s{{0,2}}(?:"
    rf"(?:(?P<from>(?:19|20)\d{{2}})年?\s*[—–\-－~～至到]+\s*)?{_YEAR}\s*(?:(?:\d{{1,2}}月?\s*[—–\-－~～至到、]\s*)?{_MONTH}\s*(?:{_DAY})?)?{_PART}?"
    rf"|(?P<masked>(?:[xX×*_○]{{2,8}}|[xX×]))年(?:底|末|内|中)"
    rf"|(?<![\d个每满])(?<!\d-)(?<!月至)(?<!月到){_MONTH.replace('month', 'month2')}\s*(?:{_DAY.replace('day', 'day2')}|(?P<part2>底|末|上旬|中旬|下旬|初|中)(?!小)|(?=之?前|以前|，))"
    rf"|(?P<relative>今年|本年度?|当年|明年|次年|翌年|来年|去年|上年度?)(?:{_MONTH.replace('month', 'month4')}\s*(?:{_DAY.replace('day', 'day4')})?)?(?P<part4>底|上旬|中旬|下旬|初|上半年|下半年|第?[一二三四1-4]季度|年?底|年?末|内|年中)?"
    rf"|(?<![\d今明去上当本两半全近一二三四五六七八九十零〇多每历往])(?P<bare>年底|年末|年内|年中|全年(?!龄|级)|(?<!上)(?<!下)上半年|(?<!上)(?<!下)下半年|(?<!每)第?[一二三四]季度末?)"
    rf"|(?<![\d上本这今])(?P<month_end>月底|月末)"
    rf"|“?(?P<plan>十[一二三四五六七八九]?)五”?(?:时期|期间|期)?(?P<plan_end>末)"
    rf"){_BEFORE}(?P<since>起|以来|开始)?"
)
_NEAR = 40
_COMPARED_BEFORE = re.compile(r"(?:较|比|与|同)\s*$")
_PERIOD_BEFORE = re.compile(r"(?:从|自)[^，。；]{2,14}$")
_TITLE = re.compile(r"《[^》\n]{0,200}》|〔[^〕\n]{0,40}〕|（\d{4}[—–\-－]\d{2,4}年）")
_EACH_YEAR_BEFORE = re.compile(r"每年[^，。；]*$")
_VALID_BEFORE = re.compile(r"有效期限?为?\s*$")
_YEARS_ON = {"明年": 1, "次年": 1, "翌年": 1, "来年": 1, "去年": -1, "上年": -1, "上年度": -1}
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}


@dataclass(frozen=True, slots=True)
class Due:
    """A date at ``[start, end)``. ``date`` is ISO, empty where no year can be known. ``bound`` is false for a bare
    ``2024年`` that only says when, not by when."""

    start: int
    end: int
    text: str
    date: str
    bound: bool


def find_deadlines(text: str, year: int | None) -> list[Due]:
    """The dates of ``text`` in order; ``year`` is what 年底 and 6月底 are read with. Dates in titles are left out, and
    those something begins with (自3月1日起)."""
    titles = [match.span() for match in _TITLE.finditer(text)]
    starts = [start for start, _ in titles]
    found: list[Due] = []
    for match in _DATE.finditer(text):
        place = bisect_right(starts, match.start()) - 1
        titled = place >= 0 and match.start() < titles[place][1]
        due = None if titled else _due(match, year)
        if due:
            found.append(due)
    return found


def _due(match: re.Match[str], year: int | None) -> Due | None:
    group = match.group
    if group("since") or _COMPARED_BEFORE.search(_ahead(match)):
        return None
    stated = group("year")
    part = group("part") or group("part2") or group("part4") or ""
    if stated:
        if (
            not group("part")
            and not group("month")
            and match.string[match.end("year") : match.end("year") + 1] != "年"
        ):
            return None  # 2024 alone counts or names
        number = int(stated) if stated.isdigit() else chinese_to_int(stated)
        last = _last_day(number, _month(group("month")), group("day"), part, bool(group("before")))
    elif group("month2"):
        last = _last_day(year, _month(group("month2")), group("day2"), part, bool(group("before")))
    elif group("plan"):
        last = f"{1955 + 5 * (chinese_to_int(group('plan')) or 0)}-12-31"
    elif group("month_end") or group("masked"):
        last = ""
    else:
        relative = group("relative") or ""
        base = year + _YEARS_ON.get(relative, 0) if year else None
        last = _last_day(
            base, _month(group("month4")), group("day4"), part or group("bare") or "", bool(group("before"))
        )
    bound = _binds(match, part)
    return Due(match.start(), match.end(), match.group(), last, bound)


def _binds(match: re.Match[str], part: str) -> bool:
    """Whether the date says by when: 到2025年, 6月底, 年内. 2024年 and 2月4日 alone say when."""
    group = match.group
    if (group("to") or "") not in ("", "于", "在"):
        before = _ahead(match)
        return not any(p.search(before) for p in (_PERIOD_BEFORE, _EACH_YEAR_BEFORE, _VALID_BEFORE))
    if group("bare"):
        return group("bare") != "全年"
    if _YEARS_ON.get(group("relative") or "", 0) < 0:
        return False
    return bool(part or group("before") or group("plan") or group("month_end") or group("masked"))


def _ahead(match: re.Match[str]) -> str:
    """The words right before a date."""
    return match.string[max(0, match.start() - _NEAR) : match.start()]


def _month(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if text.isdigit() else chinese_to_int(text)


def _last_day(year: int | None, month: int | None, day: str | None, part: str, before: bool) -> str:
    if not year:
        return ""
    if month:
        if day:
            return _iso(year, month, int(day))
        if part in ("上旬", "初"):
            return _iso(year, month, 10)
        if part in ("中旬", "中"):
            return _iso(year, month, 20)
        if before and not part:  # 6月前: not in June any more
            return (datetime.date(year, month, 1) - datetime.timedelta(days=1)).isoformat()
        return _iso(year, month, calendar.monthrange(year, month)[1])
    if "季度" in part:
        end = _QUARTERS[re.sub("第|季度|末|底", "", part)]
        return _iso(year, end, calendar.monthrange(year, end)[1])
    if part in ("上半年", "年中"):
        return _iso(year, 6, 30)
    if part in ("年初", "初"):
        return _iso(year, 3, 31)
    if before and not part:  # 2025年前: not in 2025 any more
        return _iso(year - 1, 12, 31)
    return _iso(year, 12, 31)


def _iso(year: int, month: int, day: int) -> str:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""
