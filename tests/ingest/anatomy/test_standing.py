"""Whether a notice is in force on a day, and what took its place."""

from __future__ import annotations

import pytest

from ingest.anatomy.standing import Standing, standing, superseded_by
from ingest.models import Notice
from tests.ingest.samples import notice_of


def measure(
    number: str, year: int, last: str, name: str = "砚溪市医疗救助办法", organ: str = "砚溪市医疗保障局"
) -> Notice:
    return notice_of(
        f"{organ}\n关于印发《{name}》的通知\n砚医保发〔{year}〕{number}号\n各县医疗保障局：\n"
        f"现将《{name}》印发给你们。\n{organ}\n{year}年9月1日\n{name}\n第一条 为规范救助，制定本办法。\n{last}"
    )


OLD = measure("1", 2019, "第二条 本办法自2019年10月1日起施行。", "砚溪市医疗救助暂行办法")


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2023-09-30", Standing.NOT_YET),
        ("2023-10-01", Standing.IN_FORCE),
        ("2025-09-30", Standing.IN_FORCE),
        ("2025-10-01", Standing.EXPIRED),
    ],
)
def test_by_the_day(today: str, expected: Standing) -> None:
    notice = measure("2", 2023, "第二条 本办法自2023年10月1日起施行，有效期2年。")
    assert standing(notice, today, {}) is expected
    assert standing(notice, today, {notice.id: "another"}) is Standing.SUPERSEDED


def test_a_plan_is_over_after_its_years() -> None:
    plan = notice_of("砚溪市2024年卫生健康工作要点\n一、目标\n达到90%。\n二、要求\n抓好落实。")
    assert standing(plan, "2024-12-31", {}) is Standing.IN_FORCE
    assert standing(plan, "2025-01-01", {}) is Standing.EXPIRED


def test_what_is_not_stated_is_not_known() -> None:
    notice = notice_of("关于加强管理的通知\n抓好落实。")
    assert standing(notice, "2024-01-01", {}) is Standing.UNKNOWN


@pytest.mark.parametrize(
    "words",
    [
        "《砚溪市医疗救助暂行办法》（砚医保发〔2019〕1号）同时废止。",
        "《砚溪市医疗救助暂行办法》（砚医保发[2019]第1号）同时废止。",
        "《砚溪市医疗救助暂行办法》同时废止。",
        "原砚医保发〔2019〕1号文件同时废止。",
    ],
)
def test_repealed_by_number_or_by_name(words: str) -> None:
    new = measure("2", 2023, f"第二条 本办法自2023年10月1日起施行。{words}")
    assert superseded_by([OLD, new]) == {OLD.id: new.id}
    assert superseded_by([new, OLD]) == {OLD.id: new.id}


@pytest.mark.parametrize(
    "new",
    [
        measure(
            "2", 2023, "第二条 《砚溪市医疗救助暂行办法》（砚医保发〔2018〕1号）同时废止。"
        ),  # another number
        measure(
            "2", 2023, "第二条 《砚溪市医疗救助暂行办法》同时废止。", organ="澄峪县医疗保障局"
        ),  # another issuer
        measure("2", 2018, "第二条 《砚溪市医疗救助暂行办法》同时废止。"),  # issued before it
        measure("2", 2023, "第二条 根据《砚溪市医疗救助暂行办法》制定。"),
    ],
)
def test_what_repeals_nothing_here(new: Notice) -> None:
    assert superseded_by([OLD, new]) == {}


def test_the_same_measure_issued_again_replaces_the_earlier() -> None:
    first, second, third = (
        measure("5", year, f"第二条 本办法自{year}年10月1日起施行。") for year in (2015, 2018, 2022)
    )
    assert superseded_by([second, third, first]) == {first.id: third.id, second.id: third.id}


def test_two_announcements_of_one_name_are_two() -> None:
    notices = [
        notice_of(
            f"砚溪市医疗保障局\n关于开展宣传月活动的通知\n各县医疗保障局：\n请落实第{n}项。\n砚溪市医疗保障局\n202{n}年9月1日"
        )
        for n in (1, 2)
    ]
    assert superseded_by(notices) == {}
