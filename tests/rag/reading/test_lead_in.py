"""A lead-in and its items answer together: whichever of them is found, both are told, and one case alone with what comes of it."""

from __future__ import annotations

import re

import pytest

from rag.types import Answer
from tests.rag.conftest import Ask, Asking

RULES = """霁川市民政局文件
霁民发〔2025〕12号
关于印发《霁川市养老机构等级评估办法》的通知
各县民政局，各养老机构：
《霁川市养老机构等级评估办法》已经局务会议通过，现印发给你们，请遵照执行。
霁川市民政局
2025年3月8日
霁川市养老机构等级评估办法
第一章 总则
第一条 为规范养老机构等级评估，提高服务质量，制定本办法。
第二条 评估遵循自愿申报、客观公正、动态管理的原则。
第二章 评估程序
第三条 评估按照下列程序进行：
（一）机构自评；
（二）提出申请；
（三）资料审核；
（四）现场评估；
（五）公示与认定。
第四条 养老机构申请评估，应当提交以下材料：
（一）等级评估申请表；
（二）食品经营许可证复印件；
（三）消防验收合格证明；
（四）近一年服务对象满意度调查结果。
第五条 评估总分为1000分，其中环境占120分，设施设备占130分，运营管理占150分，服务占600分。
第六条 评估人员有下列行为之一的，取消其评估资格：
（一）收受被评估机构财物的；
（二）未到现场出具评估结论的；
（三）泄露被评估机构商业秘密的；
（四）与被评估机构有利害关系而不回避的。
第三章 监督
第七条 机构在评定周期内有下列情形之一的，延期一年评估：
1.发生重大安全事故的；
2.欠缴职工社会保险的；
3.被列入失信名单的。
第八条 机构提供虚假资料的，终止评估，责令限期改正，三年内不得再次申报；情节严重的，移送有关部门处理。
第九条 下列人员优先入住：特困老年人，计划生育特殊家庭老年人，重度失能老年人。入住老年人凭医保卡优先预约家庭医生。
第十条 申报五级的机构，还应当符合下列指标：护理员持证率不低于90%；每床建筑面积不少于35平方米；老年人能力评估率达到100%。
第十一条 本办法自2025年5月1日起施行。
"""


@pytest.fixture(scope="module")
def ask(asking: Asking) -> Ask:
    return asking({"notice.txt": RULES})


def items(answer: Answer) -> list[str]:
    return [
        re.sub(r"(?:\[\d+\])+$", "", line[2:]) for line in answer.answer.splitlines() if line.startswith("- ")
    ]


@pytest.mark.parametrize(
    ("question", "first", "count"),
    [
        ("霁川养老机构申请评估要交什么材料？", "（一）等级评估申请表；", 4),
        ("霁川的机构申请评估应提交哪些材料", "（一）等级评估申请表；", 4),
        ("霁川养老机构出了什么事要推迟一年才能评估？", "1.发生重大安全事故的；", 3),
        ("霁川评估的人犯了哪些事就不让干了", "（一）收受被评估机构财物的；", 4),
        ("霁川搞评估的人做了什么事就会被取消资格", "（一）收受被评估机构财物的；", 4),
        ("霁川养老机构评估要走哪几步", "（一）机构自评；", 5),
    ],
)
def test_a_lead_in_is_told_with_its_items(ask: Ask, question: str, first: str, count: int) -> None:
    answer = ask(question)
    assert items(answer)[0] == first
    assert len(items(answer)) == count
    assert len(answer.citations) >= count


def test_one_case_is_told_with_what_comes_of_it_and_without_the_other_cases(ask: Ask) -> None:
    answer = ask("霁川评估人员没到现场会怎样？").answer
    assert "取消其评估资格" in answer
    assert "未到现场" in answer
    assert "商业秘密" not in answer


def test_what_is_led_in_within_a_line(ask: Ask) -> None:
    answer = ask("霁川申报五级的机构还要符合哪些指标？").answer
    for told in ("不低于90%", "不少于35平方米", "达到100%"):
        assert told in answer


def test_one_of_them_is_asked_for_by_its_name(ask: Ask) -> None:
    answer = ask("霁川申报五级的机构护理员持证率不低于多少？").answer
    assert "90%" in answer
    assert "100%" not in answer


def test_who_is_led_in_is_who_is_asked_for(ask: Ask) -> None:
    answer = ask("霁川哪些人优先入住？").answer
    assert "特困老年人，计划生育特殊家庭老年人，重度失能老年人" in answer


def test_what_a_whole_is_made_up_of(ask: Ask) -> None:
    answer = ask("霁川评估满分里头几块分别怎么给？").answer
    assert "环境占120分，设施设备占130分，运营管理占150分，服务占600分" in answer


def test_the_measure_for_the_worse_case_stands_with_the_one_before_it(ask: Ask) -> None:
    answer = ask("霁川养老机构弄虚作假会受什么处理？").answer
    for told in ("终止评估", "三年内不得再次申报", "移送有关部门处理"):
        assert told in answer
