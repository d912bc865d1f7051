"""The HTML report: everything inside, nothing from outside, foreign text harmless."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest

from eval.compare import compare
from eval.questions import Case
from eval.report.charts import Bar, Bin, bars, calibration, histogram
from eval.report.html import confidence_bins, highlighted, html
from eval.result import RunResult
from ingest.models import Notice
from rag.types import Answer, Citation

Cite = Callable[..., Citation]

TARGET = "到2024年底，云北县居民健康素养水平达到30%"


@pytest.fixture
def asked() -> list[Case]:
    return [
        Case(
            id="t1",
            type="target",
            question="甲<script>alert(1)</script>？",
            must=(("31%",),),
            evidence=(TARGET,),
        ),
        Case(id="t2", type="target", question="乙？", must=(("30%",),)),
        Case(id="u1", type="unanswerable", question="丙？", unanswerable=True),
    ]


@pytest.fixture
def result(asked: list[Case], workspace: Any, ask: Any, north: Notice, make_citation: Cite) -> RunResult:
    good = Answer(answer="30%[1]", abstained=False, citations=(make_citation(north, TARGET + "。"),))
    declined = Answer(answer="没有写。", abstained=True)
    workspace.assistant.answers = dict(
        zip((case.question for case in asked), (good, good, declined), strict=True)
    )
    made: RunResult = ask(asked)
    return made


class Elements(HTMLParser):
    """Every element with its attributes, and whether each that must be closed was."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in {"meta", "line", "rect", "circle"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            assert self.open.pop() == tag


def test_nothing_comes_from_outside_and_no_script_runs(result: RunResult) -> None:
    page = html(result, "zh")
    elements = Elements(page)
    assert elements.open == []
    assert {"script", "link", "img", "iframe"}.isdisjoint(tag for tag, _ in elements.found)
    assert not any({"src", "href", "onclick"} & set(attributes) for _, attributes in elements.found)
    assert not re.search(r"url\(|@import", page)
    assert "&lt;script&gt;" in page


def test_a_failure_shows_what_was_asked_expected_cited(result: RunResult) -> None:
    page = html(result, "zh")
    for part in ("t1", "31%", f"<mark>{TARGET}</mark>。", "答错的题 (1)", "正确率", "应拒答而拒答"):
        assert part in page
    assert "Failures (1)" in html(result, "en")


def test_the_difference_to_the_last_run_is_shown(
    asked: list[Case], result: RunResult, workspace: Any, ask: Any
) -> None:
    workspace.assistant.answers[asked[1].question] = Answer(answer="二十九", abstained=False)
    page = html(result, "zh", compare(ask(asked), result))
    for part in ("变好", "二十九", "偶然概率"):
        assert part in page
    assert "变好" not in html(result, "zh").split("<h2>")[-1]


@pytest.mark.parametrize(
    ("text", "quotes", "marked"),
    [
        ("甲达到30%。", ("达到30%",), "甲<mark>达到30%</mark>。"),
        ("达到\n30%", ("达到 30%",), "<mark>达到\n30%</mark>"),
        ("<b>达到", ("达到",), "&lt;b&gt;<mark>达到</mark>"),
        ("达到", ("没有",), "达到"),
        ("达到", (" ",), "达到"),
        ("甲乙丙", ("甲乙", "乙丙"), "<mark>甲乙丙</mark>"),
    ],
)
def test_quotations_are_marked_wherever_spaces_fall(text: str, quotes: tuple[str, ...], marked: str) -> None:
    assert str(highlighted(text, quotes)) == marked


def test_confidence_is_told_in_tenths(result: RunResult) -> None:
    assert confidence_bins(result.rows) == []
    sure = [0.32, 0.38, 0.31]
    rows = [row.model_copy(update={"confidence": c}) for row, c in zip(result.rows, sure, strict=True)]
    # t1 is wrong, t2 right, u1 has no answer to be right: one of three.
    assert confidence_bins(rows) == [Bin(0.3, 0.4, 3, 1 / 3)]


def test_charts_are_drawn_to_scale_and_escaped() -> None:
    drawn = str(bars("图", [Bar("<甲>", 0.5, 0.25, 0.75, "n = 4")]))
    assert 'width="215.0"' in drawn  # half of 430
    assert "&lt;甲&gt;" in drawn
    assert 'cx="200.0" cy="87.0"' in str(calibration("图", [Bin(0.4, 0.6, 3, 0.75)], 0.35))
    assert str(histogram("图", [1.0, 1.0, 40.0], "ms")).count("<rect") == 2
