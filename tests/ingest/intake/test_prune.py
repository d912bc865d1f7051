"""Files that are gone: what goes with them, what stays because another file holds it, what is not believed."""

from __future__ import annotations

import errno
import os
import shutil
import zipfile
from pathlib import Path

import pytest

from ingest.intake.pipeline import ingest_paths, ingest_upload
from ingest.intake.prune import plan_prune
from ingest.settings import IngestSettings
from ingest.store.store import NoticeStore
from tests.fakes import RecordingEmbeddings
from tests.ingest.samples import HEADLESS, ISSUED

THIRD = "青禾县工作要点\n一、任务\n到2024年底，覆盖率达到50%。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "notices"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.txt").write_text(ISSUED, encoding="utf-8")
    (folder / "b.txt").write_text(HEADLESS, encoding="utf-8")
    (folder / "deep" / "c.txt").write_text(THIRD, encoding="utf-8")
    return folder


def sources(store: NoticeStore) -> list[str]:
    return [notice.source for notice in store.notices()]


def also(store: NoticeStore) -> dict[str, list[str]]:
    return {notice.source: [other.name for other in notice.also] for notice in store.notices()}


def test_what_is_gone_stays_until_pruned(folder: Path, store: NoticeStore, settings: IngestSettings) -> None:
    ingest_paths([folder], store, settings)
    (folder / "b.txt").unlink()
    assert ingest_paths([folder], store, settings).pruned == ()
    planned = plan_prune([folder], store)
    assert [notice.source for notice in planned.gone] == ["b.txt"]
    assert sources(store) == ["a.txt", "b.txt", "deep/c.txt"]  # planning does nothing
    report = ingest_paths([folder], store, settings, prune=True)
    assert report.pruned == planned.gone
    assert report.ok
    assert sources(store) == ["a.txt", "deep/c.txt"]
    assert {passage.document_id for passage in store.all_passages()} == {n.id for n in store.notices()}


def test_only_what_lies_in_the_folders_named_goes(
    folder: Path, tmp_path: Path, store: NoticeStore, settings: IngestSettings
) -> None:
    beside = tmp_path / "notices-of-others"
    beside.mkdir()
    (beside / "d.txt").write_text(THIRD.replace("青禾", "云溪"), encoding="utf-8")
    ingest_paths([folder, beside], store, settings)
    ingest_upload("上传.txt", THIRD.replace("青禾", "松岭").encode(), store, settings)
    for gone in (beside / "d.txt", folder / "a.txt", folder / "deep" / "c.txt"):
        gone.unlink()
    (folder / "deep" / "other.txt").write_text(THIRD.replace("50", "60"), encoding="utf-8")
    report = ingest_paths([folder / "deep"], store, settings, prune=True)
    assert [notice.source for notice in report.pruned] == ["deep/c.txt"]
    assert sources(store) == ["a.txt", "b.txt", "d.txt", "other.txt", "上传.txt"]


def test_a_file_named_that_is_not_there_prunes_nothing(
    folder: Path, store: NoticeStore, settings: IngestSettings
) -> None:
    ingest_paths([folder], store, settings)
    (folder / "a.txt").unlink()
    report = ingest_paths([folder / "a.txt", folder / "b.txt"], store, settings, prune=True)
    assert (report.pruned, [item.path for item in report.skipped]) == ((), ["a.txt"])
    assert len(store.notices()) == 3


@pytest.mark.parametrize("closed", ["deep", "."])
def test_a_folder_that_cannot_be_listed_prunes_nothing(
    folder: Path, store: NoticeStore, settings: IngestSettings, monkeypatch: pytest.MonkeyPatch, closed: str
) -> None:
    ingest_paths([folder], store, settings)
    (folder / "deep" / "c.txt").unlink()
    shut, scandir = str(folder / closed), os.scandir

    def scan(path: str) -> object:
        if str(path) == shut:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", scan)  # permissions bind no test that runs as root
    assert ingest_paths([folder], store, settings, prune=True).pruned == ()
    assert plan_prune([folder], store).gone == ()
    assert len(store.notices()) == 3


def test_a_folder_without_any_file_may_be_a_drive_that_is_not_there(
    folder: Path, store: NoticeStore, settings: IngestSettings
) -> None:
    ingest_paths([folder], store, settings)
    for path in folder.iterdir():
        path.unlink() if path.is_file() else shutil.rmtree(path)
    report = ingest_paths([folder], store, settings, prune=True)
    assert (report.pruned, [item.code for item in report.skipped]) == ((), ["empty-folder"])
    assert "documents delete" in report.skipped[0].text("zh")
    assert len(store.notices()) == 3
    folder.rmdir()
    assert ingest_paths([folder], store, settings, prune=True).pruned == ()


def test_a_file_that_went_bad_is_not_gone(folder: Path, store: NoticeStore, settings: IngestSettings) -> None:
    ingest_paths([folder], store, settings)
    (folder / "b.txt").write_bytes(b"")
    assert ingest_paths([folder], store, settings, prune=True).pruned == ()
    assert len(store.notices()) == 3


# The same words in several files


