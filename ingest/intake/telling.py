"""What whoever watches a run hears while several files are embedded and written together: one file after another."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from ingest.intake.report import Listener, Progress


class Telling:
    """The files of one step of the store, each with how many passages of it are embedded, in order."""

    def __init__(self, listener: Listener, events: Iterable[Progress]) -> None:
        """``events``: what comes before a file, and of each file an ``embed`` with nothing done."""
        self._listener = listener
        self._left = deque(events)
        self._before = 0  # passages of files that are done
        self._begun = False

    def embedded(self, done: int) -> None:
        """So many passages are embedded, of all files together."""
        while self._left:
            event = self._left[0]
            if event.stage == "read":
                self._listener(event)
                self._left.popleft()
                continue
            if not self._begun:
                self._listener(event)
                self._begun = True
            now = min(done - self._before, event.total)
            if now:
                self._listener(Progress("embed", now, event.total, event.name))
            if now < event.total:
                return
            self._before += event.total
            self._begun = False
            self._left.popleft()
