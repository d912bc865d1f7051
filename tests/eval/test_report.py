"""What people read of a run."""

from __future__ import annotations

import io
from typing import Any

import pytest
from rich.console import Console

from eval.questions import Case
from eval.report.markdown import markdown
from eval.report.terminal import show
from eval.result import RunResult
from eval.summary import failures, summarise
from rag.types import Answer


@pytest.fixture
def result(workspace: Any, ask: Any) -> RunResult:
    """Two targets, one of them wrong, and an unanswerable case declined."""
    cases = [
        Case(id="t1", type="target", question="甲？", must=(("30%", "三成"),)),
        Case(id="t2", type="target", question="乙 | [bold]？", must=(("35%",),), must_not=("30%",)),
        Case(id="u1", type="unanswerable", question="丙？", unanswerable=True),
    ]
    workspace.assistant.answers = {
        "甲？": Answer(answer="30%", abstained=False),
        "乙 | [bold]？": Answer(answer="30%\n| 表 |", abstained=False),
        "丙？": Answer(answer="没有写。", abstained=True),
    }
    result: RunResult = ask(cases)
    return result


def printed(result: RunResult, lang: Any, shown: int = 10) -> str:
    stream = io.StringIO()
    show(result, Console(file=stream, width=200), lang, shown)
    return stream.getvalue()


def test_kinds_stand_in_their_order_and_all_cases_last(result: RunResult) -> None:
    groups = summarise(result)
    assert [(group.kind, group.cases) for group in groups] == [("target", 2), ("unanswerable", 1), ("", 3)]
    assert [group.scores["correct"].mean for group in groups] == [1 / 2, 1 / 1, 2 / 3]


def test_a_score_counts_only_the_cases_that_have_it(result: RunResult) -> None:
    overall = summarise(result)[-1].scores
    assert (overall["headline"].mean, overall["headline"].cases) == (1 / 2, 2)
    assert (overall["abstention_recall"].mean, overall["abstention_recall"].cases) == (1.0, 1)
    assert overall["abstention_recall"].low is None
    assert "rouge_l" not in overall


def test_failures_come_with_question_expected_and_got(result: RunResult) -> None:
    assert [row.case.id for row in failures(result)] == ["t2"]
    text = printed(result, "zh")
    for part in ("t2", "问：乙 | [bold]？", "应答：35%；不得出现 30%", "实答：30%"):
        assert part in text
    assert "t2" not in printed(result, "zh", shown=0)
    assert "expected: 35%; never 30%" in printed(result, "en")


def test_the_terminal_shows_kinds_and_metrics(result: RunResult) -> None:
    text = printed(result, "zh")
    for part in ("题型", "target", "0.500", "全部", "0.667", "应拒答而拒答", "答题毫秒"):
        assert part in text
    assert "abstention recall" in printed(result, "en")


def test_stages_are_named_in_the_readers_language(result: RunResult) -> None:
    stages = dict.fromkeys(("understand", "retrieve", "read", "compose", "first", "answer", "search"), 1.0)
    timed = result.model_copy(
        update={"rows": [row.model_copy(update={"stages_ms": stages}) for row in result.rows]}
    )
    chinese, english = printed(timed, "zh"), printed(timed, "en")
    assert "理解问题毫秒" in chinese
    for stage in stages:
        assert f"{stage}毫秒" not in chinese
        assert stage.split("_")[0] in english


def test_markdown_keeps_foreign_text_inside_its_cell(result: RunResult) -> None:
    text = markdown(result, "zh")
    assert "乙 \\| \\[bold\\]？" in text
    assert "- 实答：30% \\| 表 \\|" in text
    rows = [line.replace("\\|", "") for line in text.splitlines() if line.startswith("| ")]
    assert {line.count("|") for line in rows[:5]} == {rows[0].count("|")}
