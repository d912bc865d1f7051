"""Grids of settings, and the table they make."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval.cli import app
from eval.errors import EvalError
from eval.summary import Group, Latency, Score
from eval.sweep import grid_of, sweep_table
from rag.settings import RagSettings


def group(correct: float, false_abstention: float) -> Group:
    scores = {
        "correct": Score(correct, None, None, 10),
        "false_abstention": Score(false_abstention, None, None, 10),
    }
    return Group("", 10, scores, {"answer": Latency(20.0, 40.0)}, {})


def test_all_combinations_those_of_one_store_together() -> None:
    points = grid_of(["weight_dense=0,0.3", "passage_tokens=160,320"], RagSettings())
    assert [tuple(point.values.values()) for point in points] == [
        ("0", "160"),
        ("0.3", "160"),
        ("0", "320"),
        ("0.3", "320"),
    ]
    assert len({point.store for point in points}) == 2
    assert points[1].settings.weight_dense == 0.3


@pytest.mark.parametrize("axis", ["weight_dense", "weight=1", "weight_dense=much", "passage_tokens=1"])
def test_an_axis_that_is_none_is_told(axis: str) -> None:
    with pytest.raises(EvalError, match="--grid"):
        grid_of([axis], RagSettings())


def test_the_best_of_each_column_is_starred_low_or_high() -> None:
    points = grid_of(["abstain_below=0.2,0.4"], RagSettings())
    table = sweep_table(list(zip(points, (group(0.8, 0.01), group(0.9, 0.05)), strict=True)), "en")
    assert table.header == ["abstain_below", "correct", "false abstention", "answer ms"]
    assert table.lines == [["0.2", "0.800", "0.010★", "20"], ["0.4", "0.900★", "0.050", "20"]]


def test_the_command_asks_at_every_point(tmp_path: Path) -> None:
    (tmp_path / "notice.txt").write_text("到2024年底，云北县居民健康素养水平达到30%。", encoding="utf-8")
    row = {"id": "a", "type": "target", "question": "云北县居民健康素养水平达到多少？", "must": [["30%"]]}
    asked = tmp_path / "set.jsonl"
    asked.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    table = tmp_path / "table.md"
    options = ["--corpus", str(tmp_path / "notice.txt"), "--markdown", str(table)]
    result = CliRunner().invoke(app, ["sweep", str(asked), "--grid", "question_chars=10,1000", *options])
    assert result.exit_code == 0, result.output
    lines = table.read_text(encoding="utf-8").splitlines()
    assert [line.split("|")[1:3] for line in lines[-2:]] == [[" 10 ", " 0.000 "], [" 1000 ", " 1.000★ "]]


def test_ones_own_store_is_not_built_anew(tmp_path: Path) -> None:
    asked = tmp_path / "set.jsonl"
    asked.write_text('{"id": "a", "type": "t", "question": "?", "unanswerable": true}\n')
    result = CliRunner().invoke(app, ["sweep", str(asked), "--grid", "passage_tokens=160,320"])
    assert result.exit_code == 2
    assert "--corpus" in result.output
