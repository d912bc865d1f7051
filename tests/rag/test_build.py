"""The composition root: settings in, a store and an assistant over it out."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import StoreError
from rag.build import open_workspace
from rag.settings import RagSettings


def test_a_new_folder_is_an_empty_workspace(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    workspace = open_workspace(RagSettings(data_dir=tmp_path / "new" / "store", llm_base_url=""))
    assert workspace.store.notices() == []
    assert workspace.assistant.answer("托位数是多少？").abstained
    workspace.assistant.warm()
    assert "".join(capfd.readouterr()) == ""


def test_a_store_that_cannot_be_opened_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file, not a folder", encoding="utf-8")
    with pytest.raises(StoreError):
        open_workspace(RagSettings(data_dir=tmp_path / "store", llm_base_url=""))


def test_a_model_is_used_only_where_one_is_set(tmp_path: Path) -> None:
    settings = RagSettings(data_dir=tmp_path, llm_base_url="http://127.0.0.1:9/v1", llm_model="none")
    assert (
        open_workspace(settings).assistant.answer("托位数是多少？").abstained
    )  # nothing loaded: no model asked
