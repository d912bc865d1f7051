"""Whoever asked leaves: what was waited for is closed, once, whichever comes first."""

from __future__ import annotations

import threading

from rag.writing.leaving import Departure, asked_by, departure_of_asker, pause


def test_what_is_waited_for_is_closed_at_the_departure() -> None:
    departure, closed = Departure(), []
    departure.closes(lambda: closed.append("before"))
    assert not departure.happened
    departure.leave()
    departure.closes(lambda: closed.append("after"))
    departure.leave()
    assert departure.happened
    assert closed == ["before", "after"]


def test_work_knows_whom_it_is_for_only_while_it_is_done() -> None:
    departure = Departure()
    assert departure_of_asker() is None
    with asked_by(departure):
        assert departure_of_asker() is departure
        other: list[Departure | None] = []
        thread = threading.Thread(target=lambda: other.append(departure_of_asker()))
        thread.start()
        thread.join()
        assert other == [None]
    assert departure_of_asker() is None


def test_nobody_is_waited_for_who_has_left() -> None:
    departure = Departure()
    departure.leave()
    with asked_by(departure):
        pause(3600)
    pause(0)
