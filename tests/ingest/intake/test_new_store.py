"""A store that is not there yet is opened when there is something to write, and holds what any other would."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from ingest.errors import StoreError
from ingest.intake.pipeline import IngestStopped, Progress, ingest_new, ingest_paths
from ingest.settings import IngestSettings
from ingest.store.store import NoticeStore
from tests.fakes import ModelDiedError, RecordingEmbeddings
from tests.ingest.intake.life import notice_text, state_of

TOWNS = ("青禾", "云溪", "松岭", "白沙")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "notices"
    folder.mkdir()
    for n, town in enumerate(TOWNS):
        (folder / f"{n}.txt").write_text(notice_text(town, n), encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    return folder


def opened(settings: IngestSettings) -> NoticeStore:
    return NoticeStore.open(settings, RecordingEmbeddings())


def test_it_holds_and_reports_what_a_store_opened_before_does(folder: Path, settings: IngestSettings) -> None:
    former = settings.model_copy(update={"data_dir": settings.data_dir / "former"})
    new = settings.model_copy(update={"data_dir": settings.data_dir / "new"})
    expected = ingest_paths([folder], opened(former), former)
    embeddings = RecordingEmbeddings()
    report = ingest_new([folder], lambda: NoticeStore.open(new, embeddings), embeddings, new)
    assert report == expected
    assert state_of(opened(new)) == state_of(opened(former))


def test_it_is_opened_once_and_only_after_something_is_parsed(folder: Path, settings: IngestSettings) -> None:
    heard: list[Progress | str] = []

    def open_store() -> NoticeStore:
        heard.append("opened")
        return opened(settings)

    report = ingest_new([folder], open_store, RecordingEmbeddings(), settings, heard.append)
    assert heard.count("opened") == 1
    assert len(report.added) == len(TOWNS)
    heard.clear()
    assert ingest_new([folder / "empty.txt"], open_store, RecordingEmbeddings(), settings).skipped
    assert heard == []


def test_what_another_run_brought_meanwhile_is_known(folder: Path, settings: IngestSettings) -> None:
    def open_store() -> NoticeStore:
        ingest_paths([folder / "0.txt"], opened(settings), settings)
        return opened(settings)

    report = ingest_new([folder], open_store, RecordingEmbeddings(), settings)
    assert (len(report.added), len(report.unchanged)) == (len(TOWNS) - 1, 1)
    assert len(opened(settings).notices()) == len(TOWNS)


def test_a_run_that_is_stopped_is_finished_by_the_next(folder: Path, settings: IngestSettings) -> None:
    def stop(progress: Progress) -> None:
        if progress.stage == "embed" and progress.done:
            raise KeyboardInterrupt

    with pytest.raises(IngestStopped):
        ingest_new([folder], partial(opened, settings), RecordingEmbeddings(), settings, stop)
    ingest_paths([folder], opened(settings), settings)
    assert len(opened(settings).notices()) == len(TOWNS)


def test_a_model_that_dies_leaves_a_store_that_can_be_filled(folder: Path, settings: IngestSettings) -> None:
    with pytest.raises(ModelDiedError):
        ingest_new([folder], partial(opened, settings), RecordingEmbeddings(limit=1), settings)
    assert len(ingest_paths([folder], opened(settings), settings).added) == len(TOWNS)


def test_a_store_that_cannot_be_opened_is_said(folder: Path, settings: IngestSettings) -> None:
    settings.data_dir.parent.mkdir(parents=True, exist_ok=True)
    settings.data_dir.write_text("no folder", encoding="utf-8")
    with pytest.raises(StoreError):
        ingest_new([folder], partial(opened, settings), RecordingEmbeddings(), settings)
