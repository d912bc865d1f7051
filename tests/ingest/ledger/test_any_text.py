"""Whatever a text holds: no crash, verbatim spans, the same answer twice, work in proportion to its length."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.figures import find_figures
from ingest.ledger.deadlines import find_deadlines
from tests.ingest.ledger.targets import PLAN, targets_of
from tests.ingest.samples import official_text

_PIECES = st.sampled_from(
    [
        *"0123456789一二十百千万亿%‰xX*_、，。；：:/—-·（）()“”《》〔〕|≥≤<> \n\t的达到不低于年月日个所名元每按前内",
        *[
            "2025年",
            "年底前",
            "6月底",
            "新建",
            "覆盖率",
            "指标 | 单位 | 2025年目标\n",
            "a | % | 9\n",
            "以上",
            "以下",
        ],
        *[
            "万元",
            "百分之",
            "个百分点",
            "1:1.25",
            "提高",
            "分别",
            "较上年",
            "（牵头单位：甲局）",
            "去年，",
            "有效期",
        ],
    ]
)
any_text = st.text() | official_text | st.lists(_PIECES, max_size=60).map("".join)


@given(any_text)
def test_figures_of_any_text(text: str) -> None:
    figures = find_figures(text)
    assert figures == find_figures(text)
    assert all(a.end <= b.start for a, b in pairwise(figures))
    for figure in figures:
        assert 0 <= figure.start <= figure.value_start < figure.end <= len(text)
        assert text[figure.start : figure.end] == figure.text
        assert text.startswith(figure.value_text, figure.value_start)
        assert figure.masked <= (figure.value is None)


@given(any_text)
def test_dates_of_any_text(text: str) -> None:
    for due in find_deadlines(text, 2025):
        assert text[due.start : due.end] == due.text


@given(any_text)
def test_targets_of_any_text(text: str) -> None:
    targets = targets_of(text)
    assert targets == targets_of(text)
    for target in targets:
        assert 0 <= target.start < target.end <= len(text)
        assert bool(target.value_text) == (target.value_start >= 0)
        if target.value_text:
            assert target.start <= target.value_start < target.end
            assert text.startswith(target.value_text, target.value_start)


@pytest.mark.parametrize(
    "piece", ["新建3所，", "到2025年底，覆盖率达到90%，", "《甲》2025年3所。", "甲 | 3 | "]
)
def test_work_grows_with_the_text_and_no_faster(piece: str) -> None:
    def read(length: int) -> int:
        return _calls(lambda: targets_of((piece * length)[:length], PLAN))

    assert read(12_000) < 2.6 * read(6_000)


@pytest.mark.parametrize("piece", [" ", "1", "一", "x", "《", "1 ", "（"])
def test_a_line_of_100000_characters_is_read_to_its_end(piece: str) -> None:
    line = piece * (100_000 // len(piece))
    assert targets_of(f"{line}\n新建服务站3所。")[-1].value == 3


def _calls(work: Callable[[], object]) -> int:
    """How many functions are called."""
    count = 0

    def tell(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(tell)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count
