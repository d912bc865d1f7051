"""How a reader asks for more time: a page that must be recognised from its picture takes long, and is no hang."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Final


def _nobody_waits(_: float) -> None:
    """Outside the process that is timed, nobody has to be told."""


WATCH: Final[ContextVar[Callable[[float], None]]] = ContextVar("WATCH", default=_nobody_waits)


def more_time(seconds: float) -> None:
    """From now on, ``seconds`` may pass before the file is given up. Call it before each slow page."""
    WATCH.get()(seconds)
