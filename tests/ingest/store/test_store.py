"""The store on a real Chroma: what is visible is complete, writers take turns, other models are refused."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from chromadb.api.models.Collection import Collection
from chromadb.errors import InternalError

import ingest.store.chroma
import ingest.store.store
from ingest.errors import NotFoundError, StoreBusyError, StoreError, StoreMismatchError
from ingest.models import Notice, Passage
from ingest.passages import cut_passages
from ingest.settings import IngestSettings
from ingest.store.store import NoticeStore
from tests.fakes import ModelDiedError, RecordingEmbeddings
from tests.ingest.samples import HEADLESS, ISSUED, notice_of


def long_notice(items: int = 100) -> Notice:
    return notice_of("青禾县工作要点\n" + "\n".join(f"{n}.第{n}项。抓好落实。" for n in range(1, items + 1)))


def passages_of(notice: Notice) -> list[Passage]:
    return cut_passages(notice, 64)


def add(store: NoticeStore, *notices: Notice) -> None:
    for notice in notices:
        store.add(notice, passages_of(notice))


def test_an_empty_store(store: NoticeStore) -> None:
    assert store.notices() == []
    assert list(store.all_passages()) == []
    assert store.nearest("床位数", 5) == []
    assert store.passages("0" * 16) == []


def test_notices_and_passages_come_back_as_they_went_in(store: NoticeStore) -> None:
    notice = replace(notice_of(ISSUED), origin="/notices/a.txt")
    add(store, notice)
    assert store.notices() == [notice]
    assert store.notice(notice.id) == notice
    assert store.passages(notice.id) == passages_of(notice)


def test_notices_are_sorted_by_source_and_part(store: NoticeStore) -> None:
    issued, headless = notice_of(ISSUED, "b.txt"), notice_of(HEADLESS, "a.txt")
    add(store, issued, headless)
    assert [notice.source for notice in store.notices()] == ["a.txt", "b.txt"]


def test_adding_again_doubles_nothing(store: NoticeStore) -> None:
    notice = notice_of(ISSUED)
    add(store, notice, notice)
    assert store.notices() == [notice]
    assert sorted(p.id for p in store.all_passages()) == [p.id for p in passages_of(notice)]


def test_everything_is_there_after_opening_again(store: NoticeStore, settings: IngestSettings) -> None:
    add(store, notice_of(ISSUED))
    again = NoticeStore.open(settings, RecordingEmbeddings())
    assert again.notices() == store.notices()
    assert again.revision() == store.revision()


def test_progress_is_told_batch_by_batch(store: NoticeStore) -> None:
    notice = long_notice()
    heard: list[int] = []
    store.add(notice, passages_of(notice), heard.append)
    assert heard == sorted(set(heard))
    assert heard[-1] == len(passages_of(notice))
    assert len(heard) > 1


def test_nearest_finds_the_passage_with_those_words(store: NoticeStore) -> None:
    notice = notice_of(ISSUED)
    add(store, notice, notice_of(HEADLESS))
    wanted = next(p for p in passages_of(notice) if "床位数" in p.text)
    found = store.nearest(wanted.embedded_text, 3)
    assert found[0][0] == wanted.id
    assert found[0][1] == pytest.approx(1.0, abs=1e-3)
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


def test_nearest_keeps_to_the_notices_asked_for(store: NoticeStore) -> None:
    issued, headless = notice_of(ISSUED), notice_of(HEADLESS)
    add(store, issued, headless)
    found = store.nearest("床位数", 50, [headless.id])
    assert {key for key, _ in found} == {passage.id for passage in passages_of(headless)}
    assert store.nearest("床位数", 50, []) == []


def test_deleting_leaves_nothing(store: NoticeStore) -> None:
    issued, headless = notice_of(ISSUED), notice_of(HEADLESS)
    add(store, issued, headless)
    store.delete(issued.id)
    assert store.notices() == [headless]
    assert store.passages(issued.id) == []
    assert {passage.document_id for passage in store.all_passages()} == {headless.id}
    with pytest.raises(NotFoundError):
        store.notice(issued.id)


def test_what_is_not_there_cannot_be_deleted(store: NoticeStore) -> None:
    before = store.revision()
    with pytest.raises(NotFoundError) as missing:
        store.delete("0" * 16)
    assert "0" * 16 in missing.value.text("zh")
    assert store.revision() == before


def test_every_write_changes_the_revision(store: NoticeStore) -> None:
    notice = notice_of(HEADLESS)
    revisions = [store.revision()]
    add(store, notice)
    revisions.append(store.revision())
    store.delete(notice.id)
    revisions.append(store.revision())
    assert len(set(revisions)) == 3


def test_a_second_store_on_the_folder_is_seen(store: NoticeStore, settings: IngestSettings) -> None:
    assert store.notices() == []
    other = NoticeStore.open(settings, RecordingEmbeddings())
    notice = notice_of(ISSUED)
    add(other, notice)
    assert store.notices() == [notice]
    other.delete(notice.id)
    assert store.notices() == []


def test_a_list_given_out_is_the_callers_own(store: NoticeStore) -> None:
    add(store, notice_of(HEADLESS))
    store.notices().clear()
    assert len(store.notices()) == 1


# Interruptions


def interrupted(settings: IngestSettings, notice: Notice) -> NoticeStore:
    """A store whose embeddings failed after the first batch of the notice."""
    store = NoticeStore.open(settings, RecordingEmbeddings(limit=64))
    with pytest.raises(ModelDiedError):
        add(store, notice)
    return store


def test_an_interrupted_add_leaves_nothing_visible(settings: IngestSettings) -> None:
    notice = long_notice()
    store = interrupted(settings, notice)
    assert store.notices() == []
    assert list(store.all_passages()) == []
    assert store.passages(notice.id) == []
    assert store.nearest("抓好落实", 5) == []
    with pytest.raises(NotFoundError):
        store.notice(notice.id)


def test_an_interrupted_add_is_completed_by_the_next(settings: IngestSettings) -> None:
    notice = long_notice()
    interrupted(settings, notice)
    store = NoticeStore.open(settings, RecordingEmbeddings())
    add(store, notice)
    assert store.notices() == [notice]
    assert [p.id for p in store.all_passages()] == [p.id for p in passages_of(notice)]


def test_an_interrupted_add_lets_go_of_the_lock(
    settings: IngestSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest.store.store, "_WAIT_FOR_WRITER_S", 0.1)
    interrupted(settings, long_notice())
    add(NoticeStore.open(settings, RecordingEmbeddings()), notice_of(HEADLESS))


# Writers


@contextmanager
def another_process_writing(settings: IngestSettings) -> Iterator[None]:
    code = (
        "import sys; from filelock import FileLock\n"
        "with FileLock(sys.argv[1]):\n"
        "    sys.stdout.write('held\\n'); sys.stdout.flush(); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(settings.data_dir / "writer.lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield  # leaving closes its input, which ends it


def test_another_process_writing_is_waited_for_and_then_told(
    store: NoticeStore, settings: IngestSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest.store.store, "_WAIT_FOR_WRITER_S", 0.1)
    notice = notice_of(HEADLESS)
    add(store, notice)
    with another_process_writing(settings):
        with pytest.raises(StoreBusyError) as busy:
            add(store, notice_of(ISSUED))
        with pytest.raises(StoreBusyError):
            store.delete(notice.id)
        assert store.notices() == [notice]  # reading goes on
    assert "另一个进程" in busy.value.text("zh")
    add(store, notice_of(ISSUED))
    assert len(store.notices()) == 2


def test_holding_the_store_around_many_writes_does_not_lock_oneself_out(
    store: NoticeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest.store.store, "_WAIT_FOR_WRITER_S", 0.1)
    notice = notice_of(HEADLESS)
    with store.writing(), store.writing():
        add(store, notice)
        store.delete(notice.id)
        add(store, notice)
    add(store, notice_of(ISSUED))
    assert len(store.notices()) == 2


# What cannot be opened


def test_another_embedding_model_is_refused(store: NoticeStore, settings: IngestSettings) -> None:
    add(store, notice_of(HEADLESS))
    other = settings.model_copy(update={"embedding": "openai", "embedding_model": "bge-m3"})
    with pytest.raises(StoreMismatchError) as refused:
        NoticeStore.open(other, RecordingEmbeddings())
    assert "openai:bge-m3" in refused.value.text("zh")
    assert len(NoticeStore.open(settings, RecordingEmbeddings()).notices()) == 1


def test_another_schema_is_refused(
    store: NoticeStore, settings: IngestSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest.store.store, "SCHEMA", ingest.store.store.SCHEMA + 1)
    with pytest.raises(StoreMismatchError):
        NoticeStore.open(settings, RecordingEmbeddings())


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError) as refused:
        NoticeStore.open(IngestSettings(data_dir=tmp_path / "file" / "data"), RecordingEmbeddings())
    assert "YAODIAN_DATA_DIR" in refused.value.text("zh")


# What is damaged, or not there


def calls(store: NoticeStore, notice: Notice) -> list[Callable[[], object]]:
    return [
        store.revision,
        store.notices,
        lambda: store.notice(notice.id),
        lambda: store.passages(notice.id),
        lambda: list(store.all_passages()),
        lambda: store.nearest("床位数", 3),
        lambda: add(store, notice),
        lambda: store.delete(notice.id),
    ]


def test_a_damaged_store_says_so_whatever_is_asked_of_it(
    store: NoticeStore, settings: IngestSettings
) -> None:
    notice = notice_of(HEADLESS)
    add(store, notice)
    database = settings.data_dir / "chroma" / "chroma.sqlite3"
    database.write_bytes(database.read_bytes()[:8192])
    for call in calls(store, notice):
        with pytest.raises(StoreError) as damaged:
            call()
        assert damaged.value.code == "store-damaged"
    assert str(settings.data_dir) in damaged.value.text("zh")
    assert "移走" in damaged.value.text("zh")
    assert "Move the folder away" in damaged.value.text("en")


def test_a_damaged_store_says_so_when_opened(settings: IngestSettings) -> None:
    (settings.data_dir / "chroma").mkdir(parents=True)
    (settings.data_dir / "chroma" / "chroma.sqlite3").write_bytes(b"not a database" * 1000)
    with pytest.raises(StoreError) as damaged:
        NoticeStore.open(settings, RecordingEmbeddings())
    assert damaged.value.code == "store-damaged"


def test_a_full_disk_is_no_damage(store: NoticeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise InternalError("error returned from database: (code: 13) database or disk is full")

    add(store, notice_of(ISSUED))
    monkeypatch.setattr(Collection, "upsert", full)
    with pytest.raises(StoreError) as refused:
        add(store, notice_of(HEADLESS))
    assert refused.value.code == "store-unusable"


def test_a_server_that_is_down_gets_its_own_advice(settings: IngestSettings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        address = f"http://127.0.0.1:{gone.getsockname()[1]}"
    with pytest.raises(StoreError) as down:
        NoticeStore.open(settings.model_copy(update={"chroma_url": address}), RecordingEmbeddings())
    assert down.value.code == "store-server"
    assert "YAODIAN_CHROMA_URL" in down.value.text("zh")
    assert str(settings.data_dir) not in down.value.text("zh")


# In one step


def test_notices_are_replaced_in_one_step(store: NoticeStore, settings: IngestSettings) -> None:
    """Whoever looks while the new ones are embedded sees the old ones, whole."""
    old, new = long_notice(90), long_notice(91)
    add(store, old)
    reader = NoticeStore.open(settings, RecordingEmbeddings())
    seen: list[tuple[Notice, ...]] = []

    def look(_: int) -> None:
        snapshot = reader.snapshot()
        assert list(snapshot.passages) == passages_of(old)
        assert {key[:16] for key, _ in reader.nearest("抓好落实", 5)} == {old.id}
        seen.append(snapshot.notices)

    store.replace([(new, passages_of(new))], removed=[old.id], embedded=look)
    assert seen
    assert set(seen) == {(old,)}
    assert reader.snapshot().notices == (new,)
    assert list(reader.snapshot().passages) == passages_of(new)


def test_what_another_has_deleted_crowds_out_nothing(
    store: NoticeStore, settings: IngestSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of what was replaced the passages go last, when a reader may have opened the new state with them in its index."""
    old, new = long_notice(90), notice_of("云溪县工作要点\n1.建设托育中心。\n2.其他事项。\n")
    add(store, old)
    reader = NoticeStore.open(settings, RecordingEmbeddings())
    drop = store._steps.drop

    def look_first(ids: Sequence[str]) -> None:
        reader.nearest("第3项。抓好落实。", 5)
        drop(ids)

    monkeypatch.setattr(store._steps, "drop", look_first)
    store.replace([(new, passages_of(new))], removed=[old.id])
    found = reader.nearest("第3项。抓好落实。", 5)
    assert {key for key, _ in found} == {passage.id for passage in passages_of(new)}


