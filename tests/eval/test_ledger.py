"""The ledger against labels: expected values are arithmetic over a notice of three sentences."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from eval.cli import app
from eval.errors import EvalError, SetError
from eval.labels import Label, load_labels, notices_of
from eval.ledger import ledger_cases, match_ledger, misses
from eval.metrics.ledger import DocumentMatch, match_document, score
from ingest.models import Notice, Target, notice_id

TEXT = "到2025年底，签约率达到 ６０％，建成3个中心、新增3个科室。\n6月底前完成改革，8月底前出台方案。\n新增xx张床位。"


def target(quote: str, figure: str = "", **more: Any) -> Target:
    start = TEXT.index(quote)
    return Target(
        clause_index=0,
        indicator="",
        start=start,
        end=start + len(quote),
        value_text=figure,
        value_start=start + quote.index(figure) if figure else -1,
        **more,
    )


RATE = target("签约率达到 ６０％", "６０％", value=60.0, unit="％", comparator="=", deadline="2025-12-31")
CENTRES = target("建成3个中心", "3个", value=3.0, unit="个", comparator="=", deadline="2025-12-31")
ROOMS = target("新增3个科室", "3个", value=3.0, unit="个", comparator="=", deadline="2025-12-31")
REFORM = target("6月底前完成改革", deadline="2025-06-30")
PLAN = target("8月底前出台方案", deadline="2025-08-31")
BEDS = target("新增xx张床位", "xx张", unit="张", comparator="=", masked=True)
ALL = (RATE, CENTRES, ROOMS, REFORM, PLAN, BEDS)


def label(quote: str, value_text: str = "", **more: Any) -> Label:
    kind = "figure" if value_text else "date"
    return Label(document="要点", kind=more.pop("kind", kind), quote=quote, value_text=value_text, **more)


LABELS = [
    label("签约率达到60%", "60%", value=60, unit="%", comparator="=", deadline="2025-12-31"),
    label("建成3个中心、新增3个科室", "3个", value=3, unit="个", comparator="=", deadline="2025-12-31"),
    label(
        "建成3个中心、新增3个科室",
        "3个",
        value_nth=2,
        value=3,
        unit="个",
        comparator="=",
        deadline="2025-12-31",
    ),
    label("6月底前完成改革", deadline="2025-06-30"),
    label("8月底前出台方案", deadline="2025-08-31"),
    label("新增xx张床位", "xx张", unit="张", comparator="=", masked=True),
]


def notice(*targets: Target) -> Notice:
    return Notice(notice_id(TEXT), "要点", TEXT, (), "要点.txt", "0", targets=targets)


def matched(*targets: Target, labels: list[Label] | None = None) -> DocumentMatch:
    return match_document("要点", LABELS if labels is None else labels, [notice(*targets)])


def test_a_ledger_that_is_right() -> None:
    found = score([matched(*ALL)])
    assert (found.precision, found.recall, found.labels, found.extracted) == (6 / 6, 6 / 6, 6, 6)
    assert (found.value, found.deadline, found.comparator) == (4 / 4, 6 / 6, 4 / 4)


def test_the_order_of_targets_and_labels_does_not_matter() -> None:
    turned = match_document("要点", LABELS[::-1], [notice(*ALL[::-1])])
    assert score([turned]) == score([matched(*ALL)])


def test_what_is_missed_costs_recall_and_what_is_invented_precision() -> None:
    found = score([matched(RATE, REFORM, target("到2025年底"))])
    assert (found.recall, found.precision) == (2 / 6, 2 / 3)


def test_a_target_is_matched_once() -> None:
    twice = score([matched(RATE, RATE)])
    assert (twice.found, twice.extracted) == (1, 2)


@pytest.mark.parametrize(
    ("change", "spoiled"),
    [
        ({"value": 61.0}, "value"),
        ({"unit": "个百分点"}, "value"),
        ({"value_high": 70.0}, "value"),
        ({"value": None}, "value"),
        ({"deadline": "2026-12-31"}, "deadline"),
        ({"comparator": ">="}, "comparator"),
    ],
)
def test_a_target_that_is_wrong_loses_there_and_nowhere_else(change: dict[str, Any], spoiled: str) -> None:
    found = score([matched(replace(RATE, **change), *ALL[1:])])
    shares = {"value": (3, 4), "deadline": (5, 6), "comparator": (3, 4)}
    for name, (right, of) in shares.items():
        assert getattr(found, name) == (right / of if name == spoiled else 1.0)
    assert (found.recall, found.precision) == (1.0, 1.0)


def test_a_dated_task_is_not_matched_by_a_figure() -> None:
    found = matched(replace(REFORM, value_text="6月", value_start=REFORM.start), labels=[LABELS[3]])
    assert (found.found, len(found.invented)) == (0, 1)


def test_a_quotation_that_the_text_does_not_hold_is_told() -> None:
    (match,) = matched(*ALL, labels=[label("签约率达到70%", "70%")]).matches
    assert (match.placed, match.target) == (False, None)


def test_a_document_without_any_makes_inventions_count() -> None:
    none = [Label(document="要点", kind="none")]
    found = score([matched(RATE, labels=none)])
    assert (found.precision, found.recall, found.labels) == (0 / 1, None, 0)


def test_what_is_wrong_is_said_a_line_each() -> None:
    late = replace(RATE, deadline="2026-12-31")
    said = misses([matched(late, target("到2025年底"), labels=LABELS[:2])], "zh")
    assert [line.split(":")[0] for line in said] == ["时限 2025-12-31 ≠ 2026-12-31", "漏", "多"]


def test_labels_and_documents_are_cases_of_a_baseline() -> None:
    cases = ledger_cases(match_ledger(LABELS, [notice(*ALL)]))
    assert len(cases) == 6 + 1
    assert cases["要点"].scores == {"target_precision": 1.0}


def part(source: str, number: int) -> Notice:
    return replace(notice(), id=f"{source}{number}", source=source, part=number)


def test_documents_go_by_the_beginning_of_their_name_and_their_part() -> None:
    held = [part("001_abc.txt", 1), part("001_abc.txt", 2), part("002_x.txt", 1), part("0021_y.txt", 1)]
    assert [each.id for each in notices_of("001_part2", held)] == ["001_abc.txt2"]
    assert len(notices_of("001_abc", held)) == 2
    with pytest.raises(EvalError, match="fits several"):
        notices_of("002_part1", held)
    with pytest.raises(EvalError, match="not in the corpus"):
        notices_of("003_part1", held)


@pytest.mark.parametrize(
    ("row", "field", "advice"),
    [
        (
            {"document": "a", "kind": "figure", "quote": "达到60%", "value_text": "61%"},
            "",
            "没有第 value_nth 个",
        ),
        ({"document": "a", "kind": "date", "quote": "x", "deadline": "2025年底"}, "", "2024-12-31"),
        ({"document": "a", "kind": "date"}, "", "quote"),
        ({"document": "a", "kind": "dates", "quote": "x"}, "kind", "只能是"),
        ({"document": "a", "kind": "date", "quote": "x", "comparator": "≥"}, "comparator", "只能是"),
        ({"document": "a", "kind": "date", "quote": "x", "value": "3"}, "value", "数字"),
    ],
)
def test_a_bad_label_is_told(row: dict[str, Any], field: str, advice: str, tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    with pytest.raises(SetError) as caught:
        load_labels([path])
    (bad,) = caught.value.rows
    assert (bad.line, bad.field) == (1, field)
    assert advice in bad.zh


def test_the_command_holds_the_ledger_to_labels_and_to_a_baseline(tmp_path: Path) -> None:
    (tmp_path / "要点.txt").write_text(TEXT, encoding="utf-8")
    labels = tmp_path / "labels.jsonl"
    labels.write_text("".join(each.model_dump_json() + "\n" for each in LABELS), encoding="utf-8")
    asked = [
        "targets",
        str(labels),
        "--corpus",
        str(tmp_path / "要点.txt"),
        "--gate",
        str(tmp_path / "b.jsonl"),
    ]
    first = CliRunner().invoke(app, [*asked, "--accept", "初次"])
    assert first.exit_code == 0, first.output
    again = CliRunner().invoke(app, [*asked, "--wrong", "20"])
    assert again.exit_code == 0, again.output
    assert "通过" in again.output
