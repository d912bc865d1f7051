"""Claims of a yes-or-no question against what decides them: limits, counted nouns, stages, names, quantifiers, denials."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.language.counted import written_amounts
from rag.reading.claim.amounts import amounts_in, comparable, keeps, ranges_in, same_size
from rag.reading.claim.building import stage_of
from rag.reading.claim.often import often_in
from tests.rag.conftest import Ask, Asking

_RULES = """禾川县教育局文件
禾教发〔2024〕9号
关于印发禾川县幼儿园和课后服务管理办法的通知
各乡镇中心校：
现将《禾川县幼儿园和课后服务管理办法》印发给你们，请遵照执行。
禾川县教育局
2024年3月11日
禾川县幼儿园和课后服务管理办法
第一章 幼儿园
第一条 小班不超过25人，中班不超过30人，大班不超过35人。
第二条 民办园收费最高不超过同等级公办园收费标准的1.5倍。
第三条 预收保教费最长不得超过6个月。
第四条 在园幼儿超过200人的幼儿园必须配备专职保健医生。
第五条 公办园收费标准每3年评估一次。
第六条 小区配套幼儿园不得办成营利性幼儿园。
第二章 课后服务
第七条 课后服务自愿参加，孤儿全免，多孩家庭第二个子女减半收取。
第八条 第三方机构引进费用不得超过课后服务总经费的30%。
第九条 骗取补助资金的，处骗取金额2倍以上5倍以下罚款。
第十条 满意度低于80%的学校不得评优。
第三章 教师
第十一条 工作满10年不满20年的教师，每月增发150元；工作满20年不满30年的教师，每月增发300元。
第十二条 在职教师体检补助600元、退休教师体检补助400元。
第十三条 临时聘用教师与在编教师享受同等待遇。
"""

_PLAN = """沐阳市卫生健康委员会文件
沐卫发〔2024〕6号
关于印发沐阳市2024年卫生健康工作要点的通知
各县（市、区）卫生健康委：
现将《沐阳市2024年卫生健康工作要点》印发给你们，请抓好落实。
沐阳市卫生健康委员会
2024年2月20日
沐阳市2024年卫生健康工作要点
一、重点项目
1.推进项目建设。市妇幼保健院新院完工并投运，市第三人民医院主体结顶，市中医院分院开工建设。
2.推进卫生创建。实现新增4个国家卫生县和28个国家卫生乡镇目标，白石县等如期完成国家卫生县复审。
3.提升基层能力。到2024年底青田镇中心卫生院升级为二级综合医院，启动石桥镇卫生院搬迁工程。
二、医院管理
4.推进二、三级公立医院绩效考核全覆盖。
5.启动第四届沐阳市名中医评选，举办第二届护理技能大赛。
6.90%以上的精神专科医院设立心理门诊，全市二级以上公立医院全部设置老年医学科。
7.居民门诊不设起付线。建成溪口镇卫生院蛇伤科、青田镇中心卫生院消化内科、石桥镇卫生院针灸科等特色科室。
"""


@pytest.fixture(scope="module")
def ask_rules(asking: Asking) -> Ask:
    return asking({"rules.txt": _RULES, "plan.txt": _PLAN})


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("禾川县中班收三十五个娃可以吗", "否"),
        ("禾川县中班收二十八个娃可以吗", "是"),
        ("禾川县民办园收费定到公办园的两倍，行不行", "否"),
        ("禾川县幼儿园一次预收半年保教费，合规吗", "是"),
        ("禾川县幼儿园一次预收一年保教费，合规吗", "否"),
        ("禾川县有个幼儿园在园幼儿二百二十来个，专职保健医生是不是非配不可", "是"),
        ("禾川县公办园收费标准是不是每两年评估一次", "否"),
        ("禾川县公办园收费标准是每3年评估一次吧", "是"),
        ("禾川县小区配套幼儿园能不能办成营利性的", "否"),
        ("禾川县第三方机构引进费用占了总经费的两成五，没超吧", "是"),
        ("禾川县骗取补助资金要罚骗取金额的10倍，对吗", "否"),
        ("禾川县满意度75%的学校还能评优吗", "否"),
        ("禾川县退休教师体检补助也是600元吗", "否"),
        ("禾川县临时聘用教师的待遇跟在编教师一样吗", "是"),
    ],
)
def test_an_amount_against_a_limit_a_condition_or_a_range(
    ask_rules: Ask, question: str, verdict: str
) -> None:
    assert ask_rules(question).answer.startswith(f"{verdict}。")


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("沐阳市今年要新增28个国家卫生县，对吧？", "否"),
        ("沐阳市今年要新增28个国家卫生乡镇，对吧？", "是"),
        ("沐阳市第三人民医院今年就能投用吗", "否"),
        ("沐阳市妇幼保健院新院今年是不是要启用", "是"),
        ("沐阳市要升级为二级综合医院的是石桥镇卫生院吧", "否"),
        ("沐阳市公立医院绩效考核只覆盖三级医院，对吗", "否"),
        ("沐阳市二级以上公立医院是不是家家都得设老年医学科", "是"),
        ("沐阳市名中医评选今年是第五届吧", "否"),
        ("沐阳市护理技能大赛今年是第二届吗", "是"),
        ("白石县是头一回创国家卫生县吗", "否"),
        ("沐阳市居民看门诊是不是也有起付线", "否"),
        ("沐阳市蛇伤科是不是设在青田镇中心卫生院", "否"),
    ],
)
def test_a_noun_a_stage_a_name_or_a_quantifier(ask_rules: Ask, question: str, verdict: str) -> None:
    assert ask_rules(question).answer.startswith(f"{verdict}。")


@pytest.mark.parametrize(
    "question",
    [
        "沐阳市精神专科医院是不是都要设心理门诊",
        "禾川县二孩参加课后服务是不是全免",
        "沐阳市中医院分院今年封顶吗",
    ],
)
def test_what_is_only_partly_so_is_not_affirmed(ask_rules: Ask, question: str) -> None:
    assert not ask_rules(question).answer.startswith("是")


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("员工六十来个", "员工六十个"),
        ("拖了半年", "拖了6个月"),
        ("申请三回", "申请三次"),
        ("两成五", "25%"),
        ("每个月2000块", "每个月2000元"),
        ("每半年一次", "每半年一次"),
        ("回来以后", "回来以后"),
    ],
)
def test_amounts_as_they_are_spoken(spoken: str, written: str) -> None:
    assert written_amounts(spoken) == written


@given(st.integers(1, 60))
def test_years_and_months_compare(years: int) -> None:
    (in_years,), (in_months,) = amounts_in(f"签{years}年"), amounts_in(f"签{12 * years}个月")
    assert comparable(in_years, in_months)
    assert same_size(in_years, in_months)


@given(st.integers(1, 5000), st.integers(1, 5000))
def test_a_limit_is_kept_or_not(mine: int, most: int) -> None:
    (asked,), (limit,) = amounts_in(f"签{mine}个"), amounts_in(f"不超过{most}人")
    assert comparable(asked, limit)
    assert keeps(asked, limit) == (mine <= most)


def test_shares_people_and_occasions_are_not_mixed_up() -> None:
    (share,), (people,), (times,), (attendances,) = (
        amounts_in(text) for text in ("达到60%", "不少于60人", "不超过3次", "培训7000人次")
    )
    assert not comparable(share, people)
    assert not comparable(times, attendances)


def test_a_bound_before_a_long_name_is_whole() -> None:
    (limit,) = amounts_in("引进费用不得超过课后服务总经费的30%")
    assert limit.bound == "le"


def test_ranges_with_their_own_units() -> None:
    (reward,) = ranges_in("给予500元至5万元奖励")
    assert (reward.size, reward.high) == (500.0, 50000.0)
    (tier,) = ranges_in("工作满10年不满20年的")
    assert tier.tier


@pytest.mark.parametrize(
    ("text", "days", "times"),
    [("每3个月开展一次", 91.2, 1.0), ("一年查两次", 365.0, 2.0), ("每半年督导1次", 182.5, 1.0)],
)
def test_how_often(text: str, days: float, times: float) -> None:
    (often,) = often_in(text)
    assert (round(often.days, 1), often.low) == (days, times)


def test_stages_come_in_order() -> None:
    stages = [stage_of(t) for t in ("开展前期工作", "开工建设", "主体结顶", "全面竣工", "投入使用")]
    assert stages == [0, 1, 2, 3, 4]
    assert stage_of("开展健康教育") is None
