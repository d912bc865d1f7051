"""Examples: windows hold the answers they say they hold, and the others do not."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.reader.training.drawn import draw
from rag.reader.training.made import make_notices
from rag.reader.training.mixture import Share, examples, reworded
from rag.reader.training.sources import Document
from rag.reader.training.windows import Distractors, around, cut


@pytest.fixture(scope="module")
def made():
    return make_notices(4, seed=7)


def test_answers_of_made_notices_are_what_was_asked_for(made):
    for question in made.questions:
        said = made.documents[question.document].text[slice(*question.answers[0])]
        kind = (
            "%" if "多少" in question.text else "月底前" if "时" in question.text.replace("按时", "") else ""
        )
        assert kind in said
        assert "。" not in said


@settings(max_examples=100)
@given(
    text=st.text(alphabet="市县，。；”", min_size=1, max_size=200), seed=st.integers(0, 999), data=st.data()
)
def test_a_window_holds_its_answer(text, seed, data):
    first = data.draw(st.integers(0, len(text) - 1))
    last = data.draw(st.integers(first + 1, len(text)))
    start, end = around(text, (first, last), 40, random.Random(seed))
    assert start <= first < last <= end


def test_windows_cover_the_document_in_order():
    document = Document("d", "", "一项工作要做好。" * 60)
    windows = cut(document, 100)
    assert windows[0].start == 0
    assert windows[-1].end == len(document.text)
    assert all(one.end == other.start for one, other in pairwise(windows))
    assert max(window.end - window.start for window in windows) <= 100


def test_distractors_are_near_and_do_not_answer(made):
    distractors = Distractors(made)
    for question in made.questions[:20]:
        answer = question.answers[0]
        near = distractors.of(question)
        assert near
        for window in near:
            assert (
                window.document != question.document or window.end <= answer[0] or answer[1] <= window.start
            )


def test_the_same_seed_gives_the_same_examples_and_shares_are_kept(made):
    share = Share(made, answered=1, unanswered=0.5, shortest=80, longest=200)
    one, other = examples([share], seed=3), examples([share], seed=3)
    assert one == other
    assert one != examples([share], seed=4)
    answered = [example for example in one if example.answers]
    assert len(answered) == len(made.questions)
    assert 0.3 < (len(one) - len(answered)) / len(made.questions) < 0.7
    for example in answered:
        assert all(0 <= a < b <= len(example.passage) for a, b in example.answers)


def test_questions_are_drawn_from_the_turns_of_phrase_of_notices():
    text = (
        "（一）完善预约制度。各医疗机构要开放线上预约渠道，提前公布号源。"
        "（二）严格管理。对逾期不改正的，由县卫生健康局予以通报。"
        "备案材料包括：申请表、身份证明、场地证明。"
        "自2026年3月1日起，门诊实行分时段预约。"
        "专项检查由市医保局负责组织实施工作。"
        "家庭医生签约率达到45%以上，服务更加便捷。"
    )
    source = draw([Document("d", "云溪市门诊管理通知", text)], seed=1)
    said = {q.text.removeprefix("云溪市"): text[slice(*q.answers[0])] for q in source.questions}
    assert "由县卫生健康局予以通报" in said.values()
    assert "申请表、身份证明、场地证明" in said.values()
    assert "2026年3月1日" in said.values()
    assert "市医保局" in said.values()
    assert "45%以上" in said.values()
    assert any("预约" in asked and answer.startswith("各医疗机构要开放") for asked, answer in said.items())


def test_a_reworded_question_still_asks():
    rng = random.Random(5)
    forms = {reworded("云溪市如何推进托育服务？", rng) for _ in range(50)}
    assert len(forms) > 3
    assert all("云溪市" in form and "推进托育服务" in form for form in forms)
