"""The register of a store: what is said of each notice held, without its text."""

from __future__ import annotations

from dataclasses import replace

import chromadb
import pytest
from chromadb.api.shared_system_client import SharedSystemClient

from ingest.entry import Entry
from ingest.errors import NotFoundError
from ingest.models import Notice, Source
from ingest.passages import cut_passages
from ingest.settings import IngestSettings
from ingest.store.store import NoticeStore
from tests.fakes import ModelDiedError, RecordingEmbeddings
from tests.ingest.samples import HEADLESS, ISSUED, notice_of


def put(store: NoticeStore, *notices: Notice) -> None:
    store.replace([(notice, cut_passages(notice, 64)) for notice in notices])


def entries(store: NoticeStore) -> dict[str, Entry]:
    return {entry.id: entry for entry in store.register().entries}


def test_it_says_of_every_notice_what_the_notice_says(store: NoticeStore) -> None:
    copied = replace(notice_of(HEADLESS, "b.txt"), also=(Source("c.txt", "0" * 64, "/c.txt"),))
    put(store, notice_of(ISSUED, "a.txt"), copied)
    found = entries(store)
    assert len(found) == 2
    assert found == {notice.id: Entry.of(notice) for notice in store.notices()}
    assert found == entries(store)  # now that the store has them in memory, too
    assert entries(store)[copied.id].characters == len(copied.text)


def test_since_a_revision_it_tells_what_was_touched(store: NoticeStore) -> None:
    stays, goes = notice_of(ISSUED, "a.txt"), notice_of(HEADLESS, "b.txt")
    put(store, stays, goes)
    before = store.register()
    comes = notice_of(HEADLESS.replace("25%", "26%"), "c.txt")
    put(store, comes)
    store.delete(goes.id)
    since = store.register(before.revision)
    assert since.touched == frozenset({comes.id, goes.id})
    assert list(since.entries) == [Entry.of(comes)]
    assert store.register(since.revision).touched == frozenset()


def test_a_revision_that_nobody_remembers_gives_all(store: NoticeStore) -> None:
    put(store, notice_of(ISSUED, "a.txt"))
    found = store.register("1/long-ago")
    assert (found.touched, len(found.entries)) == (None, 1)


def test_drafts_are_not_in_it(store: NoticeStore, settings: IngestSettings) -> None:
    put(store, notice_of(ISSUED, "a.txt"))
    dies = NoticeStore.open(settings, RecordingEmbeddings(limit=0))
    with pytest.raises(ModelDiedError):
        put(dies, notice_of(HEADLESS, "b.txt"))
    assert [entry.source for entry in store.register().entries] == ["a.txt"]


def test_of_a_notice_stored_without_its_length_it_is_measured(
    store: NoticeStore, settings: IngestSettings
) -> None:
    notice = notice_of(ISSUED, "a.txt")
    put(store, notice)
    store.close()
    SharedSystemClient.clear_system_cache()
    client = chromadb.PersistentClient(path=str(settings.data_dir / "chroma"))
    client.get_collection("notices-1", embedding_function=None).update(
        ids=[notice.id],
        metadatas=[{"characters": None}],  # as earlier versions left it
    )
    SharedSystemClient.clear_system_cache()
    assert entries(NoticeStore.open(settings, RecordingEmbeddings())) == {notice.id: Entry.of(notice)}


def test_what_the_store_notes_of_itself_is_no_notice(store: NoticeStore) -> None:
    put(store, notice_of(ISSUED, "a.txt"))
    with pytest.raises(NotFoundError):
        store.notice("revision")
    assert len(entries(store)) == 1
