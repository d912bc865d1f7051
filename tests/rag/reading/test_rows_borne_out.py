"""Rows of a comparison that are paraphrased, and questions that ask by a place's deed: 有谁搞了…, …是哪儿定的."""

from __future__ import annotations

import pytest

from rag.types import Answer
from tests.rag.conftest import Ask, Asking

WEST = """沅泽县卫生健康局文件
沅卫发〔2025〕4号
沅泽县2025年卫生健康工作要点
各乡镇卫生院：
一、规范用药
1.规范药品供应。对糖尿病等慢性病患者，病情稳定的可一次开具12周以内长期处方。
2.控制吸烟。15岁以上人群吸烟率下降到23%。
3.白内障日间手术。在县医院开展，24小时内出院。
4.转诊。未经转诊直接到三级医院就诊的，住院报销比例降低10个百分点。
5.奖励举报。举报无证行医查实的，奖励800元。
沅泽县卫生健康局
2025年2月6日
"""
EAST = """澧桥县卫生健康局文件
澧卫发〔2025〕6号
澧桥县2025年卫生健康工作要点
各乡镇卫生院：
一、慢病管理
1.慢病长处方。糖尿病、精神分裂症等病情稳定的慢性病患者，一次可开具8周药；连续三次开药而未测血糖的，暂停长处方资格。
2.异地就医。未备案的报销比例下调15个百分点。
3.艾滋病检测。在客运站设自助检测包售卖机6台。
4.免费复印。免除复印病历工本费。
澧桥县卫生健康局
2025年3月1日
"""


@pytest.fixture(scope="module")
def ask(asking: Asking) -> Ask:
    return asking({"west.txt": WEST, "east.txt": EAST})


def rows(answer: Answer) -> list[str]:
    return [line for line in answer.answer.splitlines() if line.startswith("|")][2:]


@pytest.mark.parametrize(
    ("asked", "west", "east"),
    [
        ("长处方这块儿，澧桥县是不是比沅泽县给得少？少多少", "12周", "8周"),
        ("没有转诊、没有备案就去住院，沅泽和澧桥报销比例各往下降几个点？", "10个百分点", "15个百分点"),
    ],
)
def test_a_row_in_other_words_is_borne_out_by_the_other(ask: Ask, asked: str, west: str, east: str) -> None:
    table = {row.split("|")[1].strip(): row for row in rows(ask(asked))}
    assert west in table["沅泽县"]
    assert east in table["澧桥县"]


def test_nothing_bears_out_what_only_one_place_says(ask: Ask) -> None:
    answer = ask("举报无证行医，沅泽和澧桥各奖多少钱")
    assert "800元" in answer.answer
    assert "澧桥县 | 未载明" in answer.answer


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ("两个地方里有谁搞了艾滋病检测？", "澧桥县"),
        ("日间手术这事是不是只有一个地方在推？哪个", "沅泽县"),
        ("复印病历免工本费是哪儿定的？", "澧桥县"),
        ("艾滋病检测，分别是哪里在做？", "澧桥县"),
    ],
)
def test_which_place_does_it_is_told_by_its_notice(ask: Ask, asked: str, named: str) -> None:
    answer = ask(asked)
    assert answer.answer.startswith("共 1 份文件提到")
    assert named in rows(answer)[0]


def test_a_heading_is_told_with_what_it_heads(ask: Ask) -> None:
    assert "自助检测包售卖机6台" in ask("哪些地方提到艾滋病检测？").answer


def test_notices_of_a_year_are_listed(ask: Ask) -> None:
    assert ask("要是按年份分，2025年度的是哪几份？").answer.startswith("共 2 份文件")


def test_a_count_of_what_no_notice_counts_is_declined(ask: Ask) -> None:
    assert ask("各地的病历要配几卷纸？").abstained
