"""Comparisons of what is not two places: versions, years, dates and groups; and tables over all notices."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.question.comparing import without_comparison
from rag.reading.table.groups import groups_in
from rag.types import Answer
from tests.rag.conftest import Ask, Asking

OLD = """霁川市卫生健康局文件
霁卫发〔2020〕8号
关于印发《霁川市家庭医生签约服务管理办法（试行）》的通知
各镇卫生院：
现将《霁川市家庭医生签约服务管理办法（试行）》印发给你们，请遵照执行。
霁川市卫生健康局
2020年4月10日
霁川市家庭医生签约服务管理办法（试行）
第一条到2022年底，重点人群签约率达到65%。
第二条每个家庭医生团队签约居民不超过1500人。
"""
NEW = """霁川市卫生健康局文件
霁卫发〔2024〕33号
关于印发《霁川市家庭医生签约服务实施细则》的通知
各镇卫生院：
现将《霁川市家庭医生签约服务实施细则》印发给你们，请遵照执行。
霁川市卫生健康局
2024年8月15日
霁川市家庭医生签约服务实施细则
第一条到2025年底，重点人群签约率达到80%。
第二条每个家庭医生团队签约居民不超过2000人。
第三条《霁川市家庭医生签约服务管理办法（试行）》（霁卫发〔2020〕8号）同时废止。
"""
PLAN = """岚桥县人民政府办公室文件
岚政办发〔2024〕5号
关于印发《岚桥县基层卫生三年行动方案（2024—2026年）》的通知
各镇人民政府：
现将《岚桥县基层卫生三年行动方案（2024—2026年）》印发给你们，请认真贯彻执行。
岚桥县人民政府办公室
2024年5月20日
岚桥县基层卫生三年行动方案（2024—2026年）
一、工作目标
（一）2024年目标。标准化村卫生室占比达到70%，县域内就诊率达到88%。
（二）2025年目标。标准化村卫生室占比达到85%，县域内就诊率达到89%。
（三）2026年目标。标准化村卫生室占比达到100%，县域内就诊率达到90%以上。
二、重点任务
1.落实村医待遇。工作满10年不满20年的，每月增发150元；满20年不满30年的，每月增发300元；满30年及以上的，每月增发500元。
2.落实住院待遇。职工医保在一级、二级、三级医疗机构住院的支付比例分别为93%、90%、87%；城乡居民医保分别为85%、80%、60%。
3.对连续两年未完成任务的镇，由县政府约谈其主要负责人。
"""
CITY = """澜石市卫生健康委员会文件
澜卫发〔2024〕9号
关于印发2024年全市卫生健康工作要点的通知
各县卫生健康局：
现将《2024年全市卫生健康工作要点》印发给你们，请抓好落实。
澜石市卫生健康委员会
2024年3月28日
2024年全市卫生健康工作要点
1.改善就医感受。三级医院平均预约等待时间控制在20分钟以内，重点人群签约率达到75%。
2.畅通12399热线。对进展缓慢的单位，约谈负责人。
3.到2024年底，居民健康素养水平达到xx%。
"""
COUNTY = """禾浦县卫生健康局文件
禾卫发〔2023〕7号
关于印发2023年全县卫生健康工作要点的通知
各镇卫生院：
现将《2023年全县卫生健康工作要点》印发给你们，请抓好落实。
禾浦县卫生健康局
2023年3月20日
2023年全县卫生健康工作要点
1.改善就医感受。三级医院预约后平均等待时间不超过30分钟，重点人群签约率达到72%。
2.提升健康素养。居民健康素养水平达到28%。
"""


@pytest.fixture(scope="module")
def ask(asking: Asking) -> Ask:
    return asking({"old.txt": OLD, "new.txt": NEW, "plan.txt": PLAN, "city.txt": CITY, "county.txt": COUNTY})


def rows(answer: Answer) -> list[list[str]]:
    table = [line for line in answer.answer.splitlines() if line.startswith("|")]
    return [[part.strip() for part in line.strip("|").split("|")] for line in table[2:]]


@pytest.mark.parametrize(
    "asked",
    [
        "霁川新老规定里，一个家庭医生团队最多签多少居民？",
        "霁川2020年那份和2024年那份，每个家庭医生团队签约居民上限比一比",
    ],
)
def test_two_versions_of_a_notice_are_the_older_and_the_one_that_took_its_place(ask: Ask, asked: str) -> None:
    (old, old_says), (new, new_says) = rows(ask(asked))
    assert old.startswith("旧")
    assert new.startswith("新")
    assert "1500人" in old_says
    assert "2000人" in new_says


def test_the_first_and_the_last_year_of_a_plan(ask: Ask) -> None:
    table = dict(rows(ask("岚桥标准化村卫生室占比，头一年和最后一年各要到多少？")))
    assert table["2024年"].startswith("70%")
    assert table["2026年"].startswith("100%")


def test_a_year_is_not_answered_with_another_years_figure(ask: Ask) -> None:
    table = dict(rows(ask("岚桥县2024年和2025年的县域内就诊率对比")))
    assert table["2024年"].startswith("88%")
    assert table["2025年"].startswith("89%")


def test_groups_named_in_one_clause_have_each_their_own_figure(ask: Ask) -> None:
    table = dict(rows(ask("岚桥三级医疗机构住院，职工医保和城乡居民医保的支付比例差多少？")))
    assert [said.split("；")[0] for said in table.values()] == ["87%", "60%"]


def test_a_tier_that_ends_below_a_figure_does_not_hold_it(ask: Ask) -> None:
    table = dict(rows(ask("岚桥满20年的村医和满30年的村医每月增发的钱差多少")))
    assert "300元" in table["满20年的村医"]
    assert "500元" in table["满30年的村医"]


def test_spoken_words_of_comparing_ask_for_no_unit(ask: Ask) -> None:
    said = [row[1] for row in rows(ask("澜石和禾浦三级医院的预约等待时间，谁管得紧？"))]
    assert ["20分钟" in said[0], "30分钟" in said[1]] == [True, True]


def test_a_table_of_one_year_leaves_other_years_out(ask: Ask) -> None:
    answer = ask("2024年重点人群签约率，哪些地方定了、都是多少")
    assert "75%" in answer.answer
    assert not any(other in answer.answer for other in ("72%", "65%", "80%"))


def test_a_masked_figure_has_a_row_that_says_so(ask: Ask) -> None:
    answer = ask("各地居民健康素养水平目标凑一张表，打码的也注明")
    assert "28%" in answer.answer
    (masked,) = [row for row in rows(answer) if "澜石" in row[0]]
    assert masked[1] == "数字被遮盖"


def test_a_word_that_no_notice_writes_does_not_hide_those_that_say_the_thing(ask: Ask) -> None:
    answer = ask("完不成任务要被约谈的，是哪几份文件规定的？")
    assert {citation.region for citation in answer.citations} == {"岚桥县", "澜石市"}


def test_a_quoted_number_is_looked_for_in_every_notice(ask: Ask) -> None:
    assert [row[0] for row in rows(ask("把提到“12399”的文件都找出来"))] == [
        "澜石市《2024年全市卫生健康工作要点》"
    ]


@pytest.mark.parametrize(
    ("question", "groups"),
    [
        ("绿洲县小学和初中的课后服务费各收多少", ["小学", "初中"]),
        ("三级医院和二级医院日间手术占比要求有什么差别", ["三级医院", "二级医院"]),
        ("满20年的村医跟满30年的村医差多少", ["满20年的村医", "满30年的村医"]),
        ("家庭医生签约率是多少", []),
        ("绿洲县每千人口床位数和每千人口医师数分别是多少", ["每千人口床位数", "每千人口医师数"]),
        ("绿洲县每千人口床位数与每千人口医师数相差多少", ["每千人口床位数", "每千人口医师数"]),
    ],
)
def test_the_groups_a_question_sets_side_by_side(question: str, groups: list[str]) -> None:
    known = {"小学", "初中", "课后", "三级医院", "二级医院", "三级", "二级", "医院", "日间手术"}
    found = groups_in(question, ("绿洲县",), lambda words: words in known)
    assert [group.text for group in found] == groups


@given(st.text(alphabet="甲乙和与的各级医院20年每千人口、，谁差多少 vs", max_size=40))
def test_groups_are_stretches_of_the_question_in_order(question: str) -> None:
    found = groups_in(question, (), lambda words: True)
    assert all(question[group.start : group.end] == group.text for group in found)
    assert [group.start for group in found] == sorted(group.start for group in found)


@pytest.mark.parametrize(
    "said", ["谁定得更严", "哪边高", "差几个百分点", "有啥不一样", "做个对照", "谁管得紧"]
)
def test_words_of_comparing_are_no_part_of_the_matter(said: str) -> None:
    assert without_comparison(f"甲市和乙县的签约率，{said}？").strip("，？ ") == "甲市和乙县的签约率"
