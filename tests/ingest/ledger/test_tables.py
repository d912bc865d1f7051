"""Targets in tables."""

from __future__ import annotations

from tests.ingest.ledger.targets import targets_of


def test_indicators_with_units_and_a_column_a_year() -> None:
    text = (
        "指标名称 | 单位 | 2024年完成值 | 2025年目标值 | 2027年目标值 | 牵头科室\n"
        "毛入园率 | % | 94.1 | ≥95 | 96—97 | 基教科\n"
        "新增学位 | 个 | 11000 | 12000 | xx | 计财科\n"
    )
    found = [(t.indicator, t.comparator, t.value, t.value_high, t.unit, t.deadline) for t in targets_of(text)]
    assert found == [
        ("毛入园率", ">=", 95, None, "%", "2025-12-31"),
        ("毛入园率", "=", 96, 97, "%", "2027-12-31"),
        ("新增学位", "=", 12000, None, "个", "2025-12-31"),
        ("新增学位", "=", None, None, "个", "2027-12-31"),
    ]
    assert [t.masked for t in targets_of(text)] == [False, False, False, True]
    assert targets_of(text)[0].lead_units == ("基教科",)
    assert text[targets_of(text)[2].value_start :].startswith("12000 |")


def test_tasks_with_units_and_time_limits() -> None:
    text = (
        "序号 | 工作任务 | 牵头单位 | 配合单位 | 完成时限\n"
        "1 | 修订应急减排清单 | 市甲局 | 市乙局、市丙局 | 6月30日前\n"
        "2 | 淘汰老旧货车1500辆 | 市丁局 | 市乙局 | 2025年11月底\n"
    )
    revised, scrapped = targets_of(text)
    assert (revised.indicator, revised.deadline, revised.value) == ("修订应急减排清单", "2025-06-30", None)
    assert (revised.lead_units, revised.other_units) == (("市甲局",), ("市乙局", "市丙局"))
    assert (scrapped.indicator, scrapped.value, scrapped.unit) == ("淘汰老旧货车", 1500, "辆")
    assert (scrapped.deadline, scrapped.deadline_from) == ("2025-11-30", "sentence")
    assert scrapped.lead_units == ("市丁局",)


def test_a_cell_that_states_several_targets() -> None:
    text = "任务 | 目标\n养老机构 | 新建3所，改造5所\n托育服务 | 千人口托位数达到4.6个\n床位 | 不低于200张\n"
    found = [(t.indicator, t.comparator, t.value) for t in targets_of(text)]
    assert found == [
        ("新建养老机构", "=", 3),
        ("改造养老机构", "=", 5),
        ("千人口托位数", "=", 4.6),
        ("床位", ">=", 200),
    ]


def test_two_tables_in_a_row_keep_their_own_columns() -> None:
    text = "指标 | 单位 | 目标\n覆盖率 | % | 90\n任务 | 牵头单位 | 完成时限\n制定方案 | 甲局 | 5月底前\n"
    rate, plan = targets_of(text)
    assert (rate.indicator, rate.value, rate.unit) == ("覆盖率", 90, "%")
    assert (plan.indicator, plan.deadline, plan.lead_units) == ("制定方案", "2025-05-31", ("甲局",))


def test_a_table_of_other_things_holds_no_target() -> None:
    assert targets_of("姓名 | 职务 | 电话\n甲某 | 主任 | 5123456\n") == ()


def test_the_unit_may_stand_in_brackets_behind_the_indicator_or_the_year() -> None:
    text = "指标 | 2025年 | 2026年（张）\n健康素养水平（%） | 32 | 35\n床位数（2） | 8 | 9\n"
    found = [(t.value, t.unit, t.deadline) for t in targets_of(text)]
    assert found == [
        (32, "%", "2025-12-31"),
        (35, "%", "2026-12-31"),
        (8, "", "2025-12-31"),
        (9, "张", "2026-12-31"),
    ]
