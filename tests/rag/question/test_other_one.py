"""另一家呢: the other of two that one sentence of a notice says the like of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.question.other_one import of_other_one

TEXT = "三、项目建设\n强化管理,岚山医院(东湖院区)完成总工程量的50%,柳泉医院(西山院区)完成总工程量的70%。县妇保院项目完工，新人民医院项目主体结顶。"


@pytest.mark.parametrize(
    ("said", "before", "whole"),
    [
        ("另一个院区呢", "东湖院区要完成多少工程量", "西山院区要完成多少工程量"),
        ("另外那家呢？", "西山院区要完成多少工程量", "东湖院区要完成多少工程量"),
        ("那另一家呢", "县妇保院项目干到什么程度", "新人民医院项目干到什么程度"),
        ("另一家呢", "中医馆要建几个", ""),  # it is set beside nothing
        ("别的医院呢", "东湖院区要完成多少工程量", ""),
        ("另一个学校呢", "东湖院区要完成多少工程量", ""),
    ],
)
def test_the_other_one_is_put_in(said: str, before: str, whole: str) -> None:
    assert of_other_one(said, before, [TEXT]) == whole


def test_of_two_others_none_is_meant() -> None:
    text = "甲山医院开放床位50张，乙山医院开放床位70张，丙山医院开放床位90张。"
    assert not of_other_one("另一家呢", "乙山医院开放床位多少张", [text])


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_words_may_be_said(said: str, before: str) -> None:
    assert isinstance(of_other_one(said, before, [TEXT]), str)
