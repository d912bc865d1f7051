"""``yaodian eval run`` with the real store and assistant over notices of two lines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from eval.cli import app
from eval.report import read_json

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
    out = tmp_path / "deep" / "run.json"
    result = run(
        cases, "--corpus", notices, "--out", out, "--markdown", tmp_path / "run.md", "--name", "两题"
    )
    assert result.exit_code == 0, result.output
    kept = read_json(out)
    assert (kept.name, kept.documents, len(kept.rows), kept.warnings) == ("两题", 1, 2, ())
    assert kept.rows[1].scores["correct"] == 0.0
    assert kept.rows[0].scores["document_recall@1"] == 1.0
    assert "应答：火星移民科" in result.output
    assert str(out) in result.output
    assert (tmp_path / "run.md").read_text(encoding="utf-8").startswith("# 两题")
    assert not own_store.exists()


def test_the_same_run_twice_gives_the_same_scores(tmp_path: Path, notices: Path) -> None:
    cases = write(tmp_path / "题.jsonl", CASES)
    outs = [tmp_path / "one.json", tmp_path / "other.json"]
    for out in outs:
        assert run(cases, "--corpus", notices, "--out", out).exit_code == 0
    one, other = map(read_json, outs)
    assert [(row.answer, row.hits, row.scores) for row in one.rows] == [
        (row.answer, row.hits, row.scores) for row in other.rows
    ]
    assert (one.corpus_sha256, one.settings) == (other.corpus_sha256, other.settings)


def test_below_the_bar_the_run_fails_and_is_still_reported(tmp_path: Path, notices: Path) -> None:
    cases = write(tmp_path / "题.jsonl", CASES[1:])
    result = run(cases, "--corpus", notices, "--min-correct", "0.85", "--lang", "en")
    assert result.exit_code == 1
    assert "accuracy 0.000 is below 0.850" in result.output
    assert len(list((tmp_path / "reports").glob("eval-题-*.json"))) == 1


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
        out = tmp_path / "run.json"
        result = run(cases, *corpus, "--out", out)
        assert result.exit_code == 0, result.output
        scores = read_json(out).rows[0].scores
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
        ([CASES[0]], ["--out", "题.jsonl/run.json"], "换一个位置"),
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
    result = run(*sets, "--corpus", notices, "--corpus", sets[1], "--out", tmp_path / "run.json")
    assert result.exit_code == 0, result.output
    assert read_json(tmp_path / "run.json").documents == 2
