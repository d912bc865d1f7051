"""The small notices of :mod:`tests.rag.samples`: parsed, indexed, and behind the real assistant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

import pytest

from ingest.anatomy.parse import parse_notices
from ingest.intake.pipeline import ingest_paths
from ingest.models import Notice
from ingest.readers.read import read_bytes
from ingest.store.store import NoticeStore
from rag.assistant import Assistant
from rag.build import Workspace, open_workspace
from rag.corpus.corpus import Corpus
from rag.corpus.index import Index
from rag.settings import RagSettings
from rag.types import Answer
from tests.rag.samples import NOTICES, BigramEmbeddings

Parse = Callable[[str, str], Notice]
Fill = Callable[[dict[str, str]], NoticeStore]
Ask = Callable[[str], Answer]
Asking = Callable[[Mapping[str, str]], Ask]


class WorkspaceOf(Protocol):
    def __call__(self, texts: Mapping[str, str], *, span_reader: bool = True) -> Workspace: ...


@pytest.fixture(scope="session")
def parsed() -> dict[str, Notice]:
    """The notices by file name, without any store."""
    return {name: _parsed(name, text) for name, text in NOTICES.items()}


@pytest.fixture(scope="session")
def parse_text() -> Parse:
    """A text of one notice, parsed."""
    return _parsed


@pytest.fixture(scope="session")
def corpus(parsed: dict[str, Notice]) -> Corpus:
    return Corpus({notice.id: notice for notice in parsed.values()})


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The notices as files."""
    return _written(tmp_path_factory.mktemp("notices"), NOTICES)


@pytest.fixture(scope="session")
def workspace_of(tmp_path_factory: pytest.TempPathFactory) -> WorkspaceOf:
    """``workspace_of(texts, span_reader=False)``: notices, given as texts by file name, in a real store of their own with the
    real embeddings, and the assistant over it without a model."""

    def opened(texts: Mapping[str, str], *, span_reader: bool = True) -> Workspace:
        folder = _written(tmp_path_factory.mktemp("notices"), texts)
        store = tmp_path_factory.mktemp("store")
        settings = RagSettings(data_dir=store, llm_base_url="", span_reader=span_reader)
        workspace = open_workspace(settings)
        assert ingest_paths([folder], workspace.store, settings).ok
        return workspace

    return opened


@pytest.fixture(scope="session")
def asking(workspace_of: WorkspaceOf) -> Asking:
    """``asking(texts)``: a way to put a question by itself to the real assistant over these notices and no others."""
    return lambda texts: workspace_of(texts).assistant.answer


@pytest.fixture(scope="session")
def workspace(workspace_of: WorkspaceOf) -> Workspace:
    """The small notices in a store that all tests read."""
    return workspace_of(NOTICES)


@pytest.fixture(scope="session")
def assistant(workspace: Workspace) -> Assistant:
    return workspace.assistant


@pytest.fixture(scope="session")
def ask(assistant: Assistant) -> Ask:
    """A question by itself to the real assistant."""
    return assistant.answer


@pytest.fixture(scope="session")
def light_settings(tmp_path_factory: pytest.TempPathFactory) -> RagSettings:
    """Settings for hashed vectors: their cosines mean nothing to the model's neutral one, so they do not count."""
    return RagSettings(data_dir=tmp_path_factory.mktemp("light"), similarity_gain=0, llm_base_url="")


@pytest.fixture(scope="session")
def light_store(light_settings: RagSettings, folder: Path) -> NoticeStore:
    """The notices in a real store with hashed vectors. Tests do not write to it."""
    store = NoticeStore.open(light_settings, BigramEmbeddings())
    assert ingest_paths([folder], store, light_settings).ok
    return store


@pytest.fixture(scope="session")
def index(light_store: NoticeStore) -> Index:
    return Index.build(light_store.snapshot())


@pytest.fixture
def fill(tmp_path: Path) -> Fill:
    """A store of its own with the notices given, for tests that write."""

    def filled(texts: dict[str, str]) -> NoticeStore:
        settings = RagSettings(data_dir=tmp_path / "store", similarity_gain=0, llm_base_url="")
        store = NoticeStore.open(settings, BigramEmbeddings())
        (tmp_path / "notices").mkdir(exist_ok=True)
        report = ingest_paths([_written(tmp_path / "notices", texts)], store, settings) if texts else None
        assert report is None or report.ok
        return store

    return filled


def _parsed(name: str, text: str) -> Notice:
    (notice,) = parse_notices(read_bytes(name, text.encode(), RagSettings()), name, name)
    return notice


def _written(folder: Path, texts: Mapping[str, str]) -> Path:
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
