"""SIGKILL at random moments of an ingest: the store opens, answers, and ends as if nothing had happened.

Many more of them: ``python -m tests.ingest.intake.kills 200``.
"""

from __future__ import annotations

from pathlib import Path

from tests.ingest.intake.kills import kill_and_compare


def test_kills_leave_a_store_that_opens_answers_and_is_completed(tmp_path: Path) -> None:
    assert kill_and_compare(tmp_path, kills=10, seed=20240426)
