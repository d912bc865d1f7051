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
        ("D级单位有几家", "B级单位3家"),
        ("评为丙类的有多少", "甲类机构占20%"),
        ("三级响应何时启动", "二级响应由县政府启动"),
        ("第一季度完成多少", "第二季度完成60%"),
        ("在职的补多少", "退休人员每人补助400元"),
        ("高中生近视率压到多少", "儿童青少年总体近视率"),
        ("小孩子的签约率多少", "重点人群签约服务覆盖率"),
        ("引进硕士几名", "引进博士20名"),
        ("成功治疗率多少", "报告发病率控制在五十以下"),
    ],
)
def test_another_grade_or_kind_contradicts(question: str, words: str) -> None:
    assert contradicts(question, words)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("三级医院的比例", "二级以上医院设置比例"),
        ("博士能带编招聘吗", "硕士研究生以上学历人员带编招聘"),
        ("总体近视率多少", "儿童青少年总体近视率"),
        ("近视率压到多少", "儿童青少年总体近视率"),
        ("每千人口有几张床位", "每千人口医疗卫生机构床位数"),
        ("千人托位数", "每千人口拥有3岁以下婴幼儿托位数"),
        ("乡镇卫生院的比例", "乡镇卫生院、社区卫生服务中心"),
        ("健康县区覆盖率", "健康县区覆盖率"),
        ("大夫有多少", "医师数"),
    ],
)
def test_the_same_or_a_wider_one_does_not(question: str, words: str) -> None:
    assert not contradicts(question, words)


@pytest.mark.parametrize(
    ("question", "words", "before", "shut_out"),
    [
        ("B级企业多少家", "D级企业", "", True),
        ("B级企业多少家", "B级企业", "", False),
        ("甲类场馆多少个", "补助40万元", "甲类场馆补助90万元，乙类场馆", True),
        ("乙类场馆多少个", "补助40万元", "甲类场馆补助90万元，乙类场馆", False),
        ("A级和B级企业多少家", "B级企业", "", False),
        ("企业多少家", "D级企业", "", False),
    ],
)
def test_another_letter_contradicts(question: str, words: str, before: str, shut_out: bool) -> None:
    assert contradicts(question, words, before) == shut_out


@pytest.mark.parametrize(
    ("question", "shut_out"),
    [
        ("卫生院达到推荐标准的占多少", False),
        ("村卫生室达到推荐标准的占多少", True),
        ("卫生院达到基本标准的占多少", True),
    ],
)
def test_the_part_before_says_of_whom_where_the_words_do_not(question: str, shut_out: bool) -> None:
    before = "村卫生室达到基本标准的占70%，卫生院达到基本标准的占80%，"
    assert contradicts(question, "达到推荐标准的占20%", before) == shut_out


def test_a_figure_of_another_kind_is_declined(ask: Ask) -> None:
    assert ask("云岭市高血压患者规范管理率是多少？").answer.startswith("不低于66%")
    assert ask("云岭市肺结核患者规范管理率是多少？").abstained


def test_a_level_named_last_before_the_words_counts() -> None:
    assert contradicts("D级单位每年查几次", "每年检查1次", "B级单位每年检查2次，A级单位")
    assert not contradicts("A级单位每年查几次", "每年检查1次", "B级单位每年检查2次，A级单位")
