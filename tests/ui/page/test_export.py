"""A talk as a file: the words as they are, with their sources, in no viewer anything else than words."""

import io
from collections.abc import Callable

import docx
import pytest

from ingest.models import Notice
from rag.types import Answer, Citation
from ui.page.conversation import Conversation
from ui.page.export import conversation_docx, conversation_markdown

TRICKS = "[点](javascript:alert(1)) ![图](x) <img src=x> **粗** `码`"


@pytest.fixture
def conversation(notices: tuple[Notice, Notice], cite: Callable[..., Citation]) -> Conversation:
    talk = Conversation()
    answer = Answer(
        answer=f"45%以上[1]\n{TRICKS}\x0b",
        abstained=False,
        citations=(cite(notices[0], "健康社区覆盖率达到45%以上"),),
        warnings=("请核对",),
    )
    talk.ask("健康社区？").finish(answer)
    talk.ask("还没有答")
    return talk


def test_markdown_holds_questions_answers_and_sources(conversation: Conversation) -> None:
    text = conversation_markdown(conversation, "zh").decode()
    assert "## 健康社区？\n\n45%以上[1]" in text
    assert (
        "- [1] 《关于印发青禾市健康社区建设方案的通知》（青禾卫发〔2031〕12号）一\n  > 健康社区覆盖率达到45%以上"
        in text
    )
    assert "还没有答" not in text


def test_markdown_in_an_answer_stays_words(conversation: Conversation) -> None:
    text = conversation_markdown(conversation, "zh").decode()
    assert "[点]\\(javascript" in text
    assert "\\![图]\\(x)" in text
    assert "\\<img src=x\\>" in text
    assert "\\*\\*粗\\*\\*" in text


def test_word_opens_the_same(conversation: Conversation) -> None:
    document = docx.Document(io.BytesIO(conversation_docx(conversation, "zh")))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines[:4] == ["要点问答记录", "健康社区？", "45%以上[1]", TRICKS]
    assert "[1] 《关于印发青禾市健康社区建设方案的通知》（青禾卫发〔2031〕12号）一" in lines
