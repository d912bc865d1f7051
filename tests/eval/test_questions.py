"""Reading question sets: both forms, and every way in which a row can be wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.errors import EvalError, SetError
from eval.questions import Case, default_name, load_set, load_sets

ROW: dict[str, Any] = {"id": "t1", "type": "target", "question": "健康素养水平？", "must": [["30%", "三成"]]}
READING_ROW: dict[str, Any] = {
    "id": "r1",
    "docid": "abc123",
    "question": "谁牵头？",
    "answer": {"text": "健康促进科", "span": [1, 5]},
    "context": "由健康促进科牵头。",
}


def write(folder: Path, *rows: object, name: str = "set.jsonl") -> Path:
    path = folder / name
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_row_with_everything(tmp_path: Path) -> None:
    row = ROW | {
        "history": [{"role": "user", "content": "云北县呢？"}],
        "must_not": ["35%"],
        "evidence": ["达到30%"],
        "documents": ["云北县.txt"],
        "note": "一条\u2028线",
    }
    (case,) = load_set(write(tmp_path, row, "")).cases
    assert json.loads(case.model_dump_json(exclude={"answer", "unanswerable"})) == row
    assert not case.unanswerable


def test_a_byte_order_mark_and_blank_lines_are_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text("\ufeff" + json.dumps(ROW) + "\r\n\r\n", encoding="utf-8")
    assert [case.id for case in load_set(path).cases] == ["t1"]


@pytest.mark.parametrize(
    ("row", "field", "advice"),
    [
        ({"id": "t1", "type": "target", "must": [["30%"]]}, "question", "缺少"),
        (ROW | {"question": " \n"}, "question", "空的"),
        (ROW | {"question": 7}, "question", "文字"),
        (ROW | {"id": ""}, "id", "空的"),
        (ROW | {"must": ["30%"]}, "must.0", "同义说法"),
        (ROW | {"must": [[]]}, "must.0", "至少写一项"),
        (ROW | {"must": [["30%", ""]]}, "must.0.1", "空的"),
        (ROW | {"must": "30%"}, "must", "列表"),
        (ROW | {"must_not": [["35%"]]}, "must_not.0", "文字"),
        (ROW | {"unanswerable": "no"}, "unanswerable", "true 或 false"),
        (ROW | {"history": [{"role": "bot", "content": "好"}]}, "history.0.role", "user 或 assistant"),
        (ROW | {"expected": "30%"}, "expected", "没有这个字段"),
        (ROW | {"must": []}, "", "没有可评分的内容"),
        ("{坏", "", "JSON"),
        ([1], "", "JSON 对象"),
    ],
)
def test_a_bad_row_is_named_with_advice(row: object, field: str, advice: str, tmp_path: Path) -> None:
    path = write(tmp_path, ROW | {"id": "good"}, row)
    with pytest.raises(SetError) as caught:
        load_set(path)
    (bad,) = caught.value.rows
    assert (bad.path, bad.line, bad.field) == (str(path), 2, field)
    assert advice in bad.zh
    assert f"{path} 第 2 行" in caught.value.text("zh")
    assert f"{path}, line 2" in caught.value.text("en")


@pytest.mark.parametrize(
    ("row", "field", "advice"),
    [
        (READING_ROW | {"docid": "../abc"}, "docid", "字母"),
        (READING_ROW | {"docid": ".abc"}, "docid", "点"),
        (READING_ROW | {"answer": {"text": "宣传股"}}, "", "原文"),
        (READING_ROW | {"answer": "健康促进科"}, "answer", "不合要求"),
        (READING_ROW | {"must": [["健康促进科"]]}, "must", "没有这个字段"),
        (READING_ROW | {"context": "由健康促进科负责。"}, "context", "只能有一份正文"),
    ],
)
def test_a_bad_reading_row_is_named_with_advice(
    row: dict[str, Any], field: str, advice: str, tmp_path: Path
) -> None:
    path = write(tmp_path, READING_ROW, row | {"id": "r2"})
    with pytest.raises(SetError) as caught:
        load_set(path)
    assert [(bad.line, bad.field) for bad in caught.value.rows] == [(2, field)]
    assert advice in caught.value.rows[0].zh


def test_all_bad_rows_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, ROW, "{", ROW, ROW | {"id": "t2", "question": ""})
    with pytest.raises(SetError) as caught:
        load_set(path)
    assert [(bad.line, bad.field) for bad in caught.value.rows] == [(2, ""), (3, "id"), (4, "question")]


def test_a_set_wrong_on_every_line_stays_readable(tmp_path: Path) -> None:
    path = write(tmp_path, *[{"id": f"x{number}"} for number in range(100)])
    with pytest.raises(SetError) as caught:
        load_set(path)
    assert len(caught.value.text("zh").splitlines()) == 20 + 1


def test_an_id_twice_in_two_sets_is_refused(tmp_path: Path) -> None:
    paths = [write(tmp_path, ROW, name="a.jsonl"), write(tmp_path, ROW, name="b.jsonl")]
    with pytest.raises(EvalError, match=r"a\.jsonl and .*b\.jsonl"):
        load_sets(paths)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    empty, foreign = tmp_path / "empty.jsonl", tmp_path / "gb.jsonl"
    empty.write_text("\n\n")
    foreign.write_bytes("问题".encode("gb18030"))
    for path, code in (
        (empty, "empty-set"),
        (foreign, "set-encoding"),
        (tmp_path, "set-unreadable"),
        (tmp_path / "none.jsonl", "set-unreadable"),
    ):
        with pytest.raises(EvalError) as caught:
            load_set(path)
        assert caught.value.code == code
        assert str(path) in caught.value.text("zh")


def test_a_reading_set_brings_its_documents(tmp_path: Path) -> None:
    other = READING_ROW | {
        "id": "r2",
        "docid": "def456",
        "context": "由宣传股牵头。",
        "answer": {"text": "宣传股"},
    }
    loaded = load_set(write(tmp_path, READING_ROW, other))
    assert loaded.form == "reading"
    assert loaded.contexts == {"abc123": "由健康促进科牵头。", "def456": "由宣传股牵头。"}
    assert [(case.documents, case.answer) for case in loaded.cases] == [
        (("abc123",), "健康促进科"),
        (("def456",), "宣传股"),
    ]


def test_one_text_under_two_ids_is_one_document(tmp_path: Path) -> None:
    # The store keeps equal texts once; a case must not lose for the id under which they are kept.
    loaded = load_set(write(tmp_path, READING_ROW, READING_ROW | {"id": "r2", "docid": "twin"}))
    assert list(loaded.contexts) == ["abc123"]
    assert [case.documents for case in loaded.cases] == [("abc123",), ("abc123",)]


def test_the_samples_are_a_valid_set() -> None:
    sets = Path(__file__).parents[2] / "examples" / "questions.jsonl"
    assert len(load_set(sets).cases) >= 40


@pytest.mark.parametrize(
    "path",
    sorted((Path(__file__).parents[2] / "eval" / "sets").glob("*.jsonl")),
    ids=lambda path: path.name,
)
def test_the_committed_sets_are_valid(path: Path) -> None:
    assert load_set(path).cases


@given(
    st.builds(
        dict,
        id=st.text(min_size=1).filter(str.strip),
        type=st.just("target"),
        question=st.text(min_size=1).filter(str.strip),
        must=st.lists(st.lists(st.text(min_size=1).filter(str.strip), min_size=1), min_size=1),
    )
)
def test_whatever_stands_in_a_good_row_comes_back(row: dict[str, Any]) -> None:
    line = json.dumps(row)
    assert json.loads(Case.model_validate_json(line).model_dump_json(include=set(row))) == row


def test_a_run_is_named_after_its_sets() -> None:
    assert default_name([Path("a/样题.jsonl"), Path("b.jsonl")]) == "样题+b".replace("+", "-")
    assert default_name([Path("../..")]) == "run"
