"""Things told by their number, lists of who does what, lists found by what they are called, sums that are masked."""

from __future__ import annotations

import re

import pytest

from tests.rag.conftest import Ask, Asking

NOTICE = """霁川市人民政府办公室文件
霁政办发〔2024〕21号
关于印发《霁川市大健康产业促进办法》的通知
各县人民政府：
现将《霁川市大健康产业促进办法》印发给你们，请认真执行。
霁川市人民政府办公室
2024年9月12日
霁川市大健康产业促进办法
一、发展方向
1.壮大产业集群。重点发展生物制药、康复器械、药膳食品三大产业链，三年内新引进企业若干家。
2.打响城市品牌。擦亮“四张名片”（古井康养、山泉疗愈、药香小镇、湖畔书院），提升知名度。
3.推进医联体建设。构建“人员一家人”“资金一本账”“运行一盘棋”的管理格局，让群众少跑路。
4.完善随访机制。健全“xx+x+x”随访闭环，服务慢性病患者。
5.规范执法检查。落实检查公示制度、首问负责制度和重大事项集体讨论制度，实现联系点、值班、巡查“三个必到”。
6.发展线上服务。年内互联网药房达到3家，古井县医院、山泉县医院开设药事门诊。
7.推进古井、山泉、湖畔三家药厂技术改造。
二、职责分工
市财政局：负责产业引导资金的筹集、拨付和监管。
市审计局：对产业引导资金的使用情况开展审计监督。
三、申报程序
（一）提交申请。企业向所在县主管部门提交申请表。
（二）部门初审。县主管部门在十个工作日内完成初审。
（三）社会公示。拟支持名单在网站公示五日。
四、申报条件
（一）注册地在本市。
（二）上年度营业收入持续增长。
"""


@pytest.fixture(scope="module")
def ask(asking: Asking) -> Ask:
    return asking({"notice.txt": NOTICE})


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("霁川重点发展的三大产业链是哪三大？", "重点发展生物制药、康复器械、药膳食品三大产业链"),
        ("霁川要发展几大产业链？", "重点发展生物制药、康复器械、药膳食品三大产业链"),
        ("霁川的四张名片都有哪些？", "擦亮“四张名片”（古井康养、山泉疗愈、药香小镇、湖畔书院）"),
        ("霁川执法检查的三个制度是啥？", "落实检查公示制度、首问负责制度和重大事项集体讨论制度"),
        ("霁川医联体讲的三个“一”是什么？", "构建“人员一家人”“资金一本账”“运行一盘棋”的管理格局"),
    ],
)
def test_things_told_by_their_number(ask: Ask, question: str, told: str) -> None:
    answer = ask(question)
    assert re.sub(r"\[\d+\]", "", answer.answer) == told
    assert told in answer.citations[0].text


def test_names_are_not_taken_from_what_stands_beside_their_number(ask: Ask) -> None:
    """The notice tells how many there are, and two other names behind it."""
    assert ask("霁川要达到3家的互联网药房，具体是哪3家？").abstained
    assert "古井、山泉、湖畔" in ask("霁川要改造的药厂是哪3家？").answer


@pytest.mark.parametrize(
    ("question", "own_number"), [("霁川的五大产业链是哪五大？", "三大"), ("霁川的六张名片都有哪些？", "四张")]
)
def test_things_of_another_number_are_shown_with_the_number_they_have(
    ask: Ask, question: str, own_number: str
) -> None:
    """Where they are not told as those asked for the whole sentence stands, to its full stop."""
    answer = re.sub(r"\[\d+\]", "", ask(question).answer)
    assert own_number in answer
    assert answer.endswith("。")


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("霁川产业引导资金由谁拨付？", "市财政局"),
        ("霁川产业引导资金的审计监督归哪个部门？", "市审计局"),
    ],
)
def test_who_does_what_is_told_in_a_list(ask: Ask, question: str, unit: str) -> None:
    answer = ask(question)
    assert answer.answer.startswith(f"{unit}[1]")
    assert unit in answer.citations[0].text


@pytest.mark.parametrize(
    ("question", "first", "count"),
    [
        ("霁川的申报程序分哪几步？", "提交申请", 3),
        ("企业申报的门槛有哪些？", "注册地在本市", 2),
    ],
)
def test_a_list_is_found_by_what_it_is_called(ask: Ask, question: str, first: str, count: int) -> None:
    items = [line for line in ask(question).answer.splitlines() if line.startswith("- ")]
    assert len(items) == count
    assert first in items[0]


def test_a_sum_that_is_masked_is_said_to_be_masked(ask: Ask) -> None:
    answer = ask("霁川随访闭环是几加几加几？")
    assert answer.abstained
    assert "被遮盖（xx+x+x）" in answer.answer
