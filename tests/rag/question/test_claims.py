"""What a yes-or-no question puts forward of a notice is checked against the notice and limits no scope."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.assistant import Assistant
from rag.question.claims import claim_of, without_claim
from rag.types import Answer, Turn

Ask = Callable[[str], Answer]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("青禾县三年行动方案是青禾县政府办印发的吧？", "是。发文机关：云岭市青禾县人民政府办公室"),
        ("青禾县三年行动方案是不是云岭市政府发的", "否。发文机关：云岭市青禾县人民政府办公室"),
        ("青府办发29号文是县里发的吧", "是。发文机关：云岭市青禾县人民政府办公室"),
        ("青府办发29号文是市里发的吗", "否。发文机关：云岭市青禾县人民政府办公室"),
        ("云岭市2024年工作要点是4月印发的吗？", "是。日期：2024年4月26日"),
        ("云岭市2024年工作要点是23年发的吧", "否。日期：2024年4月26日"),
        ("云岭市卫生健康工作要点是2024年的吗", "是。年份：2024年"),
        ("霜桥县那份方案是2023年的吧", "否。年份：2022年"),
        ("霜桥县基层卫生方案的文号是霜卫发5号吧", "是。文号：霜卫发〔2022〕5号"),
        ("霜桥县基层卫生方案的文号是霜卫发〔2022〕6号吗", "否。文号：霜卫发〔2022〕5号"),
        ("霜桥县基层卫生方案的文号是不是霜卫发〔2022〕5号", "是。文号：霜卫发〔2022〕5号"),
    ],
)
def test_the_verdict_with_the_words_of_the_notice(ask: Ask, question: str, first: str) -> None:
    answer = ask(question)
    assert answer.answer.splitlines()[0] == f"{first}[1]"


@pytest.mark.parametrize(
    "question",
    [
        "高龄津贴是民政局发的吗",  # no notice
        "方案是谁印发的吗",
        "青禾县方案是去年印发的吗",
        "要点是什么时候印发的",
        "青禾县方案是哪个单位印发的",
        "健康信息平台是2024年建成的吗",
    ],
)
def test_nothing_is_put_forward_of_a_notice(question: str) -> None:
    assert claim_of(question) is None
    assert without_claim(question) == question


def test_a_notice_without_organ_gets_no_verdict(ask: Ask) -> None:
    answer = ask("某地村卫生室管理工作方案是县卫健局印发的吗")
    assert not answer.answer.startswith(("是", "否"))


def test_a_claim_that_leans_on_the_turn_before(assistant: Assistant) -> None:
    before = [Turn(role="user", content="霜桥县2022年方案的文号是多少？")]
    assert assistant.answer("是县政府发的吧", before).answer.startswith("否。发文机关：霜桥县卫生健康局")
    assert assistant.answer("是2022年3月发的吧", before).answer.startswith("是。日期：2022年3月1日")


@given(
    head=st.sampled_from(["方案", "云岭市要点", "津贴", ""]),
    claimed=st.text(alphabet="县市政府局年月日号0123456789〔〕发哪谁", max_size=12),
    end=st.sampled_from(["印发的吗", "发的吧？", "出台的", "的吗", "号吧", ""]),
)
def test_what_is_cut_out_is_what_is_put_forward(head: str, claimed: str, end: str) -> None:
    question = f"{head}是{claimed}{end}"
    claim = claim_of(question)
    kept = without_claim(question)
    if claim is None:
        assert kept == question
    else:
        assert 0 < claim.end - claim.start <= len(question)
        assert kept == f"{question[: claim.start]} {question[claim.end :]}"
        assert claim.issuer or claim.number or claim.planned or claim.year or claim.month or claim.day
