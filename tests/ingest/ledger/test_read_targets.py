"""What commits a notice to something, what it is of, how it binds, and by when."""

from __future__ import annotations

import pytest

from ingest.ledger.plan import Plan, plan_of
from tests.ingest.ledger.targets import targets_of
from tests.ingest.samples import notice_of

YEAR_END = "2025-12-31"


@pytest.mark.parametrize(
    ("text", "indicator", "comparator", "value", "unit"),
    [
        ("护理型床位占比达到60％以上。", "护理型床位占比", ">=", 60, "％"),
        ("居民医保财政补助标准每人每年不低于700元。", "居民医保财政补助标准", ">=", 700, "元"),
        ("义务教育阶段大班额控制在2%以内。", "义务教育阶段大班额", "<=", 2, "%"),
        ("普惠性幼儿园覆盖率稳定在90%左右。", "普惠性幼儿园覆盖率", "~", 90, "%"),
        ("单位GDP二氧化碳排放较2020年累计下降18%。", "单位GDP二氧化碳排放", "-", 18, "%"),
        ("城市生活污水集中收集率提高6个百分点。", "城市生活污水集中收集率", "+", 6, "个百分点"),
        (
            "门诊慢特病认定办理时限由15个工作日压减至7个工作日。",
            "门诊慢特病认定办理时限",
            "<=",
            7,
            "个工作日",
        ),
        ("改造提升农村敬老院12所。", "改造提升农村敬老院", "=", 12, "所"),
        ("学科类培训机构压减率100%。", "学科类培训机构压减率", "=", 100, "%"),
        ("增加护理床位48张。", "增加护理床位", "=", 48, "张"),
        (
            "各乡镇要组建不少于20人的森林防灭火半专业队伍。",
            "组建森林防灭火半专业队伍",
            ">=",
            20,
            "人",
        ),
        ("脱贫人口人均纯收入增速高于全国1个百分点。", "脱贫人口人均纯收入增速", ">", 1, "个百分点"),
        ("单户额度最高30万元。", "单户额度", "<=", 30, "万元"),
        ("PM2.5年均浓度控制在32微克／立方米以内。", "PM2.5年均浓度", "<=", 32, "微克／立方米"),
        ("新开工保障性租赁住房1100套（间）。", "新开工保障性租赁住房", "=", 1100, "套"),
        ("市财政按贷款利息的50%给予贴息。", "市财政按贷款利息给予贴息", "=", 50, "%"),
        ("按不低于30%的比例减免租金。", "减免租金", ">=", 30, "%"),
        ("90%以上的乡镇卫生院达到基本标准。", "乡镇卫生院达到基本标准", ">=", 90, "%"),
        ("住院人次人头比不高于1.3。", "住院人次人头比", "<=", 1.3, ""),
        ("报销比例达到百分之八十以上。", "报销比例", ">=", 80, "%"),
        ("淘汰35蒸吨/小时及以下燃煤锅炉17台。", "淘汰35蒸吨/小时及以下燃煤锅炉", "=", 17, "台"),
    ],
)
def test_a_figure_that_commits(text: str, indicator: str, comparator: str, value: float, unit: str) -> None:
    (target,) = targets_of(text)
    assert (target.comparator, target.value, target.unit) == (comparator, value, unit)
    assert target.indicator == indicator
    assert (target.deadline, target.deadline_from) == (YEAR_END, "document")
    assert text[target.value_start :].startswith(target.value_text)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("低保标准分别提高到每人每月780元、620元。", [780, 620]),
        ("改造老旧小区32个、4860户。", [32, 4860]),
        ("建成托位1-2个。", [1]),
        ("并处5万元以上10万元以下罚款。", [5]),
        ("每月开展一次演练，每日消毒两次。", [1, 2]),
    ],
)
def test_every_figure_of_a_sentence(text: str, values: list[float]) -> None:
    assert [target.value for target in targets_of(text)] == values


def test_shares_told_apart_by_their_own_rates() -> None:
    first, second = targets_of("规范管理率、控制率分别达到90%、75%。")
    assert (first.indicator, second.indicator) == ("规范管理率", "控制率")


def test_what_a_change_is_of_stands_before_the_comma() -> None:
    _, change = targets_of("污水治理率提高到38%，较上年提高5个百分点。")
    assert (change.indicator, change.comparator) == ("污水治理率", "+")


@pytest.mark.parametrize(
    "text",
    [
        "根据砚政办发〔2023〕17号文件第二十三条精神，制定本方案。",
        "深入实施“千村示范、万村整治”工程，坚持“四个不摘”。",
        "截至2024年12月，全县共有养老机构27家，床位3150张。",
        "全县现有老年人8.6万人，占常住人口的21.3%。",
        "去年，全市新增学位1.1万个，普惠县达到5个。",
        "2024年，全县年均浓度为36微克/立方米，优良天数311天。",
        "本方案自2025年3月1日起施行，有效期5年。",
        "高龄老人是指年满80周岁且具有本县户籍的老年人。",
        "考核总分为100分，90分以上为优秀，75—89分为良好。",
        "暴发是指14天内在小范围发现2例及以上病例，病例间有联系。",
        "落实上述6项措施。",
        "连续两年考核不合格的，取消其资格。",
        "附件：1.任务分解表 2.考核评分细则（共3张）",
        "联系电话：0599-5123456，邮编353000。",
        "推进一体化建设，支持三级医院发展。",
        "对注册资本500万元以下的企业予以支持。",
    ],
)
def test_no_target(text: str) -> None:
    assert targets_of(text) == ()


