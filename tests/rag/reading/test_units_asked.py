"""What is asked for in one unit is not told in another."""

from __future__ import annotations

import pytest

from ingest.figures import find_figures
from rag.reading.figure.kind_asked import in_other_units


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("流动培训车一共几辆", "8个镇"),
        ("专职委员一个村配几名", "一次"),
        ("村医满多大岁数能领", "600元"),
        ("垫底要扣几个点", "两次"),
        ("租一平多少", "300套"),
        ("要加护栏的路有多长", "三类"),
    ],
)
def test_other_units(question: str, told: str) -> None:
    assert in_other_units(question, find_figures(told))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("流动培训车一共几辆", "8台"),
        ("多少家够得上二甲", "80%以上"),
        ("要培训多少名", "1.2万人"),
        ("几天随访一次", "每月1次"),
        ("一千人里多少人献血", "12‰"),
        ("押金是几个月的租金", "6倍"),
        ("设几个点", "两处"),
        ("补多少", "600元"),
        ("一年挣的钱里要拿多少搞科研", "不低于业务收入的2%"),
    ],
)
def test_units_that_may_be(question: str, told: str) -> None:
    assert not in_other_units(question, find_figures(told))
