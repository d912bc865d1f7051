"""A list is complete, in order, and nothing in it is invented."""

from __future__ import annotations

import re
from collections.abc import Callable

from rag.types import Answer
from tests.rag.conftest import Asking

Ask = Callable[[str], Answer]


def items(answer: Answer) -> list[str]:
    return [
        re.sub(r"(?:\[\d+\])+$", "", line[2:]) for line in answer.answer.splitlines() if line.startswith("- ")
    ]


def test_all_items_in_order(ask: Ask) -> None:
    answer = ask("青禾县三年行动方案包括哪些能力提升行动？")
    assert items(answer) == [
        "（一）医疗服务能力提升行动",
        "（二）公共卫生能力提升行动",
        "（三）中医药服务能力提升行动",
        "（四）人才队伍能力提升行动",
    ]
    assert "共 4 项" in answer.answer.splitlines()[0]


def test_the_items_of_the_chapter_asked_about_and_of_no_other(ask: Ask) -> None:
    answer = ask("云岭市扩大服务供给包括哪些内容？")
    assert items(answer) == ["5.扩大托育供给", "6.推广中医适宜技术"]


def test_every_item_has_its_own_citation(ask: Ask) -> None:
    answer = ask("青禾县三年行动方案包括哪些能力提升行动？")
    assert [citation.marker for citation in answer.citations] == [1, 2, 3, 4]
    for item, citation in zip(items(answer), answer.citations, strict=True):
        assert item in citation.text


def test_an_enumeration_inside_a_sentence(ask: Ask) -> None:
    answer = ask("县人民医院要建成哪三大中心？")
    assert "胸痛、卒中、创伤三大中心" in answer.answer
    assert "家庭医生" not in answer.answer


def test_whom_the_doctors_sign_with(ask: Ask) -> None:
    assert "老年人、孕产妇、儿童、残疾人" in ask("家庭医生优先与哪些人签约？").answer


def test_which_counties_are_asked_for_by_a_sentence_that_names_some(asking: Asking) -> None:
    ask = asking({"云石.txt": _COUNTIES})
    assert "德兴市、广丰区、横峰县" in ask("云石市要在哪几个县市区建中医药文化的宣教基地？").answer


_COUNTIES = """云石市2024年卫生健康工作要点
一、中医药
1.弘扬中医药文化。鼓励、支持创建国家级、省级中医药文化宣传教育基地、中医药科普工作站。
2.建设基地。推进德兴市、广丰区、横峰县中医药文化宣传教育基地建设。
云石市卫生健康委员会
2024年3月1日
"""
