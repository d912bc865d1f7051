"""A clause asked for by its heading alone, and the clause that speaks of something."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rag.types import Answer

Ask = Callable[[str], Answer]


@pytest.mark.parametrize("question", ["青禾县的主要行动有哪些", "青禾县三年行动方案的主要行动是什么"])
def test_what_stands_below_a_heading(ask: Ask, question: str) -> None:
    first, *items = ask(question).answer.splitlines()
    assert first == "主要行动，共 4 项："
    assert len(items) == 4


def test_a_heading_that_names_no_matter(ask: Ask) -> None:
    assert "每千人口托位数达到4.2个" in ask("青禾县的工作目标是什么").answer


@pytest.mark.parametrize(
    "question",
    [
        "青禾县三年行动方案那几个总指标，数都报一下",
        "青禾县方案到2025年底的总体目标都是多少",
        "青禾县方案的主要目标是什么",
        "青禾县三年行动方案几个主要指标各是多少",
    ],
)
def test_the_aims_as_a_whole_by_another_name(ask: Ask, question: str) -> None:
    answer = ask(question).answer
    assert "工作目标" in answer
    assert "每千人口托位数达到4.2个" in answer


def test_the_aim_of_one_matter_is_no_question_for_all(ask: Ask) -> None:
    answer = ask("青禾县托位数的总体目标是多少").answer
    assert "4.2个" in answer
    assert "工作目标" not in answer


def test_more_than_a_heading_is_no_question_for_it(ask: Ask) -> None:
    assert "共 4 项" not in ask("青禾县主要行动里骨干医师选派多少名").answer


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("云岭市要点里第几条讲托育", "第5条：二、5 扩大托育供给"),
        ("云岭市的采供血写在要点的第几条", "第4条：一、4 保障采供血"),
        ("云岭市要点哪一条说的是中医适宜技术", "第6条：二、6 推广中医适宜技术"),
    ],
)
def test_which_clause_speaks_of_something(ask: Ask, question: str, place: str) -> None:
    answer = ask(question)
    assert answer.answer.splitlines()[0].startswith(place)
    assert answer.citations


def test_no_clause_speaks_of_it(ask: Ask) -> None:
    assert ask("云岭市要点第几条讲月球旅行").abstained
