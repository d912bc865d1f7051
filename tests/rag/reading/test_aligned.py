"""Figures in the order of a list (分别): each with its own item, none with a neighbour's."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.figures import find_figures
from rag.reading.figure.aligned import aligned
from rag.types import Answer

Ask = Callable[[str], Answer]


def items(text: str) -> dict[str, str]:
    """The items by the words of their figures."""
    figures = find_figures(text)
    at = {figure.start: figure.text for figure in figures}
    return {at[start]: item for start, item in aligned(text, figures).items()}


def test_each_figure_has_the_item_of_its_place() -> None:
    assert items("甲村、乙村、丙村分别新建凉亭2座、4座、6座。") == {
        "2座": "甲村",
        "4座": "乙村",
        "6座": "丙村",
    }


def test_without_a_list_the_words_before_as_many_earlier_figures() -> None:
    found = items("凉亭完好率达到82%，步道完好率达到58%；到2026年底分别达到85%、62%。")
    assert "凉亭完好率" in found["85%"]
    assert "步道完好率" in found["62%"]


def test_ranks_are_in_order_too() -> None:
    assert items("对前三名的乡镇，分别奖励50万元、30万元、20万元。") == {
        "50万元": "第一名",
        "30万元": "第二名",
        "20万元": "第三名",
    }
    assert items("对前三名的乡镇，分别奖励50万元、30万元。") == {}


@pytest.mark.parametrize(
    "text",
    [
        "甲村、乙村新建凉亭2座、4座。",  # nothing says that they are in order
        "甲村、乙村、丙村分别新建凉亭2座、4座。",  # one figure short
        "甲村、乙村分别新建凉亭。",
        "甲村分别新建凉亭2座。",
    ],
)
def test_what_is_no_list_in_order_has_no_items(text: str) -> None:
    assert items(text) == {}


_TEXT = st.lists(
    st.sampled_from(["甲村", "乙村", "、", "，", "；", "。", "和", "分别", "依次", "不超过", "2座", "4座", "60%", "小学", "\n"]),
    max_size=16,
).map("".join)  # fmt: skip


@given(_TEXT)
def test_items_stand_in_the_text_before_the_figures(text: str) -> None:
    figures = find_figures(text)
    for start, item in aligned(text, figures).items():
        assert start in {figure.start for figure in figures}
        assert item in text[:start]


@pytest.mark.parametrize(
    ("question", "headline"),
    [
        ("柳塘县小学每天书面作业不超过多少小时？", "不超过1小时"),
        ("柳塘县初中每天书面作业不超过多少小时？", "1.5小时"),
        ("柳塘县高中每天书面作业不超过多少小时？", "2小时"),
        ("柳塘县引进高级教师多少名？", "12名"),
        ("柳塘县引进一级教师多少名？", "34名"),
        ("柳塘县引进二级教师多少名？", "56名"),
    ],
)
def test_the_figure_of_the_item_asked_about(ask_alike: Ask, question: str, headline: str) -> None:
    assert ask_alike(question).answer.splitlines()[0] == f"{headline}[1]"


@pytest.mark.parametrize(
    "question", ["柳塘县幼儿园每天书面作业不超过多少小时？", "柳塘县大学每天书面作业不超过多少小时？"]
)
def test_what_is_not_in_the_list_has_none_of_its_figures(ask_alike: Ask, question: str) -> None:
    assert ask_alike(question).abstained


def test_all_are_told_where_all_are_asked_for(ask_alike: Ask) -> None:
    said = ask_alike("柳塘县小学、初中、高中每天书面作业分别不超过多少小时？").answer
    assert "1小时、1.5小时、2小时" in said
