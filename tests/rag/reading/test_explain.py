"""Dates, yes and no, contacts and everything else: the words of the best clause, or none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rag.types import Answer

Ask = Callable[[str], Answer]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("签约服务费怎么分担？", "签约服务费由医保基金、基本公共卫生服务经费和签约居民付费分担"),
        ("怎么推进紧密型县域医共体建设？", "实行人员、财务、药品统一管理"),
        ("医疗服务能力提升行动怎么开展？", "胸痛、卒中、创伤三大中心"),
        ("怎么宣传无偿献血？", "无偿献血宣传进社区、进学校"),
    ],
)
def test_the_words_of_the_clause(ask: Ask, question: str, words: str) -> None:
    answer = ask(question)
    assert words in answer.answer
    assert not answer.abstained


@pytest.mark.parametrize(
    ("question", "date"),
    [
        ("全民健康信息平台什么时候建成？", "2024年10月底前"),
        ("县疾控中心实验室改造什么时候完成？", "2023年底前"),
        ("急救站点什么时候建好？", "2024年6月底前"),
    ],
)
def test_the_date_comes_first(ask: Ask, question: str, date: str) -> None:
    assert ask(question).answer.splitlines()[0] == f"{date}[1]"


def test_a_masked_date_is_no_date(ask: Ask) -> None:
    answer = ask("村卫生室监测什么时候实现全覆盖？")
    assert answer.abstained
    assert "被遮盖" in answer.answer.splitlines()[0]


@pytest.mark.parametrize(
    "question",
    ["云岭市卫生健康委员会的联系电话是多少？", "青禾县人民政府办公室的邮箱是什么？", "县中医院地址在哪？"],
)
def test_a_contact_that_stands_nowhere_is_not_made_up(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.abstained
    assert not any(character in answer.answer for character in "@")


@pytest.mark.parametrize(
    "question",
    [
        "为什么取消家庭医生签约服务？",
        "云岭市什么原因停办托育机构？",
        "为何撤销县人民医院胸痛中心？",
        "青禾县取消中医馆是不是真的？",
    ],
)
def test_a_false_premise_is_not_gone_along_with(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.abstained
    assert not answer.answer.startswith(("是", "否"))


def test_what_is_not_there_is_said_plainly_with_the_nearest_clauses(ask: Ask) -> None:
    answer = ask("云岭市怎么发射载人飞船？")
    assert answer.abstained
    assert "没有载明" in answer.answer
    assert not answer.citations


@pytest.mark.parametrize("question", ["嗯", "1+1=?", "what is this", "？？？"])
def test_what_is_no_question_is_said_so_without_a_citation(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.abstained
    assert "没有看懂" in answer.answer
    assert not answer.citations


def test_who_holds_a_post_is_not_who_is_responsible(ask: Ask) -> None:
    assert ask("云岭市卫生健康委主任是谁？").abstained
