"""Who does the very thing, beside who answers for the clause; and answers that share no word with the question."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rag.types import Answer
from tests.rag.conftest import Asking

Ask = Callable[[str], Answer]

WINTER = """榆泉县卫生健康局文件
榆卫发〔2026〕9号
关于印发榆泉县2026年卫生健康工作要点的通知
各乡镇卫生院，局机关各股室：
现将《榆泉县2026年卫生健康工作要点》印发给你们，请认真贯彻执行。
榆泉县卫生健康局
2026年2月20日
榆泉县2026年卫生健康工作要点
一、加强公共卫生
1. 防控冬季呼吸道疾病。供暖期中小学每节课后须开窗10分钟，由班主任督促，教育督导每月抽查一次。（责任股室：疾控股）
2. 关爱失智老人。为认知障碍老年人免费发放定位手环300个，手环通信费用第一年由县财政负担，第二年起由家庭承担。（责任股室：老龄股）
二、提升服务能力
3. 建设血液透析点。在榆泉县第二人民医院增设血液透析点1个，配置透析机12台，在此之前由县人民医院安排专车每周接送患者3趟。（责任股室：医政股）
4. 引进急需人才。全年招聘医学硕士研究生6名，每人发放安家费15万元，分五年等额发放。（责任股室：人事股）
5. 规范中药房。为各乡镇卫生院配齐中药房，流动医疗车3辆按月到各村巡回。（责任股室：中医股）
6. 保障妇女健康。为35至64岁农村妇女免费开展宫颈癌、乳腺癌筛查6200人。（责任股室：妇幼股）
7. 走访独居老人。对独居、空巢老年人建立台账，每周电话问候不少于2次，两次无人接听的当日上门查看。（责任股室：老龄股）
"""


@pytest.fixture(scope="module")
def ask_winter(asking: Asking) -> Ask:
    return asking({"榆泉县要点.txt": WINTER})


@pytest.mark.parametrize(
    ("question", "deed", "noted"),
    [("请问教室开窗谁盯着", "班主任", "疾控股"), ("手环的话费谁掏", "县财政", "老龄股")],
)
def test_who_does_it_comes_before_who_answers_for_the_clause(
    ask_winter: Ask, question: str, deed: str, noted: str
) -> None:
    first, second = ask_winter(question).answer.splitlines()
    assert deed in first
    assert noted in second


@pytest.mark.parametrize(
    ("question", "noted"), [("教室开窗的责任股室是哪个", "疾控股"), ("发定位手环由哪个股室负责", "老龄股")]
)
def test_who_answers_for_the_clause_comes_first_where_that_is_asked(
    ask_winter: Ask, question: str, noted: str
) -> None:
    assert noted in ask_winter(question).answer.splitlines()[0]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("今年白给多少农村妇女查两癌", "6200人"),  # not 35至64岁, before it in the same sentence
        ("独居老人一周起码打几回电话问一声", "不少于2次"),  # asks for no telephone number
        ("透析点开张前病人怎么去透析", "专车"),
    ],
)
def test_what_is_meant_is_told_though_other_words_are_nearer(
    ask_winter: Ask, question: str, told: str
) -> None:
    answer = ask_winter(question)
    assert not answer.abstained
    assert told in answer.answer.splitlines()[0]


@pytest.mark.parametrize("question", ["榆泉县卫健局老龄股的电话是多少", "问候老人的热线号码是几"])
def test_a_telephone_number_that_is_not_there_is_not_told(ask_winter: Ask, question: str) -> None:
    assert ask_winter(question).abstained


def test_a_unit_that_people_count_in_is_no_other_kind(ask_winter: Ask) -> None:
    assert "3辆" in ask_winter("下乡看病的车一共几台").answer.splitlines()[0]


def test_people_who_come_to_the_county_are_no_place(ask_winter: Ask) -> None:
    answer = ask_winter("硕士来县里能拿多少安家费")
    assert not answer.abstained
    assert "15万元" in answer.answer.splitlines()[0]


def test_words_that_no_notice_uses_are_named(ask_winter: Ask) -> None:
    answer = ask_winter("卡拉OK包厢押金怎么算？")
    assert answer.abstained
    assert not answer.citations
    assert "卡拉OK" in answer.answer
