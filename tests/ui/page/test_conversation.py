"""What a session remembers, and how much of it goes along with the next question."""

from rag.types import Answer
from ui.page.conversation import Conversation, Status


def talk(*pairs: tuple[str, str]) -> Conversation:
    conversation = Conversation()
    for question, answer in pairs:
        conversation.ask(question).finish(Answer(answer=answer, abstained=False))
    return conversation


def test_history_is_the_answered_exchanges_in_order() -> None:
    conversation = talk(("甲", "一"), ("乙", "二"))
    conversation.ask("丙").fail("坏了")
    assert [turn.content for turn in conversation.history(20, 1000)] == ["甲", "一", "乙", "二"]


def test_history_keeps_whole_exchanges_within_what_is_allowed() -> None:
    conversation = talk(("甲甲", "一一"), ("乙乙", "二二"), ("丙丙", "三三"))
    assert [turn.content for turn in conversation.history(5, 1000)] == ["乙乙", "二二", "丙丙", "三三"]
    assert [turn.content for turn in conversation.history(20, 7)] == ["丙丙", "三三"]
    assert conversation.history(20, 3) == ()


def test_stopping_leaves_the_draft_and_ends_the_waiting() -> None:
    conversation = Conversation()
    exchange = conversation.ask("甲")
    exchange.draft = "到20"
    assert conversation.busy
    conversation.stop()
    assert not conversation.busy
    assert exchange.departure.happened  # what was waited for is let go
    assert (exchange.status, exchange.draft) == (Status.STOPPED, "到20")


def test_a_new_conversation_forgets_everything() -> None:
    conversation = talk(("甲", "一"))
    running = conversation.ask("乙")
    conversation.clear()
    assert conversation.exchanges == []
    assert running.status is Status.STOPPED


def test_what_had_been_said_before_an_exchange() -> None:
    conversation = talk(("甲", "一"), ("乙", "二"), ("丙", "三"))
    earlier = conversation.history(20, 1000, conversation.exchanges[1])
    assert [turn.content for turn in earlier] == ["甲", "一"]


def test_only_an_exchange_that_exists_can_be_named() -> None:
    conversation = talk(("甲", "一"))
    assert conversation.at("0") is conversation.exchanges[0]
    assert [conversation.at(place) for place in ("1", "-1", "", "甲", "０")] == [None] * 5
