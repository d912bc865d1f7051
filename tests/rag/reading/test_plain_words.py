"""Questions as colleagues speak: how far something is brought, reversals nobody decided, verbs that name nothing."""

from __future__ import annotations

import pytest

from tests.rag.conftest import Ask, Asking

COUNTY = """霁川县卫生健康局文件
霁卫发〔2024〕11号
关于印发2024年全县卫生健康工作要点的通知
各乡镇卫生院：
现将《2024年全县卫生健康工作要点》印发给你们，请抓好落实。
霁川县卫生健康局
2024年3月6日
2024年全县卫生健康工作要点
一、提升服务能力
1.加强老年健康服务。推进老年医院建设，开展老年医学科规范化建设，提升老年多病共治水平。到2024年底，二级以上综合医院全部设置老年医学科。（牵头科室：老龄科；责任科室：医政科、科教科、规划信息科、基层卫生科）
2.强化信息技术运用。推动智慧医疗示范应用，强化网络安全建设。（牵头科室：规划信息科；责任科室：各相关科室）
3.推进科技教育创新。加强学科建设验收。（牵头科室：科教科；责任科室：各相关科室）
4.稳定乡村医生队伍。乡村医生享受乡镇卫生院聘用人员同等待遇。（牵头科室：基层卫生科）
二、推进项目建设
5.发展生物医药产业。力争年底全县生物医药全产业链营收目标突破48亿元，打造两个产业园区。
6.推进区域医疗中心建设，加强学科共建。
7.优化卫生院布局。推进乡镇卫生院归并整合，编制总数不变，财政补助渠道不变。
"""
CITY = """澜石市卫生健康委员会文件
澜卫发〔2024〕9号
关于印发2024年全市卫生健康工作要点的通知
各县卫生健康局：
现将《2024年全市卫生健康工作要点》印发给你们，请抓好落实。
澜石市卫生健康委员会
2024年3月28日
2024年全市卫生健康工作要点
1.推进老年健康。二级以上综合医院老年医学科建设达90%以上。
2.开展无偿献血宣传，完善采供血机构布局，固定采血点覆盖率达80%。
"""


@pytest.fixture(scope="module")
def ask(asking: Asking) -> Ask:
    return asking({"county.txt": COUNTY, "city.txt": CITY})


def test_how_far_is_told_by_the_sentence_with_a_stage(ask: Ask) -> None:
    answer = ask("医院设老年医学科，霁川县跟澜石市各自要求到什么份上？").answer
    assert "全部设置老年医学科" in answer
    assert "90%以上" in answer


def test_a_note_of_responsibility_bears_no_claim_out(ask: Ask) -> None:
    answer = ask("霁川县的智慧医疗、网络安全是科教科牵头吗？").answer
    assert answer.startswith("否")
    assert "规划信息科" in answer


def test_whom_something_is_measured_by_is_no_unit_responsible(ask: Ask) -> None:
    assert "聘用人员同等待遇" in ask("霁川县村医的待遇跟谁看齐？").answer


def test_amounts_of_money_are_asked_for_in_yi(ask: Ask) -> None:
    assert ask("霁川县医药这一整条产业链，年底想做到多少个亿？").answer.startswith("48亿元")


def test_a_reversal_that_nobody_decided_is_not_explained(ask: Ask) -> None:
    assert ask("霁川县怎么突然不搞区域医疗中心了？").abstained
    assert ask("霁川县为啥不办老年医学科了？").abstained


def test_a_merger_is_no_reversal(ask: Ask) -> None:
    answer = ask("霁川县撤并乡镇卫生院以后，哪些东西不变？")
    assert "编制总数不变" in answer.answer


@pytest.mark.parametrize("question", ["澜石市固定献血的地方要铺到几成？", "澜石市抽血点得保到百分之几？"])
def test_verbs_that_name_nothing_do_not_stand_in_the_way(ask: Ask, question: str) -> None:
    assert "80%" in ask(question).answer.splitlines()[0]
