"""When a notice is in force: 自…起施行, 有效期至…, 有效期N年, 试行, and for a plan the years it plans for."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.models import Validity
from ingest.numerals import find_date, number_of
from ingest.text import fold, sentences

_DATE = (
    r"(?:(?:19|20)\d{2}年\d{1,2}月\d{1,2}日|(?:19|20)\d{2}年\d{1,2}月(?:底|末)?|(?:19|20)\d{2}年(?:底|末)?"
    r"|[二一][〇零○ＯO0９九一二三四五六七八]{3}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十廿卅]{1,3}日)"
)
_ACTS = r"(?:起|后)?(?:正式|开始)?(?:施行|实施|执行|生效|试行|试运行|启用)"
_FEW = "[一二三四五六七八九十百两]{1,4}"
_COUNT = rf"(?:\d{{1,2}}|{_FEW}|半)"
_SPAN = rf"(?P<count>{_COUNT})\s*(?P<unit>周年|年(?!度)|个月)"
_FROM_DATE = re.compile(rf"(?:自|从|于)?\s*(?P<date>{_DATE})\s*{_ACTS}")
_FROM_ISSUE = re.compile(
    rf"(?:自|从)\s*(?:本[\u4e00-\u9fff]{{1,6}})?(?:印发|发布|公布|下发|发文|颁布|签发|公告)之?(?:日|即日)\s*(?:起|后)?\s*(?:满?(?P<days>\d{{1,3}}|{_FEW})(?:日|天)(?:后|之后|起)?)?\s*{_ACTS}"
)
_UNTIL_DATE = re.compile(
    rf"(?:有效期限?|有效期间|试行期限?|实施期限?|执行期限?|施行期限?|有效时间)[^。；\d二]{{0,10}}?(?:自[^。；]{{2,24}}?)?(?:至|到|截至|截止到?|截止)\s*(?P<date>{_DATE})"
    rf"|(?:执行|施行|实施|试行)(?:至|到)\s*(?P<upto>{_DATE})"
)
_FROM_TO = re.compile(
    rf"(?:有效期限?|试行期限?|实施期限?|执行期限?|施行期限?)[：:]?(?:为|自|从)*\s*(?P<first>{_DATE})\s*(?:起)?\s*(?:至|到|—|-|－)"
)
_LASTS = re.compile(
    rf"(?:有效期限?|试行期限?|实施期限?|执行期限?|施行期限?|试行期?)(?:为|是|定为|暂定|：|:|限)*\s*{_SPAN}"
)
# What a sentence about this notice begins with: 本办法, 以上政策, 现予印发; 本市 and 本年 are no notices.
_OWN = re.compile(
    r"本(?!年|月|市|县|区|省|州|地|级|辖|行政|人|轮|次|单位|机关|部门|系统|院|校|身)[\u4e00-\u9fff]{1,10}|(?:以上|上述|该)[\u4e00-\u9fff]{0,2}(?:措施|规定|政策|办法|意见|通知|细则)"
    r"|现(?:予|将|印发|发布|公布)|印发给你们|请[\u4e00-\u9fff，]{0,12}执行"
)
_LABEL = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百\d]+条|[（(]?[一二三四五六七八九十\d]+[）)、.．])?[\s，。：]*$"
)
_PLANS = re.compile(r"要点|规划|计划|方案|纲要|行动|目标|任务|安排|打算")
_REPORTS = re.compile(r"总结|报告|通报|解读|纪要|公报")
_TRIAL = re.compile(r"试行|暂行")
_MONTHS = {"年": 12, "周年": 12, "个月": 1}


@dataclass(slots=True)
class _Said:
    """What the sentences say, first one first: dates in ISO, a span in months."""

    start: str = ""
    end: str = ""
    months: int = 0
    words: list[str] = field(default_factory=list)


def read_validity(
    text: str, names: Sequence[str], issued_on: str, years: Sequence[int], inferred: Sequence[str]
) -> Validity:
    """When the notice of that ``text`` is in force, as far as it says; unknown stays empty.

    ``names`` are its own title and that of what it passes on: a sentence about another document's validity is not
    about this one. ``years`` give a plan's span unless they are ``inferred``.
    """
    said = _Said()
    for first, last in sentences(text):
        _read(text[first:last], names, issued_on, said)
    trial = any(_TRIAL.search(name) for name in names) or any("试行" in words for words in said.words)
    end = said.end or (_after(said.start, said.months) if said.start and said.months else "")
    stated = "".join(said.words)
    if said.start or end:
        return Validity(said.start, end, "stated", trial, stated)
    if years and "years" not in inferred and _plans(names):
        return Validity(f"{years[0]}-01-01", f"{years[-1]}-12-31", "planned", trial, stated)
    return Validity(trial=trial, stated=stated)


def _read(sentence: str, names: Sequence[str], issued_on: str, said: _Said) -> None:
    hits = [form.search(sentence) for form in (_FROM_ISSUE, _FROM_DATE, _FROM_TO, _UNTIL_DATE, _LASTS)]
    found = [hit for hit in hits if hit]
    if not found or not _is_own(sentence[: min(hit.start() for hit in found)], names):
        return
    issue, dated, span, until, lasts = hits
    start = _issued(issue, issued_on) if issue else _date(dated.group("date"), last=False) if dated else ""
    said.start = said.start or start or (_date(span.group("first"), last=False) if span else "")
    if until:
        said.end = said.end or _date(until.group("date") or until.group("upto"), last=True)
    if lasts:
        said.months = said.months or _months(lasts.group("count"), lasts.group("unit"))
    said.words.append(sentence.strip())


def _is_own(before: str, names: Sequence[str]) -> bool:
    """Whether what stands before the date speaks of this notice and of no other."""
    quoted = re.findall("《([^《》]+)》", before)
    if quoted:
        return all(any(fold(title) in fold(name) for name in names) for title in quoted)
    return bool(_LABEL.match(before) or _OWN.search(before))


def _issued(match: re.Match[str], issued_on: str) -> str:
    """The day of issue, or so many days behind it."""
    if not issued_on:
        return ""
    days = match.group("days")
    wait = number_of(days) if days else 0
    return (datetime.date.fromisoformat(issued_on) + datetime.timedelta(days=wait)).isoformat()


def _date(written: str, last: bool) -> str:
    """ISO date of what is written; of a year or month the first or the last day."""
    full = find_date(written)
    parts = re.match(r"(\d{4})年(?:(\d{1,2})月)?", written)
    if full or not parts:
        return full
    year, month = int(parts.group(1)), int(parts.group(2) or (12 if last else 1))
    if not 1 <= month <= 12:
        return ""
    return datetime.date(year, month, calendar.monthrange(year, month)[1] if last else 1).isoformat()


def _months(count: str, unit: str) -> int:
    if count == "半":
        return 6 if unit == "年" else 0
    return number_of(count) * _MONTHS[unit]


def _after(start: str, months: int) -> str:
    """The last day of ``months`` that begin on ``start``."""
    day = datetime.date.fromisoformat(start)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    length = calendar.monthrange(year, month + 1)[1]
    beyond = day.day > length
    end = datetime.date(year, month + 1, min(day.day, length))
    return (end if beyond else end - datetime.timedelta(days=1)).isoformat()


def _plans(names: Sequence[str]) -> bool:
    return any(_PLANS.search(name) for name in names) and not any(_REPORTS.search(name) for name in names)
