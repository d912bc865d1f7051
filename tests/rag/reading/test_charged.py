"""How many items a unit is charged with, and which items name nobody: counted from the notes, each item with its place."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.text import fold
from rag.corpus.charges import Unit
from rag.types import Answer

Ask = Callable[[str], Answer]


def told(answer: Answer) -> list[str]:
    return [line.split("[")[0] for line in answer.answer.splitlines()]


@pytest.mark.parametrize(
    "question",
    [
        "云岭市2024年要点里疾控科牵头的一共几项",
        "数一数云岭市疾控科列在牵头科室里的有多少条",
        "云岭市的要点，有几项任务是疾控科牵头的",
        "云岭市疾控科挂了几件事的牵头",
    ],
)
def test_the_items_a_unit_leads_are_counted(ask: Ask, question: str) -> None:
    assert told(ask(question)) == ["共 2 项：", "- 一、2 规范慢性病管理", "- 三、9 维护行业安全稳定"]


@pytest.mark.parametrize(
    "question", ["青禾县卫生健康委要参与多少项任务", "青禾县的方案里县卫生健康委担责的有几项"]
)
def test_a_unit_may_be_called_without_its_tier(ask: Ask, question: str) -> None:
    assert told(ask(question))[0] == "共 2 项："


def test_another_tier_is_another_unit() -> None:
    unit = Unit.of("县财政局")
    assert unit.named_in(fold("财政局参与几项"))
    assert not unit.named_in(fold("市财政局参与几项"))


def test_what_else_is_counted_is_no_count_of_duties(ask: Ask) -> None:
    """多少项任务 of a unit is not how many things the unit is to build."""
    assert not ask("云岭市医政科负责建几个急救站点").answer.startswith("共 1 项")


def test_where_leaders_are_named_the_others_do_not_lead(ask: Ask) -> None:
    assert ask("云岭市基层卫生科牵头的有几项").abstained


@pytest.mark.parametrize(
    "question", ["云岭市2024年要点哪几条没写牵头科室", "云岭市要点里没有写明牵头科室的有几项"]
)
def test_the_items_that_name_nobody(ask: Ask, question: str) -> None:
    assert told(ask(question)) == ["共 1 项没有写明牵头科室：", "- 一、3 完善院前急救网络"]


def test_all_items_name_somebody(ask: Ask) -> None:
    answer = ask("青禾县三年行动方案的主要行动哪条没写责任单位")
    assert "4 项都写明了责任单位" in answer.answer
    assert len(answer.citations) == 4


def test_a_comparison_names_every_item_of_a_row(ask: Ask) -> None:
    row = next(
        line
        for line in ask("云岭市和青禾县，疾控中心和疾控科各负责几项").answer.splitlines()
        if "云岭市" in line
    )
    assert "规范慢性病管理；" in row
    assert "维护行业安全稳定" in row
