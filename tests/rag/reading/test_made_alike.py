"""Words made alike shut each other out."""

from __future__ import annotations

import pytest

from rag.reading.made_alike import made_otherwise


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("初二女生能不能免费打疫苗", "为全县初一女生免费接种"),
        ("县道边沟多深", "乡道、村道边沟不浅于40厘米"),
        ("生一孩补多少", "二孩家庭一次性补助3000元"),
        ("南环段多少公里", "先行实施北环段41公里"),
        ("轻度残疾补多少", "中重度残疾人每月80元"),
        ("黄色预警谁发布", "红色、橙色预警由省厅发布"),
        ("兼职教师几名", "专职教师不少于6名"),
    ],
)
def test_another_of_its_kind(question: str, words: str) -> None:
    assert made_otherwise(question, words)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("县道边沟多深", "县、乡道边沟不浅于40厘米"),
        ("重度残疾补多少", "中重度残疾人每月80元"),
        ("初二能打吗", "初一至初三学生免费接种"),
        ("三季度做什么", "第三季度完成评估"),
        ("生三孩补多少", "二孩及以上家庭补助3000元"),
        ("县道边沟多深", "边沟不浅于40厘米"),
    ],
)
def test_the_same_or_nothing_of_that_kind(question: str, words: str) -> None:
    assert not made_otherwise(question, words)


def test_the_part_right_before_the_words_counts() -> None:
    assert not made_otherwise("县道两侧多远", "10米、乡道5米", "在控制区内，县道两侧")
