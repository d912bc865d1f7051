"""What words of a question that look alike ask for: who pays, not who issued; a term, not a validity; a case, not a day."""

from __future__ import annotations

import pytest

from tests.rag.conftest import Ask, Asking

POINTS = """澄岭县卫生健康局文件
澄卫发〔2026〕11号
澄岭县卫生健康局关于印发2026年卫生健康工作要点的通知
各乡镇卫生院：
现将《2026年卫生健康工作要点》印发给你们，请认真执行。
澄岭县卫生健康局
2026年3月2日
2026年卫生健康工作要点
1. 培养全科医生。助理全科医生培训期间的生活费由培训基地按月发放，结业后每人留任不少于6年。
2. 关爱乡村医生。评选“最美乡村医生”10名，8月19日中国医师节表彰，每人奖金3000元。
3. 办好托育。普惠托育机构收取的托育服务费每人每月上限为：乳儿班（6—12个月）2600元，托小班（12—24个月）2200元，托大班（24—36个月）1800元。
4. 规范评审。评审结论无异议的，颁发等级证书和标识，标识有效期四年。
5. 优化急救。医疗组抽调医师6名、护士8名、驾驶员2名，配救护车2台。
6. 规范处方。每月抽取门急诊处方不少于100张、住院病历不少于30份进行点评。
7. 回访签约。质控小组每周电话核实签约居民40户，真实率低于90%的全县通报。
8. 应对高温。启动一级响应时，全县学校停课。
9. 降低输液。住院患者静脉输液使用率比上年降低2个百分点。
10. 办好热线。热线接到有自杀倾向来电的，应当在10分钟内联动公安、急救部门。
11. 清理号贩子。医院发现号贩子的，应当在当日移交线索，患者取消预约应在就诊前2小时办理。
12. 改造住房。为750户特殊困难老年人家庭实施适老化改造。
13. 讲解预案。本要点由澄岭县卫生健康局办公室负责解释。
"""


@pytest.fixture(scope="module")
def ask_points(asking: Asking) -> Ask:
    return asking({"澄岭县要点.txt": POINTS})


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("助理全科学员的生活费谁发？", "培训基地"),
        ("最美乡村医生哪天发奖？", "8月19日"),
        ("评审给的标识管几年？", "四年"),
        ("10个月大的娃上普惠托育，一个月最多收多少？", "2600元"),
        ("一岁半的孩子上普惠托育，一个月最多收多少？", "2200元"),
        ("医疗组抽几个大夫？", "6名"),
        ("每月门诊处方最少抽多少张？", "100张"),
        ("每周打电话核实多少家？", "40户"),
        ("什么时候全县学校停课？", "启动一级响应时"),
        ("住院输液的比例要比去年少多少？", "2个百分点"),
        ("热线接到想不开的电话该怎么处理？", "10分钟内联动公安"),
        ("要给多少家困难老人改房子？", "750户"),
        ("要点看不懂由谁来解答？", "办公室"),
    ],
)
def test_what_is_asked_for(ask_points: Ask, question: str, said: str) -> None:
    answer = ask_points(question)
    assert not answer.abstained
    assert said in answer.answer
    assert any(said in citation.text for citation in answer.citations)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("澄岭县要点啥时候印出来的？", "2026年3月2日"),
        ("澄岭县要点成文于何时？", "2026年3月2日"),
        ("澄岭县要点头上那个号是多少？", "澄卫发〔2026〕11号"),
        ("澄岭县要点盖的是谁的章？", "澄岭县卫生健康局"),
        ("澄岭县要点由谁制定？", "澄岭县卫生健康局"),
        ("澄岭县要点下发对象有哪些？", "各乡镇卫生院"),
        ("澄岭县要点是今年的还是往年的？", "2026年"),
        ("澄岭县要点印发日期是2026年3月3日吗？", "否。日期：2026年3月2日"),
        ("澄岭县要点的发文时间是2026年吗？", "是。日期：2026年3月2日"),
    ],
)
def test_what_the_notice_says_of_itself(ask_points: Ask, question: str, said: str) -> None:
    answer = ask_points(question)
    assert not answer.abstained
    assert said in answer.answer


def test_who_issued_the_notice_is_still_told(ask_points: Ask) -> None:
    assert "澄岭县卫生健康局" in ask_points("2026年卫生健康工作要点是谁发的？").answer
