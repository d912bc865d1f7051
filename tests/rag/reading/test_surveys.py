"""Questions over all notices: known by many words of asking, complete, counted right, and no row of another thing."""

from __future__ import annotations

import re

import pytest

from rag.types import Answer
from tests.rag.conftest import Ask, Asking

CITY = """岚州市卫生健康委员会文件
岚卫字〔2024〕8号
关于印发2024年岚州市卫生健康工作要点的通知
各县（区）卫生健康委：
现将《2024年岚州市卫生健康工作要点》印发给你们。
岚州市卫生健康委员会
2024年3月6日
2024年岚州市卫生健康工作要点
一、强基层
1.实现60%的乡镇卫生院建成标准化公共卫生科，居民健康素养水平达到27%。
2.推进“双随机一公开”，抽查结果全部公开。
3.全市二级以上综合医院全部设置老年医学科。
二、强队伍
4.引进12名医学博士，推广药灸疗法。
5.做好适龄女生免费接种人乳头瘤病毒疫苗工作。
"""
COUNTY = """松溪县卫生健康局文件
松卫发〔2023〕19号
关于印发松溪县2023年卫生健康工作方案的通知
各乡镇卫生院：
现将《松溪县2023年卫生健康工作方案》印发给你们。
松溪县卫生健康局
2023年2月9日
松溪县2023年卫生健康工作方案
一、基层服务
1.全县80%的乡（镇）卫生院建成标准化公共卫生科，居民健康素养水平达到25%。
2.组织“双随机”抽查和专项执法行动。
3.二级以上综合医院老年医学科建设达到90%以上。
二、家庭医生
4.全面推进家庭医生签约服务，完善健康管理平台。年内常住人口签约率达到40%以上。
5.县级医院招聘3名博士研究生。
"""
DISTRICT = """临渡区卫生健康局文件
临卫〔2022〕3号
关于印发临渡区2022年卫生健康工作要点的通知
各社区卫生服务中心：
现将《临渡区2022年卫生健康工作要点》印发给你们。
临渡区卫生健康局
2022年1月20日
临渡区2022年卫生健康工作要点
一、老年健康
1.推进二级以上综合医院老年医学科建设，发展药灸疗法。
2.三级中医医院设置康复科比例达到86%，养老机构与医疗机构签约率达到75%。
二、妇幼健康
3.实施好全面两孩政策，提高孕产妇管理水平。
"""
CITY_NAME, COUNTY_NAME, DISTRICT_NAME = "岚州市", "松溪县", "临渡区"


@pytest.fixture(scope="module")
def ask_all(asking: Asking) -> Ask:
    """A question to the real assistant over three notices that share some matters and not others."""
    return asking({"市.txt": CITY, "县.txt": COUNTY, "区.txt": DISTRICT})


def places(answer: Answer) -> set[str]:
    """The places whose notices have a row; every row is cited."""
    table = [line for line in answer.answer.splitlines() if line.startswith("|")][2:]
    assert all(re.search(r"\[\d+\]$", line.rstrip(" |")) for line in table)
    count = re.match(r"共 (\d+) 份", answer.answer)
    assert not table or (count and int(count.group(1)) == len(table))
    names = (CITY_NAME, COUNTY_NAME, DISTRICT_NAME)
    return {name for line in table for name in names if name in line.split("|")[1]}


@pytest.mark.parametrize(
    "question",
    [
        "这批文件里，写到药灸疗法的有哪些？",
        "提到药灸疗法的文件有几份，哪几份",
        "药灸疗法在哪几份文件里出现过",
        "多少份要点提到“药灸疗法”",
        "还在写“药灸疗法”的是哪几份材料",
        "全库里哪些文件讲到药灸疗法？",
        "帮我找出所有提到药灸疗法的文件",
        "把提到“药灸疗法”的文件都找出来",
        "谁家提了药灸疗法？列一下。",
        "有没有文件提到药灸疗法",
        "统计一下提到“药灸疗法”的文件数量",
        "三份文件里哪些提到了药灸疗法",
        "推广药灸疗法的有哪几家？",
        "搞药灸疗法的都有谁？",
        "谁家在推药灸疗法？",
        "哪些地方的卫生健康工作文件提到了跟药灸疗法打交道？",
        "谁家的要点写到了药灸疗法？",
    ],
)
def test_however_it_is_asked_which_notices_mention_something(ask_all: Ask, question: str) -> None:
    assert places(ask_all(question)) == {CITY_NAME, DISTRICT_NAME}


def test_a_name_that_is_part_of_a_longer_one_is_mentioned(ask_all: Ask) -> None:
    assert places(ask_all("哪几份文件搞“双随机”抽查")) == {CITY_NAME, COUNTY_NAME}


