"""Who is responsible: the units of the clause asked about, never a neighbour's; and what a unit is responsible for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.models import Notice
from rag.reading.units import all_duties, duty_of, numbered_clause
from rag.types import Answer

Ask = Callable[[str], Answer]
Parse = Callable[[str, str], Notice]


@pytest.mark.parametrize(
    ("question", "units"),
    [
        ("扩大托育供给由谁牵头？", "牵头：人口家庭科；责任：妇幼健康科"),
        ("保障采供血由哪个科室牵头？", "医政科"),
        ("数字健康建设谁负责？", "规划信息科"),
        ("青禾县中医药服务能力提升行动的责任单位是谁？", "县中医院"),
        ("青禾县人才队伍能力提升行动由哪些单位负责？", "县卫生健康委、县人力资源社会保障局"),
        ("紧密型县域医共体由谁牵头？", "县人民医院"),
    ],
)
def test_the_units_of_the_clause_come_first(ask: Ask, question: str, units: str) -> None:
    answer = ask(question)
    assert answer.answer.splitlines()[0] == f"{units}[1]"
    assert not answer.abstained


def test_a_clause_without_units_never_takes_its_neighbours(ask: Ask) -> None:
    answer = ask("完善院前急救网络由谁负责？")
    assert answer.abstained
    assert "科" not in answer.answer.split("内容最接近的条款")[0]


def test_all_that_a_unit_leads_in_order(ask: Ask) -> None:
    answer = ask("疾控科牵头哪些工作？")
    assert [line.split("[")[0] for line in answer.answer.splitlines()] == [
        "共 2 项：",
        "- 一、2 规范慢性病管理",
        "- 三、9 维护行业安全稳定",
    ]


def test_a_unit_that_shares_does_not_lead(ask: Ask) -> None:
    assert ask("基层卫生科牵头哪些工作？").abstained
    assert "- 一、2 规范慢性病管理" in ask("基层卫生科负责哪些工作？").answer


# The clause a note belongs to

RUN_IN = """工作要点
一、改善就医感受
1.优化服务。一是推行预约诊疗；二是设置服务中心；三是推进结果互认。（牵头科室：医政科）
2.规范行为。开展处方点评。
二、保障安全
3.排查隐患。每月检查一次。〔责任单位：市疾控中心、市血站〕
"""


@pytest.fixture(scope="module")
def run_in(parse_text: Parse) -> Notice:
    return parse_text("要点.txt", RUN_IN)


def clause(notice: Notice, heading: str) -> int:
    return next(i for i, c in enumerate(notice.clauses) if c.heading.startswith(heading))


def test_run_in_items_share_the_note_at_their_clauses_end(run_in: Notice) -> None:
    index = clause(run_in, "优化服务")
    duty = duty_of(run_in, index)
    assert duty is not None
    assert duty.lead == ("医政科",)
    item = next(i for i, c in enumerate(run_in.clauses) if c.label == "二是")
    assert numbered_clause(run_in, item) == index


def test_the_next_clause_has_no_note(run_in: Notice) -> None:
    assert duty_of(run_in, clause(run_in, "规范行为")) is None


def test_every_duty_once_and_its_note_verbatim(run_in: Notice) -> None:
    duties = list(all_duties([run_in]))
    assert [duty.clause.heading for duty in duties] == ["优化服务", "排查隐患"]
    notes = [run_in.text[q.start : q.end] for duty in duties for q in duty.notes]
    assert notes == ["（牵头科室：医政科）", "〔责任单位：市疾控中心、市血站〕"]
