"""Questions about the store, a notice as a whole, its validity and all its targets."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from rag.assistant import Assistant
from rag.build import Workspace
from rag.types import Answer

Ask = Callable[[str], Answer]


def rows(answer: Answer) -> list[str]:
    return [line for line in answer.answer.splitlines() if line.startswith("| ") and "---" not in line][1:]


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("库里一共有几份文件？", 5),
        ("2024年有几个文件？", 1 + 1),  # the city's plan of 2024 and the county's of 2023 to 2025
        ("云岭市有哪些文件？", 2),
    ],
)
def test_the_store_is_counted_and_every_row_cited(ask: Ask, question: str, count: int) -> None:
    answer = ask(question)
    assert answer.answer.startswith(f"共 {count} 份文件")
    assert len(rows(answer)) == count
    assert all("[" in row for row in rows(answer))


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("最早印发的是哪份文件？", "云卫规〔2021〕3号"),
        ("最新的文件是哪个？", "云卫字〔2024〕40号"),
        ("哪份文件最早印发", "云卫规〔2021〕3号"),
        ("带文号的文件里印发时间最晚的是哪一份", "云卫字〔2024〕40号"),
        ("云岭市和青禾县哪份文件印发得最晚", "云卫字〔2024〕40号"),
    ],
)
def test_the_first_and_the_last_notice(ask: Ask, question: str, number: str) -> None:
    (row,) = rows(ask(question))
    assert number in row


def test_the_latest_date_of_a_task_is_no_question_about_the_store(ask: Ask) -> None:
    answer = ask("青禾县疾控中心实验室改造最晚什么时候完成？")
    assert "2023年底" in answer.answer
    assert "份文件" not in answer.answer


@pytest.mark.parametrize("question", ["请总结云岭市2024年工作要点", "云岭市工作要点主要讲了什么？"])
def test_a_notice_as_a_whole_is_its_chapters(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert [line for line in answer.answer.splitlines() if line.startswith("- ")] == [
        "- 一、 筑牢健康底线[1]",
        "- 二、 扩大服务供给[2]",
        "- 三、 强化要素保障[3]",
    ]


def test_all_targets_of_a_unit(ask: Ask) -> None:
    said = "\n".join(rows(ask("疾控科牵头的指标有哪些？")))
    assert "高血压患者规范管理率 | 不低于66%" in said
    assert "隐患整改率 | 100%" in said
    assert "健康县区覆盖率" not in said


def test_all_targets_of_a_notice(ask: Ask) -> None:
    answer = ask("云岭市2024年有哪些量化指标？")
    assert answer.answer.startswith(f"共 {len(rows(answer))} 项指标")
    assert "每千人口托位数 | 4.5个（到2024年底，力争）" in answer.answer


def test_an_indicator_everywhere_with_its_value_as_written(ask: Ask) -> None:
    answer = ask("各地居民健康素养水平目标是多少？")
    assert [row.split(" | ")[1] for row in rows(answer)] == [
        "28%以上（到2024年底，力争）",
        "26%（到2025年底）",
    ]


def test_an_indicator_the_other_place_lacks_is_not_taken_from_its_neighbour(ask: Ask) -> None:
    answer = ask("云岭市和青禾县普惠托位占比分别是多少？")
    city, county = rows(answer)
    assert "60%" in city
    assert "未载明" in county


def test_a_figure_due_in_another_year_is_said_to_be_so(ask: Ask) -> None:
    answer = ask("青禾县2024年每千人口托位数是多少？")
    assert answer.abstained
    assert answer.answer.startswith("没有载明2024年的数值；载明的是：4.2个（到2025年底）")


@pytest.mark.parametrize(("today", "past"), [("2024-06-01", False), ("2027-01-01", True)])
def test_a_plan_is_past_when_its_years_are(workspace: Workspace, today: str, past: bool) -> None:
    day = datetime.date.fromisoformat(today)
    assistant = Assistant(workspace.store, workspace.settings, today=lambda: day)
    answer = assistant.answer("云岭市2024年工作要点现在还有效吗？")
    assert "没有写明施行日期和有效期" in answer.answer
    assert ("规划期已过" in answer.answer) == past


def test_a_plan_whose_years_are_over_is_cited_with_a_word_about_it(workspace: Workspace) -> None:
    def warnings(today: str, question: str) -> str:
        day = datetime.date.fromisoformat(today)
        assistant = Assistant(workspace.store, workspace.settings, today=lambda: day)
        return "".join(assistant.answer(question).warnings)

    question = "云岭市健康县区覆盖率要达到多少？"
    assert "规划期已过" in warnings("2027-01-01", question)
    assert "规划期已过" not in warnings("2024-06-01", question)
    assert "规划期已过" not in warnings("2027-01-01", "云岭市2024年健康县区覆盖率要达到多少？")
