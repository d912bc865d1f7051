"""Figures that stand beside others of their kind: the one that is asked about is told, or its clause is quoted whole."""

from __future__ import annotations

import pytest

from tests.rag.conftest import Ask, Asking

RULES = """霁川县民政局文件
霁民发〔2024〕6号
关于印发霁川县救助和培训补助办法的通知
各乡镇人民政府：
现将《霁川县救助和培训补助办法》印发给你们，请遵照执行。
霁川县民政局
2024年3月8日
霁川县救助和培训补助办法
第一条 城市低保标准为每人每月820元。
第二条 农村低保按家庭收入分三档发放：A档每人每月510元，B档每人每月340元，C档每人每月270元。
第三条 低保家庭，A档每年复核一次，B档每半年复核一次，C档每季度复核一次。
第四条 支出型救助，对刚性支出在6000元以上不足2万元的，按16%给予救助；2万元以上不足5万元的，按21%给予救助；5万元及以上的，按26%给予救助，最高不超过1.9万元。
第五条 引进的博士研究生给予安家补助45万元，硕士研究生给予12万元。
第六条 加装电梯每部补助17万元，其中省级5万元、县级12万元。
第七条 技能竞赛设一等奖3个、二等奖6个、三等奖9个，奖金分别为4万元、2万元、1万元。
第八条 年度考核结果分为优秀、合格、不合格，对应拨付比例为110%、90%、55%。
第九条 评价得分90分以上的全额拨付；80至89分的拨付94%；70至79分的拨付88%。考核得分低于60分的扣减当季费用的30%。
第十条 安宁疗护中心建成病区3个、床位26张。
第十一条 新建互助养老点并运营满4个月的，一次性补助。运营补助按实际人数发放，每年按不超过10个月计算。
第十二条 人均补助标准为95元，比上年增加6元。
"""

PLAN = """砚河市人民政府文件
砚政发〔2024〕12号
关于印发砚河市水环境治理行动计划（2024—2026年）的通知
各乡镇人民政府：
现将《砚河市水环境治理行动计划（2024—2026年）》印发给你们。
砚河市人民政府
2024年2月6日
砚河市水环境治理行动计划（2024—2026年）
一、目标
（一）治理率。到2026年底，农村污水治理率达到76%，其中：2024年达到57%，2025年达到66%。
（二）减排。2024年化学需氧量、氨氮减排量分别不低于1250吨、57吨；2025年分别不低于1390吨、64吨。
（三）资金。市财政三年安排专项资金9500万元，其中2024年2700万元、2025年3300万元、2026年3500万元。
二、任务
（一）6月底前完成排污口溯源。
（二）2024年10月31日前完成管网修复，年底前整治率达到72%。
（三）2025年6月30日前完成监测站建设。
（四）2024年断面总磷浓度控制目标：云石镇0.18，双桥镇0.22，园林办事处0.19。
三、分解
指标 | 全市目标 | 云石镇 | 双桥镇
老年人体检人数（人） | 41000 | 12000 | 4900
孕产妇管理率 | ≥93% | 95% | 92%
"""


@pytest.fixture(scope="module")
def ask_beside(asking: Asking) -> Ask:
    return asking({"霁川县办法.txt": RULES, "砚河市计划.txt": PLAN})


@pytest.mark.parametrize(
    ("question", "figure", "others"),
    [
        ("霁川县B档低保每人每月多少？", "340元", ("510元", "270元", "820元")),
        ("霁川县C档低保每人每月多少？", "270元", ("510元", "340元")),
        ("霁川县B档低保多久复核一次？", "每半年", ("每季度",)),
        ("霁川县刚性支出3万元按多少比例救助？", "21%", ("16%", "26%")),
        ("霁川县支出型救助最高多少？", "1.9万元", ("16%", "21%", "26%")),
        ("霁川县引进的硕士研究生安家补助多少？", "12万元", ("45万元",)),
        ("霁川县加装电梯县级补多少？", "12万元", ("17万元", "5万元")),
        ("霁川县技能竞赛二等奖奖金多少？", "2万元", ("4万元",)),
        ("霁川县技能竞赛二等奖设几个？", "6个", ("3个",)),
        ("霁川县年度考核不合格的拨付多少？", "55%", ("90%", "110%")),
        ("霁川县评价85分能拨付多少？", "94%", ("88%",)),
        ("霁川县考核低于60分扣多少？", "30%", ("94%", "88%")),
        ("霁川县安宁疗护床位几张？", "26张", ("3个",)),
        ("霁川县运营补助每年最多按几个月算？", "10个月", ("4个月",)),
        ("霁川县人均补助比上年加了多少？", "6元", ("95元",)),
        ("砚河市2025年农村污水治理率要到多少？", "66%", ("57%", "76%")),
        ("砚河市2025年安排专项资金多少？", "3300万元", ("9500万元", "2700万元")),
        ("砚河市双桥镇2024年断面总磷目标是多少？", "0.22", ("0.18", "0.19")),
        ("砚河市双桥镇老年人体检多少人？", "4900人", ("41000", "12000")),
        ("砚河市双桥镇孕产妇管理率目标？", "92%", ("93%", "95%")),
    ],
)
def test_the_figure_asked_about_heads_the_answer(
    ask_beside: Ask, question: str, figure: str, others: tuple[str, ...]
) -> None:
    answer = ask_beside(question)
    head = answer.answer.splitlines()[0]
    assert not answer.abstained
    assert figure in head
    assert not [other for other in others if other in head]


def test_where_two_years_cannot_be_told_apart_both_are_quoted(ask_beside: Ask) -> None:
    head = ask_beside("砚河市2025年氨氮减排不低于多少？").answer.splitlines()[0]
    assert "64吨" in head
    assert not head.startswith("57吨")


def test_a_town_that_is_not_in_the_list_has_no_figure(ask_beside: Ask) -> None:
    assert ask_beside("砚河市老新镇2024年断面总磷目标是多少？").abstained


@pytest.mark.parametrize(
    ("question", "due", "not_due"),
    [
        ("砚河市6月底前要完成什么？", ("排污口溯源", "监测站建设"), ("管网修复",)),
        ("砚河市10月31日前要完成什么？", ("管网修复",), ("溯源", "监测站")),
        ("砚河市年底前要完成哪些任务？", ("72%",), ("溯源", "监测站")),
        ("砚河市2024年10月底之前要干哪些事？", ("管网修复",), ("监测站",)),
    ],
)
def test_what_is_due_by_a_date_that_names_no_year(
    ask_beside: Ask, question: str, due: tuple[str, ...], not_due: tuple[str, ...]
) -> None:
    answer = ask_beside(question).answer
    assert answer.startswith("共 ")
    assert all(task in answer for task in due)
    assert not [task for task in not_due if task in answer]


def test_a_vague_amount_decides_no_verdict(ask_beside: Ask) -> None:
    exact = ask_beside("霁川县互助养老点运营5个月能拿一次性补助吗？").answer
    vague = ask_beside("霁川县互助养老点运营大半年能拿一次性补助吗？").answer
    assert exact.startswith("是。")
    assert not vague.startswith(("是。", "否。"))
