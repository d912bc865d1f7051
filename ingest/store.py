"""The notices and passages in Chroma: the one source of truth, and the only file that opens it.

Two collections. ``passages`` (through langchain-chroma) holds what is embedded; ``notices`` holds each notice whole.
A notice's record is written after its passages and deleted before them, so that a notice that can be seen is complete
and an interrupted run leaves nothing that could be cited.
"""

from __future__ import annotations

import re
import sqlite3
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from urllib.parse import urlsplit

import chromadb
import httpx
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError
from filelock import FileLock, Timeout
from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings

from ingest.embeddings import embedding_name, make_embeddings
from ingest.errors import NotFoundError, StoreBusyError, StoreError, StoreMismatchError
from ingest.models import Notice, Passage
from ingest.records import notice_from, notice_metadata, passage_document, passage_from
from ingest.settings import IngestSettings

SCHEMA = 2
_PASSAGES = "passages"
_NOTICES = "notices"
_BATCH = 64  # passages embedded and written at a time
_PAGE = 5000  # ids a call: Chroma refuses more than some 32,000 in one
_WAIT_FOR_WRITER_S = 60.0
_SQLITE_CODE = re.compile(r"\(code: (\d+)\)")
# SQLite's codes for a disk, a permission or a program that stands in the way: nothing is wrong with the data.
_HINDERED = frozenset({3, 5, 6, 8, 10, 13, 14})

P = ParamSpec("P")
R = TypeVar("R")


@contextmanager
def _explained(settings: IngestSettings) -> Iterator[None]:
    """Turn whatever Chroma raises into a StoreError that says what to do."""
    try:
        yield
    except (ChromaError, sqlite3.Error, httpx.HTTPError) as error:
        raise _store_error(settings, error) from error


