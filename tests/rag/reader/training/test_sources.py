"""Data files are read with offsets that point at the answers, and what is held out stays out."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.reader.training.sources import held_out, read_policy, read_squad, without, without_spaces


def _policy_row(key: str, docid: str, context: str, answer: str) -> str:
    start = context.index(answer)
    span = [start, start + len(answer) - 1]  # this set names the last character
    row = {
        "id": key,
        "docid": docid,
        "question": "问？",
        "answer": {"text": answer, "span": span},
        "context": context,
    }
    return json.dumps(row, ensure_ascii=False)


@pytest.fixture
def policy(tmp_path):
    path = tmp_path / "policy.jsonl"
    rows = [
        _policy_row("q1", "a", "关于托育工作的通知 一、到2026年底，\u3000托位数达到 4.6 个。", "4.6 个"),
        _policy_row("q2", "b", "关于发热门诊的公告 由医政科 牵头办理。", "医政科"),
        _policy_row("q3", "c", "关于发热门诊的公告 由医政科牵头办理。", "牵头"),
        _policy_row("q4", "d", "另一份很短的通知 无事。", "无事"),
    ]
    path.write_text("\n".join(rows), "utf-8")
    return path


def test_policy_answers_stand_where_the_offsets_say(policy):
    source = read_policy(policy)
    said = {q.key: source.documents[q.document].text[slice(*q.answers[0])] for q in source.questions}
    assert said == {"q1": "4.6个", "q2": "医政科", "q3": "牵头", "q4": "无事"}
    assert source.documents["a"].title == "关于托育工作的通知"


def test_documents_of_the_same_words_are_held_out_together_and_no_more_than_asked_for(policy):
    for size in range(5):
        chosen = held_out(policy, size)
        assert len(chosen["questions"]) <= size
        assert ("b" in chosen["documents"]) == ("c" in chosen["documents"])
    assert held_out(policy, 4)["questions"] == ["q1", "q2", "q3", "q4"]


def test_what_is_left_out_is_gone_with_its_questions(policy):
    left = without(read_policy(policy), ["a", "b"])
    assert set(left.documents) == {"c", "d"}
    assert [question.key for question in left.questions] == ["q3", "q4"]


def test_traditional_prose_is_simplified_and_answers_that_no_longer_stand_there_go(tmp_path):
    answers = [{"text": "醫療機構", "answer_start": 1}, {"text": "錯誤", "answer_start": 0}]
    paragraph = {
        "id": "p",
        "context": "由醫療機構負責。",
        "qas": [{"id": "1", "question": "誰負責？", "answers": answers}],
    }
    path = tmp_path / "prose.json"
    path.write_text(json.dumps({"data": [{"title": "衛生", "paragraphs": [paragraph]}]}), "utf-8")
    source = read_squad(path, traditional=True)
    (question,) = source.questions
    document = source.documents[question.document]
    assert (question.text, document.title, document.text) == ("谁负责？", "卫生", "由医疗机构负责。")
    assert [document.text[slice(*span)] for span in question.answers] == ["医疗机构"]


@given(st.text(alphabet="市2a \u3000\n"))
def test_only_white_space_goes_and_words_do_not_run_together(text):
    kept = "".join(text[index] for index in without_spaces(text))
    assert "".join(kept.split()) == "".join(text.split())
    assert len(kept.split()) <= len(text.split())
    assert "22" not in kept or "22" in text
