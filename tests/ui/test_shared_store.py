"""Several services on one Chroma server."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.shared_store import run


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_two_services_lose_nothing_while_their_server_is_killed_and_started_again(tmp_path: Path) -> None:
    outcome = run(500, tmp_path, restarts=2)
    assert {status.split()[1] for status in outcome.statuses} <= {"200", "201", "204", "503"}
    assert outcome.held
    assert not outcome.lost
    assert not outcome.left
    assert not outcome.cited_though_gone