def test_what_interrupted_writers_left_crowds_out_nothing(
    store: NoticeStore, settings: IngestSettings
) -> None:
    """Passages without a notice, nearer to the question than those of the notice held."""
    held = notice_of(HEADLESS)
    add(store, held)
    interrupted(settings, long_notice())
    assert {key[:16] for key, _ in store.nearest("第1项。抓好落实。", 3)} == {held.id}
    assert len(store.nearest("第1项。抓好落实。", 3)) == 3


def test_what_interrupted_writers_left_is_swept(store: NoticeStore, settings: IngestSettings) -> None:
    add(store, notice_of(HEADLESS))
    interrupted(settings, long_notice())
    revision = store.revision()
    store.sweep()
    with store._sessions.reading() as db:
        assert db.passages.count() == len(passages_of(notice_of(HEADLESS)))
        assert db.notices.count() == 2  # the notice, and the record of the revision
    assert store.revision() == revision


def test_more_records_than_chroma_takes_in_one_call(
    store: NoticeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("pages", "store"):
        monkeypatch.setattr(f"ingest.store.{module}.PAGE", 7)
    notices = [long_notice(items) for items in range(20, 32)]
    store.replace([(notice, passages_of(notice)) for notice in notices])
    assert {notice.id for notice in store.notices()} == {notice.id for notice in notices}
    due = sorted((p for notice in notices for p in passages_of(notice)), key=lambda passage: passage.id)
    assert list(store.all_passages()) == due
    assert store.passages(notices[3].id) == passages_of(notices[3])
    found = store.nearest("第5项。抓好落实。", 5, [notice.id for notice in notices])
    assert [score for _, score in found] == [score for _, score in store.nearest("第5项。抓好落实。", 5)]
    store.replace(removed=[notice.id for notice in notices])
    assert list(store.all_passages()) == []


def test_tens_of_thousands_of_notices_may_be_named(store: NoticeStore) -> None:
    notice = notice_of(HEADLESS)
    add(store, notice)
    others = [f"{number:016d}" for number in range(40_000)]
    found = store.nearest("床位数", 2, [*others, notice.id])
    assert {key[:16] for key, _ in found} == {notice.id}


# What has changed


def test_a_snapshot_reads_again_only_what_was_touched(store: NoticeStore, settings: IngestSettings) -> None:
    kept, gone, late = long_notice(3), long_notice(4), long_notice(5)
    add(store, kept, gone)
    reader = NoticeStore.open(settings, RecordingEmbeddings())
    before = reader.snapshot()
    store.replace([(late, passages_of(late))], removed=[gone.id])
    after = reader.snapshot(before)
    assert after == reader.snapshot() == NoticeStore.open(settings, RecordingEmbeddings()).snapshot()
    assert set(after.by_notice) == {kept.id, late.id}
    assert after.by_notice[kept.id] is before.by_notice[kept.id]


def test_a_notice_written_again_is_read_again(store: NoticeStore) -> None:
    notice = long_notice(6)
    add(store, notice)
    before = store.snapshot()
    store.add(replace(notice, issuer="青禾县卫生健康局"), cut_passages(notice, 320))
    after = store.snapshot(before)
    assert after.notices[0].issuer == "青禾县卫生健康局"
    assert list(after.passages) == cut_passages(notice, 320)


def test_a_snapshot_too_old_to_know_what_has_changed(
    store: NoticeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest.store.chroma, "_CHANGES", 2)
    add(store, long_notice(3))
    before = store.snapshot()
    for items in (4, 5, 6):
        add(store, long_notice(items))
    assert store.snapshot(before) == store.snapshot()
    assert len(store.snapshot(before).notices) == 4


def test_many_changed_at_once_are_read_all_again(store: NoticeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest.store.chroma, "_CHANGED_IDS", 2)
    before = store.snapshot()
    many = [long_notice(items) for items in range(3, 8)]
    store.replace([(notice, passages_of(notice)) for notice in many])
    assert {notice.id for notice in store.snapshot(before).notices} == {notice.id for notice in many}
