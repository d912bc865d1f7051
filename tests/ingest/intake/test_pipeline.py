"""Files in, a store in step with them out: again, changed, doubled, interrupted, bad."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from ingest.entry import Entry
from ingest.intake.pipeline import IngestStopped, Progress, ingest_paths, ingest_upload
from ingest.passages import cut_passages
from ingest.settings import IngestSettings
from ingest.store.store import NoticeStore
from tests.fakes import ModelDiedError, RecordingEmbeddings
from tests.ingest.samples import HEADLESS, ISSUED

COMPILATION = (
    "第一篇：甲区工作要点\n一、疫情防控\n抓好防控。\n二、医改\n抓好医改。\n"
    "第二篇：乙区工作汇总\n一、老龄健康\n抓好服务。\n二、妇幼\n抓好保健。\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "notices"
    folder.mkdir()
    (folder / "a.txt").write_text(ISSUED, encoding="utf-8")
    (folder / "b.txt").write_text(HEADLESS, encoding="utf-8")
    return folder


def titles(store: NoticeStore) -> list[str]:
    return [notice.title for notice in store.notices()]


def entries(store: NoticeStore) -> list[Entry]:
    return [Entry.of(notice) for notice in store.notices()]


def complete(store: NoticeStore, settings: IngestSettings) -> bool:
    """Exactly the passages of the notices it shows."""
    held = sorted(passage.id for passage in store.all_passages())
    due = sorted(p.id for n in store.notices() for p in cut_passages(n, settings.passage_tokens))
    return held == due


def test_a_folder_goes_in(folder: Path, store: NoticeStore, settings: IngestSettings) -> None:
    report = ingest_paths([folder], store, settings)
    assert report.ok
    assert [notice.source for notice in report.added] == ["a.txt", "b.txt"]
    assert list(report.added) == entries(store)
    assert report.passages == len(list(store.all_passages()))
    assert complete(store, settings)


def test_again_embeds_nothing_and_doubles_nothing(
    folder: Path, store: NoticeStore, settings: IngestSettings, embeddings: RecordingEmbeddings
) -> None:
    ingest_paths([folder], store, settings)
    before, revision, notices = len(embeddings.texts), store.revision(), entries(store)
    report = ingest_paths([folder], store, settings)
    assert (report.added, report.removed, report.passages) == ((), (), 0)
    assert list(report.unchanged) == notices == entries(store)
    assert (len(embeddings.texts), store.revision()) == (before, revision)


def test_a_changed_file_replaces_its_notice(
    folder: Path, store: NoticeStore, settings: IngestSettings
) -> None:
    first = ingest_paths([folder], store, settings)
    (folder / "b.txt").write_text(HEADLESS.replace("25%", "26%"), encoding="utf-8")
    report = ingest_paths([folder], store, settings)
    assert report.removed == (first.added[1].id,)
    assert len(report.added) == 1
    assert len(report.unchanged) == 1
    texts = [passage.text for passage in store.all_passages()]
    assert not any("25%" in text for text in texts)
    assert any("26%" in text for text in texts)
    assert complete(store, settings)


def test_a_file_retyped_in_other_white_space_embeds_nothing(
    folder: Path, store: NoticeStore, settings: IngestSettings
) -> None:
    ingest_paths([folder], store, settings)
    (folder / "b.txt").write_text(HEADLESS.replace("\n", "\r\n\r\n"), encoding="gb18030")
    report = ingest_paths([folder], store, settings)
    assert (report.added, report.removed, report.passages) == ((), (), 0)
    assert len(store.notices()) == 2


def test_the_same_words_in_two_files_are_one_notice(
    folder: Path, store: NoticeStore, settings: IngestSettings
) -> None:
    (folder / "copy.txt").write_text(HEADLESS + "\n\n", encoding="utf-8")
    report = ingest_paths([folder], store, settings)
    assert len(report.added) == 2
    assert len(report.unchanged) == 1
    assert len(store.notices()) == 2
    assert ingest_paths([folder], store, settings).passages == 0


@pytest.mark.parametrize("changed", ["b.txt", "copy.txt"])
def test_of_two_files_with_the_same_words_one_may_change(
    folder: Path, store: NoticeStore, settings: IngestSettings, changed: str
) -> None:
    (folder / "copy.txt").write_text(HEADLESS, encoding="utf-8")
    ingest_paths([folder], store, settings)
    (folder / changed).write_text(HEADLESS.replace("25%", "26%"), encoding="utf-8")
    ingest_paths([folder], store, settings)
    text = "\n".join(notice.text for notice in store.notices())
    assert "25%" in text
    assert "26%" in text
    assert complete(store, settings)


def test_of_two_files_with_the_same_words_the_later_named_may_change(
    tmp_path: Path, store: NoticeStore, settings: IngestSettings
) -> None:
    """The one read first holds the words on its own when the other, which brought them, has changed."""
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    second.write_text(HEADLESS, encoding="utf-8")
    ingest_paths([second], store, settings)
    first.write_text(HEADLESS, encoding="utf-8")
    second.write_text(HEADLESS.replace("25%", "26%"), encoding="utf-8")
    ingest_paths([first, second], store, settings)
    held = {notice.source: "25%" in notice.text for notice in store.notices()}
    assert held == {"first.txt": True, "second.txt": False}
    assert complete(store, settings)


def test_a_file_with_several_notices(tmp_path: Path, store: NoticeStore, settings: IngestSettings) -> None:
    path = tmp_path / "compilation.txt"
    path.write_text(COMPILATION, encoding="utf-8")
    ingest_paths([path], store, settings)
    assert titles(store) == ["甲区工作要点", "乙区工作汇总"]
    path.write_text(COMPILATION.replace("保健", "妇幼保健"), encoding="utf-8")
    report = ingest_paths([path], store, settings)
    assert (len(report.added), len(report.removed), len(report.unchanged)) == (1, 1, 1)
    assert complete(store, settings)
    assert ingest_paths([path], store, settings).passages == 0


def test_what_was_deleted_can_come_back(folder: Path, store: NoticeStore, settings: IngestSettings) -> None:
    first = ingest_paths([folder], store, settings)
    store.delete(first.added[0].id)
    report = ingest_paths([folder], store, settings)
    assert report.added == first.added[:1]
    assert complete(store, settings)


def test_an_interrupted_run_is_completed_by_the_next(folder: Path, settings: IngestSettings) -> None:
    """Whatever text the embeddings fail at, what is visible is complete and the next run ends the work."""
    (folder / "c.txt").write_text(COMPILATION, encoding="utf-8")
    probe = RecordingEmbeddings()
    ingest_paths([folder], NoticeStore.open(settings, probe), settings)
    for limit in range(0, len(probe.texts), 3):
        fresh = settings.model_copy(update={"data_dir": settings.data_dir / str(limit)})
        store = NoticeStore.open(fresh, RecordingEmbeddings(limit))
        with pytest.raises(ModelDiedError):
            ingest_paths([folder], store, fresh)
        assert complete(store, fresh)
        again = NoticeStore.open(fresh, RecordingEmbeddings())
        held = len(again.notices())
        report = ingest_paths([folder], again, fresh)
        assert (len(report.unchanged), len(report.added)) == (held, 4 - held)
        assert complete(again, fresh)


@pytest.mark.parametrize("stage", ["read", "embed"])
def test_a_run_that_is_stopped_tells_what_was_done(
    folder: Path, store: NoticeStore, settings: IngestSettings, stage: str
) -> None:
    def stop_at_the_second(progress: Progress) -> None:
        if progress.stage == stage and progress.name == "b.txt":
            raise KeyboardInterrupt

    with pytest.raises(IngestStopped) as stopped:
        ingest_paths([folder], store, settings, stop_at_the_second)
    done = [notice.source for notice in stopped.value.report.added]
    # What was embedded by then, which the second may have been too.
    assert done in (["a.txt"], ["a.txt", "b.txt"])
    assert list(stopped.value.report.added) == entries(store)
    assert complete(store, settings)
    report = ingest_paths([folder], store, settings)
    assert [n.source for n in report.unchanged] == done
    assert len(report.added) == 2 - len(done)


def test_a_run_that_is_stopped_just_after_a_file_is_in_tells_of_it(
    folder: Path, store: NoticeStore, settings: IngestSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace_all = store.replace

    def replace_and_stop(*arguments: Any, **more: Any) -> None:
        replace_all(*arguments, **more)
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "replace", replace_and_stop)
    with pytest.raises(IngestStopped) as stopped:
        ingest_paths([folder], store, settings)
    assert list(stopped.value.report.added) == entries(store) != []


# Bad files


def test_bad_files_are_skipped_with_a_reason_and_the_others_go_in(
    folder: Path, store: NoticeStore, settings: IngestSettings
) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "blank.txt").write_text("相关文章\n", encoding="utf-8")
    (folder / "scan.pdf").write_bytes(b"%PDF-1.7")
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 not a document")
    (folder / "large.txt").write_bytes("长".encode() * settings.max_file_bytes)
    (folder / "dangling.txt").symlink_to(folder / "gone.txt")
    os.mkfifo(folder / "pipe.txt")
    os.mkfifo(folder / "pipe")
    report = ingest_paths([folder, folder / "missing.txt"], store, settings)
    assert not report.ok
    assert sorted(skipped.path for skipped in report.skipped) == [
        "blank.txt",
        "broken.docx",
        "dangling.txt",
        "empty.txt",
        "large.txt",
        "missing.txt",
        "pipe",
        "pipe.txt",
        "scan.pdf",
    ]
    for skipped in report.skipped:
        assert skipped.code
        assert skipped.text("zh") != skipped.text("en")
        assert str(folder) not in skipped.text("zh")
    assert len(store.notices()) == 2


def test_a_file_that_went_bad_keeps_its_former_notice(
    folder: Path, store: NoticeStore, settings: IngestSettings
) -> None:
    ingest_paths([folder], store, settings)
    (folder / "b.txt").write_bytes(b"")
    report = ingest_paths([folder], store, settings)
    assert [skipped.path for skipped in report.skipped] == ["b.txt"]
    assert report.removed == ()
    assert len(store.notices()) == 2


def test_hidden_files_and_office_locks_are_passed_over(
    folder: Path, store: NoticeStore, settings: IngestSettings
) -> None:
    for name in (".hidden.txt", "~$a.docx", ".git/c.txt", "deep/.x/d.txt"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("一、秘密\n不读。", encoding="utf-8")
    (folder / "deep" / "e.txt").write_text(COMPILATION, encoding="utf-8")
    report = ingest_paths([folder], store, settings)
    assert report.ok
    assert {notice.source for notice in report.added} == {"a.txt", "b.txt", "deep/e.txt"}


def test_a_hidden_folder_named_outright_is_read(
    tmp_path: Path, store: NoticeStore, settings: IngestSettings
) -> None:
    (tmp_path / ".notices").mkdir()
    (tmp_path / ".notices" / "a.txt").write_text(ISSUED, encoding="utf-8")
    assert len(ingest_paths([tmp_path / ".notices"], store, settings).added) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a file's name is text")
def test_a_name_that_is_no_text_is_spelt_out_and_known_again(
    tmp_path: Path, store: NoticeStore, settings: IngestSettings
) -> None:
    for name, text in ((b"\xb9\xab.txt", ISSUED), (b"\xb8\xe6.txt", ISSUED.replace("2024", "2023"))):
        (tmp_path / os.fsdecode(name)).write_text(text, encoding="utf-8")
    report = ingest_paths([tmp_path], store, settings)
    assert {notice.source for notice in report.added} == {r"\udcb9\udcab.txt", r"\udcb8\udce6.txt"}
    assert len(ingest_paths([tmp_path], store, settings, prune=True).unchanged) == 2


def test_a_file_named_twice_is_read_once(folder: Path, store: NoticeStore, settings: IngestSettings) -> None:
    report = ingest_paths([folder, folder / "a.txt"], store, settings)
    assert (len(report.added), len(report.unchanged)) == (2, 0)


def test_nothing_to_do(tmp_path: Path, store: NoticeStore, settings: IngestSettings) -> None:
    assert ingest_paths([], store, settings).ok
    assert ingest_paths([tmp_path], store, settings).added == ()


@pytest.mark.parametrize("closed", ["deep", "."])
def test_a_folder_that_cannot_be_listed_is_skipped_with_a_reason(
    folder: Path, store: NoticeStore, settings: IngestSettings, monkeypatch: pytest.MonkeyPatch, closed: str
) -> None:
    for name in ("deep/c.txt", ".hidden/d.txt"):
        (folder / name).parent.mkdir()
        (folder / name).write_text(COMPILATION, encoding="utf-8")
    shut, scandir = {str(folder / closed), str(folder / ".hidden")}, os.scandir

    def scan(path: str) -> object:
        if str(path) in shut:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", scan)  # permissions bind no test that runs as root
    report = ingest_paths([folder], store, settings)
    whole = closed == "."
    assert [(item.path, item.code) for item in report.skipped] == [
        (folder.name if whole else "deep", "unreadable")
    ]
    assert "文件夹" in report.skipped[0].text("zh")
    assert [notice.source for notice in report.added] == ([] if whole else ["a.txt", "b.txt"])


def test_a_file_with_too_many_characters_is_refused(
    folder: Path, store: NoticeStore, settings: IngestSettings
) -> None:
    (folder / "long.txt").write_text("一、总则\n" + "长。" * 600, encoding="utf-8")
    report = ingest_paths([folder], store, settings.model_copy(update={"max_chars": 1000}))
    assert [(item.path, item.code) for item in report.skipped] == [("long.txt", "too-large")]
    assert "YAODIAN_MAX_CHARS" in report.skipped[0].text("zh")
    assert len(report.added) == 2


def test_a_type_that_is_not_read_gets_the_same_advice_in_a_folder(
    folder: Path, store: NoticeStore, settings: IngestSettings
) -> None:
    (folder / "scan.XPS").write_bytes(b"PK")
    (found,) = ingest_paths([folder], store, settings).skipped
    (named,) = ingest_paths([folder / "scan.XPS"], store, settings).skipped
    assert found == named
    assert "版式文件" in found.text("zh")


def test_of_two_ingests_at_once_only_one_adds(
    folder: Path, store: NoticeStore, settings: IngestSettings
) -> None:
    """The other run begins and ends between this one's look at the store and its first write."""
    others = []

    def listen(progress: Progress) -> None:
        if progress.stage == "read" and not others:
            others.append(ingest_paths([folder], NoticeStore.open(settings, RecordingEmbeddings()), settings))

    report = ingest_paths([folder], store, settings, listen)
    assert len(others[0].added) == 2
    assert (report.added, report.passages, len(report.unchanged)) == ((), 0, 2)
    assert complete(store, settings)


