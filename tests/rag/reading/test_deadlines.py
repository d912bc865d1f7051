"""What is due by a date: every task of the notices in scope, none of another year."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.models import Notice
from rag.corpus.corpus import Corpus
from rag.question.parse import parse
from rag.question.wording import Asks
from rag.reading.deadlines import read_deadlines
from rag.reading.sentences import Topic
from rag.types import Answer

Ask = Callable[[str], Answer]
Parse = Callable[[str, str], Notice]


def test_every_task_due_by_the_year(ask: Ask) -> None:
    answer = ask("青禾县2023年底前要完成什么？")
    first, *tasks = answer.answer.splitlines()
    assert first == "共 2 处："
    assert [task.split("[")[0] for task in tasks] == [
        "- 到2023年底前，完成县域医共体章程制定；",
        "- 2023年底前完成县疾控中心实验室改造。",
    ]


def test_a_month_limits_the_tasks(ask: Ask) -> None:
    answer = ask("云岭市2024年10月底前要完成什么？")
    assert "全民健康信息平台" in answer.answer
    assert "急救站点" not in answer.answer


@pytest.mark.parametrize("question", ["青禾县2025年底前要完成哪些任务？", "青禾县到2025年底要做到什么？"])
def test_another_years_tasks_stay_out(ask: Ask, question: str) -> None:
    answer = ask(question).answer
    assert "选派骨干医师40名" in answer
    assert "章程" not in answer


def test_a_topic_limits_the_tasks(ask: Ask) -> None:
    answer = ask("青禾县2023年底前疾控中心要完成什么？").answer
    assert "实验室改造" in answer
    assert "章程" not in answer


def test_nothing_due_is_not_made_up(ask: Ask) -> None:
    answer = ask("青禾县2030年底前要完成什么？")
    assert answer.abstained


@pytest.mark.parametrize(
    "question", ["青禾县有哪些任务以2023年底为最后期限？", "青禾县2023年底截止的任务有哪些"]
)
def test_the_words_of_a_time_limit_name_no_topic(ask: Ask, question: str) -> None:
    assert ask(question).answer.startswith("共 2 处：")


def test_a_year_to_be_done_by_is_its_end(parse_text: Parse) -> None:
    text = "河湾县托育方案\n一、建设\n1.到2024年建成托育中心。\n2.2023年到2024年分两批培训保育员。\n3.2024年底前建成示范点。\n"
    notice = parse_text("河湾县托育方案.txt", text)
    corpus = Corpus({notice.id: notice})
    query = parse("2024年底前要完成什么", corpus)
    draft = (
        read_deadlines(query, Topic({}, frozenset(), {}, {}, corpus.stands), [notice])
        if query.deadline
        else None
    )
    assert draft is not None
    assert [line.text for line in draft.lines[1:]] == [
        "- 1.到2024年建成托育中心。",
        "- 3.2024年底前建成示范点。",
    ]


_PLAN = (
    "河湾县托育方案\n一、建设\n1.9月底前建成托育中心。\n2.各镇6月30日前报送实施细则。\n3.第四季度开展评估。\n4.4月底开工。\n"
    "附表：\n序号 | 任务 | 完成时限 | 责任人\n1 | 保育员培训 | 10月31日 | 何一\n2 | 设备采购 | 8月15日 | 何二\n"
)


@pytest.mark.parametrize(
    ("question", "tasks"),
    [
        ("卡在9月底的任务有哪些", ["- 1.9月底前建成托育中心。"]),
        ("6月30号前各镇要报送什么", ["- 2.各镇6月30日前报送实施细则。"]),
        ("6月底到期的工作是哪几项", ["- 2.各镇6月30日前报送实施细则。"]),
        ("三季度要干完什么", ["- 1.9月底前建成托育中心。"]),
        ("四季度要完成哪些事", ["- 3.第四季度开展评估。"]),
        ("上半年要完成哪些任务", ["- 2.各镇6月30日前报送实施细则。"]),
        ("10月底之前得干完的活儿有啥", ["- 1 | 保育员培训 | 10月31日 | 何一"]),
    ],
)
def test_a_date_without_a_year_in_many_words(parse_text: Parse, question: str, tasks: list[str]) -> None:
    notice = parse_text("河湾县托育方案.txt", _PLAN)
    corpus = Corpus({notice.id: notice})
    query = parse(question, corpus)
    assert query.asks is Asks.DEADLINE
    draft = read_deadlines(query, Topic({}, frozenset(), {}, {}, corpus.stands), [notice])
    assert draft is not None
    assert [line.text for line in draft.lines[1:]] == tasks


@pytest.mark.parametrize("question", ["三季度要建成几个托育中心", "6月底前补多少钱", "上半年什么时候开工"])
def test_a_figure_or_a_day_by_then_is_no_list_of_tasks(parse_text: Parse, question: str) -> None:
    notice = parse_text("河湾县托育方案.txt", _PLAN)
    assert parse(question, Corpus({notice.id: notice})).asks is not Asks.DEADLINE
