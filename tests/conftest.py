"""What holds for every test: no setting of the machine reaches it, and nothing it writes leaves its own folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

# How long an example takes is no matter of pass or fail: the machine may be busy.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")


@pytest.fixture(scope="session", autouse=True)
def settings_of_the_machine_are_gone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The cache is one for the whole session: the model's graph in it takes a while to write."""
    with pytest.MonkeyPatch.context() as environment:
        for name in [name for name in os.environ if name.startswith("YAODIAN_")]:
            environment.delenv(name)
        environment.setenv("YAODIAN_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(autouse=True)
def data_in_the_tests_own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("YAODIAN_DATA_DIR", str(tmp_path / "data"))
