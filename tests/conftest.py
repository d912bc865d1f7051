"""What holds for every test: no setting of the machine reaches it, and nothing it writes leaves its own folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def only_own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("YAODIAN_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("YAODIAN_DATA_DIR", str(tmp_path / "data"))
