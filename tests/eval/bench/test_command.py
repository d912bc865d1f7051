"""The benchmark from the command line: a made-up store, its figures as a table, as JSON and as a chart."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval.bench.command import app
from eval.bench.report import read_runs
from eval.errors import EvalError
from ingest.errors import StoreMismatchError
from ingest.settings import IngestSettings
from ingest.store.store import NoticeStore
from tests.fakes import RecordingEmbeddings


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store of made-up notices, measured twice: when it is made, and as it is there."""
    folder = tmp_path_factory.mktemp("bench")
    told = ["--synthetic-vectors", "--questions", "14", "--intake", "3", "--data", str(folder / "data")]
    kept = ["--out", str(folder / "runs.json"), "--chart", str(folder / "chart.svg"), "--lang", "en"]
    for _ in range(2):
        done = CliRunner().invoke(app, ["--passages", "60", *told, *kept])
        assert done.exit_code == 0, done.output
        assert "p95" in done.output
        assert "passages" in done.output
    return folder


def test_a_run_is_kept_with_all_its_figures(kept: Path) -> None:
    made, there = read_runs(kept / "runs.json")
    assert made.synthetic_vectors
    assert made.passages >= 60
    assert made.filled is not None
    assert made.filled.passages == made.passages == there.passages
    assert made.filled.disk > 0
    assert there.filled is None
    for run in (made, there):
        assert set(run.asked.stages) == {"understand", "retrieve", "read", "compose", "answer"}
        assert run.asked.stages["answer"].count == 14
        assert sum(times.count for times in run.asked.kinds.values()) == 14
        for times in run.asked.stages.values():
            assert 0 < times.p50 <= times.p95 <= times.p99
        assert 0 < run.asked.ready_memory <= run.asked.peak_memory
        assert run.intake is not None
        assert (run.intake.files, run.intake.passages > 3) == (3, True)
        assert run.intake.gain > 0


def test_the_chart_is_drawn_of_all_runs(kept: Path) -> None:
    chart = ET.parse(kept / "chart.svg").getroot()
    assert chart.tag.endswith("svg")
    assert len(chart.findall(".//{*}polyline")) == 4


def test_no_other_command_takes_made_up_vectors_for_the_models(kept: Path) -> None:
    with pytest.raises(StoreMismatchError):
        NoticeStore.open(IngestSettings(data_dir=kept / "data"), RecordingEmbeddings())


@pytest.mark.parametrize("content", ["", "{}", '[{"passages": 1}]', json.dumps("text")])
def test_a_file_of_something_else_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "runs.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(EvalError) as refused:
        read_runs(path)
    assert "runs.json" in refused.value.text("zh")
