"""Whatever is asked, every figure, date and name of the answer stands in what its line cites, and no verdict without a citation."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eval.metrics.borne_out import lines_said
from rag.types import Answer
from tests.rag.conftest import Ask, Asking
from tests.rag.reading.notices import NOTICES

_RUNS = sorted({run for text in NOTICES.values() for run in re.findall("[\u4e00-\u9fff]{4,14}", text)})
_ASKS = (
    "要达到多少？",
    "是多少，什么时候完成？",
    "由谁负责？",
    "要达到100%吗？",
    "3个够不够？",
    "不少于60%，对吗？",
    "最多能有多少？",
    "有哪些？",
)

# The head of its sentence, and of its table, stand in another passage than what is asked for.
_TABLE = "\n".join(
    f"{number} | {name}覆盖率（%） | {number + 20} | {number + 30} | {number + 40}"
    for number, name in enumerate(
        (*("养老服务站", "托育点", "助餐点", "急救站点", "体检车") * 6, "心理门诊"), 1
    )
)
PLAN = f"""霁川县人民政府文件
霁政发〔2024〕3号
关于印发霁川县卫生服务三年计划（2024—2026年）的通知
各乡镇人民政府：
现将《霁川县卫生服务三年计划（2024—2026年）》印发给你们。
霁川县人民政府
2024年1月8日
霁川县卫生服务三年计划（2024—2026年）
一、目标
到2026年底，县乡村三级服务网络更加健全，{"服务流程、服务标准、服务质量和服务保障体系持续完善，" * 12}每千人口医疗床位数达到6.5张，每千人口注册护士数达到3.4人。
二、分年度指标
序号 | 指标 | 2024年 | 2025年 | 2026年
{_TABLE}
三、保障
县财政局统筹资金，县卫生健康局每半年通报一次进度。
"""


@pytest.fixture(scope="module")
def ask_plan(asking: Asking) -> Ask:
    """A question about a plan whose sentences and tables run over several passages."""
    prose = PLAN.partition("三、")[0].replace("霁", "砺")  # so few clauses are read as running prose
    return asking({"霁川县计划.txt": PLAN, "砺川县计划.txt": prose})


def _nowhere_cited(question: str, answer: Answer) -> list[str]:
    if answer.abstained:
        return []
    return [
        piece for line in lines_said(question, answer.answer, answer.citations) for piece in line.unsupported
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(matter=st.sampled_from(_RUNS), asked=st.sampled_from(_ASKS))
def test_every_figure_of_an_answer_is_cited(ask_alike: Ask, matter: str, asked: str) -> None:
    answer = ask_alike(matter + asked)
    assert not _nowhere_cited(matter + asked, answer)
    verdicts = [line for line in answer.answer.splitlines() if re.match("[是否][。，]", line)]
    assert answer.abstained or all(re.search(r"\[\d+\]", line) for line in verdicts)


@pytest.mark.parametrize(
    ("question", "figure", "date"),
    [
        ("霁川县每千人口注册护士数要达到多少？", "3.4人", "2026年底"),
        ("霁川县2025年心理门诊覆盖率是多少？", "61%", "2025年"),
    ],
)
def test_a_date_told_beside_a_figure_is_cited_from_the_passage_it_stands_in(
    ask_plan: Ask, question: str, figure: str, date: str
) -> None:
    answer = ask_plan(question)
    first = answer.answer.splitlines()[0]
    assert figure in first
    assert date in first
    assert len(re.findall(r"\[\d+\]", first)) > 1
    assert not _nowhere_cited(question, answer)


def test_the_small_reader_picks_no_column_of_a_table(ask_plan: Ask) -> None:
    first = ask_plan("砺川县2025年心理门诊覆盖率是多少？").answer.splitlines()[0]
    assert first.startswith("61%（2025年）")


def test_a_row_with_a_column_a_year_is_told_year_by_year(ask_plan: Ask) -> None:
    first = ask_plan("霁川县心理门诊覆盖率是多少？").answer.splitlines()[0]
    assert first.startswith("51%（2024年）；61%（2025年）；71%（2026年）")
