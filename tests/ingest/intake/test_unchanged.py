"""A run that finds nothing new is told from what was noted beside the store, and only where the note can be relied on."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import ingest.store.store
from ingest.intake.pipeline import IngestStopped, Progress, ingest_new, ingest_paths, ingest_upload
from ingest.intake.unchanged import report_unchanged
from ingest.settings import IngestSettings
from ingest.store.store import NoticeStore
from tests.fakes import ModelDiedError, RecordingEmbeddings
from tests.ingest.intake.life import notice_text


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "notices"
    folder.mkdir()
    for n, town in enumerate(("青禾", "云溪", "松岭")):
        (folder / f"{n}.txt").write_text(notice_text(town, n), encoding="utf-8")
    (folder / "unknown.xyz").write_bytes(b"?")
    with zipfile.ZipFile(folder / "pack.zip", "w") as archive:
        archive.writestr("a.txt", notice_text("白沙", 4))
        archive.writestr("b.txt", notice_text("临湖", 5))
    return folder


def opened(settings: IngestSettings) -> NoticeStore:
    return NoticeStore.open(settings, RecordingEmbeddings())


def take_in(folder: Path, settings: IngestSettings) -> None:
    store = opened(settings)
    ingest_paths([folder], store, settings)
    store.close()


def ignore(_: Progress) -> None:
    return None


def test_it_tells_what_the_store_would(folder: Path, settings: IngestSettings) -> None:
    assert report_unchanged([folder], settings, ignore) is None
    assert not settings.data_dir.exists()
    take_in(folder, settings)
    told: list[Progress] = []
    noted = report_unchanged([folder], settings, told.append)
    heard: list[Progress] = []
    assert noted == ingest_paths([folder], opened(settings), settings, heard.append)
    assert told == heard
    assert noted is not None
    assert (len(noted.unchanged), [item.code for item in noted.skipped]) == (5, ["unknown-type"])


def test_a_new_store_is_noted_too(folder: Path, settings: IngestSettings) -> None:
    ingest_new([folder], lambda: opened(settings), RecordingEmbeddings(), settings)
    assert report_unchanged([folder], settings, ignore) is not None


def _changed(folder: Path) -> None:
    (folder / "1.txt").write_text(notice_text("云溪", 9), encoding="utf-8")


def _added(folder: Path) -> None:
    (folder / "new.txt").write_text(notice_text("石桥", 7), encoding="utf-8")


def _moved(folder: Path) -> None:
    (folder / "1.txt").rename(folder / "moved.txt")


def _gone_from_the_archive(folder: Path) -> None:
    with zipfile.ZipFile(folder / "pack.zip", "w") as archive:
        archive.writestr("a.txt", notice_text("白沙", 4))


@pytest.mark.parametrize("change", [_changed, _added, _moved, _gone_from_the_archive])
def test_what_is_new_is_left_to_the_store(
    folder: Path, settings: IngestSettings, change: Callable[[Path], None]
) -> None:
    take_in(folder, settings)
    change(folder)
    assert report_unchanged([folder], settings, ignore) is None
    take_in(folder, settings)
    assert report_unchanged([folder], settings, ignore) is not None


def test_what_is_gone_is_left_to_the_store_where_it_is_to_be_taken_out(
    folder: Path, settings: IngestSettings
) -> None:
    take_in(folder, settings)
    assert report_unchanged([folder], settings, ignore, prune=True) is not None
    (folder / "1.txt").unlink()
    assert report_unchanged([folder], settings, ignore, prune=True) is None
    assert report_unchanged([folder], settings, ignore) is not None
    ingest_paths([folder], opened(settings), settings, prune=True)
    assert report_unchanged([folder], settings, ignore, prune=True) is not None
    shutil.rmtree(folder)
    folder.mkdir()  # perhaps a drive that is not connected: the store says so
    assert report_unchanged([folder], settings, ignore, prune=True) is None


def test_whatever_is_written_takes_the_note_away(folder: Path, settings: IngestSettings) -> None:
    take_in(folder, settings)
    store = opened(settings)
    ingest_upload("up.txt", notice_text("竹山", 8).encode(), store, settings)
    assert report_unchanged([folder], settings, ignore) is None
    take_in(folder, settings)
    assert report_unchanged([folder], settings, ignore) is not None
    store.delete(store.notices()[0].id)
    assert report_unchanged([folder], settings, ignore) is None


def test_nothing_is_noted_before_a_run_is_through(folder: Path, settings: IngestSettings) -> None:
    def stop(progress: Progress) -> None:
        if progress.stage == "embed" and progress.done:
            raise KeyboardInterrupt

    with pytest.raises(IngestStopped):
        ingest_paths([folder], opened(settings), settings, stop)
    assert report_unchanged([folder], settings, ignore) is None
    take_in(folder, settings)
    _added(folder)
    with pytest.raises(ModelDiedError):
        ingest_paths([folder], NoticeStore.open(settings, RecordingEmbeddings(limit=1)), settings)
    assert report_unchanged([folder / "0.txt"], settings, ignore) is None
    take_in(folder, settings)
    assert len(opened(settings).notices()) == 6


def test_another_database_another_form_or_another_model_is_not_meant(
    folder: Path, settings: IngestSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(folder, settings)
    other = settings.model_copy(update={"embedding": "openai", "embedding_model": "another"})
    assert report_unchanged([folder], other, ignore) is None
    server = settings.model_copy(update={"chroma_url": "http://localhost:1"})
    assert report_unchanged([folder], server, ignore) is None
    monkeypatch.setattr("ingest.store.kept_register.SCHEMA", ingest.store.store.SCHEMA + 1)
    assert report_unchanged([folder], settings, ignore) is None
    monkeypatch.undo()
    shutil.rmtree(settings.data_dir / "chroma")
    assert report_unchanged([folder], settings, ignore) is None
    opened(settings).close()  # makes an empty one in its place
    assert report_unchanged([folder], settings, ignore) is None


@pytest.mark.parametrize("note", [b"", b"{", b"[]", b'{"entries": 3}', b"\xff\xfe"])
def test_a_note_that_cannot_be_read_is_no_note(folder: Path, settings: IngestSettings, note: bytes) -> None:
    take_in(folder, settings)
    (settings.data_dir / "register.kept").write_bytes(note)
    assert report_unchanged([folder], settings, ignore) is None
