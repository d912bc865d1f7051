"""Figures, dates and document numbers read into values, by table."""

from __future__ import annotations

from fractions import Fraction

import pytest

from rag.language.folding import fold
from rag.writing.figures import read_quantities, value_of


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("65%", 65, 65, "%"),
        ("６５％", 65, 65, "%"),
        ("百分之六十五", 65, 65, "%"),
        ("百分之零点五", Fraction(1, 2), Fraction(1, 2), "%"),
        ("六成", 60, 60, "%"),
        ("千分之三", 3, 3, "‰"),
        ("12.8万名", 128000, 128000, "人"),
        ("128000人", 128000, 128000, "人"),
        ("1,200张", 1200, 1200, "张"),
        ("三千五百人", 3500, 3500, "人"),
        ("1-2所", 1, 2, "个"),
        ("1—2所", 1, 2, "个"),
        ("1所至2所", 1, 2, "个"),
        ("3-5万名", 30000, 50000, "人"),
        ("三分之二", Fraction(2, 3), Fraction(2, 3), "/"),
        ("12/10万", Fraction(12, 100000), Fraction(12, 100000), "/"),
        ("十万分之十二", Fraction(12, 100000), Fraction(12, 100000), "/"),
        ("3个百分点", 3, 3, "个百分点"),
        ("30日内", 30, 30, "天"),
        ("6个月", 6, 6, "个月"),
        ("二级", 2, 2, "级"),
        ("两癌检查", 2, 2, "癌"),
        ("第二人民医院", 2, 2, "第"),
        ("一所公办", 1, 1, "个"),
        ("3亿元", 300000000, 300000000, "元"),
    ],
)
def test_a_figure_is_read(text: str, low: Fraction, high: Fraction, unit: str) -> None:
    (figure,) = read_quantities(fold(text)).figures
    assert (figure.low, figure.high, figure.unit) == (low, high, unit)


@pytest.mark.parametrize(
    "text",
    ["一体化", "统一", "十分重要", "CD4检测", "HPV", "建党xxx周年", "达到xx%", "1x%", "第一，", "千方百计"],
)
def test_what_counts_nothing_is_no_figure(text: str) -> None:
    assert read_quantities(fold(text)).figures == ()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2024年", (2024, None, None, "", "")),
        ("2024年底前", (2024, None, None, "end", "")),
        ("2024年末", (2024, None, None, "end", "")),
        ("2024年6月底", (2024, 6, None, "end", "")),
        ("2024年6月以后", (2024, 6, None, "", "after")),
        ("2024年4月26日", (2024, 4, 26, "", "")),
        ("二〇二四年四月二十六日", (2024, 4, 26, "", "")),
        ("2024-04-26", (2024, 4, 26, "", "")),
        ("4月26日", (None, 4, 26, "", "")),
        ("年底", (None, None, None, "end", "")),
        ("2024年上半年", (2024, None, None, "上半年", "")),
    ],
)
def test_a_date_is_read(text: str, parts: tuple[object, ...]) -> None:
    quantities = read_quantities(fold(text))
    (date,) = quantities.dates
    assert (date.year, date.month, date.day, date.tail, date.side) == parts
    assert quantities.figures == ()


def test_a_span_of_years_is_both_years() -> None:
    assert [date.year for date in read_quantities(fold("2023—2025年")).dates] == [2023, 2025]


@pytest.mark.parametrize(
    "text", ["云卫字〔2024〕40号", "云卫字[2024]４０号", "云卫字（2024）第40号", "云卫字【2024】40号"]
)
def test_a_document_number_is_one_thing_in_any_brackets(text: str) -> None:
    quantities = read_quantities(fold(text))
    assert [(n.prefix, n.year, n.serial) for n in quantities.numbers] == [("云卫字", "2024", "40")]
    assert (quantities.figures, quantities.dates) == ((), ())


@pytest.mark.parametrize("numeral", ["十四五", "三四", "一一", "千"])
def test_what_is_no_number_has_no_value(numeral: str) -> None:
    assert value_of(numeral) is None


def test_numbers_that_a_space_parts_stay_two_numbers() -> None:
    assert fold("共 2024 65% 。\n 第二条") == "共2024 65%。\n第二条"
