"""Figures and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.figures import find_figures
from tests.ingest.samples import official_text


@pytest.mark.parametrize(
    ("text", "figure", "value", "unit"),
    [
        ("覆盖率达到65%", "65%", 65, "%"),
        ("不低于90％", "90％", 90, "％"),
        ("死亡率控制在6‰", "6‰", 6, "‰"),
        ("培训12.8万名", "12.8万名", 12.8, "万名"),
        ("建成1-2所", "1-2所", 1, "所"),
        ("托位数4.5个", "4.5个", 4.5, "个"),
        ("合格率≥97%", "≥97%", 97, "%"),
        ("提高3个百分点", "3个百分点", 3, "个百分点"),
        ("补助1,200元", "1,200元", 1200, "元"),
        ("投入10万元", "10万元", 10, "万元"),
        ("组建20余家", "20余家", 20, "家"),
        ("90%以上的村", "90%以上", 90, "%"),
        ("建成两个基地", "两个", 2, "个"),
        ("新建一所医院", "一所", 1, "所"),
        ("新增十二家", "十二家", 12, "家"),
        ("下降百分之三十", "百分之三十", 30, "%"),
        ("三分之二的村", "三分之二", 2 / 3, ""),
    ],
)
def test_a_figure_with_its_unit(text: str, figure: str, value: float, unit: str) -> None:
    (found,) = find_figures(text)
    assert (found.text, found.value, found.unit, found.masked) == (figure, value, unit, False)


@pytest.mark.parametrize(
    ("text", "value_text", "low", "high", "unit"),
    [
        ("建成1-2所", "1-2所", 1, 2, "所"),
        ("培育3至5名", "3至5名", 3, 5, "名"),
        ("保有量1.9—2.1万头", "1.9—2.1万头", 1.9, 2.1, "万头"),
        ("并处5万元以上10万元以下罚款", "5万元以上10万元以下", 5, 10, "万元"),
    ],
)
def test_a_range_has_both_ends(text: str, value_text: str, low: float, high: float, unit: str) -> None:
    (found,) = find_figures(text)
    assert (found.value_text, found.value, found.high, found.unit) == (value_text, low, high, unit)


@pytest.mark.parametrize(
    ("text", "value_text", "unit", "bound"),
    [
        ("不超过280／10万", "280／10万", "／10万", ""),
        ("控制在32微克/立方米以内", "32微克/立方米", "微克/立方米", "以内"),
        ("补助0.5元/千瓦时", "0.5元/千瓦时", "元/千瓦时", ""),
        ("每例40元/", "40元", "元", ""),
        ("不少于20名及以上", "20名", "名", "及以上"),
        ("提前30日公示", "30日", "日", ""),
        ("90日内办结", "90日", "日", "内"),
    ],
)
def test_the_number_with_its_whole_unit(text: str, value_text: str, unit: str, bound: str) -> None:
    (found,) = find_figures(text)
    assert (found.value_text, found.unit, found.bound) == (value_text, unit, bound)
    assert text.startswith(value_text, found.value_start)


def test_a_ratio_has_no_single_value() -> None:
    (found,) = find_figures("医护比达到1:1.25")
    assert (found.value_text, found.value, found.masked) == ("1:1.25", None, False)


@pytest.mark.parametrize("text", ["覆盖率达到xx%", "覆盖率**%", "培训___人", "补助xxx元", "新建X所"])
def test_a_masked_figure_has_no_value(text: str) -> None:
    (found,) = find_figures(text)
    assert found.masked
    assert found.value is None


@pytest.mark.parametrize(
    "text",
    [
        "到2024年底",
        "27日召开会议",
        "2月10起复工",
        f"编号{'1' * 400}.5",
        "2024年4月26日",
        "2023—2025年",
        "砚卫字〔2024〕40号",
        "砚卫字[2024]40号",
        "砚卫字【2024】第40号",
        "第3条",
        "一体化",
        "三级医院",
        "第二批",
        "H7N9流感",
        "5G网络",
        "“15+4”行动",
        "**市中医医院",
        "表2门诊慢特病待遇",
        "见附表1名额",
        "",
    ],
)
def test_no_figure(text: str) -> None:
    assert find_figures(text) == []


@pytest.mark.parametrize("text", ["建成三五个村", "一两天内办结", "七八家医院"])
def test_a_rough_number_is_no_figure(text: str) -> None:
    assert find_figures(text) == []


@given(st.text() | official_text)
def test_figures_are_verbatim_and_in_order(text: str) -> None:
    position = 0
    for figure in find_figures(text):
        assert position <= figure.start < figure.end <= len(text)
        assert text[figure.start : figure.end] == figure.text
        position = figure.end
