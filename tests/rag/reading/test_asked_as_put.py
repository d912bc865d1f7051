"""How a thing is done is no figure, and of figures in a row the one is told whose kind stands behind it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rag.types import Answer
from tests.rag.conftest import Asking

Ask = Callable[[str], Answer]

PLAN = """砚山湖县卫生健康局文件
砚湖卫发〔2026〕4号
关于印发砚山湖县2026年卫生健康工作要点的通知
各乡镇卫生院，局机关各股室：
现将《砚山湖县2026年卫生健康工作要点》印发给你们，请认真贯彻执行。
砚山湖县卫生健康局
2026年1月30日
砚山湖县2026年卫生健康工作要点
一、健全体系
1. 压实健康责任。把居民健康主要指标列入对各乡镇党委、政府的年度考核内容，每半年通报一次排名。（责任股室：规划股）
2. 鼓励科研创新。县级公立医院每年用于科研和人才培养的经费不低于业务收入的3%，乡镇卫生院不作要求。（责任股室：科教股）
3. 整合医疗资源。组建砚山湖县医疗健康集团，统一管理县人民医院、县中医院和12所乡镇卫生院的人员、财务与药品。（责任股室：医政股）
二、建设健康细胞
4. 开展健康细胞创建。全年创建健康社区15个、健康机关80家、健康家庭900户、健康企业20家。（责任股室：宣传股）
5. 评选名中医。启动第六届砚山湖县名中医评选。（责任股室：中医股）
6. 巩固卫生县城。每两个月组织一次覆盖全部乡镇的环境卫生督导检查。（责任股室：爱卫办）
"""


@pytest.fixture(scope="module")
def ask_plan(asking: Asking) -> Ask:
    return asking({"砚山湖县要点.txt": PLAN})


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("砚山湖怎样让几个乡镇把健康指标放在心上", "年度考核"),
        ("砚山湖怎么让几家医院成一家人", "组建砚山湖县医疗健康集团"),
        ("砚山湖县靠什么把几家医院拢成一家？", "组建砚山湖县医疗健康集团"),
        ("砚山湖县健康细胞里，家庭这一类要做够多少户？", "900户"),
        ("砚山湖县级医院每年要拿出多少钱搞科研、培养人？", "3%"),
        ("砚山湖县今年评名中医，这是第几届", "第六届"),
    ],
)
def test_what_is_asked_stands_in_the_first_line(ask_plan: Ask, question: str, told: str) -> None:
    answer = ask_plan(question)
    assert not answer.abstained
    assert told in answer.answer.splitlines()[0]


@pytest.mark.parametrize(
    "question",
    [
        "砚山湖县级医院今年要招多少名博士？",
        "砚山湖县2028年健康家庭要达到多少户？",
        "砚山湖怎么让药店晚上也开门？",
    ],
)
def test_what_is_not_said_is_still_declined(ask_plan: Ask, question: str) -> None:
    assert ask_plan(question).abstained
