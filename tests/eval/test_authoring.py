"""Questions out of notices and out of wrong answers."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from eval.cli import app
from eval.drafting import KINDS, propose
from eval.questions import load_set
from ingest.models import Clause, Notice, Region, Target, notice_id

TEXT = (
    "云卫字〔2024〕7号\n（一）健康促进行动。到2024年底，健康素养水平达到30%。（牵头科室：健康促进科；责任科室：疾控科）\n"
    "6月底前完成改革。新增xx张床位。\n云北县卫生健康委员会\n2024年3月5日"
)


def target(quote: str, indicator: str, figure: str = "", **more: Any) -> Target:
    start = TEXT.index(quote)
    at = start + quote.index(figure) if figure else -1
    return Target(0, indicator, start, start + len(quote), value_text=figure, value_start=at, **more)


@pytest.fixture
def read() -> Notice:
    """A notice as ingest reads it: ledger, responsibility and data."""
    begins = TEXT.index("（一）")
    ends = TEXT.index("\n6月")
    clause = Clause("（一）", "（一）", "健康促进行动", 0, -1, begins, ends, ends)
    return Notice(
        id=notice_id(TEXT),
        title="关于印发要点的通知",
        text=TEXT,
        clauses=(clause,),
        source="云北县.txt",
        source_hash="0",
        issuer="云北县卫生健康委员会",
        document_number="云卫字〔2024〕7号",
        issued_on="2024-03-05",
        region=Region(county="云北县"),
        targets=(
            target("健康素养水平达到30%", "健康素养水平", "30%", deadline="2024-12-31"),
            target("6月底前完成改革", "完成改革", deadline="2024-06-30", deadline_text="6月底前"),
            target("新增xx张床位", "新增床位", "xx张", masked=True),
        ),
    )


def test_each_kind_is_proposed_with_its_gold(read: Notice) -> None:
    found = {proposal.case.type: proposal.case for proposal in propose([read], limit=5)}
    assert set(found) == set(KINDS)
    assert found["target"].question == "云北县2024年健康素养水平要达到多少？"
    assert found["target"].must == (("30%",),)
    assert found["target"].evidence == ("健康素养水平达到30%",)
    assert found["deadline"].must == (("6月底前",),)
    assert found["responsible"].question == "云北县健康促进行动由谁牵头？"
    assert found["responsible"].must == (("健康促进科",),)
    assert found["metadata"].must == (("云卫字〔2024〕7号",),)
    assert found["unanswerable"].unanswerable


def test_a_date_is_right_in_both_forms(read: Notice) -> None:
    dates = [p.case for p in propose([read], ["metadata"]) if "哪天" in p.case.question]
    assert [case.must for case in dates] == [(("2024-03-05", "2024年3月5日"),)]
    assert dates[0].evidence == ("2024年3月5日",)


def test_what_was_only_inferred_is_not_asked_about(read: Notice) -> None:
    inferred = replace(read, inferred=("issuer", "issued_on"))
    assert [p.case.question for p in propose([inferred], ["metadata"])] == [
        "《关于印发要点的通知》的文号是什么？"
    ]


def test_equal_questions_come_once_and_the_limit_holds(read: Notice) -> None:
    again = replace(read, id="another", source="again.txt")
    assert len(propose([read, again], ["target"])) == 1
    assert len(propose([read], limit=2)) == 2


def call(*arguments: object, stdin: str = "") -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)


def test_drafts_of_a_folder_make_a_set_that_loads(tmp_path: Path) -> None:
    (tmp_path / "云北县.txt").write_text(TEXT, encoding="utf-8")
    out = tmp_path / "mine.jsonl"
    result = call("draft", "--corpus", tmp_path / "云北县.txt", "--out", out, "--kind", "metadata")
    assert result.exit_code == 0, result.output
    cases = load_set(out).cases
    assert cases
    assert all(case.note for case in cases)
    assert call("draft", "--corpus", tmp_path / "云北县.txt", "--out", out).exit_code == 2
    assert call("draft", "--corpus", tmp_path / "云北县.txt", "--kind", "poem").exit_code == 2


def test_a_person_accepts_rewords_and_rejects(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: Notice
) -> None:
    monkeypatch.setattr("eval.commands.authoring.parse_corpus", lambda *_: ([read], []))
    monkeypatch.setattr("eval.commands.authoring.asked_by_a_person", lambda: True)
    out = tmp_path / "mine.jsonl"
    result = call("draft", "--corpus", tmp_path, "--out", out, stdin="y\nn\ne\n谁牵头健康促进？\nwhat\nq\n")
    assert result.exit_code == 0, result.output
    cases = load_set(out).cases
    assert [case.question for case in cases] == ["云北县2024年健康素养水平要达到多少？", "谁牵头健康促进？"]
    assert not any(case.note for case in cases)


def test_a_wrong_answer_becomes_a_case(tmp_path: Path) -> None:
    out = tmp_path / "mine.jsonl"
    marked = {
        "question": "那上犹县呢？",
        "history": [{"role": "user", "content": "云北县的目标？"}],
        "answer": {"answer": "35%", "abstained": False},
        "comment": "县弄错了",
        "vote": "down",
    }
    result = call(
        "add", out, "--feedback", "-", "--must", "30%|百分之三十", "--evidence", "达到30%", "--type", "follow-up",
        stdin=json.dumps(marked, ensure_ascii=False),
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    (case,) = load_set(out).cases
    assert (case.type, case.must, case.evidence) == ("follow-up", (("30%", "百分之三十"),), ("达到30%",))
    assert case.history[0].content == "云北县的目标？"
    assert case.note == "县弄错了；答错：35%"


def test_gold_may_come_with_the_feedback(tmp_path: Path) -> None:
    rows = [{"question": f"第{n}问？", "must": [["30%"]]} for n in range(2)] + [
        {"question": "没有的？", "unanswerable": True}
    ]
    marked = tmp_path / "marked.jsonl"
    marked.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert call("add", tmp_path / "mine.jsonl", "--feedback", marked).exit_code == 0
    assert [case.unanswerable for case in load_set(tmp_path / "mine.jsonl").cases] == [False, False, True]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--question", "甲？"], "没有可评分的内容"),
        ([], "二者取一"),
        (["--question", "甲？", "--feedback", "-"], "二者取一"),
    ],
)
def test_what_cannot_be_a_case_is_told(arguments: list[str], said: str, tmp_path: Path) -> None:
    result = call("add", tmp_path / "mine.jsonl", *arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert not (tmp_path / "mine.jsonl").exists()


def test_the_same_question_is_taken_once_and_a_missing_line_end_does_no_harm(tmp_path: Path) -> None:
    out = tmp_path / "mine.jsonl"
    out.write_text('{"id": "a", "type": "target", "question": "甲？", "must": [["1"]]}', encoding="utf-8")
    assert call("add", out, "--question", "乙？", "--unanswerable").exit_code == 0
    assert len(load_set(out).cases) == 2
    again = call("add", out, "--question", "乙？", "--must", "3")
    assert again.exit_code == 2
    assert "只收一次" in again.output
