"""是 or 否: the figure, price or ban that a question puts forward against what its notice says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rag.types import Answer

Ask = Callable[[str], Answer]


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("糖尿病患者规范管理率是不是62%？", "是"),
        ("糖尿病患者规范管理率是不是80%？", "否"),
        ("云岭市2024年健康县区覆盖率是否达到65%？", "是"),
        ("云岭市2024年健康县区覆盖率是否达到90%？", "否"),
        ("乡镇卫生院中医馆覆盖率达到100%吗？", "是"),
        ("每支家庭医生团队服务人口是否不超过2000人？", "是"),
        ("每支家庭医生团队服务人口是否不超过3000人？", "否"),
        ("云岭市2024年健康县区覆盖率定的是六成五，对吧？", "是"),
        ("云岭市2024年健康县区覆盖率定的是七成五，对吧？", "否"),
        ("云岭市2024年健康县区覆盖率只要过半就够了吗？", "否"),
        ("260个硕士研究生是不是云岭市全年要引进的数？", "是"),
        ("云岭市2024年要招录90名大学生乡村医生，没错吧？", "否"),
        ("云岭市全年要引进硕士研究生260名，有这回事吗？", "是"),
        ("云岭市岚派温灸编不编成目录？", "是"),
    ],
)
def test_yes_or_no_with_the_words_that_decide(ask: Ask, question: str, verdict: str) -> None:
    answer = ask(question)
    assert answer.answer.startswith(f"{verdict}。")
    assert "原文：“" in answer.answer
    assert not answer.abstained


@pytest.mark.parametrize("question", ["可以强制签约吗？", "任何机构都能强制签约吗？"])
def test_what_a_clause_forbids_is_never_said_to_be_so(ask: Ask, question: str) -> None:
    assert not ask(question).answer.startswith("是")


def test_a_neighbours_figure_decides_nothing(ask: Ask) -> None:
    assert not ask("糖尿病患者规范管理率是不是66%？").answer.startswith("是")
    assert not ask("高血压患者规范管理率是不是62%？").answer.startswith("是")


def test_a_bound_that_the_figure_keeps_is_not_denied(ask: Ask) -> None:
    assert not ask("糖尿病患者规范管理率不低于60%吗？").answer.startswith("否")


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("砚河县A类体育馆进去要花钱吗？", "否"),
        ("砚河县体育馆是不是免费开放？", "是"),
        ("白枫市图书馆自习室占座能不能超过60分钟？", "否"),
    ],
)
def test_what_is_free_or_forbidden(ask_alike: Ask, question: str, verdict: str) -> None:
    assert ask_alike(question).answer.startswith(f"{verdict}。")


@pytest.mark.parametrize(
    "question",
    [
        "云岭市高血压患者规范管理率要到八成，对吧？",
        "云岭市高血压患者规范管理率是66‰吧？",
        "青禾县是不是所有骨干医师都要进修？",
    ],
)
def test_a_claim_that_no_notice_bears_out_is_not_affirmed(ask: Ask, question: str) -> None:
    assert not ask(question).answer.startswith("是")


def test_a_request_is_no_claim(ask: Ask) -> None:
    assert not ask("说说云岭市的中医适宜技术吧").answer.startswith(("是。", "否。"))
