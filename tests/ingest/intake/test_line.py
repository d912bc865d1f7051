"""However a run's files are parsed, embedded and written together, the store holds what one after another leaves."""

from __future__ import annotations

import gc
import threading
import zipfile
from pathlib import Path
from typing import Any

import pytest

from ingest.intake.pipeline import IngestReport, IngestStopped, Progress, ingest_paths
from ingest.models import Notice
from ingest.settings import IngestSettings
from ingest.store.store import NoticeStore
from tests.fakes import ModelDiedError, RecordingEmbeddings
from tests.ingest.intake.life import notice_text, state_of
from tests.ingest.samples import HEADLESS, ISSUED

# So many elements that no machine reads them in a moment.
ENDLESS = "<html><body>" + "<p>a<b>b<i>c" * 250_000
COMPILATION = (
    "第一篇：甲区工作要点\n一、疫情防控\n抓好防控。\n二、医改\n抓好医改。\n"
    "第二篇：乙区工作汇总\n一、老龄健康\n抓好服务。\n二、妇幼\n抓好保健。\n"
)
TOWNS = ("青禾", "云溪", "松岭", "白沙", "临湖", "石桥", "竹山", "银滩")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Notices of every kind of trouble: words in two files, several in one, an archive, some that cannot be taken."""
    folder = tmp_path / "notices"
    folder.mkdir()
    texts = {f"{n}{town}.txt": notice_text(town, n) for n, town in enumerate(TOWNS)}
    texts |= {
        "a.txt": ISSUED,
        "b.txt": HEADLESS,
        "copy.txt": ISSUED + "\n\n",
        "c.txt": COMPILATION,
        "empty.txt": "",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 not a document")
    with zipfile.ZipFile(folder / "pack.zip", "w") as archive:
        archive.writestr("in/b.txt", HEADLESS)
        archive.writestr("in/d.txt", notice_text("望川", 3))
        archive.writestr("in/e.txt", "")
    return folder


def ingest_one_by_one(folder: Path, settings: IngestSettings) -> list[IngestReport]:
    store = opened(settings)
    reports = [ingest_paths([path], store, settings, processes=False) for path in sorted(folder.iterdir())]
    store.close()
    return reports


def opened(settings: IngestSettings) -> NoticeStore:
    return NoticeStore.open(settings, RecordingEmbeddings())


def apart(settings: IngestSettings, name: str, **changes: Any) -> IngestSettings:
    return settings.model_copy(update={"data_dir": settings.data_dir / name, **changes})


def whole(settings: IngestSettings) -> dict[str, Any]:
    """All that can be seen of the store, sources and their order too."""
    store = opened(settings)
    state = state_of(store)
    store.close()
    return state


def told(report: IngestReport) -> tuple[list[str], list[str], list[str], int]:
    return (
        [notice.id for notice in report.added],
        [notice.id for notice in report.unchanged],
        [item.path for item in report.skipped],
        report.passages,
    )


@pytest.mark.parametrize("processes", [False, True])
def test_all_at_once_leaves_what_one_file_after_another_leaves(
    folder: Path, settings: IngestSettings, processes: bool
) -> None:
    together, single = apart(settings, "together"), apart(settings, "single")
    report = ingest_paths([folder], opened(together), together, processes=processes)
    reports = ingest_one_by_one(folder, single)
    assert neutral(whole(together), folder) == neutral(whole(single), folder)
    assert [notice.id for notice in report.added] == [n.id for each in reports for n in each.added]
    assert len(report.skipped) == sum(len(each.skipped) for each in reports)
    assert report.passages == sum(each.passages for each in reports)
    again = ingest_paths([folder], opened(together), together, processes=processes)
    assert (again.passages, again.added, len(again.skipped)) == (0, (), len(report.skipped))


def neutral(state: dict[str, Any], folder: Path) -> str:
    """A file in a folder is shown with the folder's part of its path, a file named outright is not."""
    return str(state).replace(f"{folder.name}/", "")


def test_processes_tell_what_a_thread_tells(folder: Path, settings: IngestSettings) -> None:
    reports, events = [], []
    for processes in (False, True):
        heard: list[Progress] = []
        own = apart(settings, str(processes))
        reports.append(ingest_paths([folder], opened(own), own, heard.append, processes=processes))
        events.append(heard)
    assert told(reports[0]) == told(reports[1])
    # Which passages are embedded together is another matter.
    files = [[e for e in heard if e.stage == "read" or e.done in (0, e.total)] for heard in events]
    assert files[0] == files[1]
    read = [event.done for event in events[0] if event.stage == "read"]
    assert read == list(range(len(list(folder.iterdir())) + 1))