def test_a_spoken_name_is_found_as_notices_write_it(ask_all: Ask) -> None:
    assert places(ask_all("给小姑娘免费打HPV疫苗的有哪几个地方")) == {CITY_NAME}
    assert places(ask_all("Which notices mention free HPV vaccination for girls?")) == {CITY_NAME}


@pytest.mark.parametrize(
    "question",
    [
        "哪些文件提到航天医院？",
        "哪个文件里出现“药膳小镇”",
        "有没有文件提到机器人手术",
        "哪些文件提到药灸小镇？",
    ],
)
def test_who_mentions_what_no_notice_holds_is_declined(ask_all: Ask, question: str) -> None:
    assert ask_all(question).abstained


@pytest.mark.parametrize(
    "question",
    [
        "家庭医生签约要全面推进，是哪份文件写的",
        "是哪份文件规定要全面推进家庭医生签约服务",
        "是哪个县要求推进家庭医生签约服务",
        "哪个文件要求常住人口签约率不低于40%",
    ],
)
def test_which_notice_it_is_that_says_something(ask_all: Ask, question: str) -> None:
    answer = ask_all(question).answer
    assert COUNTY_NAME in answer
    assert "文号" not in answer


def test_a_figure_put_forward_leaves_out_the_notices_with_another(ask_all: Ask) -> None:
    assert places(ask_all("哪个文件要求居民健康素养水平达到25%")) == {COUNTY_NAME}


def test_a_figure_put_forward_without_its_unit_is_any_of_that_value(ask_all: Ask) -> None:
    assert places(ask_all("居民健康素养水平定到25的有哪几家？")) == {COUNTY_NAME}


def test_who_answers_for_something_is_no_place(ask_all: Ask) -> None:
    answer = ask_all("负责推广药灸疗法的是哪几家？")
    assert answer.abstained
    assert not re.search(r"^\||共 \d+ 份", answer.answer, re.MULTILINE)


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("居民健康素养水平超过26%的有哪些地方？", {CITY_NAME}),
        ("居民健康素养水平低于26%的是哪几家？", {COUNTY_NAME}),
    ],
)
def test_a_bound_leaves_the_rows_beyond_it(ask_all: Ask, question: str, held: set[str]) -> None:
    assert places(ask_all(question)) == held


@pytest.mark.parametrize("case", ["超过5公里", "超过80岁", "不足14岁"])
def test_what_a_figure_is_for_is_no_bound_of_it(ask_all: Ask, case: str) -> None:
    assert places(ask_all(f"各地居民健康素养水平{case}的多少？")) == {CITY_NAME, COUNTY_NAME}


def test_a_bound_that_no_figure_reaches_is_declined(ask_all: Ask) -> None:
    assert ask_all("居民健康素养水平超过30%的有哪些地方？").abstained


def test_where_one_notice_is_asked_for_it_is_named(ask_all: Ask) -> None:
    first, second = ask_all("是哪个县要把三个博士招进县里的医院").answer.splitlines()[:2]
    assert COUNTY_NAME in first
    assert "招聘3名博士研究生" in second


def test_those_that_leave_it_out_are_the_others(ask_all: Ask) -> None:
    answer = ask_all("哪些地方没有提到药灸疗法？")
    assert places(answer) == {COUNTY_NAME}
    assert "没有提到" in answer.answer


def test_a_place_that_is_excepted_has_no_row(ask_all: Ask) -> None:
    assert places(ask_all("除了岚州市，还有哪些地方提到药灸疗法？")) == {DISTRICT_NAME}


def test_two_things_asked_about_in_turn_are_both_looked_for(ask_all: Ask) -> None:
    answer = ask_all("提到药灸疗法的有哪些文件？写两孩的又是哪些？")
    assert "药灸疗法" in answer.answer
    assert "两孩" in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "全库里居民健康素养水平定了数的，都是多少？",
        "居民健康素养水平，谁家定了具体数？统统列出来",
        "手头文件里各地的居民健康素养水平目标都列出来",
        "把各地居民健康素养水平指标对一对，都是多少",
        "谁的居民健康素养水平最高？",
        "各份文件里，居民健康素养水平定得最高的是哪个地方？",
        "居民健康素养水平最高的在哪个县",
        "各地居民健康素养水平都要到多少，给我拢一拢",
        "把这几份文件里关于居民健康素养水平的数字都给我列出来",
        "各家的居民健康素养水平拉个单子，是多少",
        "几个文件里居民健康素养水平的数整理一下给我",
        "有哪些文件给出了居民健康素养水平？各是多少？",
    ],
)
def test_each_places_figure_however_it_is_asked(ask_all: Ask, question: str) -> None:
    answer = ask_all(question)
    assert places(answer) == {CITY_NAME, COUNTY_NAME}
    assert "27%" in answer.answer
    assert "25%" in answer.answer


