"""A division of work in running text (甲局负责学校，乙局负责餐饮): the unit of what is asked about, no other."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rag.types import Answer

Ask = Callable[[str], Answer]
UNITS = {"教育局", "市场监管局", "公安局"}


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("柳塘县校园食堂日常管理谁负责？", "教育局"),
        ("柳塘县餐饮原料抽检由哪个部门负责？", "市场监管局"),
        ("柳塘县校园周边交通秩序归谁管？", "公安局"),
    ],
)
def test_the_unit_charged_with_it(ask_alike: Ask, question: str, unit: str) -> None:
    first, source = ask_alike(question).answer.splitlines()
    assert first == f"{unit}[1]"
    assert "市场监管局负责餐饮原料抽检" in source


def test_a_task_of_nobody_is_given_to_nobody(ask_alike: Ask) -> None:
    answer = ask_alike("柳塘县校车采购由谁负责？")
    assert answer.abstained
    assert not any(answer.answer.startswith(unit) for unit in UNITS)


def test_who_won_a_contract_is_not_who_is_in_charge(ask_alike: Ask) -> None:
    first = ask_alike("柳塘县餐饮原料抽检项目由哪家公司中标？").answer.splitlines()[0]
    assert first.split("[")[0] not in UNITS
