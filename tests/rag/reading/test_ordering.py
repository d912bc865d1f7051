"""从高到低排一下: the rows of a table over all notices in the order of their figures."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rag.reading.draft import Draft, Line
from rag.reading.table.ordering import in_order
from rag.types import Answer

Ask = Callable[[str], Answer]


def _table(*values: str) -> Draft:
    rows = tuple(Line(f"| 文件{at} | {value} | 原文", row=True) for at, value in enumerate(values))
    return Draft((Line("| 文件 | 数值 | 原文 |"), *rows), 1.0)


def _order(draft: Draft | None) -> list[str]:
    return [line.text.split(" | ")[1] for line in draft.lines if line.row] if draft else []


@pytest.mark.parametrize(
    ("question", "order"),
    [
        ("从高到低排一下", ["全部设置", "62％以上", "25%", "未写数字"]),
        ("排个名次", ["全部设置", "62％以上", "25%", "未写数字"]),
        ("由低到高排", ["25%", "62％以上", "全部设置", "未写数字"]),
        ("哪里定得最低", ["25%", "62％以上", "全部设置", "未写数字"]),
        ("各地是多少", ["25%", "未写数字", "全部设置", "62％以上"]),
    ],
)
def test_rows_in_the_order_asked_for(question: str, order: list[str]) -> None:
    assert _order(in_order(_table("25%", "未写数字", "全部设置", "62％以上"), question)) == order


def test_nothing_to_put_in_order() -> None:
    assert in_order(None, "从高到低排一下") is None


def test_the_highest_stands_first(ask: Ask) -> None:
    for question, first in (
        ("把各地居民健康素养水平从高到低排一下", "28%"),
        ("把各地居民健康素养水平从低到高排一下", "26%"),
    ):
        rows = [line for line in ask(question).answer.splitlines() if "%" in line]
        assert len(rows) == 2
        assert first in rows[0]
