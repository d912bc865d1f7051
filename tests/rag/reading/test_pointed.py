"""The bundled reader pointing at the words that answer, in running prose."""

from __future__ import annotations

import pytest

from tests.rag.conftest import Ask, WorkspaceOf

PROSE = (
    "霜桥县组织志愿者服务老人\n霜桥县民政部门近日通报了冬季关爱行动的安排。行动期间，志愿者将按照就近就便、一人一策的原则，"
    "为独居老人送餐上门、检查炉具、陪同就医，并通过电话每日问候。有需要的家庭可以向所在社区登记，社区在当天安排人员联系。\n"
)
NOTICES = {"关爱行动.txt": PROSE}
QUESTION = "霜桥县志愿者为独居老人做什么？"


def test_running_prose_is_answered_by_the_words_alone(workspace_of: WorkspaceOf) -> None:
    answer = workspace_of(NOTICES).assistant.answer(QUESTION)
    assert "送餐上门" in answer.answer
    assert "近日通报" not in answer.answer
    words = answer.answer.split("[")[0]
    assert words in answer.citations[0].text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("白枫市自习室离开多少分钟座位还保留？", "不超过60分钟"),
        ("白枫市图书在哪里归还？", "一楼大厅的自助机"),
    ],
)
def test_a_figure_or_a_place_in_prose_is_pointed_at(ask_alike: Ask, question: str, words: str) -> None:
    answer = ask_alike(question)
    assert words in answer.answer
    assert len(answer.answer) < 2 * len(words) + len("[1]")


def test_two_questions_at_once_have_the_sentence_that_answers_both(ask_alike: Ask) -> None:
    alone = ask_alike("白枫市自习室座位离开多久保留？").answer
    both = ask_alike("白枫市自习室座位离开多久保留，离开更久的怎么办？").answer
    assert "60分钟" in alone
    assert "工作人员" not in alone
    assert "60分钟" in both
    assert "由工作人员收回" in both


def test_without_the_reader_the_sentence_answers(workspace_of: WorkspaceOf) -> None:
    pointed = workspace_of(NOTICES).assistant.answer(QUESTION)
    whole = workspace_of(NOTICES, span_reader=False).assistant.answer(QUESTION)
    assert "送餐上门" in whole.answer
    assert len(pointed.answer) < len(whole.answer)
    assert pointed.confidence is not None
    assert whole.confidence is not None
    assert pointed.confidence >= whole.confidence  # what the reader bears out is surer, never less sure
