"""The notices of :mod:`tests.rag.reading.notices` behind the real assistant."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.intake.pipeline import ingest_paths
from rag.build import open_workspace
from rag.settings import RagSettings
from rag.types import Answer
from tests.rag.reading.notices import NOTICES


@pytest.fixture(scope="session")
def ask_alike(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Answer]:
    """A question by itself to an assistant whose notices hold many things that are alike."""
    folder = tmp_path_factory.mktemp("alike")
    for name, text in NOTICES.items():
        (folder / name).write_text(text, encoding="utf-8")
    settings = RagSettings(data_dir=tmp_path_factory.mktemp("alike-store"), llm_base_url="")
    workspace = open_workspace(settings)
    assert ingest_paths([folder], workspace.store, settings).ok
    return workspace.assistant.answer
