"""The notices and passages in Chroma: the one source of truth.

Two collections. ``passages`` holds what is embedded; ``notices`` holds each notice whole.
What a file brings is written in three steps: its notices are put down as drafts, their passages go in, and then one
call to Chroma, which is done whole or not at all, makes the drafts notices and what they replace drafts. Only then
are the passages of the replaced deleted. So nobody ever sees a part of it, wherever the writer is stopped; the drafts
tell the next writer what was left over.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial, wraps
from typing import Concatenate, ParamSpec, TypeVar

from chromadb.errors import InternalError
from chromadb.errors import NotFoundError as NoCollectionError
from filelock import FileLock
from langchain_core.embeddings import Embeddings

from ingest.embedding.embeddings import make_embeddings
from ingest.entry import Entry
from ingest.errors import NotFoundError, StoreBusyError
from ingest.models import Notice, Passage
from ingest.settings import IngestSettings
from ingest.store.chroma import Connection, Database, explained, store_error
from ingest.store.kept_register import keep_register
from ingest.store.nearest import VectorsOfFew, nearest_of_each, nearest_passages
from ingest.store.pages import (
    PAGE,
    has_drafts,
    held_among,
    notices_among,
    pages,
    passages_by_notice,
    passages_of,
)
from ingest.store.reconnect import reconnecting
from ingest.store.records import (
    notice_from,
)
from ingest.store.register import Register, read_register
from ingest.store.server_lock import ServerLock
from ingest.store.sessions import Sessions
from ingest.store.stamp import SCHEMA, Stamp, embedding_name
from ingest.store.steps import Steps, Vectors

_NO_DRAFT = {"draft": False}
_BATCH = 64  # passages embedded and written at a time
_READINGS = 20  # tries at reading while others write; then what was read last has to do
_NOTICES_A_PAGE = 100  # whose passages are read at a time
_WAIT_FOR_WRITER_S = 60.0

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was held at one moment: the notices by source and part, and the passages of each, in order."""

    revision: str
    notices: tuple[Notice, ...]
    by_notice: Mapping[str, tuple[Passage, ...]]

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All passages by id."""
        return tuple(passage for key in sorted(self.by_notice) for passage in self.by_notice[key])


@dataclass(frozen=True, slots=True)
class _Held:
    """The notices of one moment, and their ids."""

    revision: str
    notices: tuple[Notice, ...]
    ids: frozenset[str]


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
        self._sessions = Sessions(settings, wanted)
        self._steps = Steps(self._sessions)
        # Chroma never lets go of its dozen files by itself: a store that was forgotten would hold them for good.
        weakref.finalize(self, self._sessions.close).atexit = False
        self._cache: _Held | None = None
        self._vectors = VectorsOfFew()
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
            return list(self._held(db).notices)

    def _held(self, db: Connection) -> _Held:
        """The notices as they are now."""
        held = self._cache
        if held is None or held.revision != db.held()[0]:
            held = self._cache = self._read_notices(db, held)
        return held

    def _read_notices(self, db: Connection, known: _Held | None) -> _Held:
        """The notices of one moment; where it is known what was touched since ``known``, only that is read."""
        for _ in range(_READINGS):
            revision, count = db.held()
            touched = db.touched_since(known.revision) if known else None
            if known is None or touched is None:
                notices = [notice_from(*record) for page in pages(db.notices, _NO_DRAFT) for record in page]
            else:
                notices = [notice for notice in known.notices if notice.id not in touched]
                notices += notices_among(db, sorted(touched))
            # Where records were deleted between two pages, a page has skipped some: read again.
            if len(notices) == count and db.held()[0] == revision:
                break
        notices.sort(key=lambda notice: (notice.source, notice.part, notice.id))
        return _Held(revision, tuple(notices), frozenset(notice.id for notice in notices))

    @_explaining
    def register(self, since: str = "") -> Register:
        """An entry for every notice, without reading their texts; with a revision, of those touched since, as far as that is
        known."""
        with self._sessions.reading() as db:
            if self._cache is None:
                return read_register(db, since)
            held = self._held(db)  # somebody here has them whole in memory anyway
            return Register(held.revision, [Entry.of(notice) for notice in held.notices], None)

    @_explaining
    def notice(self, document_id: str) -> Notice:
        """The notice of that id. Raises NotFoundError."""
        with self._sessions.reading() as db:
            found = notices_among(db, [document_id])
        if not found:
            raise NotFoundError(
                "document-not-found",
                zh=f"没有编号为 {document_id} 的文件，可能已被删除或更新",
                en=f"there is no document {document_id}; it may have been deleted or replaced",
            )
        return found[0]

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
    def snapshot(self, known: Snapshot | None = None) -> Snapshot:
        """The notices and passages of one moment, however much is written meanwhile.

        The passages of a notice that has not been touched since the snapshot ``known`` are the very same object.
        """
        passages: dict[str, tuple[Passage, ...]] = {}
        seen = ""
        if known:
            passages, seen = dict(known.by_notice), known.revision
            if self._cache is None:
                ids = frozenset(notice.id for notice in known.notices)
                self._cache = _Held(known.revision, known.notices, ids)
        while True:
            with self._sessions.reading() as db:
                held = self._held(db)
                touched = db.touched_since(seen)
                if touched is None and known:
                    passages = {}  # it is too old to know what of it still holds
                gone = touched or ()
                passages = {
                    key: found for key, found in passages.items() if key in held.ids and key not in gone
                }
                known, seen = None, held.revision
                missing = sorted(held.ids - passages.keys())
                for start in range(0, len(missing), _NOTICES_A_PAGE):
                    passages |= passages_by_notice(db, missing[start : start + _NOTICES_A_PAGE])
                # A notice that is held before and after had all its passages between.
                if db.held()[0] == held.revision:
                    return Snapshot(held.revision, held.notices, passages)

    @_explaining
    def nearest(
        self, question: str, k: int, document_ids: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """The ``k`` passages nearest in meaning: ``(passage id, cosine similarity)``, best first.

        ``document_ids`` limits the search to these notices; ``None`` means all.
        """
        whole = document_ids is None

        def search(db: Connection, held: _Held) -> list[tuple[str, float]]:
            allowed = held.ids if document_ids is None else held.ids.intersection(document_ids)
            few = partial(self._vectors.of, db, held.revision, whole=whole)
            return nearest_passages(db, self._query_vector, question, k, allowed, whole, few)

        return self._of_one_moment(search)

    @_explaining
    def nearest_of_each(
        self, question: str, k: int, document_ids: Sequence[str]
    ) -> dict[str, list[tuple[str, float]]]:
        """For each of these notices what :meth:`nearest` gives for it alone: of many, asking for each takes long."""

        def search(db: Connection, held: _Held) -> dict[str, list[tuple[str, float]]]:
            allowed = [key for key in document_ids if key in held.ids]
            return nearest_of_each(db, self._query_vector, question, k, allowed)

        return self._of_one_moment(search)

    def _of_one_moment(self, search: Callable[[Connection, _Held], R]) -> R:
        """What is found by meaning, of what was held before and after; asked again where that changed meanwhile."""
        for left in reversed(range(_READINGS)):
            with self._sessions.reading(vectors=True) as db:
                held = self._held(db)
                try:
                    found = search(db, held)
                except InternalError:
                    # Another process has brought something since this connection was opened, which its index lacks;
                    # at the next try it is opened anew.
                    if not left:
                        raise
                    continue
                # Of what was replaced meanwhile nothing was found, and of what took its place neither: search again.
                if db.held()[0] == held.revision:
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
        vectors: Vectors | None = None,
    ) -> None:
        """Bring notices in, note other things about some, and take others out, all in one step for whoever reads.

        ``changed`` are notices held, with the same text and clauses as before. ``embedded`` hears how many passages of
        ``added`` are done after each batch. ``vectors`` gives those of passages that were embedded before; without it they
        are embedded here. Where it is interrupted, what was held before is held still.
        """
        with self.writing():
            ids = [notice.id for notice, _ in added]
            with self._sessions.changing() as db:
                again = sorted(held_among(db, ids))
            if again:
                self._steps.commit((), again)
            self._steps.draft(ids)
            passages = [passage for _, found in added for passage in found]
            for start in range(0, len(passages), _BATCH):
                self._steps.passages(passages[start : start + _BATCH], vectors or self._embedded)
                if embedded:
                    embedded(min(start + _BATCH, len(passages)))
            self._steps.commit([*(notice for notice, _ in added), *changed], removed)
            self._steps.drop(removed)

    def _embedded(self, passages: Sequence[Passage]) -> list[list[float]]:
        return self.embeddings.embed_documents([passage.embedded_text for passage in passages])

    @_explaining
    def sweep(self) -> None:
        """Delete what interrupted writers left over. It was never visible."""
        with self._sessions.reading() as db:
            drafts = has_drafts(db)
        others = len(self._sessions.generations()) > 1
        if not drafts and not others:
            return
        with self.writing(), self._sessions.reading() as db:
            if others:
                self._sessions.drop_others()
            while left := db.notices.get(where={"draft": True}, limit=PAGE, include=[])["ids"]:
                self._steps.drop(left)

    @_explaining
    def keep_register(self, revision: str, entries: Iterable[Entry]) -> None:
        """Note beside an embedded store what it holds at this revision, where that is all: nobody is writing, and nothing
        is left over."""
        files = self._sessions.files
        if files is None:
            return
        with self._sessions.changing() as db:
            whole = not has_drafts(db) and self._sessions.generations() == [db.generation]
            if whole and db.held()[0] == revision:
                keep_register(files, SCHEMA, embedding_name(self._settings), entries)

    @_explaining
    def take_over(self, generation: str) -> None:
        """From now on the store is this generation, for every process, and the other is deleted."""
        with self.writing():
            self._sessions.use(generation)
            self._sessions.drop_others()

    def close(self) -> None:
        """Let go of the files. The store is of no use afterwards."""
        self._sessions.close()
