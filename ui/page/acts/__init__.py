"""What the presses, choices and forms of the page do, by the name each carries."""

from __future__ import annotations

from ui.page.acts import asking, files, judging, reading, tables
from ui.page.acts.desk import Act, Desk, Press
from ui.page.drawing import Updates
from ui.page.session import Session

__all__ = ["Desk", "Press", "do"]

_ACTS: dict[str, Act] = {**reading.ACTS, **asking.ACTS, **judging.ACTS, **tables.ACTS, **files.ACTS}


def do(desk: Desk, session: Session, press: Press) -> Updates:
    """What the press asks for; of an unknown name, nothing. Raises YaodianError."""
    act = _ACTS.get(press.text("act"))
    return act(desk, session, press) if act else {}