@pytest.mark.parametrize("text", ["选派科技特派员xx名。", "建成村卫生室**个。", "覆盖率达到___%。"])
def test_a_masked_target_is_kept_as_masked(text: str) -> None:
    (target,) = targets_of(text)
    assert target.masked
    assert target.value is None
    assert target.value_text


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("6月底前建成3所。", "2025-06-30"),
        ("到2027年建成3所。", "2027-12-31"),
        ("上半年建成3所。", "2025-06-30"),
        ("第三季度建成3所。", "2025-09-30"),
        ("次年2月底前建成3所。", "2026-02-28"),
        ("“十五五”末建成3所。", "2030-12-31"),
    ],
)
def test_a_date_of_the_sentence_governs(text: str, deadline: str) -> None:
    (target,) = targets_of(text)
    assert (target.deadline, target.deadline_from) == (deadline, "sentence")


def test_a_date_in_the_opening_governs_what_it_opens() -> None:
    notice = notice_of(
        "砚溪县养老服务三年行动方案（2025—2027年）\n一、工作目标\n（一）到2026年实现以下目标：\n"
        "1.建成村级站点30个。\n2.培训人员20名。\n（二）重点任务。每年举办活动5场。\n"
    )
    found = [(t.value, t.deadline, t.deadline_from) for t in notice.targets]
    assert found == [
        (30, "2026-12-31", "clause"),
        (20, "2026-12-31", "clause"),
        (5, "2027-12-31", "document"),
    ]


def test_a_notice_that_plans_for_no_year_sets_no_deadline() -> None:
    (target,) = targets_of("抽查比例不超过3%。", Plan())
    assert (target.deadline, target.deadline_from) == ("", "")


@pytest.mark.parametrize(
    ("text", "indicator", "deadline"),
    [
        ("9月底前完成方案修订。", "完成方案修订", "2025-09-30"),
        ("各乡镇要在4月20日前将方案报县民政局备案。", "各乡镇将方案报县民政局备案", "2025-04-20"),
    ],
)
def test_a_task_with_a_date_alone(text: str, indicator: str, deadline: str) -> None:
    (target,) = targets_of(text)
    assert (target.indicator, target.deadline) == (indicator, deadline)
    assert (target.value, target.value_text, target.value_start, target.comparator) == (None, "", -1, "")


def test_the_plan_of_a_notice() -> None:
    assert plan_of("", (2025, 2027), "2025-03-18") == Plan(2025, "2027-12-31", 2025)
    assert plan_of("", (2024, 2024), "2024-01-03") == Plan(2024, "2024-12-31", 2024)
    assert plan_of("2023年的事，2023年办。", (), "").until == ""


@pytest.mark.parametrize(
    ("heading", "deadline", "deadline_from"),
    [
        ("2024年目标", "2024-12-31", "clause"),
        ("2025年主要任务：", "2025-12-31", "clause"),
        ("到2025年底前", "2025-12-31", "clause"),
        ("2023年试点经验推广", "2026-12-31", "document"),
        ("主要目标", "2026-12-31", "document"),
    ],
)
def test_a_heading_of_a_stage_dates_what_stands_below(
    heading: str, deadline: str, deadline_from: str
) -> None:
    notice = notice_of(
        f"砚溪县工作方案（2024—2026年）\n一、{heading}\n新建站点8个。\n二、其他工作\n新建凉亭6座。\n"
    )
    below, beside = notice.targets
    assert (below.deadline, below.deadline_from) == (deadline, deadline_from)
    assert (beside.deadline, beside.deadline_from) == ("2026-12-31", "document")


def test_units_come_from_the_note_of_the_paragraph_and_of_the_clause_above() -> None:
    notice = notice_of(
        "砚溪县2025年工作要点\n一、基层服务（牵头单位：甲局）\n"
        "1.新建服务站3所。（牵头单位：乙局；责任单位：丙局、丁局）\n2.培训人员20名。\n二、其他工作\n3.举办活动5场。\n"
    )
    stations, people, events = notice.targets
    assert (stations.lead_units, stations.other_units) == (("乙局",), ("丙局", "丁局"))
    assert people.lead_units == ("甲局",)
    assert events.lead_units == ()
    assert stations.indicator == "新建服务站"  # the number of its clause is no part of it


def test_a_dated_part_without_a_name_is_of_what_came_before() -> None:
    text = "到2027年底，污水治理率达到75%，其中：2025年达到58%，2026年达到67%；完成480个村治理，其中2025年170个，2026年再完成160个。"
    found = [(t.indicator, t.value, t.deadline) for t in targets_of(text, Plan(2025, "2027-12-31", 2025))]
    assert found == [
        ("污水治理率", 75, "2027-12-31"),
        ("污水治理率", 58, "2025-12-31"),
        ("污水治理率", 67, "2026-12-31"),
        ("完成村治理", 480, "2027-12-31"),
        ("完成村治理", 170, "2025-12-31"),
        ("完成村治理", 160, "2026-12-31"),
    ]
    assert all(t.indicator[:2] in text[t.start : t.end] for t in targets_of(text, Plan(2025)))


def test_a_year_is_no_past_one_where_nothing_says_when_the_notice_was_made() -> None:
    text = "2023年新建中医馆3个，2024年再建5个，2025年再建4个。"
    plan = plan_of(text + "2025年验收。2025年评估。", (), "")
    assert [(t.indicator, t.deadline) for t in targets_of(text, plan)] == [
        ("新建中医馆", "2023-12-31"),
        ("新建中医馆", "2024-12-31"),
        ("新建中医馆", "2025-12-31"),
    ]


def test_what_brackets_explain_is_no_target_and_gives_its_name() -> None:
    found = targets_of("每月收费：小班（12—24个月）2200元，大班（24—36个月）1800元。")
    assert [(target.indicator, target.value_text) for target in found] == [
        ("小班", "2200元"),
        ("大班", "1800元"),
    ]
