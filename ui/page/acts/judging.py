"""Saying whether an answer is right."""

from __future__ import annotations

from ingest.errors import StoreError
from ui.page.acts.desk import Act, Desk, Press
from ui.page.conversation import Exchange
from ui.page.drawing import Updates
from ui.page.feedback import Rating, clause_choices, feedback_row, keep_feedback
from ui.page.session import Session


def _rate(desk: Desk, session: Session, press: Press) -> Updates:
    """A thumb: the form for the reason opens; pressed again, or cancelled, it closes."""
    exchange = session.conversation.at(press.text("exchange"))
    if exchange is None or exchange.answer is None or session.conversation.busy:
        return {}
    rating = press.text("rating")
    pressed = rating == exchange.rating and not exchange.rated
    exchange.rating = rating if rating in ("up", "down") and not pressed else ""
    exchange.rated = False
    return {**desk.drawing.talk(session), **desk.drawing.clauses(session)}


def _feedback(desk: Desk, session: Session, press: Press) -> Updates:
    exchange = session.conversation.at(press.text("exchange"))
    if exchange is None or exchange.rating not in ("up", "down") or session.conversation.busy:
        return {}
    _keep(desk, session, exchange, press, "up" if exchange.rating == "up" else "down")
    exchange.rated = True
    return {**desk.drawing.talk(session), **desk.drawing.kept(session)}


def _keep(desk: Desk, session: Session, exchange: Exchange, press: Press, rating: Rating) -> None:
    if exchange.answer is None:
        return
    settings = desk.settings
    row = feedback_row(
        exchange.question,
        session.conversation.history(settings.history_turns, settings.history_chars, exchange),
        exchange.answer,
        rating,
        press.text("reason"),
        press.text("right_clause"),
        clause_choices(desk.library.view().notices),
    )
    try:
        keep_feedback(desk.data_dir, row)
    except OSError as error:
        raise StoreError(
            "feedback-not-kept",
            zh=f"评价没有记下来：数据文件夹写不了（{error.strerror}），请检查它的权限和剩余空间。",
            en=f"The feedback was not kept: the data folder cannot be written ({error.strerror}); "
            "check its permissions and free space.",
        ) from error


ACTS: dict[str, Act] = {"rate": _rate, "feedback": _feedback}
