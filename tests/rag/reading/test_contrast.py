"""Grades, ranks and kinds that shut each other out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rag.reading.contrast import contradicts
from rag.types import Answer

Ask = Callable[[str], Answer]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("三级医院的比例", "二级医院老年医学科设置比例"),
        ("每千人口药师数", "每千人口执业（助理）医师数"),
        ("每千人口药师数", "每千人口托位数"),
        ("达到推荐标准的有多少", "达到基本标准的机构"),
        ("引进副高级职称人才多少名", "正高级职称人才"),
        ("新增省级重点专科几个", "新增国家级重点专科"),
        ("民营医院的比例", "公立医院设置比例"),
    ],
)
def test_another_grade_or_kind_contradicts(question: str, words: str) -> None:
    assert contradicts(question, words)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("三级医院的比例", "二级以上医院设置比例"),
        ("每千人口有几张床位", "每千人口医疗卫生机构床位数"),
        ("千人托位数", "每千人口拥有3岁以下婴幼儿托位数"),
        ("乡镇卫生院的比例", "乡镇卫生院、社区卫生服务中心"),
        ("健康县区覆盖率", "健康县区覆盖率"),
        ("大夫有多少", "医师数"),
    ],
)
def test_the_same_or_a_wider_one_does_not(question: str, words: str) -> None:
    assert not contradicts(question, words)


def test_a_figure_of_another_kind_is_declined(ask: Ask) -> None:
    assert ask("云岭市高血压患者规范管理率是多少？").answer.startswith("不低于66%")
    assert ask("云岭市肺结核患者规范管理率是多少？").abstained
