"""Around the question: its scope, putting it back into the box, why it was answered so, saving the talk."""

from __future__ import annotations

from rag.types import Filters
from ui.page import wording
from ui.page.acts.desk import Act, Desk, Press
from ui.page.drawing import Updates
from ui.page.export import conversation_docx, conversation_markdown
from ui.page.scoping import added, dropped
from ui.page.session import Session

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MARKDOWN = "text/markdown;charset=utf-8"


def _scope(desk: Desk, session: Session, press: Press) -> Updates:
    session.filters = added(session.filters, press.text("kind"), press.text("value"))
    return desk.drawing.scope(session)


def _unscope(desk: Desk, session: Session, press: Press) -> Updates:
    session.filters = dropped(session.filters, press.text("kind"), press.text("value"))
    return desk.drawing.scope(session)


def _only(desk: Desk, session: Session, press: Press) -> Updates:
    if press.text("document") in desk.library.view().by_id:
        session.filters = Filters(document_ids=(press.text("document"),))
    return desk.drawing.scope(session)


def _edit(desk: Desk, session: Session, press: Press) -> Updates:
    exchange = session.conversation.at(press.text("exchange"))
    return {desk.parts.question: exchange.question} if exchange else {}


def _rescope(desk: Desk, session: Session, press: Press) -> Updates:
    """The question back in the box, in the scope it was asked in: from there the scope can be changed."""
    exchange = session.conversation.at(press.text("exchange"))
    if exchange is None:
        return {}
    session.filters = exchange.scope.filters
    return {desk.parts.question: exchange.question, **desk.drawing.scope(session)}


def _explain(desk: Desk, session: Session, press: Press) -> Updates:
    """Why an answer is what it is: worked out when it is asked for; pressed again, it folds."""
    exchange = session.conversation.at(press.text("exchange"))
    if exchange is None or exchange.answer is None or session.conversation.busy:
        return {}
    if exchange.explanation is None:
        settings = desk.settings
        history = session.conversation.history(settings.history_turns, settings.history_chars, exchange)
        exchange.explanation = desk.asking.explain(exchange.question, history, exchange.scope.filters)
    else:
        exchange.explanation = None
    return desk.drawing.talk(session)


def _export(desk: Desk, session: Session, press: Press) -> Updates:
    name = wording.EXPORT_FILE.text(session.lang)
    if press.text("kind") == "docx":
        return desk.hand_out(f"{name}.docx", _DOCX, conversation_docx(session.conversation, session.lang))
    return desk.hand_out(f"{name}.md", _MARKDOWN, conversation_markdown(session.conversation, session.lang))


ACTS: dict[str, Act] = {
    "scope": _scope,
    "unscope": _unscope,
    "only": _only,
    "edit": _edit,
    "rescope": _rescope,
    "explain": _explain,
    "export": _export,
}
