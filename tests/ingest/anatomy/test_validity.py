"""From when and until when a notice says that it is in force."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.anatomy.validity import read_validity
from ingest.models import Validity
from tests.ingest.samples import official_text

ISSUED_ON = "2024-04-26"


def validity(text: str, *names: str, issued_on: str = ISSUED_ON, years: tuple[int, ...] = ()) -> Validity:
    return read_validity(text, names or ("甲市办法",), issued_on, years, ())


@pytest.mark.parametrize(
    ("sentence", "start", "end"),
    [
        ("本办法自2024年6月1日起施行。", "2024-06-01", ""),
        ("本办法自二〇二四年六月一日起施行。", "2024-06-01", ""),
        ("第二十条 本办法自印发之日起施行。", "2024-04-26", ""),
        ("本公告自发布之日起30日后施行。", "2024-05-26", ""),
        ("本办法自2024年6月1日起施行，有效期至2029年5月31日。", "2024-06-01", "2029-05-31"),
        ("本办法自2024年6月1日起施行，有效期5年。", "2024-06-01", "2029-05-31"),
        ("本办法自2024年6月1日起试行，试行期一年。", "2024-06-01", "2025-05-31"),
        ("本通知自印发之日起执行，有效期两年。", "2024-04-26", "2026-04-25"),
        ("本通知自印发之日起执行，有效期6个月。", "2024-04-26", "2024-10-25"),
        ("本办法自2024年2月29日起施行，有效期一年。", "2024-02-29", "2025-02-28"),
        ("本通知有效期自2024年1月1日至2025年12月31日。", "2024-01-01", "2025-12-31"),
        ("本通知执行至2025年底。", "", "2025-12-31"),
        ("本通知有效期至2025年6月。", "", "2025-06-30"),
        ("本政策有效期一年。", "", ""),
        ("《甲市办法》已经审议通过，现予公布，自2024年6月1日起施行。", "2024-06-01", ""),
        ("现印发给你们，自印发之日起施行。", "2024-04-26", ""),
        ("本通知自印发之日起施行，有效期至新冠肺炎疫情解除。", "2024-04-26", ""),
    ],
)
def test_what_a_sentence_states(sentence: str, start: str, end: str) -> None:
    found = validity(sentence)
    assert (found.in_force_from, found.in_force_until) == (start, end)
    assert found.basis == ("stated" if start or end else "")
    assert found.stated == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "《乙省条例》自2024年6月1日起施行。",
        "个人缴费标准自2024年1月1日起执行。",
        "医疗机构执业许可证有效期5年。",
        "本市自2024年1月1日起执行新标准。",
        "会议于2024年6月1日召开。",
        "",
    ],
)
def test_what_says_nothing_of_this_notice(sentence: str) -> None:
    assert validity(sentence) == Validity()


def test_from_the_day_of_issue_needs_that_day() -> None:
    found = validity("本办法自印发之日起施行，有效期5年。", issued_on="")
    assert (found.in_force_from, found.in_force_until, found.basis) == ("", "", "")
    assert found.stated


def test_sentences_far_apart_go_together() -> None:
    found = validity("本办法自2024年6月1日起施行。\n本办法由市卫生健康委负责解释。\n本办法有效期5年。")
    assert (found.in_force_from, found.in_force_until) == ("2024-06-01", "2029-05-31")


@pytest.mark.parametrize(
    ("name", "trial"), [("甲市办法（试行）", True), ("甲市暂行办法", True), ("甲市办法", False)]
)
def test_on_trial(name: str, trial: bool) -> None:
    assert validity("本办法自2024年6月1日起施行。", name).trial is trial


@pytest.mark.parametrize(
    ("name", "years", "basis"),
    [
        ("2024年工作要点", (2024, 2024), "planned"),
        ("三年行动方案（2023—2025年）", (2023, 2025), "planned"),
        ("2023年工作总结", (2023, 2023), ""),
        ("2023年统计公报", (2023, 2023), ""),
    ],
)
def test_a_plan_holds_for_its_years(name: str, years: tuple[int, ...], basis: str) -> None:
    found = validity("抓好落实。", name, years=years)
    assert found.basis == basis
    assert found.in_force_until == (f"{years[-1]}-12-31" if basis else "")


def test_inferred_years_plan_nothing() -> None:
    assert read_validity("抓好落实。", ("工作要点",), "", (2024, 2024), ("years",)) == Validity()


@given(st.text() | official_text, st.sampled_from(["", ISSUED_ON]))
def test_no_text_breaks_it(text: str, issued_on: str) -> None:
    found = read_validity(text, ("甲市办法",), issued_on, (), ())
    assert found.in_force_from == "" or len(found.in_force_from) == 10
