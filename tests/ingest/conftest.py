"""A real Chroma in the test's own folder, with cheap embeddings."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.settings import IngestSettings
from ingest.store.store import NoticeStore
from tests.fakes import RecordingEmbeddings


@pytest.fixture
def settings(tmp_path: Path) -> IngestSettings:
    return IngestSettings(data_dir=tmp_path / "data", passage_tokens=64, max_file_bytes=100_000)


@pytest.fixture
def embeddings() -> RecordingEmbeddings:
    return RecordingEmbeddings()


@pytest.fixture
def store(settings: IngestSettings, embeddings: RecordingEmbeddings) -> NoticeStore:
    return NoticeStore.open(settings, embeddings)