def _explaining(
    method: Callable[Concatenate[NoticeStore, P], R],
) -> Callable[Concatenate[NoticeStore, P], R]:
    @wraps(method)
    def explained(self: NoticeStore, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with _explained(self._settings):
            return method(self, *args, **kwargs)

    return explained


def _store_error(settings: IngestSettings, error: Exception) -> StoreError:
    if settings.chroma_url:
        return StoreError(
            "store-server",
            zh=f"Chroma 服务 {settings.chroma_url} 无法使用：{error}。请确认它在运行，并检查 YAODIAN_CHROMA_URL",
            en=f"the Chroma server at {settings.chroma_url} cannot be used: {error}. See that it is running, and "
            "check YAODIAN_CHROMA_URL",
        )
    place = settings.data_dir
    code = _SQLITE_CODE.search(str(error))
    # The low byte is SQLite's own code, the rest a refinement of it.
    hindered = code is not None and int(code.group(1)) & 0xFF in _HINDERED
    if hindered or not isinstance(error, ChromaError | sqlite3.Error):
        return StoreError(
            "store-unusable",
            zh=f"无法使用文件库 {place}：{error}。请检查路径、权限和磁盘空间，或用 YAODIAN_DATA_DIR 指定另一个文件夹",
            en=f"cannot use the store at {place}: {error}. Check the path, its permissions and the disk space, or "
            "set YAODIAN_DATA_DIR to another folder",
        )
    return StoreError(
        "store-damaged",
        zh=f"文件库 {place} 已损坏（{error}）。请把这个文件夹移走，再重新录入文件",
        en=f"the store at {place} is damaged ({error}). Move the folder away and ingest the files again",
    )


class NoticeStore:
    """Notices and their passages. Safe to share between threads; writers of several processes take turns."""

    def __init__(self, client: Any, embeddings: Embeddings, model: str, settings: IngestSettings) -> None:
        self._client = client
        self._settings = settings
        self.embeddings = embeddings
        self._model = model
        self._cache: tuple[str, tuple[Notice, ...]] | None = None
        self._writing = threading.RLock()
        # One lock object for the store's life: it counts its holders, so a run may hold it around many writes.
        self._file_lock = None if settings.chroma_url else FileLock(settings.data_dir / "writer.lock")
        stamp = {"schema": SCHEMA, "embedding": model}
        self._notices = client.get_or_create_collection(
            _NOTICES, embedding_function=None, metadata={**stamp, "revision": "0"}
        )
        self._passages = Chroma(
            client=client,
            collection_name=_PASSAGES,
            embedding_function=embeddings,
            collection_metadata=stamp,
            collection_configuration={"hnsw": {"space": "cosine"}},
        )
        self._check_stamp()

    @classmethod
    def open(cls, settings: IngestSettings, embeddings: Embeddings | None = None) -> NoticeStore:
        """Open or create the store that the settings name.

        Raises StoreMismatchError where it was made with another embedding model or schema, StoreError where it cannot
        be opened at all. ``embeddings`` replaces the model of the settings (its vectors must be the same model's).
        """
        try:
            with _explained(settings):
                client = _client(settings)
                return cls(
                    client, embeddings or make_embeddings(settings), embedding_name(settings), settings
                )
        except (OSError, ValueError, RuntimeError) as error:
            raise _store_error(settings, error) from error

    def _check_stamp(self) -> None:
        stamp = self._notices.metadata or {}
        if stamp.get("schema") != SCHEMA or stamp.get("embedding") != self._model:
            raise StoreMismatchError(
                "store-mismatch",
                zh=f"文件库是用 {stamp.get('embedding')}（格式 {stamp.get('schema')}）建立的，当前设置为 {self._model}"
                f"（格式 {SCHEMA}）。请改回原设置，或换一个 YAODIAN_DATA_DIR 重新导入",
                en=f"the store was made with {stamp.get('embedding')} (schema {stamp.get('schema')}), the settings ask "
                f"for {self._model} (schema {SCHEMA}). Go back to the former settings, or ingest again into another "
                "YAODIAN_DATA_DIR",
            )

    # Reading

    @_explaining
    def revision(self) -> str:
        """Changes with every write, also of another process."""
        metadata = self._client.get_collection(_NOTICES, embedding_function=None).metadata or {}
        return str(metadata.get("revision", "0"))

    @_explaining
    def notices(self) -> list[Notice]:
        """Every notice, sorted by source and part."""
        revision = self.revision()
        if self._cache is None or self._cache[0] != revision:
            notices = [
                notice_from(key, text, data)
                for page in self._pages(self._notices)
                for key, text, data in page
            ]
            notices.sort(key=lambda notice: (notice.source, notice.part, notice.id))
            self._cache = (revision, tuple(notices))
        return list(self._cache[1])

    @_explaining
    def notice(self, document_id: str) -> Notice:
        """The notice of that id. Raises NotFoundError."""
        found = self._notices.get(ids=[document_id], include=["documents", "metadatas"])
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
        if not self._notices.get(ids=[document_id], include=[])["ids"]:
            return []  # of an interrupted run there may be passages without their notice
        found = self._passages.get(where={"document_id": document_id}, include=["documents", "metadatas"])
        passages = map(passage_from, found["ids"], found["documents"], found["metadatas"])
        return sorted(passages, key=lambda passage: passage.id)

    def all_passages(self) -> Iterator[Passage]:
        """Every passage of every complete notice, page by page."""
        complete = {notice.id for notice in self.notices()}
        with _explained(self._settings):
            collection = self._client.get_collection(_PASSAGES, embedding_function=None)
            for page in self._pages(collection):
                for key, content, data in page:
                    if data["document_id"] in complete:
                        yield passage_from(key, content, data)

    @_explaining
    def nearest(
        self, question: str, k: int, document_ids: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """The ``k`` passages nearest in meaning: ``(passage id, cosine similarity)``, best first.

        ``document_ids`` limits the search to these notices; ``None`` means all.
        """
        size = self._client.get_collection(_PASSAGES, embedding_function=None).count()
        if not size or (document_ids is not None and not document_ids):
            return []
        scope: Any = {"document_id": {"$in": list(document_ids)}} if document_ids is not None else None
        vector = self._query_vector(question)
        found = self._passages.similarity_search_by_vector_with_relevance_scores(
            vector, k=min(k, size), filter=scope
        )
        complete = {notice.id for notice in self.notices()}
        return [
            (str(document.id), 1.0 - distance)
            for document, distance in found
            if document.metadata["document_id"] in complete
        ]

    @lru_cache(maxsize=256)  # noqa: B019  (lives as long as the store; one question is searched in several scopes)
    def _query_vector(self, question: str) -> list[float]:
        return self.embeddings.embed_query(question)

    def _pages(self, collection: Any) -> Iterator[list[tuple[str, str, dict[str, Any]]]]:
        offset = 0
        while True:
            page = collection.get(limit=_PAGE, offset=offset, include=["documents", "metadatas"])
            if not page["ids"]:
                return
            yield list(zip(page["ids"], page["documents"], page["metadatas"], strict=True))
            offset += len(page["ids"])

    # Writing

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the store for writing. Raises StoreBusyError when another process does not let go of it."""
        with self._writing:
            if self._file_lock is None:
                yield
                return
            try:
                self._file_lock.acquire(timeout=_WAIT_FOR_WRITER_S)
            except Timeout as error:
                raise StoreBusyError(
                    "store-busy",
                    zh="另一个进程正在写入文件库，请等它完成后再试",
                    en="another process is writing to the store; try again when it has finished",
                ) from error
            try:
                yield
            finally:
                self._file_lock.release()

    @_explaining
    def add(
        self, notice: Notice, passages: Sequence[Passage], embedded: Callable[[int], None] | None = None
    ) -> None:
        """Embed and store a notice. ``embedded`` hears how many passages are done after each batch.

        Passages of an interrupted earlier run are overwritten; the notice's record, written last, makes it visible.
        """
        with self.writing():
            self._drop_passages(notice.id)
            for start in range(0, len(passages), _BATCH):
                batch = passages[start : start + _BATCH]
                self._passages.add_documents(
                    [passage_document(passage) for passage in batch], ids=[passage.id for passage in batch]
                )
                if embedded:
                    embedded(start + len(batch))
            vector = self.embeddings.embed_documents([notice.title])[0]
            self._notices.upsert(
                ids=[notice.id],
                embeddings=[vector],
                documents=[notice.text],
                metadatas=[notice_metadata(notice)],
            )
            self._bump()

    @_explaining
    def delete(self, document_id: str) -> None:
        """Remove a notice and its passages. Raises NotFoundError."""
        with self.writing():
            self.notice(document_id)
            self._notices.delete(ids=[document_id])
            self._drop_passages(document_id)
            self._bump()

    def _drop_passages(self, document_id: str) -> None:
        collection = self._client.get_collection(_PASSAGES, embedding_function=None)
        if collection.get(where={"document_id": document_id}, limit=1, include=[])["ids"]:
            collection.delete(where={"document_id": document_id})

    def _bump(self) -> None:
        stamp = {"schema": SCHEMA, "embedding": self._model, "revision": uuid.uuid4().hex}
        self._notices.modify(metadata=stamp)


def _client(settings: IngestSettings) -> Any:
    chroma = ChromaSettings(anonymized_telemetry=False)
    if settings.chroma_url:
        parts = urlsplit(settings.chroma_url)
        return chromadb.HttpClient(
            host=parts.hostname or "localhost",
            port=parts.port or (443 if parts.scheme == "https" else 8000),
            ssl=parts.scheme == "https",
            settings=chroma,
        )
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    return chromadb.PersistentClient(path=str(settings.data_dir / "chroma"), settings=chroma)