@pytest.mark.parametrize(
    ("bad", "text", "code", "limit"),
    [
        ("2.html", ENDLESS, "too-slow", {"max_file_seconds": 6.0}),
        ("2.txt", "a\n" * 2_500_000, "too-large", {"max_file_memory": 256 * 1024 * 1024}),
    ],
)
def test_what_hangs_or_eats_memory_costs_only_itself(
    tmp_path: Path, settings: IngestSettings, bad: str, text: str, code: str, limit: dict[str, Any]
) -> None:
    texts = {"1.txt": ISSUED, bad: text, "3.txt": HEADLESS}
    for name, words in texts.items():
        (tmp_path / name).write_text(words, encoding="utf-8")
    own = apart(settings, "own", max_file_bytes=50_000_000, **limit)
    report = ingest_paths([tmp_path / name for name in texts], opened(own), own, processes=True)
    assert [(item.path, item.code) for item in report.skipped] == [(bad, code)]
    assert [notice.source for notice in report.added] == ["1.txt", "3.txt"]


@pytest.mark.parametrize("processes", [False, True])
def test_stopping_does_not_wait_for_a_file_that_hangs(
    folder: Path, settings: IngestSettings, processes: bool
) -> None:
    (folder / "zz.html").write_text(ENDLESS, encoding="utf-8")
    own = apart(settings, "own", max_file_seconds=3600.0, max_file_bytes=50_000_000)

    def stop(progress: Progress) -> None:
        if progress.name == "zz.html":
            raise KeyboardInterrupt

    store = opened(own)
    with pytest.raises(IngestStopped) as stopped:
        ingest_paths([folder], store, own, stop, processes=processes)
    assert list(stopped.value.report.added) != []
    for thread in threading.enumerate():
        if thread.name.startswith(("parse", "embed-ahead")):
            thread.join(60)
            assert not thread.is_alive()
    (folder / "zz.html").unlink()
    ingest_paths([folder], store, own)
    assert len(store.notices()) == 13


def test_what_is_embedded_when_the_model_dies_is_kept(folder: Path, settings: IngestSettings) -> None:
    store = NoticeStore.open(settings, RecordingEmbeddings(limit=200))
    with pytest.raises(ModelDiedError):
        ingest_paths([folder], store, settings)
    held = store.notices()
    assert 0 < len(held) < 13
    report = ingest_paths([folder], opened(settings), settings)
    assert len(report.added) == 13 - len(held)


def test_words_that_move_from_one_file_to_another_are_held(tmp_path: Path, settings: IngestSettings) -> None:
    """The first file loses them in the same run in which the second brings them."""
    first, second = tmp_path / "1.txt", tmp_path / "2.txt"
    first.write_text(HEADLESS, encoding="utf-8")
    store = opened(settings)
    ingest_paths([first], store, settings)
    first.write_text(ISSUED, encoding="utf-8")
    second.write_text(HEADLESS.replace("\n", "\n\n"), encoding="utf-8")
    ingest_paths([first, second], store, settings)
    assert {notice.source: notice.title for notice in store.notices()}.keys() == {"1.txt", "2.txt"}
    state_of(store)
    report = ingest_paths([first, second], store, settings)
    assert (len(report.unchanged), report.added, report.removed) == (2, (), ())


def test_a_run_of_many_files_is_written_in_parts(tmp_path: Path, settings: IngestSettings) -> None:
    for number in range(60):
        (tmp_path / f"{number:02}.txt").write_text(notice_text("青禾", number), encoding="utf-8")
    revisions = set()
    store = opened(settings)
    report = ingest_paths([tmp_path], store, settings, lambda _: revisions.add(store.revision()))
    assert len(report.added) == 60
    assert 1 < len(revisions) < 60


def whole_notices() -> int:
    """How many are in memory."""
    gc.collect()
    return sum(isinstance(each, Notice) for each in gc.get_objects())


def test_what_is_written_is_not_kept_in_memory(folder: Path, settings: IngestSettings) -> None:
    """Nor is what was written before read again: a run and its report know of it by its entry."""
    before = whole_notices()
    store = opened(settings)
    report = ingest_paths([folder], store, settings)
    assert (len(report.added), whole_notices()) == (13, before)
    seen: list[int] = []
    again = ingest_paths([folder], opened(settings), settings, lambda _: seen.append(whole_notices()))
    assert len(again.unchanged) == 13
    assert max(seen) == before


def test_a_notice_that_moves_is_read_again_to_the_letter(folder: Path, settings: IngestSettings) -> None:
    store = opened(settings)
    ingest_paths([folder], store, settings)
    before = {notice.id: notice for notice in store.notices()}
    (folder / "a.txt").unlink()
    (folder / "c.txt").rename(folder / "moved.txt")
    report = ingest_paths([folder], store, settings, prune=True)
    assert sorted(entry.source for entry in report.relocated) == ["copy.txt", "moved.txt", "moved.txt"]
    after = {notice.id: notice for notice in store.notices()}
    assert after.keys() == before.keys()
    kept = ("title", "text", "clauses", "targets", "references", "validity")
    for key, notice in after.items():
        assert [getattr(notice, name) for name in kept] == [getattr(before[key], name) for name in kept]
    moved = [notice for notice in after.values() if notice.source == "moved.txt"]
    assert len(moved) == 2
    assert all(Path(notice.origin) == folder / "moved.txt" for notice in moved)
