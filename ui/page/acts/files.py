"""Looking through the files, and taking one out."""

from __future__ import annotations

from contextlib import suppress

from ingest.errors import NotFoundError
from ui.page import panels, wording
from ui.page.acts.desk import Act, Desk, Press
from ui.page.drawing import Updates
from ui.page.scoping import dropped
from ui.page.session import Session
from ui.page.tabs import wording as tab_wording


def _files(desk: Desk, session: Session, press: Press) -> Updates:
    session.files.narrow(press.fields)
    return desk.drawing.tab(session, "files")


def _files_page(desk: Desk, session: Session, press: Press) -> Updates:
    session.files.page = press.number("page")
    return desk.drawing.tab(session, "files")


def _delete_ask(desk: Desk, session: Session, press: Press) -> Updates:
    session.files.deleting = press.text("document")
    return {desk.parts.report: "", **desk.drawing.tab(session, "files")}


def _delete_not(desk: Desk, session: Session, _: Press) -> Updates:
    session.files.deleting = ""
    return desk.drawing.tab(session, "files")


def _delete(desk: Desk, session: Session, press: Press) -> Updates:
    """Only what was asked about just before is deleted, and only by whom it may be."""
    document_id, asked = press.text("document"), session.files.deleting
    session.files.deleting = ""
    if not press.may_edit:
        return {**desk.drawing.tab(session, "files"), **_said_no(desk, session)}
    notice = desk.library.view().by_id.get(document_id)
    if notice is None or document_id != asked:
        return desk.drawing.tab(session, "files")
    with suppress(NotFoundError):  # somebody else was faster: it is gone all the same
        desk.library.delete(document_id)
    session.filters = dropped(session.filters, "document_ids", document_id)
    if session.opened and session.opened.document_id == document_id and session.opened.citation is None:
        session.opened = None
    said = panels.said_html(tab_wording.DELETED.text(session.lang, title=notice.title))
    return {**desk.drawing.loaded(session), **desk.drawing.reader(session), desk.parts.report: said}


def _said_no(desk: Desk, session: Session) -> Updates:
    return {desk.parts.report: panels.problem_html(tab_wording.MAY_NOT.text(session.lang))}


def _oversize(desk: Desk, session: Session, press: Press) -> Updates:
    """The browser found a file too large and did not send it."""
    most = wording.size(desk.settings.max_file_bytes)
    words = wording.TOO_LARGE.text(session.lang, name=press.text("name"), size=most)
    return {desk.parts.report: panels.report_html([], [words], desk.library.view(), session.lang)}


ACTS: dict[str, Act] = {
    "files": _files,
    "files-page": _files_page,
    "delete-ask": _delete_ask,
    "delete-not": _delete_not,
    "delete": _delete,
    "oversize": _oversize,
}
