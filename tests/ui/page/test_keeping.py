"""A talk survives a reload as it was; what a browser made up or another version wrote does not break the page."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from ingest.models import Notice
from rag.types import Answer, Citation, Filters
from ui.page.conversation import Conversation, Scope, Status
from ui.page.keeping import conversation_from, kept


@pytest.fixture
def conversation(notices: tuple[Notice, Notice], cite: Callable[..., Citation]) -> Conversation:
    talk = Conversation()
    scope = Scope(Filters(regions=("青禾市",), years=(2031,)), 2, ("某通知",))
    first = talk.ask("甲", scope)
    first.finish(Answer(answer="45%[1]", abstained=False, citations=(cite(notices[0], "45%以上"),)))
    first.rating, first.rated = "up", True
    talk.ask("乙").fail("坏了")
    talk.ask("丙").draft = "到20"
    talk.stop()
    return talk


def test_the_talk_comes_back_as_it_was(conversation: Conversation) -> None:
    assert conversation_from(kept(conversation)) == conversation


def test_an_answer_still_being_written_is_not_kept(conversation: Conversation) -> None:
    conversation.ask("丁")
    assert [row["question"] for row in json.loads(kept(conversation))] == ["甲", "乙", "丙"]


def test_of_a_very_long_talk_the_latest_is_kept() -> None:
    talk = Conversation()
    for question in ("甲", "乙", "丙"):
        talk.ask(question).finish(Answer(answer="长" * 400_000, abstained=False))
    assert [row["question"] for row in json.loads(kept(talk))] == ["乙", "丙"]


@pytest.mark.parametrize(
    "rows",
    [
        None,
        "x",
        {"question": "甲"},
        [1],
        [{"question": "甲", "status": "done"}],
        [{"question": "甲", "status": "answering"}],
        [{"question": "甲", "status": "stopped", "unknown": 1}],
    ],
)
def test_what_was_never_kept_is_an_empty_talk(rows: Any) -> None:
    assert conversation_from(json.dumps(rows)) == Conversation()


@pytest.mark.parametrize("talk", ["", "[", "[" * 100_000])
def test_what_is_no_json_is_an_empty_talk(talk: str) -> None:
    assert conversation_from(talk) == Conversation()


def test_rows_behind_a_broken_one_are_left_out(conversation: Conversation) -> None:
    rows = json.loads(kept(conversation))
    rows[1] = {"question": 1}
    assert [exchange.status for exchange in conversation_from(json.dumps(rows)).exchanges] == [Status.DONE]
