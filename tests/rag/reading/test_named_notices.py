"""Notices of one place: two named side by side are compared, and a follow-up stays with the one that was asked about."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from rag.assistant import Assistant
from rag.types import Answer, Turn
from tests.rag.conftest import WorkspaceOf
from tests.rag.reading.test_comparisons import rows

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
"""
YEAR = """岚桥县卫生健康局文件
岚卫发〔2025〕6号
关于印发2025年全县卫生健康工作要点的通知
各镇卫生院：
现将《2025年全县卫生健康工作要点》印发给你们，请抓好落实。
岚桥县卫生健康局
2025年3月11日
2025年全县卫生健康工作要点
1.提升基层能力。标准化村卫生室占比达到86%。
2.做实签约服务。常住人口签约率达到48%，重点人群签约率达到82%，签约居民续约率达到75%。
"""
SIGNING = """岚桥县卫生健康局文件
岚卫字〔2024〕41号
关于做好2024年家庭医生签约服务工作的通知
各镇卫生院：
现就做好签约服务通知如下。
一、明确目标。到2024年底，常住人口签约率达到45%，重点人群签约率达到80%；签约居民续约率达到70%。
岚桥县卫生健康局
2024年4月2日
"""
RULES = """岚桥县卫生健康局文件
岚卫规〔2024〕2号
关于印发《岚桥县村医考核办法（试行）》的通知
各镇卫生院：
现将《岚桥县村医考核办法（试行）》印发给你们，请遵照执行。
岚桥县卫生健康局
2024年8月5日
岚桥县村医考核办法（试行）
第一条 在本县执业满3年的村医适用本办法。
第二条 本办法自2024年9月1日起施行，试行期2年。
"""


@pytest.fixture(scope="module")
def ask(workspace_of: WorkspaceOf) -> Callable[..., Answer]:
    workspace = workspace_of({"plan.txt": PLAN, "year.txt": YEAR, "signing.txt": SIGNING, "rules.txt": RULES})
    return Assistant(workspace.store, workspace.settings, today=lambda: datetime.date(2025, 6, 1)).answer


@pytest.mark.parametrize(
    "asked",
    [
        "岚桥县三年行动和2025年工作要点对2025年标准化村卫生室占比的目标各是多少？",
        "岚桥三年行动方案与工作要点里，2025年标准化村卫生室占比谁定得高？",
    ],
)
def test_two_notices_of_one_place_have_a_row_each(ask: Callable[..., Answer], asked: str) -> None:
    (plan, plan_says), (year, year_says) = rows(ask(asked))
    assert "三年行动" in plan
    assert plan_says.startswith("85%")
    assert "工作要点" in year
    assert year_says.startswith("86%")


def test_a_year_in_the_name_of_one_notice_is_not_asked_of_the_other(ask: Callable[..., Answer]) -> None:
    (year, year_says), (signing, signing_says) = rows(
        ask("岚桥2025年要点和签约服务通知的重点人群签约率分别是多少？")
    )
    assert "工作要点" in year
    assert year_says.startswith("82%")
    assert "签约服务" in signing
    assert signing_says.startswith("80%")


def test_what_is_asked_of_one_notice_is_no_comparison(ask: Callable[..., Answer]) -> None:
    answer = ask("岚桥县2025年常住人口和重点人群签约率各是多少？")
    assert "工作要点" not in answer.answer
    assert "48%" in answer.answer


def test_a_follow_up_stays_with_the_year_asked_about(ask: Callable[..., Answer]) -> None:
    before = Turn(role="user", content="岚桥县2024年常住人口家庭医生签约率要达到多少？")
    answer = ask("那续约率呢？", [before])
    assert "70%" in answer.answer
    assert "75%" not in answer.answer


@pytest.mark.parametrize("asked", ["岚桥县村医考核办法试行多久？", "岚桥村医考核办法的试行期是几年？"])
def test_how_long_a_notice_is_on_trial_is_not_how_long_something_else_takes(
    ask: Callable[..., Answer], asked: str
) -> None:
    assert "试行期2年" in ask(asked).answer
