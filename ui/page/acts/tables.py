"""Filtering, sorting and turning the pages of the ledger and the tasks; taking the ledger home."""

from __future__ import annotations

from ui.page.acts.desk import Act, Desk, Press
from ui.page.drawing import Updates
from ui.page.session import Session
from ui.page.tabs import wording
from ui.page.tabs.download import ledger_csv, ledger_xlsx
from ui.page.tabs.ledger import rows_of

_CSV = "text/csv;charset=utf-8"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _ledger(desk: Desk, session: Session, press: Press) -> Updates:
    session.ledger.narrow(press.fields)
    return desk.drawing.tab(session, "ledger")


def _ledger_sort(desk: Desk, session: Session, press: Press) -> Updates:
    session.ledger.sort(press.text("by"))
    return desk.drawing.tab(session, "ledger")


def _ledger_page(desk: Desk, session: Session, press: Press) -> Updates:
    session.ledger.page = press.number("page")
    return desk.drawing.tab(session, "ledger")


def _ledger_chart(desk: Desk, session: Session, press: Press) -> Updates:
    session.ledger.charted = press.text("charted")
    return desk.drawing.tab(session, "ledger")


def _ledger_download(desk: Desk, session: Session, press: Press) -> Updates:
    """All rows that the filters leave, in the order on the page."""
    rows = rows_of(desk.library.view(), session.ledger)
    name = wording.LEDGER_FILE.text(session.lang)
    if press.text("kind") == "xlsx":
        return desk.hand_out(f"{name}.xlsx", _XLSX, ledger_xlsx(rows, session.lang))
    return desk.hand_out(f"{name}.csv", _CSV, ledger_csv(rows, session.lang))


def _tasks(desk: Desk, session: Session, press: Press) -> Updates:
    session.tasks.narrow(press.fields)
    return desk.drawing.tab(session, "tasks")


def _tasks_sort(desk: Desk, session: Session, press: Press) -> Updates:
    session.tasks.sort(press.text("by"))
    return desk.drawing.tab(session, "tasks")


def _tasks_page(desk: Desk, session: Session, press: Press) -> Updates:
    session.tasks.page = press.number("page")
    return desk.drawing.tab(session, "tasks")


ACTS: dict[str, Act] = {
    "ledger": _ledger,
    "ledger-sort": _ledger_sort,
    "ledger-page": _ledger_page,
    "ledger-chart": _ledger_chart,
    "ledger-download": _ledger_download,
    "tasks": _tasks,
    "tasks-sort": _tasks_sort,
    "tasks-page": _tasks_page,
}
