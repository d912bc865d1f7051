"""下一条呢, 最后一项谁负责, 第二个要做什么: a thing named by its place in an order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.assistant import Assistant
from rag.corpus.corpus import Corpus
from rag.question.ordinals import by_number, listed, of_items
from rag.question.parse import parse
from rag.types import Turn

ASKED = "云岭市要点第五条讲什么"


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("下一条呢？", "云岭市要点第6条讲什么"),
        ("那上一条呢", "云岭市要点第4条讲什么"),
        ("第八条呢", "云岭市要点第8条讲什么"),
        ("最后一条呢", "云岭市要点最后一条讲什么"),
        ("再下一条谁牵头", "云岭市要点第6条谁牵头"),
        ("第二年呢", ""),
        ("疾控科呢", ""),
    ],
)
def test_another_clause_by_its_number(said: str, whole: str, corpus: Corpus) -> None:
    assert by_number(said, parse(ASKED, corpus)) == whole


def test_nothing_comes_before_the_first(corpus: Corpus) -> None:
    assert not by_number("上一条呢", parse("云岭市要点第一条讲什么", corpus))


def test_no_clause_was_asked_for(corpus: Corpus) -> None:
    assert not by_number("下一条呢", parse("云岭市每千人口托位数是多少", corpus))


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("第二个由谁负责", "公共卫生能力提升行动由谁负责"),
        ("最后一个要做什么？", "中医药服务能力提升行动要做什么？"),
        ("第一个呢", "医疗服务能力提升行动要做什么"),
        ("第四个呢", ""),
        ("下一个呢", ""),
    ],
)
def test_an_item_of_the_last_answer(said: str, whole: str) -> None:
    answer = "共 3 项：\n- （一）医疗服务能力提升行动[1]\n- （二）公共卫生能力提升行动[2]\n- （三）中医药服务能力提升行动[3]"
    assert of_items(said, answer) == whole
    inline = "医疗服务能力提升行动、公共卫生能力提升行动、中医药服务能力提升行动。[1]"
    assert of_items(said, inline) == whole


def test_a_sentence_lists_nothing() -> None:
    assert listed("28%以上（到2024年底）[1]\n原文：“居民健康素养水平达到28%以上”[1]") == [
        "28%以上（到2024年底）"
    ]
    assert not listed("")


@given(st.lists(st.text("甲乙丙丁戊己", min_size=2, max_size=8), min_size=2, max_size=9))
def test_what_is_listed_is_found_again(items: list[str]) -> None:
    assert listed("\n".join(f"- {item}[1]" for item in items)) == items
    assert listed("、".join(items) + "。") == items


@given(st.text(max_size=40), st.text(max_size=80))
def test_any_words_may_be_said(question: str, said: str) -> None:
    assert isinstance(of_items(question, said), str)


def test_the_next_clause_is_read(assistant: Assistant) -> None:
    history = (Turn(role="user", content=ASKED), Turn(role="assistant", content="5.扩大托育供给。"))
    assert "推广中医适宜技术" in assistant.answer("下一条呢", history).answer
    assert "中医药科" in assistant.answer("下一条谁牵头", history).answer.splitlines()[0]


def test_the_item_named_is_read(assistant: Assistant) -> None:
    history = (
        Turn(role="user", content="青禾县三年行动有哪些行动"),
        Turn(role="assistant", content="医疗服务能力提升行动、公共卫生能力提升行动。"),
    )
    assert "县疾控中心" in assistant.answer("第二个由谁负责", history).answer
