"""Whether a place is among those that a notice names in a row: told by the row alone, never by a number that is the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rag.types import Answer
from tests.rag.conftest import Asking

PLAN = """赣州市卫生健康委员会文件

关于印发2024年爱国卫生工作要点的通知

赣州市卫生健康委员会

2024年3月1日

2024年爱国卫生工作要点

一、卫生创建
1.推进信丰县、大余县、上犹县等3个县创建国家卫生县城，安远县按期完成复审。
2.在瑞金市、于都县等地开展健康影响评估试点。
"""


@pytest.fixture(scope="module")
def ask(asking: Asking) -> Callable[[str], Answer]:
    return asking({"要点.txt": PLAN})


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("赣州2024年大余县在不在创建国家卫生县城的那3个县里", "是。"),
        ("安远在不在赣州2024年创建国家卫生县城的3个县里？", "否。"),
        ("赣州创建国家卫生县城的3个县里有没有安远县", "否。"),
        ("赣州创建国家卫生县城的3个县里有上犹吗", "是。"),
        ("赣州开展健康影响评估试点的地方里有没有于都县", "是。"),
    ],
)
def test_the_row_tells(ask: Callable[[str], Answer], question: str, verdict: str) -> None:
    assert ask(question).answer.startswith(verdict)


def test_a_row_that_may_go_on_leaves_nobody_out(ask: Callable[[str], Answer]) -> None:
    answer = ask("赣州开展健康影响评估试点的地方里有没有安远县").answer
    assert not answer.startswith(("是。", "否。"))
