"""Opening tabs and notices, and finding words in a notice."""

from __future__ import annotations

from dataclasses import replace

from ui.page import panels
from ui.page.acts.desk import Act, Desk, Press
from ui.page.drawing import Updates
from ui.page.opened import Opened
from ui.page.search import matches
from ui.page.session import Session


def _tab(desk: Desk, session: Session, press: Press) -> Updates:
    name = press.text("tab")
    if name not in panels.TABS:
        return {}
    session.seen.add(name)
    return desk.drawing.tab(session, name, form=True)


def _cite(desk: Desk, session: Session, press: Press) -> Updates:
    exchange = session.conversation.at(press.text("exchange"))
    citation = exchange.citation(press.number("marker")) if exchange else None
    if exchange is None or exchange.answer is None or citation is None:
        return {}
    session.opened = Opened(
        citation.document_id,
        citation.start,
        citation.end,
        press.number("exchange"),
        citation,
        exchange.answer.citations,
    )
    return desk.drawing.reader(session)


def _open(desk: Desk, session: Session, press: Press) -> Updates:
    document_id = press.text("document")
    if document_id in desk.library.view().by_id:
        session.opened = Opened(document_id, press.number("start"), press.number("end"))
    return desk.drawing.reader(session)


def _close(desk: Desk, session: Session, _: Press) -> Updates:
    session.opened = None
    return desk.drawing.reader(session)


def _find(desk: Desk, session: Session, press: Press) -> Updates:
    """Look for words; for the same words again, at the next place."""
    words, opened = press.text("words").strip(), session.opened
    again = opened is not None and words == opened.words
    return _show_match(desk, session, words, opened.match + 1 if opened and again else 0)


def _match(desk: Desk, session: Session, press: Press) -> Updates:
    words = session.opened.words if session.opened else ""
    return _show_match(desk, session, words, press.number("match"))


def _show_match(desk: Desk, session: Session, words: str, match: int) -> Updates:
    opened = session.opened
    notice = desk.library.view().by_id.get(opened.document_id) if opened else None
    if opened and notice:
        found = max(1, len(matches(notice.text, words)))
        session.opened = replace(opened, words=words, match=match % found)
    return desk.drawing.reader(session)


ACTS: dict[str, Act] = {
    "tab": _tab,
    "cite": _cite,
    "open": _open,
    "close": _close,
    "find": _find,
    "match": _match,
}
