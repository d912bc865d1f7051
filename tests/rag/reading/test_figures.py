"""A figure comes first, with its deadline and how firm it is, then the words it stands in."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from rag.types import Answer

Ask = Callable[[str], Answer]


@pytest.mark.parametrize(
    ("question", "headline", "source"),
    [
        ("云岭市2024年健康县区覆盖率要达到多少？", "65%（到2024年底，力争）", "云岭市要点.txt"),
        ("云岭市2024年每千人口托位数目标是多少？", "4.5个（到2024年底，力争）", "云岭市要点.txt"),
        ("青禾县每千人口托位数要达到多少？", "4.2个（到2025年底）", "青禾县方案.txt"),
        ("高血压患者规范管理率是多少？", "不低于66%", "云岭市要点.txt"),
        ("糖尿病患者规范管理率是多少？", "62%", "云岭市要点.txt"),
        ("全年引进硕士研究生多少名？", "260名", "云岭市要点.txt"),
        ("每支家庭医生团队服务人口不超过多少人？", "不超过2000人", "签约办法.txt"),
        ("医共体整合了多少家乡镇卫生院？", "11家", "青禾县方案.txt"),
    ],
)
def test_the_figure_is_the_headline(ask: Ask, question: str, headline: str, source: str) -> None:
    answer = ask(question)
    assert answer.answer.splitlines()[0] == f"{headline}[1]"
    assert not answer.abstained
    assert [citation.source for citation in answer.citations] == [source]


def test_the_words_follow_the_figure(ask: Ask) -> None:
    answer = ask("青禾县每千人口托位数要达到多少？")
    assert "原文：“到2025年底，每千人口托位数达到4.2个" in answer.answer


def test_the_unit_asked_for_decides_between_figures_of_one_sentence(ask: Ask) -> None:
    headline = ask("城区急救平均反应时间控制在多少分钟以内？").answer.splitlines()[0]
    assert "12分钟以内" in headline
    assert "8个" not in headline


def test_a_date_is_no_figure_of_the_headline(ask: Ask) -> None:
    assert ask("新建急救站点多少个？").answer.splitlines()[0] == "8个（2024年6月底前）[1]"


def test_a_masked_figure_is_no_figure(ask: Ask) -> None:
    answer = ask("村卫生室运行补助标准是每年多少元？")
    assert answer.abstained
    assert "被遮盖" in answer.answer.splitlines()[0]
    assert any("遮盖" in warning for warning in answer.warnings)
    assert answer.citations[0].source == "网络汇编.txt"


def test_a_false_premise_has_no_figure(ask: Ask) -> None:
    assert ask("云岭市取消了几个急救站点？").abstained


def test_items_are_counted_not_read_off_the_title(ask: Ask) -> None:
    headline = ask("青禾县三年行动方案有几项主要行动？").answer.splitlines()[0]
    assert "三年" not in headline.replace("三年行动", "")
    assert re.search("4|四", headline)


@pytest.mark.parametrize(
    "question",
    [
        "南昌市2024年健康县区覆盖率是多少？",
        "青禾县2030年每千人口托位数是多少？",
        "云岭市航天发射场要建几个？",
        "霜桥县每千人口托位数是多少？",
    ],
)
def test_a_figure_that_stands_nowhere_is_not_made_up(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.abstained
    assert "没有" in answer.answer
    assert "每千人口托位数达到" not in answer.answer


def test_no_more_is_quoted_than_the_figure_with_what_leads_in(ask_alike: Ask) -> None:
    assert "原文：“90-99周岁老人高龄津贴每人每月200元”" in ask_alike("砚河县92岁老人高龄津贴多少元？").answer


def test_words_that_lean_on_the_part_before_keep_it(ask_alike: Ask) -> None:
    answer = ask_alike("青梧市引进硕士研究生多少名？").answer
    assert "180名" in answer.splitlines()[0]
    assert "专业人才300名，其中硕士研究生不少于180名" in answer
    assert "26期" not in answer


@pytest.mark.parametrize(
    ("question", "headline"),
    [("砚河县油茶林每亩补多少？", "800元[1]"), ("砚河县油茶林每户最多补多少？", "不超过20000元[1]")],
)
def test_what_is_counted_by_decides_between_figures(ask_alike: Ask, question: str, headline: str) -> None:
    assert ask_alike(question).answer.splitlines()[0] == headline