def test_figures_stand_for_the_thing_itself(ask_all: Ask) -> None:
    answer = ask_all("乡镇卫生院标准化公共卫生科，各地要建到百分之几")
    assert places(answer) == {CITY_NAME, COUNTY_NAME}
    assert "60%" in answer.answer
    assert "80%" in answer.answer
    answer = ask_all("哪些地方提出要招博士？人数各是多少")
    assert places(answer) == {CITY_NAME, COUNTY_NAME}
    assert "12名" in answer.answer
    assert "3名" in answer.answer


def test_a_figure_is_found_by_what_leads_to_it(ask_all: Ask) -> None:
    answer = ask_all("签约家庭医生的比例，哪些文件写了百分数？分别多少")
    assert places(answer) == {COUNTY_NAME}
    assert "40%" in answer.answer
    assert "75%" not in answer.answer


def test_all_of_them_is_as_good_as_a_figure(ask_all: Ask) -> None:
    answer = ask_all("老年医学科设置比例，哪些文件给了硬指标，各多少")
    assert places(answer) == {CITY_NAME, COUNTY_NAME}
    assert "全部设置" in answer.answer
    assert "90%以上" in answer.answer


def test_what_is_said_in_words_counts_where_it_is_asked_what_each_says(ask_all: Ask) -> None:
    answer = ask_all("各地对老年医学科设置各定了什么目标？")
    assert places(answer) == {CITY_NAME, COUNTY_NAME, DISTRICT_NAME}
    assert "推进二级以上综合医院老年医学科建设" in answer.answer


def test_an_indicator_that_no_notice_states_has_no_row(ask_all: Ask) -> None:
    assert ask_all("村卫生室中医阁设置率，各地定了多少？").abstained


def test_the_lowest_of_a_target_is_asked_with_its_mark(ask_all: Ask) -> None:
    answer = ask_all("哪个地方的居民健康素养目标最低？").answer
    assert answer.index(COUNTY_NAME) < answer.index(CITY_NAME)


ONE = """云岚市卫生健康委员会文件
云岚卫字〔2024〕3号
关于印发2024年云岚市卫生健康工作要点的通知
各县（区）卫生健康委：
现印发《2024年云岚市卫生健康工作要点》。
云岚市卫生健康委员会
2024年3月1日
2024年云岚市卫生健康工作要点
1.推进检查检验结果互认，建立市级影像中心。
2.巩固消除麻风病危害成果，做好短缺药品清单的监测上报。
3.做好全科医生转岗培训，办好老年友善医疗机构。
"""
OTHER = """溪桥县卫生健康局文件
溪卫发〔2023〕7号
关于印发溪桥县2023年卫生健康工作方案的通知
各乡镇卫生院：
现印发《溪桥县2023年卫生健康工作方案》。
溪桥县卫生健康局
2023年2月1日
溪桥县2023年卫生健康工作方案
1.普遍推广检验检查结果互认，检查村卫生室的登记结果。
2.继续推进血吸虫病、麻风病消除达标，保障短缺药品供应。
3.开展全科医生转岗培训，住院医师规范化培训照常进行，创建老年友善医院。
"""
THIRD = """柏川区卫生健康局文件
柏卫发〔2025〕5号
关于印发柏川区2025年卫生健康工作要点的通知
各社区卫生服务中心：
现印发《柏川区2025年卫生健康工作要点》。
柏川区卫生健康局
2025年2月1日
柏川区2025年卫生健康工作要点
1.公示抽查检查结果，检验科实行集中管理。
2.做好住院医师规范化培训和药品采购。
"""


@pytest.fixture(scope="module")
def ask_three(asking: Asking) -> Ask:
    return asking({"云岚市.txt": ONE, "溪桥县.txt": OTHER, "柏川区.txt": THIRD})


@pytest.mark.parametrize(
    "question",
    [
        "哪些文件提到检查检验结果互认？",
        "哪几个地方的文件提到对付麻风病？",
        "哪些文件提到短缺药品保障或上报？",
        "医生转行的培训（转岗培训），哪几份文件安排了？",
        "哪些文件提到老年友善医疗机构（医院）？",
    ],
)
def test_a_name_in_another_order_without_its_verbs_or_with_brackets(ask_three: Ask, question: str) -> None:
    answer = ask_three(question).answer
    assert answer.startswith("共 2 份文件")
    assert "柏川区" not in answer
