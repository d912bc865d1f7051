"""A folder that is watched: what happens in it happens to the store."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue

import pytest

from ingest.errors import NoticeError, StoreBusyError
from ingest.intake.report import IngestReport
from ingest.intake.watch import watch_folders
from ingest.settings import IngestSettings
from ingest.store.store import NoticeStore
from tests.fakes import RecordingEmbeddings
from tests.ingest.samples import HEADLESS, ISSUED

News = IngestReport | StoreBusyError | BaseException


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "notices"
    folder.mkdir()
    (folder / "a.txt").write_text(ISSUED, encoding="utf-8")
    return folder


@contextmanager
def watching(
    folder: Path, store: NoticeStore, settings: IngestSettings
) -> Iterator[Callable[[], IngestReport]]:
    """Watch in a thread; calling what is given waits for the next report."""
    news: Queue[News] = Queue()
    stop = threading.Event()

    def work() -> None:
        try:
            watch_folders([folder], store, settings, news.put, quiet_s=0.2, stop=stop)
        except BaseException as error:  # whatever it is, the test has to hear of it
            news.put(error)

    def hear() -> IngestReport:
        report = news.get(timeout=60)
        assert isinstance(report, IngestReport), report
        return report

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield hear
    finally:
        stop.set()
        thread.join(60)
    assert not thread.is_alive()
    assert news.empty()


def test_what_appears_changes_and_goes(folder: Path, store: NoticeStore, settings: IngestSettings) -> None:
    with watching(folder, store, settings) as hear:
        assert [notice.source for notice in hear().added] == ["a.txt"]
        (folder / "deep").mkdir()
        (folder / "deep" / "b.txt").write_text(HEADLESS, encoding="utf-8")
        assert [notice.source for notice in hear().added] == ["deep/b.txt"]
        (folder / "a.txt").write_text(ISSUED.replace("〔2024〕", "〔2025〕"), encoding="utf-8")
        changed = hear()
        assert (len(changed.added), len(changed.removed)) == (1, 1)
        (folder / "deep" / "b.txt").rename(folder / "c.txt")
        assert [notice.source for notice in hear().relocated] == ["c.txt"]
        (folder / "c.txt").unlink()
        assert [notice.source for notice in hear().pruned] == ["c.txt"]
        (folder / "a.txt").unlink()  # the last one, seen to go
        assert [notice.source for notice in hear().pruned] == ["a.txt"]
    assert store.notices() == []


def test_the_ways_in_which_programs_save(folder: Path, store: NoticeStore, settings: IngestSettings) -> None:
    """Each writes another file first; the notice is replaced, and never gone in between."""
    path = folder / "a.txt"

    def write_and_rename(text: str) -> None:
        (folder / ".a.txt.swp").write_text("x", encoding="utf-8")
        (folder / "a.tmp").write_text(text, encoding="utf-8")
        (folder / "a.tmp").replace(path)
        (folder / ".a.txt.swp").unlink()

    def keep_a_copy_and_write(text: str) -> None:
        path.rename(folder / "a.txt~")
        path.write_text(text, encoding="utf-8")

    def delete_and_write(text: str) -> None:
        path.unlink()
        (folder / "~$a.txt").write_text("x", encoding="utf-8")
        path.write_text(text, encoding="utf-8")

    with watching(folder, store, settings) as hear:
        hear()
        for year, save in enumerate((write_and_rename, keep_a_copy_and_write, delete_and_write), 2030):
            save(ISSUED.replace("〔2024〕", f"〔{year}〕"))
            report = hear()
            assert (len(report.added), len(report.removed), report.pruned) == (1, 1, ())
            assert [str(year) in notice.document_number for notice in store.notices()] == [True]


def test_files_that_cannot_be_taken_are_told_of(
    folder: Path, store: NoticeStore, settings: IngestSettings
) -> None:
    with watching(folder, store, settings) as hear:
        hear()
        (folder / "b.xlsx").write_bytes(b"PK\x03\x04")
        assert [item.path for item in hear().skipped] == ["b.xlsx"]
    assert len(store.notices()) == 1


def test_only_folders_are_watched(folder: Path, store: NoticeStore, settings: IngestSettings) -> None:
    for path in (folder / "a.txt", folder / "none"):
        with pytest.raises(NoticeError) as refused:
            watch_folders([path], store, settings, lambda _: None)
        assert path.name in refused.value.text("zh")


def test_a_store_in_the_folder_is_not_watched(folder: Path, settings: IngestSettings) -> None:
    inside = settings.model_copy(update={"data_dir": folder / ".store"})
    store = NoticeStore.open(inside, RecordingEmbeddings())
    with watching(folder, store, inside) as hear:
        hear()
        (folder / "b.txt").write_text(HEADLESS, encoding="utf-8")
        assert [notice.source for notice in hear().added] == ["b.txt"]
