"""The notices and passages in Chroma: the one source of truth.

Two collections. ``passages`` (through langchain-chroma) holds what is embedded; ``notices`` holds each notice whole.
What a file brings is written in three steps: its notices are put down as drafts, their passages go in, and then one
call to Chroma, which is done whole or not at all, makes the drafts notices and what they replace drafts. Only then
are the passages of the replaced deleted. So nobody ever sees a part of it, wherever the writer is stopped; the drafts
tell the next writer what was left over.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from chromadb.errors import NotFoundError as NoCollectionError
from filelock import FileLock
from langchain_core.embeddings import Embeddings

from ingest.embedding.embeddings import embedding_name, make_embeddings
from ingest.errors import NotFoundError, StoreBusyError
from ingest.models import Notice, Passage
from ingest.settings import IngestSettings
from ingest.store.chroma import REVISION, Connection, Database, Stamp, explained, store_error
from ingest.store.nearest import nearest_passages
from ingest.store.pages import PAGE, drop_passages, held_among, in_pages, pages, passages_of
from ingest.store.reconnect import reconnecting
from ingest.store.records import (
    draft_metadata,
    notice_from,
    notice_metadata,
    passage_document,
    placeholder_vector,
)
from ingest.store.server_lock import ServerLock
from ingest.store.sessions import Sessions

SCHEMA = 3
_BATCH = 64  # passages embedded and written at a time
_READINGS = 20  # tries at reading while others write; then what was read last has to do
_NOTICES_A_PAGE = 100  # whose passages are read at a time
_WAIT_FOR_WRITER_S = 60.0

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was held at one moment: the notices by source and part, and all their passages by id."""

    revision: str
    notices: tuple[Notice, ...]
    passages: tuple[Passage, ...]


def _explaining(
    method: Callable[Concatenate[NoticeStore, P], R],
) -> Callable[Concatenate[NoticeStore, P], R]:
    """Chroma's errors as ours; asked once more where the store was rebuilt between two calls to Chroma, and for a while
    where its server cannot be reached."""

    @wraps(method)
    def explained_method(self: NoticeStore, /, *args: P.args, **kwargs: P.kwargs) -> R:
        def call() -> R:
            try:
                return method(self, *args, **kwargs)
            except NoCollectionError:
                return method(self, *args, **kwargs)

        with explained(self._settings):
            return reconnecting(call)

    return explained_method


