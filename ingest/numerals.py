"""Chinese numerals and dates, read into Arabic ones. Pure."""

from __future__ import annotations

import datetime
import re

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | dict.fromkeys("零○Ｏ〇Oo0０", 0) | {"两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}

CHINESE_NUMBER = "[〇零○一二三四五六七八九十百千万亿两]+"

FULL_DATE = re.compile(r"((?:19|20)\d{2})\s*[年.\-/．]\s*(\d{1,2})\s*[月.\-/．]\s*(\d{1,2})\s*日?")
CHINESE_DATE = re.compile(
    r"([二一][〇零○ＯOo0０九一二三四五六七八]{3})年([一二三四五六七八九十]{1,3}|\d{1,2})月([一二三四五六七八九十廿卅]{1,3}|\d{1,2})[日号]"
)


def chinese_to_int(text: str) -> int | None:
    """``二十三`` → 23, ``二〇二四`` → 2024, ``三万五千`` → 35000; ``None`` where it is no number."""
    if not text or any(c not in _DIGITS and c not in _UNITS and c not in _MYRIADS for c in text):
        return None
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total, section, digit = 0, 0, 0
    for c in text:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _UNITS:
            section += (digit or 1) * _UNITS[c]
            digit = 0
        else:
            # 亿 counts what stands before it, 万 included: 一万二千亿.
            total = (
                (total + section + digit) * _MYRIADS[c]
                if c == "亿"
                else total + (section + digit) * _MYRIADS[c]
            )
            section = digit = 0
    return total + section + digit


def find_date(text: str) -> str:
    """The first full date in ``text``, digits or Chinese numerals, as ISO 8601; empty where there is none."""
    match = FULL_DATE.search(text)
    if match:
        return _iso(*(int(part) for part in match.groups()))
    match = CHINESE_DATE.search(text)
    if match:
        days = match.group(3).replace("廿", "二十").replace("卅", "三十")
        return _iso(*(number_of(part) for part in (match.group(1), match.group(2), days)))
    return ""


def written_date(iso: str) -> str:
    """An ISO 8601 date as a notice writes it: ``2026-05-01`` → ``2026年5月1日``. Raises ValueError for what is none."""
    day = datetime.date.fromisoformat(iso)
    return f"{day.year}年{day.month}月{day.day}日"


def number_of(written: str) -> int:
    """The whole number that digits or Chinese numerals write; 0 where they write none."""
    return int(written) if written.isdecimal() else chinese_to_int(written) or 0


def _iso(year: int, month: int, day: int) -> str:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""
