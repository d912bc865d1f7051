"""The floors under answer quality: the real eval suite on real notices, so that no change lowers it unseen."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval.cli import app
from eval.runfile import read_info

ROOT = Path(__file__).parents[2]
SHARED_NOTICES = ROOT.parent / "shared" / "notices"


def scores(tmp_path: Path, corpus: Path, *sets: str) -> dict[str, float]:
    """The overall scores that the report of a run states."""
    out = tmp_path / "run.jsonl"
    paths = [str(ROOT / name) for name in sets]
    result = CliRunner().invoke(app, ["run", *paths, "--corpus", str(corpus), "--out", str(out)])
    assert result.exit_code == 0, result.output
    _, summary = read_info(out)
    return {name: score["mean"] for name, score in summary["groups"][-1]["scores"].items()}


def test_the_sample_questions(tmp_path: Path) -> None:
    overall = scores(tmp_path, ROOT / "examples" / "notices", "examples/questions.jsonl")
    assert overall["offsets_valid"] == 1
    assert overall["correct"] >= 0.86
    assert overall["abstention_recall"] >= 0.84
    assert overall["citation_recall"] >= 0.88


@pytest.mark.skipif(not SHARED_NOTICES.is_dir(), reason="the real notices are not beside the repository")
def test_the_questions_over_real_notices(tmp_path: Path) -> None:
    """The set that nobody looked at; the gate runs the others."""
    overall = scores(tmp_path, SHARED_NOTICES, "eval/sets/notices_test.jsonl")
    assert overall["offsets_valid"] == 1
    assert overall["correct"] >= 0.87
    assert overall["abstention_recall"] >= 0.90
    assert overall["false_abstention"] <= 0.08
    assert overall["citation_recall"] >= 0.90
