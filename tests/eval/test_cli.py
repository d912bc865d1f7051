"""``yaodian eval run`` with the real store and assistant over notices of two lines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from eval.cli import app
from eval.runfile import read_run
from eval.runner import run_case

NORTH = """云北县卫生健康委员会文件

云卫字〔2024〕7号

关于印发《云北县2024年健康促进工作要点》的通知

各乡镇卫生院：

一、工作目标
到2024年底，云北县居民健康素养水平达到30%。
二、责任分工
健康促进工作由健康促进科牵头。

云北县卫生健康委员会
2024年3月5日
"""
CASES: list[dict[str, Any]] = [
    {
        "id": "t1",
        "type": "target",
        "question": "云北县2024年居民健康素养水平要达到多少？",
        "must": [["30%"]],
        "evidence": ["到2024年底，云北县居民健康素养水平达到30%"],
        "documents": ["云北县.txt"],
    },
    {"id": "t2", "type": "target", "question": "云北县健康促进工作由谁牵头？", "must": [["火星移民科"]]},
]


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clean environment: nobody's own settings, and reports under the folder of the test."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("YAODIAN_DATA_DIR", str(tmp_path / "own"))
    monkeypatch.setenv("COLUMNS", "200")
    for name in ("YAODIAN_LANG", "YAODIAN_LLM_BASE_URL", "YAODIAN_CHROMA_URL", "YAODIAN_EMBEDDING"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "own"


@pytest.fixture
def notices(tmp_path: Path) -> Path:
    folder = tmp_path / "notices"
    folder.mkdir()
    (folder / "云北县.txt").write_text(NORTH, encoding="utf-8")
    return folder


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["run", *map(str, arguments)])


def test_a_run_over_a_throw_away_store(tmp_path: Path, notices: Path, own_store: Path) -> None:
    cases = write(tmp_path / "题.jsonl", CASES)
    out = tmp_path / "deep" / "run.jsonl"
    result = run(
        cases, "--corpus", notices, "--out", out, "--markdown", tmp_path / "run.md", "--name", "两题"
    )
    assert result.exit_code == 0, result.output
    kept = read_run(out)
    assert (kept.info.name, kept.info.documents, len(kept.rows), kept.info.warnings) == ("两题", 1, 2, ())
    assert kept.rows[1].scores["correct"] == 0.0
    assert kept.rows[0].scores["document_recall@1"] == 1.0
    assert "应答：火星移民科" in result.output
    assert str(out) in result.output
    assert (tmp_path / "run.md").read_text(encoding="utf-8").startswith("# 两题")
    assert not own_store.exists()


def test_the_same_run_twice_gives_the_same_scores(tmp_path: Path, notices: Path) -> None:
    cases = write(tmp_path / "题.jsonl", CASES)
    outs = [tmp_path / "one.jsonl", tmp_path / "other.jsonl"]
    for out in outs:
        assert run(cases, "--corpus", notices, "--out", out).exit_code == 0
    one, other = map(read_run, outs)
    assert [(row.answer, row.hits, row.scores) for row in one.rows] == [
        (row.answer, row.hits, row.scores) for row in other.rows
    ]
    assert one.info.fingerprint == other.info.fingerprint


def test_below_the_bar_the_run_fails_and_is_still_reported(tmp_path: Path, notices: Path) -> None:
    cases = write(tmp_path / "题.jsonl", CASES[1:])
    result = run(cases, "--corpus", notices, "--min-correct", "0.85", "--lang", "en")
    assert result.exit_code == 1
    assert "accuracy 0.000 is below 0.850" in result.output
    assert len(list((tmp_path / "own" / "eval").glob("题-*.jsonl"))) == 1
    assert len(list((tmp_path / "own" / "eval").glob("题-*.html"))) == 1


def test_a_reading_set_runs_over_its_own_documents(tmp_path: Path, own_store: Path) -> None:
    row = {
        "id": "r1",
        "docid": "abc123",
        "question": "健康促进工作由谁牵头？",
        "answer": {"text": "健康促进科", "span": [0, 4]},
        "context": NORTH,
    }
    cases = write(tmp_path / "reading.jsonl", [row])
    for corpus in ((), ("--corpus", cases)):
        out = tmp_path / "run.jsonl"
        result = run(cases, *corpus, "--out", out)
        assert result.exit_code == 0, result.output
        scores = read_run(out).rows[0].scores
        assert scores["document_recall@1"] == 1.0
        assert scores["rouge_l"] is not None
        assert "ROUGE-L" in result.output
    assert not own_store.exists()


def test_gold_missing_from_the_corpus_is_said(tmp_path: Path, notices: Path) -> None:
    cases = write(tmp_path / "题.jsonl", [CASES[0] | {"evidence": ["达到31%"]}])
    assert "语料里没有 t1: evidence: 达到31%" in run(cases, "--corpus", notices).output


@pytest.mark.parametrize(
    ("rows", "more", "said"),
    [
        ([{"id": "x"}], [], "第 1 行，字段 type"),
        ([CASES[0], CASES[0]], [], "重复"),
        ([CASES[0]], ["--corpus", "nowhere"], "没有这个文件或文件夹"),
        ([CASES[0]], ["--corpus", "题.jsonl"], "不带文档"),
        ([CASES[0]], [], "没有可问的通知"),
        ([CASES[0] | {"must": []}], ["--corpus", "notices", "--min-correct", "0.5"], "用不上"),
        ([CASES[0]], ["--out", "题.jsonl/run.jsonl"], "换一个位置"),
    ],
)
def test_a_run_that_cannot_be_made_exits_with_2(
    rows: list[dict[str, Any]], more: list[str], said: str, tmp_path: Path, notices: Path
) -> None:
    result = run(write(tmp_path / "题.jsonl", rows), *more)
    assert result.exit_code == 2, result.output
    assert said in result.output
    assert "Traceback" not in result.output


def test_sets_of_both_forms_need_a_corpus(tmp_path: Path, notices: Path) -> None:
    context = "由宣传股牵头。" * 5
    reading = {"id": "r", "docid": "d", "question": "谁？", "answer": {"text": "宣传股"}, "context": context}
    sets = [write(tmp_path / "a.jsonl", CASES), write(tmp_path / "b.jsonl", [reading])]
    assert "请分两次评测" in run(*sets).output
    result = run(*sets, "--corpus", notices, "--corpus", sets[1], "--out", tmp_path / "run.jsonl")
    assert result.exit_code == 0, result.output
    assert read_run(tmp_path / "run.jsonl").info.documents == 2


def call(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_an_interrupted_run_is_gone_on_with(
    tmp_path: Path, notices: Path, own_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = write(tmp_path / "题.jsonl", CASES)
    asked: list[str] = []

    def run_one(case: Any, *more: Any) -> Any:
        asked.append(case.id)
        if len(asked) == 2:
            raise KeyboardInterrupt
        return run_case(case, *more)

    monkeypatch.setattr("eval.runner.run_case", run_one)
    first = run(cases, "--corpus", notices)
    assert first.exit_code == 130
    assert "--resume" in first.output
    again = run(cases, "--corpus", notices, "--resume")
    assert again.exit_code == 0, again.output
    assert asked == ["t1", "t2", "t2"]
    assert [path.suffix for path in sorted((own_store / "eval").iterdir())] == [".html", ".jsonl"]


def test_two_runs_are_compared_and_reported(tmp_path: Path, notices: Path) -> None:
    outs = [tmp_path / "one.jsonl", tmp_path / "other.jsonl"]
    cases = write(tmp_path / "题.jsonl", CASES)
    for out in outs:
        assert run(cases, "--corpus", notices, "--out", out).exit_code == 0
    result = call("compare", *outs, "--markdown", tmp_path / "diff.md", "--lang", "en")
    assert result.exit_code == 0, result.output
    assert "by chance" in (tmp_path / "diff.md").read_text(encoding="utf-8")
    page, text = tmp_path / "page.html", tmp_path / "page.md"
    assert call("report", outs[1], "--against", outs[0], "--html", page, "--markdown", text).exit_code == 0
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "## 与上一次相比" in text.read_text(encoding="utf-8")
    assert call("compare", outs[0], tmp_path / "题.jsonl").exit_code == 2


def test_the_gate_passes_fails_and_is_renewed_with_a_reason(
    tmp_path: Path, notices: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [CASES[0] | {"id": f"t{number}"} for number in range(5)]
    cases, kept = write(tmp_path / "题.jsonl", asked), tmp_path / "base.jsonl"
    assert call("gate", kept, cases, "--corpus", notices).exit_code == 2
    first = call("gate", kept, cases, "--corpus", notices, "--accept", "初次")
    assert first.exit_code == 0, first.output
    passed = call("gate", kept)
    assert passed.exit_code == 0, passed.output
    assert "通过" in passed.output
    monkeypatch.setenv("YAODIAN_QUESTION_CHARS", "10")
    failed = call("gate", kept, "--lang", "en")
    assert failed.exit_code == 1, failed.output
    for part in ("correct", "headline", "t0 t1 t2 t3 t4", "--accept"):
        assert part in failed.output
    assert call("gate", kept, "--accept", "问题上限有意缩短").exit_code == 0
    assert "问题上限有意缩短" in kept.read_text(encoding="utf-8")
    assert call("gate", kept).exit_code == 0


def test_a_run_on_the_disk_can_be_gated(tmp_path: Path, notices: Path) -> None:
    cases, out, kept = write(tmp_path / "题.jsonl", CASES), tmp_path / "run.jsonl", tmp_path / "base.jsonl"
    assert run(cases, "--corpus", notices, "--out", out).exit_code == 0
    assert call("gate", kept, "--run", out, "--accept", "初次").exit_code == 0
    assert call("gate", kept, "--run", out).exit_code == 0
    assert "没有写问题集" in call("gate", kept).output
