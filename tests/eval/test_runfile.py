"""A run on the disk: whole when it ended, resumable when it did not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from eval.errors import EvalError
from eval.questions import Case
from eval.result import RunResult
from eval.runfile import finish, finished, new_path, open_run, read_info, read_run, unfinished
from rag.types import Answer


@pytest.fixture
def result(workspace: Any, ask: Any) -> RunResult:
    workspace.assistant.answers = {
        "甲？": Answer(answer="30%\u2028", abstained=False),
        "乙？": Answer(answer="31%", abstained=False),
    }
    cases = [Case(id=name, type="target", question=f"{name}？", must=(("30%",),)) for name in "甲乙"]
    made: RunResult = ask(cases)
    return made


def interrupted(result: RunResult, path: Path, rows: int) -> Path:
    with open_run(path, result.info) as file:
        for row in result.rows[:rows]:
            file.keep(row)
    return path.with_name(path.name + ".part")


def test_what_is_written_is_read(result: RunResult, tmp_path: Path) -> None:
    path = tmp_path / "deep" / "run.jsonl"
    with open_run(path, result.info) as file:
        for row in result.rows:
            file.keep(row)
    finish(path, result)
    assert read_run(path) == result
    assert [entry.name for entry in path.parent.iterdir()] == ["run.jsonl"]
    info, summary = read_info(path)
    assert info == result.info
    assert summary["groups"][-1]["scores"]["correct"]["mean"] == 1 / 2


def test_an_interrupted_run_keeps_its_rows(result: RunResult, tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    part = interrupted(result, path, 1)
    with part.open("a", encoding="utf-8") as stream:
        stream.write('{"kind": "row", "case": {"id": "乙"')
    with open_run(path, result.info) as file:
        assert file.rows == {"甲": result.rows[0]}
        file.keep(result.rows[1])
    with open_run(path, result.info) as file:
        assert list(file.rows) == ["甲", "乙"]


def test_only_a_run_that_asks_the_same_is_gone_on_with(result: RunResult, tmp_path: Path) -> None:
    interrupted(result, tmp_path / "样题-20260101-000000.jsonl", 1)
    interrupted(result, tmp_path / "样题-20260102-000000.jsonl", 1)
    (tmp_path / "样题-20260103-000000.jsonl.part").write_text('{"kind": "ru')
    assert unfinished(tmp_path, result.info, "样题") == tmp_path / "样题-20260102-000000.jsonl"
    assert unfinished(tmp_path, result.info, "别的") is None
    other = result.info.model_copy(update={"corpus_sha256": "0"})
    assert unfinished(tmp_path, other, "样题") is None


def test_finished_runs_come_by_name_and_newest_last(result: RunResult, tmp_path: Path) -> None:
    for name in ("b-20260102-000000", "a-20260101-000000", "a-b-20260103-000000", "a-20260104-000000"):
        finish(tmp_path / f"{name}.jsonl", result)
    interrupted(result, new_path(tmp_path, "a"), 1)
    assert [path.stem for path in finished(tmp_path, "a")] == ["a-20260101-000000", "a-20260104-000000"]
    assert len(finished(tmp_path)) == 4


@pytest.mark.parametrize("text", ["", "{}", "not json", '{"kind": "row"}', '{"kind": "run", "format": 99}'])
def test_another_file_is_no_run(text: str, tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    path.write_text(text, encoding="utf-8")
    for read in (read_run, read_info):
        with pytest.raises(EvalError, match="no run"):
            read(path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="cannot be read"):
        read_run(tmp_path / "none.jsonl")