def test_the_same_words_in_several_files_are_one_notice_with_several_sources(
    folder: Path, store: NoticeStore, settings: IngestSettings, embeddings: RecordingEmbeddings
) -> None:
    ingest_paths([folder], store, settings)
    before = len(embeddings.texts)
    for name in ("抄件.txt", "再抄.txt"):
        (folder / name).write_text(HEADLESS + "\n\n", encoding="utf-8")
    ingest_paths([folder], store, settings)
    assert also(store) == {"a.txt": [], "b.txt": ["再抄.txt", "抄件.txt"], "deep/c.txt": []}
    assert len(embeddings.texts) == before
    revision = store.revision()
    again = ingest_paths([folder], store, settings)
    assert (len(again.unchanged), store.revision()) == (3, revision)


def test_when_the_file_it_goes_by_goes_another_takes_its_place(
    folder: Path, store: NoticeStore, settings: IngestSettings, embeddings: RecordingEmbeddings
) -> None:
    (folder / "抄件.txt").write_text(HEADLESS, encoding="utf-8")
    ingest_paths([folder], store, settings)
    before = len(embeddings.texts)
    (folder / "b.txt").unlink()
    report = ingest_paths([folder], store, settings, prune=True)
    assert (report.pruned, [n.source for n in report.relocated]) == ((), ["抄件.txt"])
    assert also(store) == {"a.txt": [], "deep/c.txt": [], "抄件.txt": []}
    assert len(embeddings.texts) == before
    (moved,) = (notice for notice in store.notices() if notice.source == "抄件.txt")
    assert Path(moved.origin) == folder / "抄件.txt"
    assert "25%" in moved.text


@pytest.mark.parametrize("changed", ["b.txt", "抄件.txt"])
def test_a_source_that_changes_leaves_the_notice_to_the_others(
    folder: Path, store: NoticeStore, settings: IngestSettings, changed: str
) -> None:
    (folder / "抄件.txt").write_text(HEADLESS, encoding="utf-8")
    ingest_paths([folder], store, settings)
    (folder / changed).write_text(HEADLESS.replace("25%", "26%"), encoding="utf-8")
    report = ingest_paths([folder], store, settings)
    assert (len(report.added), report.removed) == (1, ())
    held = {notice.source: "25%" in notice.text for notice in store.notices() if "deep" not in notice.source}
    other = ({"b.txt", "抄件.txt"} - {changed}).pop()
    assert held == {"a.txt": False, changed: False, other: True}
    assert not any(notice.also for notice in store.notices())


def test_words_twice_in_one_file_are_one_notice_that_is_known_again(
    tmp_path: Path, store: NoticeStore, settings: IngestSettings
) -> None:
    path = tmp_path / "twice.txt"
    one = "青禾县工作要点\n一、疫情防控\n抓好防控。\n二、医改\n抓好医改。\n"
    path.write_text(f"第一篇：{one}第二篇：{one}", encoding="utf-8")
    ingest_paths([path], store, settings)
    revision = store.revision()
    ingest_paths([path], store, settings)
    assert store.revision() == revision


def test_a_path_spelt_otherwise_is_the_same_file(
    folder: Path, store: NoticeStore, settings: IngestSettings
) -> None:
    ingest_paths([folder], store, settings)
    report = ingest_paths([folder / "deep" / "..", folder / "deep" / ".." / "a.txt"], store, settings)
    assert (report.added, len(report.unchanged)) == ((), 3)
    assert not any(notice.also for notice in store.notices())


# Archives


def pack(path: Path, **members: str) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in members.items():
            archive.writestr(f"文件/{name}.txt", text)


def test_members_of_an_archive_are_files_of_their_own(
    folder: Path, store: NoticeStore, settings: IngestSettings
) -> None:
    pack(folder / "包.zip", d=THIRD.replace("青禾", "云溪"), e=HEADLESS, f="")
    report = ingest_paths([folder], store, settings)
    assert [item.path for item in report.skipped] == ["包.zip/文件/f.txt"]
    assert also(store) == {
        "a.txt": [],
        "b.txt": ["包.zip/文件/e.txt"],
        "deep/c.txt": [],
        "包.zip/文件/d.txt": [],
    }
    revision = store.revision()
    assert ingest_paths([folder], store, settings, prune=True).pruned == ()
    assert store.revision() == revision


def test_a_member_that_goes_from_its_archive_goes_at_once(
    folder: Path, store: NoticeStore, settings: IngestSettings
) -> None:
    pack(folder / "包.zip", d=THIRD.replace("青禾", "云溪"), e=THIRD.replace("青禾", "松岭"))
    ingest_paths([folder], store, settings)
    pack(folder / "包.zip", e=THIRD.replace("青禾", "松岭").replace("50", "55"))
    report = ingest_paths([folder], store, settings)
    assert (len(report.removed), len(report.added)) == (2, 1)
    assert sources(store) == ["a.txt", "b.txt", "deep/c.txt", "包.zip/文件/e.txt"]
    (folder / "包.zip").write_bytes(b"PK\x03\x04 broken")
    assert ingest_paths([folder], store, settings, prune=True).pruned == ()
    (folder / "包.zip").unlink()
    report = ingest_paths([folder], store, settings, prune=True)
    assert [notice.source for notice in report.pruned] == ["包.zip/文件/e.txt"]


def test_an_uploaded_archive(store: NoticeStore, settings: IngestSettings, tmp_path: Path) -> None:
    pack(tmp_path / "包.zip", d=THIRD, e=HEADLESS)
    report = ingest_upload("C:\\文件\\包.zip", (tmp_path / "包.zip").read_bytes(), store, settings)
    assert [notice.source for notice in report.added] == ["包.zip/文件/d.txt", "包.zip/文件/e.txt"]
