"""Questions over invented notices: their words stand where they say, and what else the notice says is told apart from them."""

from __future__ import annotations

import json

import pytest

from rag.reader.training.contrast import Rates, contrasts
from rag.reader.training.invented import INVENTED, kept_away, read_invented
from rag.reader.training.retyped import Retyping

_NOTICE = """云溪县2026年托育服务工作要点
一、设施建设
1.新增托位300个，其中普惠托位180个。
2.改造乡镇托育点6个，每个补助8万元。
二、人员
1.培训保育员120名，培训园长20名。
2.到2026年底，持证上岗率达到95%。
"""
_ROWS = (
    {"file": "a.txt", "kind": "figure", "question": "乡下一个带娃的点公家贴多少", "answer": "8 万元"},
    {
        "file": "a.txt",
        "kind": "figure",
        "question": "园长要上课的有几位",
        "answer": "20名",
        "in": "培训园长20名",
    },
    {"file": "a.txt", "kind": "none", "question": "培训保育员花多少钱", "near": "培训保育员120名"},
)


def _folder(tmp_path, rows=_ROWS):
    (tmp_path / "notices").mkdir()
    (tmp_path / "notices" / "a.txt").write_text(_NOTICE, "utf-8")
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (tmp_path / "questions.jsonl").write_text(lines, "utf-8")
    return tmp_path


def test_the_words_that_answer_are_found_whatever_space_is_between_and_by_what_stands_around_them(tmp_path):
    money, heads, none = read_invented(_folder(tmp_path))
    assert money.notice.text[slice(*money.answer)] == "8万元"
    assert heads.notice.text[slice(*heads.answer)] == "20名"
    assert heads.notice.text[: heads.answer[0]].endswith("园长")
    assert none.answer is None
    assert none.notice.text[slice(*none.near)] == "培训保育员120名"


def test_words_that_the_notice_does_not_hold_are_refused_with_the_line(tmp_path):
    wrong = {"file": "a.txt", "kind": "figure", "question": "多少", "answer": "9万元"}
    with pytest.raises(ValueError, match=r"question 2 of .*9万元"):
        read_invented(_folder(tmp_path, (*_ROWS[:1], wrong)))


def test_other_passages_of_the_notice_are_asked_too_and_answer_nothing(tmp_path):
    laid = read_invented(_folder(tmp_path))[:1]
    rates = Rates(answered=2, near=0, beside=0, within=3, found=0, opposed=0, masked=0)
    examples = contrasts(laid, rates, Retyping([]), seed=1)
    answered = [one for one in examples if one.answers]
    others = [one for one in examples if not one.answers]
    assert {one.passage[slice(*one.answers[0])] for one in answered} == {"8万元"}
    assert others
    assert not any("8万元" in one.passage for one in others)


def test_every_shipped_question_stands_in_its_notice():
    laid = read_invented()
    assert len(laid) > 6000
    assert all((one.answer is None) == (one.asks == "none") for one in laid)


def test_a_part_of_the_notices_is_kept_away_whatever_else_there_is():
    names = [path.name for path in (INVENTED / "notices").iterdir()]
    away = [name for name in names if kept_away(name)]
    assert 0.1 < len(away) / len(names) < 0.4
