"""How many parts and items a notice has is counted from its clauses, and the last of each stands quoted."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rag.types import Answer

Ask = Callable[[str], Answer]
RULES = "砚河县民生补贴实施细则"


@pytest.mark.parametrize(
    "question",
    [
        "云岭市2024年要点从头到尾多少条？",
        "云岭市2024年要点一共几项任务",
        "云岭市2024年工作要点最后一条是第几条",
        "云岭市2024年卫健要点编号排到多少",
        "云岭市2024年要点分几个部分、共几条？",
        "云岭市2024年要点的总条数",
    ],
)
def test_items_that_run_on_through_the_parts(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert "共 3 个部分、9 项" in answer.answer
    assert "最后一项：9.维护行业安全稳定" in answer.answer
    assert all("[" in line for line in answer.answer.splitlines())


@pytest.mark.parametrize(
    "question",
    [
        "云岭市2024年要点分成几大块",
        "云岭市2024年那份要点一共分成哪三大块来写？",
        "云岭市2024年要点讲了哪几大板块",
        "云岭市2024年要点分成三大块，都是什么",
        "云岭市2024年要点有几章，都叫什么",
        "云岭市要点有几个大的部分，每部分叫啥",
    ],
)
def test_the_parts_stand_by_their_headings(ask: Ask, question: str) -> None:
    answer = ask(question).answer
    assert "分 3 个部分" in answer
    for heading in ("一、筑牢健康底线", "二、扩大服务供给", "三、强化要素保障"):
        assert f"- {heading}[" in answer
    assert "项" not in answer.splitlines()[0]


def test_articles_under_chapters(ask_alike: Ask) -> None:
    assert "共 3 章、9 条" in ask_alike(f"{RULES}一共多少条？").answer


def test_a_chapter_that_is_named_is_counted_alone(ask: Ask) -> None:
    answer = ask("青禾县三年行动方案的主要行动一共几项").answer
    assert "4 项" in answer
    assert "推进医共体建设" not in answer


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("云岭市2024年新建急救站点几个？", "8个"),
        ("云岭市招录乡村医生多少名", "70名"),
        ("青禾县整合了几家乡镇卫生院", "11家"),
    ],
)
def test_what_a_notice_counts_is_not_its_items(ask: Ask, question: str, words: str) -> None:
    answer = ask(question).answer
    assert words in answer
    assert "最后一项" not in answer


def test_items_about_something_are_not_all_items(ask: Ask) -> None:
    assert "9 项" not in ask("云岭市2024年要点有多少条提到托育").answer


def test_what_is_due_by_a_date_is_counted_among_what_is_due(ask: Ask) -> None:
    answer = ask("青禾县方案里2025年底的任务一共几条").answer
    assert answer.startswith("共 2 处")
    assert "3 个部分" not in answer


@pytest.mark.parametrize("question", ["云岭市2024年要点第二部分有哪几条", "云岭市要点第二部分包括哪些任务"])
def test_the_items_of_a_part_named_by_its_number(ask: Ask, question: str) -> None:
    answer = ask(question).answer
    assert "二、扩大服务供给" in answer
    assert "6.推广中医适宜技术" in answer
    assert "7.建强人才队伍" not in answer


@pytest.mark.parametrize(
    "question",
    [
        "云岭市2024年要点第二部分一共几条",
        "云岭市2024年要点服务供给那部分有几项",
        "云岭市要点服务供给那一章包括几条",
    ],
)
def test_the_items_of_a_part_are_counted(ask: Ask, question: str) -> None:
    answer = ask(question).answer
    assert "“扩大服务供给”共 2 项" in answer
    assert "最后一项：6.推广中医适宜技术" in answer


def test_a_part_that_is_not_there_is_not_counted(ask: Ask) -> None:
    assert ask("云岭市2024年要点第七部分有几条").abstained
