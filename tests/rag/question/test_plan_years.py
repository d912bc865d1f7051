"""Years told by the year asked about before, or by the plan's span."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.question.plan_years import same_year, told_years

SPAN = (2024, 2026)


@pytest.mark.parametrize(
    ("said", "asked", "span", "years"),
    [
        ("前一年呢", (2025,), (), (2024,)),
        ("下一年呢", (2024,), (), (2025,)),
        ("那再过一年呢", (2024,), (), (2025,)),
        ("后年呢", (2024,), (), (2026,)),
        ("再过两年呢", (2024,), (), (2026,)),
        ("往后两年呢", (2024,), SPAN, (2025, 2026)),
        ("第三年呢", (2024,), SPAN, (2026,)),
        ("第三年呢", (2023,), (), (2025,)),
        ("第二年呢", (2025,), SPAN, (2026,)),
        ("头一年呢", (2026,), SPAN, (2024,)),
        ("头一年呢", (2026,), (), (2025,)),
        ("到最后一年呢", (2024,), SPAN, (2026,)),
        ("到2026那年呢", (2024,), (), (2026,)),
    ],
)
def test_the_year_that_is_meant(
    said: str, asked: tuple[int, ...], span: tuple[int, ...], years: tuple[int, ...]
) -> None:
    told = told_years(said, asked, span)
    assert told is not None
    assert told.years == years


@pytest.mark.parametrize("said", ["谁负责", "试点期一年吗", "一年补多少", "最后一年呢", "前一年呢"])
def test_no_year_is_told_where_none_is_known(said: str) -> None:
    assert told_years(said, (), ()) is None


@given(st.integers(2000, 2050), st.sampled_from(["明年呢", "次年的呢", "来年要多少", "下一年"]))
def test_the_next_year_is_one_later(year: int, said: str) -> None:
    told = told_years(said, (year,), ())
    assert told is not None
    assert told.years == (year + 1,)


def test_the_same_year_stays() -> None:
    assert same_year("那青禾同一年呢") == "那青禾呢"
    assert same_year("那青禾呢") == ""
