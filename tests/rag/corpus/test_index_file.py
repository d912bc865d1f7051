"""The kept index: what comes back answers as what was kept; what does not fit is left alone."""

from __future__ import annotations

import logging
import pickle
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import rag.corpus.index_file
import rag.retrieval.retriever
from ingest.intake.pipeline import ingest_upload
from ingest.store.store import NoticeStore
from rag.corpus.index import Index
from rag.corpus.index_file import IndexFile
from rag.language.terms import terms
from rag.retrieval.retriever import Retriever
from rag.settings import RagSettings
from tests.rag.samples import OTHER, BigramEmbeddings

Fill = Callable[[dict[str, str]], NoticeStore]

TEXT = "关于加强托育服务的通知\n一、扩大供给\n建设托育中心两所。\n"


@pytest.fixture
def kept(tmp_path: Path, light_store: NoticeStore, index: Index) -> IndexFile:
    file = IndexFile(tmp_path / "index.kept")
    file.save(light_store.snapshot(), index)
    return file


def test_what_comes_back_is_what_was_kept(kept: IndexFile, light_store: NoticeStore, index: Index) -> None:
    found = kept.load()
    assert found is not None
    snapshot, again = found
    assert snapshot == light_store.snapshot()
    assert again.passages == index.passages
    assert again.corpus.notices == index.corpus.notices
    query = terms("居民健康素养水平达到28%以上")
    assert np.array_equal(again.passage_scores(query), index.passage_scores(query))
    assert np.array_equal(again.notice_scores(query), index.notice_scores(query))


def test_nothing_is_kept_yet(tmp_path: Path) -> None:
    assert IndexFile(tmp_path / "index.kept").load() is None


def test_what_other_code_made_is_left_alone(kept: IndexFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rag.corpus.index_file, "_made_by", lambda: b"0" * 32)
    assert kept.load() is None


@pytest.mark.parametrize("length", [40, 1000, -1])
def test_a_damaged_file_is_left_alone(
    kept: IndexFile, tmp_path: Path, length: int, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "index.kept"
    path.write_bytes(path.read_bytes()[:length])
    with caplog.at_level(logging.WARNING):
        assert kept.load() is None
    assert "made anew" in caplog.text


def test_a_file_that_would_run_something_is_refused(tmp_path: Path) -> None:
    ran = tmp_path / "ran"

    class Trap:
        def __reduce__(self) -> tuple[object, ...]:
            return Path.touch, (ran,)

    path = tmp_path / "index.kept"
    path.write_bytes(rag.corpus.index_file._made_by() + pickle.dumps(Trap()))
    assert IndexFile(path).load() is None
    assert not ran.exists()


def test_a_place_that_cannot_be_written_costs_only_the_keeping(
    tmp_path: Path, light_store: NoticeStore, index: Index, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        IndexFile(tmp_path / "missing" / "index.kept").save(light_store.snapshot(), index)
    assert "cannot be kept" in caplog.text


def test_the_next_start_goes_on_from_what_was_kept(fill: Fill, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the store has changed since."""
    monkeypatch.setattr(rag.retrieval.retriever, "_WORTH_KEEPING_S", 0.0)
    store = fill({"一.txt": TEXT})
    settings = RagSettings(data_dir=store._settings.data_dir, llm_base_url="")
    Retriever(store, settings).index()
    ingest_upload("霜桥县.txt", OTHER.encode(), store, settings)
    store.close()
    monkeypatch.setattr(Index, "build", None)
    again = NoticeStore.open(settings, BigramEmbeddings())
    found = Retriever(again, settings).index()
    assert {notice.source for notice in found.corpus.notices.values()} == {"一.txt", "霜桥县.txt"}
    assert tuple(again.all_passages()) == found.passages
