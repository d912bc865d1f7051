"""Chinese numerals and dates."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.numerals import chinese_to_int, find_date, written_date

DIGITS = "零一二三四五六七八九"


def below_myriad(number: int) -> str:
    """``1024`` → ``一千零二十四``."""
    words = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            words += DIGITS[digit] + name
        elif words and number % unit:
            words += "" if words.endswith("零") else "零"
    return words


def in_chinese(number: int) -> str:
    """A number below 10^12 in Chinese."""
    words = ""
    for unit, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section = number // unit % 10**4
        if not section:
            continue
        if words and section < 1000:
            words += "零"
        words += below_myriad(section) + name
    return words or "零"


@given(st.integers(0, 10**12 - 1))
def test_round_trip(number: int) -> None:
    assert chinese_to_int(in_chinese(number)) == number


@given(st.integers(0, 10**6))
def test_digits_one_by_one(number: int) -> None:
    assert chinese_to_int("".join(DIGITS[int(digit)] for digit in str(number))) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("二十三", 23),
        ("一百零八", 108),
        ("两千", 2000),
        ("二〇二四", 2024),
        ("二○二四", 2024),
        ("二O二四", 2024),
        ("三万五千", 35_000),
        ("十万", 100_000),
        ("一亿二千万", 120_000_000),
        ("一万亿", 10**12),
        ("一万二千亿", 12_000 * 10**8),
        ("", None),
        ("一所", None),
        ("24", None),
        ("3万", None),
    ],
)
def test_numbers(text: str, number: int | None) -> None:
    assert chinese_to_int(text) == number


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)))
def test_dates_in_digits_and_in_chinese(day: datetime.date) -> None:
    year = "".join(DIGITS[int(digit)] for digit in str(day.year)).replace("零", "〇")
    month, number = (below_myriad(part).replace("一十", "十") for part in (day.month, day.day))
    assert find_date(f"印发于{day.year}年{day.month}月{day.day}日。") == day.isoformat()
    assert find_date(f"{year}年{month}月{number}日印发") == day.isoformat()


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024 年 4 月 26 日", "2024-04-26"),
        ("2024-4-6", "2024-04-06"),
        ("2024.04.26", "2024-04-26"),
        ("二〇二四年十二月三十一日", "2024-12-31"),
        ("二○二一年三月十二日", "2021-03-12"),
        ("2024年4月", ""),
        ("2024年13月1日", ""),
        ("2023年2月29日", ""),
        ("xxxx年4月26日", ""),
        ("", ""),
    ],
)
def test_dates(text: str, iso: str) -> None:
    assert find_date(text) == iso


@given(st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2099, 12, 31)))
def test_a_date_as_a_notice_writes_it_is_read_as_the_same(day: datetime.date) -> None:
    assert find_date(written_date(day.isoformat())) == day.isoformat()
