"""Whoever asked has left: told from another thread, and the model's connection is closed at once.

A thread that waits for a server cannot be stopped from outside, only what it waits for can be taken away. So whoever
asks may give a :class:`Departure` to the work; the model's door hangs its connection on it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class Departure:
    """Told once that nobody waits any more. Safe to use from any thread."""

    def __init__(self) -> None:
        self._left = threading.Event()
        self._guard = threading.Lock()
        self._closers: list[Callable[[], None]] = []

    def leave(self) -> None:
        """Nobody waits any more: close what is waited on."""
        with self._guard:
            self._left.set()
            closers, self._closers = self._closers, []
        for close in closers:
            close()

    @property
    def happened(self) -> bool:
        return self._left.is_set()

    def closes(self, close: Callable[[], None]) -> None:
        """Call ``close`` at the departure, or now if that has been. It must not wait."""
        with self._guard:
            if not self._left.is_set():
                self._closers.append(close)
                return
        close()

    def wait(self, seconds: float) -> None:
        """Wait so long, or until the departure."""
        self._left.wait(seconds)


_departure: ContextVar[Departure | None] = ContextVar("yaodian_departure", default=None)


@contextmanager
def asked_by(departure: Departure) -> Iterator[None]:
    """What runs in this context works for whoever may depart so."""
    token = _departure.set(departure)
    try:
        yield
    finally:
        _departure.reset(token)


def departure_of_asker() -> Departure | None:
    """The departure of whom this context works for; ``None`` where nobody can leave."""
    return _departure.get()


def pause(seconds: float) -> None:
    """Wait, unless whoever asked leaves."""
    departure = departure_of_asker()
    if departure is None:
        time.sleep(seconds)
    else:
        departure.wait(seconds)
