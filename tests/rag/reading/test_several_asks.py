"""A question that asks for several things gets one answer: every part in the order asked, each with its quotation."""

from __future__ import annotations

from itertools import pairwise

import pytest

from rag.build import Workspace
from tests.rag.conftest import Ask, WorkspaceOf

AID = """芦湾县民政局文件
芦民发〔2024〕8号
关于印发芦湾县急难救助实施细则的通知
各乡镇人民政府：
现将《芦湾县急难救助实施细则》印发给你们，请遵照执行。
芦湾县民政局
2024年3月4日
芦湾县急难救助实施细则
第一条 城市低保标准为每人每月760元，农村低保标准为每人每年6400元。
第二条 急难救助由乡镇人民政府直接审批，24小时内先行救助，救助后5个工作日内补齐手续。
第三条 低保申请公示期为7天，入户调查由2名以上工作人员开展。
第四条 上级医院向下级医院转诊的患者，取消下级医院的起付标准；由下级医院向上级医院转诊的，连续计算起付标准。
第五条 培训合格率低于75%的机构，扣减培训费用20%；低于60%的机构，终止合作。
第六条 举报骗取救助资金，一般案件按追回金额的4%奖励，较大案件按5%，最高奖励不超过30万元。
第七条 各乡镇于4月15日前报送实施方案，6月30日前完成自查，11月20日前报送总结。
第八条 本细则自2024年4月1日起施行，有效期五年。《芦湾县临时救助暂行办法》（芦民发〔2019〕3号）同时废止。
"""


@pytest.fixture(scope="module")
def workspace(workspace_of: WorkspaceOf) -> Workspace:
    return workspace_of({"aid.txt": AID})


@pytest.fixture(scope="module")
def ask(workspace: Workspace) -> Ask:
    return workspace.assistant.answer


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("在芦湾县申请急难救助，谁批、多快能拿到、手续怎么补", ["乡镇人民政府", "24小时内", "5个工作日内"]),
        ("芦湾县城市低保标准和农村低保标准分别是多少？", ["760元", "6400元"]),
        ("芦湾县培训合格率不到75%扣多少？不到60%呢？", ["20%", "终止合作"]),
        ("芦湾县低保公示几天，入户调查要几个人？", ["7天", "2名"]),
        (
            "芦湾县患者从上级医院转到下级、或从下级医院转到上级，起付标准怎么算",
            ["取消下级医院", "连续计算"],
        ),
        ("芦湾县这份细则几号开始实行？把哪个老办法废了", ["2024年4月1日", "芦民发〔2019〕3号"]),
        ("芦湾县各乡镇报送方案、完成自查、报送总结，各是几号前", ["4月15日", "6月30日", "11月20日"]),
    ],
)
def test_all_parts_are_told_in_order(ask: Ask, question: str, said: list[str]) -> None:
    answer = ask(question)
    assert not answer.abstained
    places = [answer.answer.find(words) for words in said]
    assert -1 not in places
    assert all(one < other for one, other in pairwise(places))


def test_one_clause_that_answers_both_is_quoted_once(ask: Ask) -> None:
    answer = ask("在芦湾县申请急难救助，谁批、多快能拿到、手续怎么补")
    assert answer.answer.count("救助后5个工作日内补齐手续") == 1


def test_every_part_is_quoted_verbatim(ask: Ask, workspace: Workspace) -> None:
    (notice,) = workspace.store.notices()
    answer = ask("芦湾县低保公示几天，急难救助谁批？")
    assert "7天" in answer.answer
    assert "乡镇人民政府" in answer.answer
    for citation in answer.citations:
        assert notice.text[citation.start : citation.end] == citation.text


def test_a_part_that_is_not_stated_is_said_not_to_be(ask: Ask) -> None:
    answer = ask("芦湾县城市低保标准是多少，养老机构床位补贴怎么发？")
    assert not answer.abstained
    assert "760元" in answer.answer
    assert "床位" not in "".join(citation.text for citation in answer.citations)


def test_where_no_part_is_stated_it_abstains(ask: Ask) -> None:
    assert ask("芦湾县养老机构床位建几张，护理员工资多少？").abstained


def test_how_much_is_not_answered_by_the_bound_alone(ask: Ask) -> None:
    said = ask("芦湾县举报骗取救助资金查实了奖多少？").answer
    assert "4%" in said
    assert "5%" in said
    assert "30万元" in said


def test_a_figure_that_two_asks_were_answered_with_heads_neither(ask: Ask) -> None:
    lines = ask("芦湾县急难救助多久到手，救助要多长时间？").answer.splitlines()
    heads = [line.split("：")[-1] for line in lines if not line.startswith("原文")]
    assert len(heads) == len(set(heads))
