"""是 or 否 of units and dates, and goals that are said without a figure."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rag.types import Answer

Ask = Callable[[str], Answer]


@pytest.mark.parametrize(
    ("question", "verdict", "named"),
    [
        ("云岭市慢性病管理是疾控科牵头吗？", "是。", "疾控科"),
        ("云岭市慢性病管理是人事科牵头吗？", "否。", "疾控科"),
        ("云岭市全民健康信息平台是2024年10月底前建成吗？", "是。", "2024年10月底前"),
        ("云岭市全民健康信息平台是2025年底才建成吗？", "否。", "2024年10月底前"),
    ],
)
def test_what_is_put_forward_is_judged(ask: Ask, question: str, verdict: str, named: str) -> None:
    first = ask(question).answer.splitlines()[0]
    assert first.startswith(verdict)
    assert named in first
