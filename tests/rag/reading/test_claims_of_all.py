"""What is put forward of all, of another grade or as compelled, where the notice says it of a share, of one grade, or bids nobody."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rag.types import Answer
from tests.rag.conftest import Asking

Ask = Callable[[str], Answer]

POINTS = """梓川市卫生健康委员会文件
梓卫发〔2026〕3号
关于印发梓川市2026年卫生健康工作要点的通知
各县（区）卫生健康局：
现将《梓川市2026年卫生健康工作要点》印发给你们，请认真贯彻执行。
梓川市卫生健康委员会
2026年2月6日
梓川市2026年卫生健康工作要点
1. 发展托育服务。年内建成不少于一所公办托育机构的县（区）达到70%以上，城市社区托育点覆盖率稳定在45%以上。
2. 完善治理机制。全面落实党委领导下的院长负责制，完成二级公立医院党组织书记和院长分设。
3. 推进疫苗接种。制定全市流感疫苗接种实施方案，统筹做好各阶段接种人群的衔接。
4. 提升托幼师资。到2026年底，托育机构保育人员大专及以上学历比例达到80%，其中本科及以上学历比例达到35%。
"""


@pytest.fixture(scope="module")
def ask_points(asking: Asking) -> Ask:
    return asking({"梓川市要点.txt": POINTS})


@pytest.mark.parametrize(
    "question",
    ["梓川是不是要求每个县区都起码有一家公办托育机构？", "梓川市每个县区都得有不少于一所公办托育机构吗？"],
)
def test_of_all_is_not_so_where_a_share_is_wanted(ask_points: Ask, question: str) -> None:
    first = ask_points(question).answer.splitlines()[0]
    assert first.startswith("否。")
    assert "70%" in ask_points(question).answer


def test_of_the_grade_that_is_named_it_is_so(ask_points: Ask) -> None:
    assert ask_points("梓川二级公立医院书记和院长要分设吗？").answer.startswith("是。")


@pytest.mark.parametrize(
    "question",
    ["梓川三级医院书记和院长要分设吗？", "梓川的流感疫苗是强制大家都得打吗？"],
)
def test_nothing_is_called_so_that_is_said_of_others_or_bids_nobody(ask_points: Ask, question: str) -> None:
    assert not ask_points(question).answer.startswith("是")


@pytest.mark.parametrize(
    ("question", "told", "other"),
    [
        ("梓川托育机构保育员本科及以上的占多少？", "35%", "80%"),
        ("梓川托育机构保育员大专及以上的占多少？", "80%", "35%"),
    ],
)
def test_a_degree_and_above_is_no_other_degree_and_above(
    ask_points: Ask, question: str, told: str, other: str
) -> None:
    first = ask_points(question).answer.splitlines()[0]
    assert told in first
    assert other not in first
