"""Questions that no clause may answer: of another thing of the kind, of another kind, or beyond what notices tell."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rag.reading.beyond import is_beyond
from tests.rag.conftest import Asking

PLAN = """云岭市民政局文件

关于印发2024年养老工作要点的通知

云岭市民政局

2024年3月1日

2024年养老工作要点

一、发放补贴
1.对低保家庭中失能的老年人，每人每月发放护理补贴220元。
2.引进培养300名医学专业硕士。
3.推动建设健康家庭服务中心20个。
4.组织开展敬老行动，打造一批老年友好型社区。
5.年内新增托位数800个。
6.开学后组织护理专业学生参观养老院，每学期一次。
二、分级监管
7.对A级机构每年检查1次，对B级机构每年检查2次。
8.居民满意度达到90%以上。
9.由流动服务车在石坪等8个偏远镇巡回助浴。
10.护理员累计工作满10年的，每月发放津贴300元。
11.启动第四届敬老模范评选。
12.老年助餐补贴提高到每餐6元。
13.医养结合机构住院次均费用增幅控制在2%以内。
14.机构虚报人数的，每季度抽查1次。
15.实施名师带教工程、骨干培训工程、院校联合培养工程，建强护理员队伍。
"""


@pytest.fixture(scope="module")
def declines(asking: Asking) -> Callable[[str], bool]:
    """Whether a question to an assistant with that plan is declined."""
    ask = asking({"云岭市养老.txt": PLAN})
    return lambda question: ask(question).abstained


@pytest.mark.parametrize(
    "question",
    [
        "云岭市要引进多少名护理专业的硕士",
        "云岭市健康家庭建设率要达到多少",
        "云岭市老年友好型社区要达到几成",
        "云岭市每千人口托位数要达到多少",
        "云岭市学生开学是哪天",
        "云岭市E级机构每年检查几次",
        "云岭市为什么新增托位",
        "云岭市流动服务车一共几辆",
        "云岭市工作满5年的护理员每月发多少津贴",
        "云岭市老年助餐补贴提高之前每餐多少",
        "云岭市医养结合机构住院次均费用多少钱一次",
        "云岭市机构虚报人数怎么处罚",
    ],
)
def test_what_is_of_another_thing_or_kind_is_no_answer(
    declines: Callable[[str], bool], question: str
) -> None:
    assert declines(question)


@pytest.mark.parametrize(
    "question",
    [
        "云岭市失能老年人每人每月发放护理补贴多少",
        "云岭市要引进多少名医学专业的硕士",
        "云岭市新增托位数多少",
        "云岭市B级机构每年检查几次",
        "云岭市居民满意度要达到多少",
        "云岭市流动服务车在几个镇巡回",
        "云岭市工作满12年的护理员每月发多少津贴",
        "云岭市今年评敬老模范是第几届",
        "云岭市老年助餐补贴每餐多少",
        "云岭市打算靠哪几个工程来建强护理员队伍",
    ],
)
def test_the_thing_itself_is_answered(declines: Callable[[str], bool], question: str) -> None:
    assert not declines(question)


@pytest.mark.parametrize("question", ["医院没开业该怪谁", "你觉得医改搞得好不好", "今天新增了几例"])
def test_blame_opinion_and_news_are_beyond(question: str) -> None:
    assert is_beyond(question)


@pytest.mark.parametrize(
    "question", ["这件事归谁管", "谁的责任单位", "今天去医院要带什么", "你觉得目标定的多少"]
)
def test_what_notices_tell_is_not_beyond(question: str) -> None:
    assert not is_beyond(question)
