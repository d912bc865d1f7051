"""What the bundled reader alone is sure of, where the words of a question do not carry it to its clause."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rag.types import Answer

Ask = Callable[[str], Answer]


def test_other_words_than_the_notices(ask_alike: Ask) -> None:
    answer = ask_alike("白枫市离席几分钟位子会被收走？")
    assert not answer.abstained
    assert "60分钟" in answer.answer.splitlines()[0]
    assert "60分钟" in answer.citations[0].text


def test_a_neighbours_part_is_left_out_of_what_is_pointed_at(ask_alike: Ask) -> None:
    first = ask_alike("柳塘县乡镇卫生院达到推荐标准的占多少？").answer.splitlines()[0]
    assert "25%" in first
    assert "85%" not in first


@pytest.mark.parametrize(
    "question",
    [
        "白枫市博物馆门票多少元？",
        "青梧市保税区引进工业项目多少个？",
        "砚河县45岁居民高龄津贴每月多少元？",
        "柳塘县社区卫生服务中心达到推荐标准的占多少？",
    ],
)
def test_what_is_of_something_else_is_not_pointed_at(ask_alike: Ask, question: str) -> None:
    answer = ask_alike(question)
    assert answer.abstained
