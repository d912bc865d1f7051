"""Figures of a page, of a title and of what was done already commit to nothing."""

from __future__ import annotations

import pytest

from tests.ingest.anatomy.notices import notice_of


def values(text: str) -> list[str]:
    return [target.value_text for target in notice_of(text).targets]


@pytest.mark.parametrize(
    "heading",
    [
        "工作开展情况",
        "2023年工作总结",
        "发展基础",
        "取得的主要成效",
        "存在的问题",
        "上半年工作完成情况",
        "主要做法及成效",
    ],
)
def test_chapters_that_look_back(heading: str) -> None:
    text = f"一、{heading}\n开展培训12期，新增学位800个。\n二、工作安排\n新增学位900个。\n"
    assert values(text) == ["900个"]


@pytest.mark.parametrize("heading", ["夯实发展基础", "总体要求", "解决突出问题", "做好情况报送", "主要目标"])
def test_chapters_that_look_ahead(heading: str) -> None:
    assert values(f"一、{heading}\n开展培训12期，新增学位800个。\n二、工作安排\n新增学位900个。\n") == [
        "12期",
        "800个",
        "900个",
    ]


def test_what_stands_under_goals_counts_although_a_chapter_above_looks_back() -> None:
    text = "第一章 规划背景\n第一节 发展基础\n建成中心6个。\n第二节 主要目标\n建成中心9个。\n"
    assert values(text) == ["9个"]


def test_a_summary_above_a_plan_of_the_same_file() -> None:
    text = "2023年工作总结\n一、节水\n改造管网30公里。\n2024年工作要点\n一、节水\n改造管网40公里。\n"
    assert values(text) == ["40公里"]


@pytest.mark.parametrize(
    "text",
    [
        "砚溪市水务局等9部门关于确定5县为试点的通知\n各县：\n请落实。\n",
        "一、总体情况\n预计到2030年，全市老年人将达到30万人，占20%。\n",
        "一、服务对象\n以4600多名持证残疾人为主要对象开展服务。\n",
        "1总则\n2组织机构\n3部门职责\n",
        "按照统一部署开展一对一帮扶。\n",
    ],
)
def test_what_commits_to_nothing(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("sentence", "indicator"),
    [
        ("应届毕业生就业率达到95%。", "应届毕业生就业率"),
        ("及时办结率达到95%。", "及时办结率"),
        ("津贴标准由原每人每月120元调整为每人每月144元。", "津贴标准"),
        ("全年投放储备肉将不低于2500吨。", "投放储备肉"),
    ],
)
def test_indicators_keep_their_words(sentence: str, indicator: str) -> None:
    targets = notice_of(f"一、目标\n{sentence}\n").targets
    assert [target.indicator for target in targets] == [indicator]


def test_a_ratio_of_three() -> None:
    targets = notice_of("一、经费\n所需经费由省、市、县按照4:3:3的比例分担。\n").targets
    assert [target.value_text for target in targets] == ["4:3:3"]
