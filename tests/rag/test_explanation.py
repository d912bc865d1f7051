"""What an answer says of itself."""

from __future__ import annotations

import pytest

from ingest.errors import QuestionError
from rag.assistant import Assistant


def test_it_tells_question_scope_candidates_and_decision(assistant: Assistant) -> None:
    told = assistant.explain("云岭市2024年健康县区覆盖率要达到多少？")
    assert told.question.asks == "figure"
    assert told.question.places == ("云岭市",)
    assert told.question.years == (2024,)
    assert told.scope[0].weight == 1.0
    assert "65%" in told.candidates[0].text
    assert set(told.candidates[0].scores) == {"passage", "notice", "dense"}
    assert told.confidence is not None
    assert told.confidence >= told.threshold
    assert told.decision.endswith("，作答")


def test_it_tells_why_nothing_is_answered(assistant: Assistant) -> None:
    told = assistant.explain("南昌市2024年健康县区覆盖率要达到多少？")
    assert told.notices == 0
    assert told.missing == ("南昌市",)
    assert told.candidates == ()
    assert told.confidence is None
    assert told.decision.endswith("不作答")


def test_its_confidence_is_the_answers(assistant: Assistant) -> None:
    question = "云岭市无偿献血的电话是多少？"
    assert assistant.explain(question).confidence == assistant.answer(question).confidence


def test_a_question_that_cannot_be_taken_is_refused(assistant: Assistant) -> None:
    with pytest.raises(QuestionError):
        assistant.explain("  ")
