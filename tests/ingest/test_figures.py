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


@pytest.mark.parametrize("text", ["覆盖率达到xx%", "覆盖率**%", "培训___人", "补助xxx元", "新建X所"])
def test_a_masked_figure_has_no_value(text: str) -> None:
    (found,) = find_figures(text)
    assert found.masked
    assert found.value is None


@pytest.mark.parametrize(
    "text",
    [
        "到2024年底",
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
