"""A conversation in OpenAI's form as Yaodian takes it: the question, and as much of the rest as fits."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.errors import QuestionError
from rag.types import Answer, Turn
from ui.console import official_form
from ui.openai.schemas import Message
from ui.settings import UiSettings

_SOURCES = "\n\n出处："


def question_and_history(messages: Sequence[Message], settings: UiSettings) -> tuple[str, list[Turn]]:
    """The last message of the user, and the turns before it that the limits leave room for, oldest first.

    Clients send the whole conversation each time, so what is too old is left out rather than refused. Raises
    QuestionError where there is no question.
    """
    asked = [place for place, message in enumerate(messages) if message.role == "user"]
    if not asked:
        raise QuestionError(
            "no-user-message",
            zh="messages 里没有 role 为 user 的消息，不知道问的是什么",
            en="messages holds none of role user, so there is no question",
        )
    return messages[asked[-1]].text, _latest(messages[: asked[-1]], settings)


def with_sources(answer: Answer) -> str:
    """What is added under an answer for people whose client shows text alone; empty where nothing is cited."""
    if not answer.citations:
        return ""
    lines = [
        f"[{citation.marker}] {official_form(citation.title, citation.document_number, citation.clause)}：{citation.text}"
        for citation in answer.citations
    ]
    return "\n\n".join([_SOURCES, *lines])


def _latest(messages: Sequence[Message], settings: UiSettings) -> list[Turn]:
    turns: list[Turn] = []
    room = settings.history_chars
    for message in reversed(messages):
        content = message.text.partition(_SOURCES)[0]
        room -= len(content)
        if len(turns) >= settings.history_turns or room < 0:
            break
        if message.role in ("user", "assistant") and content.strip():
            turns.append(Turn(role="user" if message.role == "user" else "assistant", content=content))
    return turns[::-1]