class NoticeStore:
    """Notices and their passages. Safe to share between threads; writers of several processes take turns."""

    def __init__(self, settings: IngestSettings, embeddings: Embeddings, generation: str = "") -> None:
        """``generation`` is for rebuilding: the store works on that one, in use or not."""
        self._settings = settings
        self.embeddings = embeddings
        wanted = Stamp(SCHEMA, embedding_name(settings), generation)
        self._sessions = Sessions(settings, embeddings, wanted)
        self._cache: tuple[str, tuple[Notice, ...]] | None = None
        self._writing = threading.RLock()
        # One lock object for the store's life: it counts its holders, so a run may hold it around many writes.
        self._lock: ServerLock | FileLock
        if settings.chroma_url:
            self._lock = ServerLock(Database(settings).open()[1])
        else:
            self._lock = FileLock(settings.data_dir / "writer.lock")

    @classmethod
    def open(cls, settings: IngestSettings, embeddings: Embeddings | None = None) -> NoticeStore:
        """Open or create the store that the settings name.

        Raises StoreMismatchError where it was made with another embedding model or schema, StoreError where it cannot
        be opened at all. ``embeddings`` replaces the model of the settings (its vectors must be the same model's).
        """
        try:
            with explained(settings):
                return cls(settings, embeddings or make_embeddings(settings))
        except (OSError, ValueError, RuntimeError) as error:
            raise store_error(settings, error) from error

    # Reading

    @_explaining
    def revision(self) -> str:
        """Changes with everything that changes what is held, also by another process."""
        with self._sessions.reading() as db:
            return db.held()[0]

    @_explaining
    def notices(self) -> list[Notice]:
        """Every notice, sorted by source and part."""
        with self._sessions.reading() as db:
            revision, _ = db.held()
            if self._cache is None or self._cache[0] != revision:
                self._cache = self._read_notices(db)
            return list(self._cache[1])

    def _read_notices(self, db: Connection) -> tuple[str, tuple[Notice, ...]]:
        """The notices of one moment, and its revision."""
        for _ in range(_READINGS):
            revision, count = db.held()
            notices = self._notices_in_pages(db)
            # Where records were deleted between two pages, a page has skipped some: read again.
            if len(notices) == count and db.held()[0] == revision:
                break
        return revision, tuple(notices)

    def _notices_in_pages(self, db: Connection) -> list[Notice]:
        notices: list[Notice] = []
        for page in pages(db.notices, {"draft": False}):
            notices += [notice_from(key, text, data) for key, text, data in page]
        return sorted(notices, key=lambda notice: (notice.source, notice.part, notice.id))

    @_explaining
    def notice(self, document_id: str) -> Notice:
        """The notice of that id. Raises NotFoundError."""
        with self._sessions.reading() as db:
            found = db.notices.get(
                ids=[document_id], where={"draft": False}, include=["documents", "metadatas"]
            )
        if not found["ids"]:
            raise NotFoundError(
                "document-not-found",
                zh=f"没有编号为 {document_id} 的文件，可能已被删除或更新",
                en=f"there is no document {document_id}; it may have been deleted or replaced",
            )
        return notice_from(found["ids"][0], found["documents"][0], found["metadatas"][0])

    @_explaining
    def passages(self, document_id: str) -> list[Passage]:
        """The passages of one notice, in order of the text; empty where there is no such notice."""
        with self._sessions.reading() as db:
            passages = passages_of(db, [document_id])
            # Asked afterwards: a notice that is held now had all its passages then.
            return passages if held_among(db, [document_id]) else []

    def all_passages(self) -> Iterator[Passage]:
        """Every passage of every notice held at one moment."""
        yield from self.snapshot().passages

    @_explaining
    def snapshot(self) -> Snapshot:
        """The notices and passages of one moment, however much is written meanwhile."""
        passages: dict[str, list[Passage]] = {}
        while True:
            notices = self.notices()
            revision = self._cache[0] if self._cache else ""
            held = {notice.id for notice in notices}
            passages = {key: found for key, found in passages.items() if key in held}
            missing = sorted(held - passages.keys())
            with self._sessions.reading() as db:
                for start in range(0, len(missing), _NOTICES_A_PAGE):
                    wanted = missing[start : start + _NOTICES_A_PAGE]
                    passages.update({key: [] for key in wanted})
                    for passage in passages_of(db, wanted):
                        passages[passage.document_id].append(passage)
                # A notice that is held before and after had all its passages between.
                if db.held()[0] == revision:
                    found = (passage for key in sorted(passages) for passage in passages[key])
                    return Snapshot(revision, tuple(notices), tuple(found))

    @_explaining
    def nearest(
        self, question: str, k: int, document_ids: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """The ``k`` passages nearest in meaning: ``(passage id, cosine similarity)``, best first.

        ``document_ids`` limits the search to these notices; ``None`` means all.
        """
        for _ in range(_READINGS):
            with self._sessions.reading(vectors=True) as db:
                revision = db.held()[0]
                found = nearest_passages(db, self._query_vector, question, k, document_ids)
                # Of what was replaced meanwhile nothing was found, and of what took its place neither: search again.
                if db.held()[0] == revision:
                    break
        return found

    @lru_cache(maxsize=256)  # noqa: B019  (lives as long as the store; one question is searched in several scopes)
    def _query_vector(self, question: str) -> list[float]:
        return self.embeddings.embed_query(question)

    # Writing

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the store for writing. Raises StoreBusyError when another process does not let go of it."""
        with self._writing:
            try:
                with explained(self._settings):
                    reconnecting(lambda: self._lock.acquire(timeout=_WAIT_FOR_WRITER_S))
            except TimeoutError as error:
                raise StoreBusyError(
                    "store-busy",
                    zh="另一个进程正在写入文件库，请等它完成后再试",
                    en="another process is writing to the store; try again when it has finished",
                ) from error
            try:
                yield
            finally:
                self._lock.release()

    def add(
        self, notice: Notice, passages: Sequence[Passage], embedded: Callable[[int], None] | None = None
    ) -> None:
        """Embed and store a notice. ``embedded`` hears how many passages are done after each batch."""
        self.replace([(notice, passages)], embedded=embedded)

    def delete(self, document_id: str) -> None:
        """Remove a notice and its passages. Raises NotFoundError."""
        with self.writing():
            self.notice(document_id)
            self.replace(removed=[document_id])

    @_explaining
    def replace(
        self,
        added: Sequence[tuple[Notice, Sequence[Passage]]] = (),
        changed: Sequence[Notice] = (),
        removed: Sequence[str] = (),
        embedded: Callable[[int], None] | None = None,
    ) -> None:
        """Bring notices in, note other things about some, and take others out, all in one step for whoever reads.

        ``changed`` are notices held, with the same text and clauses as before. ``embedded`` hears how many passages of
        ``added`` are done after each batch. Where it is interrupted, what was held before is held still.
        """
        with self.writing():
            ids = [notice.id for notice, _ in added]
            with self._sessions.changing() as db:
                again = sorted(held_among(db, ids))
            if again:
                self._commit((), again)
            self._draft(ids)
            passages = [passage for _, found in added for passage in found]
            for start in range(0, len(passages), _BATCH):
                self._write_passages(passages[start : start + _BATCH])
                if embedded:
                    embedded(min(start + _BATCH, len(passages)))
            self._commit([*(notice for notice, _ in added), *changed], removed)
            self._drop(removed)

    @_explaining
    def sweep(self) -> None:
        """Delete what interrupted writers left over. It was never visible."""
        with self._sessions.reading() as db:
            drafts = bool(db.notices.get(where={"draft": True}, limit=1, include=[])["ids"])
        others = len(self._sessions.generations()) > 1
        if not drafts and not others:
            return
        with self.writing(), self._sessions.reading() as db:
            if others:
                self._sessions.drop_others()
            while left := db.notices.get(where={"draft": True}, limit=PAGE, include=[])["ids"]:
                self._drop(left)

    @_explaining
    def take_over(self, generation: str) -> None:
        """From now on the store is this generation, for every process, and the other is deleted."""
        with self.writing():
            self._sessions.use(generation)
            self._sessions.drop_others()

    def close(self) -> None:
        """Let go of the files. The store is of no use afterwards."""
        self._sessions.close()

    def _draft(self, ids: Sequence[str]) -> None:
        self._upsert([(key, "", draft_metadata()) for key in ids])
        with self._sessions.changing() as db:
            for key in ids:
                drop_passages(db, key)

    def _write_passages(self, batch: Sequence[Passage]) -> None:
        documents = [passage_document(passage) for passage in batch]
        # Before Chroma's files are held: embedding takes long, and others may want to open them.
        vectors = self.embeddings.embed_documents([document.page_content for document in documents])
        with self._sessions.changing() as db:
            db.passage_records.upsert(
                ids=[passage.id for passage in batch],
                embeddings=vectors,
                documents=[document.page_content for document in documents],
                metadatas=[document.metadata for document in documents],
            )

    def _commit(self, notices: Sequence[Notice], removed: Sequence[str]) -> None:
        """The one step. The revision goes along, so that no reader keeps an older view for the present one."""
        with self._sessions.changing() as db:
            held = held_among(db, [*(notice.id for notice in notices), *removed])
            count = db.held()[1] + len({notice.id for notice in notices} - held)
            count -= len(held.intersection(removed))
        records = [(notice.id, notice.text, notice_metadata(notice)) for notice in notices]
        records += [(key, "", draft_metadata()) for key in removed if key in held]
        revision = {"revision": uuid.uuid4().hex, "count": count}
        self._upsert([*records, (REVISION, "", revision)])

    def _upsert(self, records: Sequence[tuple[str, str, dict[str, Any]]]) -> None:
        for start in range(0, len(records), PAGE):
            keys, texts, metadata = zip(*records[start : start + PAGE], strict=True)
            with self._sessions.changing() as db:
                db.notices.upsert(
                    ids=list(keys),
                    embeddings=[placeholder_vector(key) for key in keys],
                    documents=list(texts),
                    metadatas=list(metadata),
                )

    def _drop(self, ids: Sequence[str]) -> None:
        """Delete drafts, their passages first: as long as there are any, the draft tells of them."""
        if ids:
            with self._sessions.changing() as db:
                for key in ids:
                    drop_passages(db, key)
                for page in in_pages(ids):
                    db.notices.delete(ids=page)
