"""Questions with marked answers: offsets that hold, laid over what the program reads, and contrasts that do not answer."""

from __future__ import annotations

import json
import random

import pytest

from rag.reader.training.contrast import Rates, contrasts
from rag.reader.training.laid import Laid, cuts, lay, policy_notices
from rag.reader.training.marked import MARKED, development, read_marked
from rag.reader.training.opposed import Opposites
from rag.reader.training.retyped import Retyping
from rag.reader.training.sources import Document, Source, read_policy

_TEXT = (
    "云溪市托育服务工作通知\n一、设施\n1.到2026年底，全市每千人口托位数达到4.6个，建成市级示范机构12家。\n"
    "2.由市卫生健康委 牵头，每年11月底前完成机构备案检查。\n二、保障\n1.对普惠机构按每个托位600元给予补助，"
    "补助资金由市财政承担。\n2.各单位要加强组织领导，压实工作责任，定期通报进展情况，确保取得实效。\n"
)
_ANSWERED = (("figure", "2026年每千人得有几个托位？", "4.6个"), ("unit", "备案检查谁主抓", "市卫生健康委"))
_NONE = ("省级示范机构要建几家？", "建成市级示范机构12家")


@pytest.fixture
def policy(tmp_path):
    path = tmp_path / "policy.jsonl"
    row = {
        "id": "q",
        "docid": "d",
        "question": "问？",
        "answer": {"text": "云", "span": [0, 0]},
        "context": _TEXT,
    }
    path.write_text(json.dumps(row, ensure_ascii=False), "utf-8")
    return path


@pytest.fixture
def marked_file(policy, tmp_path):
    text = read_policy(policy).documents["d"].text
    path = tmp_path / "marked.jsonl"
    rows = []
    for kind, question, answer in _ANSWERED:
        start = text.index(answer)
        rows.append(
            {"docid": "d", "kind": kind, "question": question, "start": start, "end": start + len(answer)}
        )
    start = text.index(_NONE[1])
    near = {"near_start": start, "near_end": start + len(_NONE[1])}
    rows += [{"docid": "d", "kind": "none", "question": _NONE[0]} | near]
    rows += [{"docid": "elsewhere", "kind": "none", "question": "？"} | near]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return path


@pytest.fixture
def laid(policy, marked_file):
    source = read_policy(policy)
    return lay(read_marked(source, marked_file), source.documents, policy_notices(policy))


def test_marked_answers_stand_where_they_are_marked_and_other_documents_are_left_out(policy, marked_file):
    source = read_policy(policy)
    marked = read_marked(source, marked_file)
    text = source.documents["d"].text
    assert [text[slice(*one.question.answers[0])] for one in marked[:2]] == ["4.6个", "市卫生健康委"]
    (last,) = marked[2:]
    assert (last.asks, last.question.answers, text[slice(*last.near)]) == ("none", (), _NONE[1])


def test_marks_made_in_another_text_are_refused(marked_file):
    shorter = Source({"d": Document("d", "", "云溪市托育服务工作通知")}, [])
    with pytest.raises(ValueError, match="lies outside d"):
        read_marked(shorter, marked_file)


def test_the_questions_that_are_shipped_hold_offsets_and_no_text_of_documents():
    rows = [json.loads(line) for line in MARKED.read_text("utf-8").splitlines()]
    assert len({(row["docid"], row["question"]) for row in rows}) == len(rows) > 1500
    for row in rows:
        place = ("near_start", "near_end") if row["kind"] == "none" else ("start", "end")
        assert set(row) == {"docid", "kind", "question", *place}
        assert 0 <= row[place[0]] < row[place[1]]


def test_development_documents_are_the_same_whatever_the_order():
    keys = [f"document-{number}" for number in range(40)]
    chosen = development(keys)
    assert chosen == development(keys[::-1])
    assert len(chosen) == 12
    assert chosen < set(keys)


def test_questions_are_laid_over_the_notice_as_the_program_reads_it(laid):
    said = [one.notice.text[slice(*(one.answer or one.near))] for one in laid]
    assert said == ["4.6个", "市卫生健康委", _NONE[1]]
    assert laid[2].answer is None


def test_a_notice_that_reads_otherwise_is_left_out(policy, marked_file):
    source = read_policy(policy)
    other = {"d": Document("d", "", source.documents["d"].text.replace("云溪", "临川"))}
    assert lay(read_marked(source, marked_file), other, policy_notices(policy)) == []


def test_answers_lie_in_their_passages_and_what_only_looks_alike_has_none(laid):
    examples = contrasts(laid, Rates(), Retyping([]), seed=3)
    assert examples == contrasts(laid, Rates(), Retyping([]), seed=3)
    said = {example.passage[a:b] for example in examples for a, b in example.answers}
    assert said == {"4.6个", "市卫生健康委"}
    without = [example for example in examples if not example.answers]
    assert any(_NONE[1] in example.passage and "示范" in example.question for example in without)
    held = {passage.text for cut in cuts(laid[0].notice) for passage in cut}
    assert {example.passage for example in examples if example.answers} <= held
    assert all("市卫生健康委" not in example.passage for example in without if "备案" in example.question)


def test_a_masked_figure_is_no_answer(laid):
    figures: list[Laid] = [one for one in laid if one.asks == "figure"]
    rates = Rates(answered=0, near=0, beside=0, found=0, opposed=0, masked=1)
    (example,) = contrasts(figures, rates, Retyping([]), seed=1)
    assert example.answers == ()
    assert "4.6个" not in example.passage
    assert "托位数达到" in example.passage


@pytest.mark.parametrize(
    ("question", "said", "other"),
    [
        ("市级专科几个？", "建成市级专科3个", "市级"),
        ("2026年达到多少？", "到2026年底达到", "2026"),
        ("市级专科几个？", "建成专科3个", ""),
        ("甲等医院几家？", "甲等、乙等医院", ""),
        ("上海办几家？", "上海要办好3家", "上海"),
        ("上海办几家？", "要办好3家", ""),
        ("12项服务由谁办？", "12项服务由办公室办", "12"),
    ],
)
def test_a_question_is_turned_against_what_is_said_only_where_it_is_said(question, said, other):
    turned = Opposites(["上海办几家？", "广州办几家？"]).of(question, said, random.Random(1))
    assert bool(turned) == bool(other)
    assert not other or (other not in turned and len(turned) == len(question))


def test_retyped_questions_vary_and_slips_sound_the_same():
    rng = random.Random(2)
    retyping = Retyping(["托育拖玉服务机构"])
    forms = {retyping.of("云溪市托育服务2026年怎么做？", rng) for _ in range(200)}
    assert len(forms) > 8
    assert any("拖" in form or "玉" in form for form in forms)
    assert any("請問" in form or "務" in form for form in forms)
    assert all("服" in form for form in forms)