# Progress and uploads


def test_progress_counts_files_and_passages(
    folder: Path, store: NoticeStore, settings: IngestSettings
) -> None:
    heard: list[Progress] = []
    report = ingest_paths([folder], store, settings, heard.append)
    read = [(p.done, p.total, p.name) for p in heard if p.stage == "read"]
    assert read == [(0, 2, "a.txt"), (1, 2, "b.txt"), (2, 2, "")]
    embedded = [p for p in heard if p.stage == "embed"]
    assert all(0 <= p.done <= p.total for p in embedded)
    assert sum(p.total for p in embedded if p.done == p.total) == report.passages


@pytest.mark.parametrize("name", ["要点.txt", "../../etc/要点.txt", "C:\\文件\\要点.txt", "/etc/要点.txt"])
def test_the_name_of_an_upload_is_only_a_name(
    name: str, store: NoticeStore, settings: IngestSettings
) -> None:
    report = ingest_upload(name, ISSUED.encode(), store, settings)
    assert [notice.source for notice in report.added] == ["要点.txt"]


def test_an_upload_of_the_same_name_replaces_the_former(store: NoticeStore, settings: IngestSettings) -> None:
    ingest_upload("要点.txt", HEADLESS.encode(), store, settings)
    report = ingest_upload("要点.txt", HEADLESS.replace("25%", "26%").encode(), store, settings)
    assert (len(report.added), len(report.removed)) == (1, 1)
    assert complete(store, settings)


def test_an_upload_does_not_replace_a_file_of_that_name(
    folder: Path, store: NoticeStore, settings: IngestSettings
) -> None:
    ingest_paths([folder], store, settings)
    ingest_upload("a.txt", COMPILATION.encode(), store, settings)
    assert len(store.notices()) == 4


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.txt", b""), ("a.pdf", b"%PDF-"), ("", b"x"), ("a.docx", b"PK"), ("a\x00.txt", b"\x00")],
)
def test_a_bad_upload_is_skipped(
    name: str, data: bytes, store: NoticeStore, settings: IngestSettings
) -> None:
    report = ingest_upload(name, data, store, settings)
    assert len(report.skipped) == 1
    assert store.notices() == []
