"""How long, how often, until when: each with its own kind of time, and of what is asked about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rag.types import Answer

Ask = Callable[[str], Answer]


@pytest.mark.parametrize(
    ("question", "time"),
    [
        ("砚河县临时救助审核多久办结？", "5个工作日内"),
        ("砚河县发放名册保存多久？", "10年"),
        ("柳塘县食品留样保存多久？", "48小时"),
        ("砚河县补贴资金多久核对一次？", "每季度核对1次"),
        ("柳塘县食堂联合检查多久一次？", "每学期开展两次"),
    ],
)
def test_the_time_asked_for_comes_first(ask_alike: Ask, question: str, time: str) -> None:
    answer = ask_alike(question)
    assert answer.answer.splitlines()[0] == f"{time}[1]"
    assert time in answer.citations[0].text


@pytest.mark.parametrize(
    "question", ["砚河县民生补贴实施细则管到哪天？", "砚河县民生补贴实施细则什么时候失效？"]
)
def test_until_when_with_the_words_that_say_so(ask_alike: Ask, question: str) -> None:
    state, source = ask_alike(question).answer.splitlines()
    assert "至2029年5月31日" in state
    assert source.startswith("原文：“")
    assert "有效期至2029年5月31日" in source


@pytest.mark.parametrize("question", ["砚河县公厕多久消毒一次？", "柳塘县食品抽检多久一次？"])
def test_how_often_is_not_how_long(ask_alike: Ask, question: str) -> None:
    said = ask_alike(question).answer.splitlines()[0]
    assert "48小时" not in said
    assert "10年" not in said
