"""Opening Chroma: the only file that does. Which collections are in use, who may write, what its errors mean.

The collection ``notices`` carries the store's stamp: schema, embedding model and the generation in use. What is held
stands in ``notices-G`` and ``passages-G`` of that generation, so that a rebuilt store takes the place of the old one by
one change of the stamp, for every process at once.
"""

from __future__ import annotations

import json
import re
import sqlite3
import threading
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import chromadb
import httpx
from chromadb.api import ServerAPI
from chromadb.api.client import Client
from chromadb.config import Settings as ChromaSettings
from chromadb.config import System
from chromadb.errors import ChromaError
from chromadb.errors import NotFoundError as NoCollectionError

from ingest.errors import StoreError
from ingest.settings import IngestSettings
from ingest.store.stamp import Stamp
from ingest.store.vector_files import VectorFiles

STAMP = "notices"
REVISION = "revision"  # the record among the notices that every change of what is held writes along
FIRST_GENERATION = "1"
BEFORE_GENERATIONS = "passages"  # what was embedded, in stores made before there were any
# Records that Chroma's log may hold beyond the index files. It reads them all again at each opening and before each
# writing, so few; but each saving is followed by a copy of the files, so more of them as the index grows. A notice's
# record is long and its index small, hence a number of its own.
SAVE_EVERY = 200
_SAVE_NOTICES_EVERY = 20
_SHARE_OF_PASSAGES, _SHARE_OF_NOTICES = 200, 2000  # or this part of what is held, if that is more
_CHANGES = 64  # revisions whose changes are remembered, so that readers need not read everything again,
_CHANGED_IDS = 500  # and notices, of all these revisions together
_SQLITE_CODE = re.compile(r"\(code: (\d+)\)")
# SQLite's codes for a disk, a permission or a program that stands in the way: nothing is wrong with the data.
_HINDERED = frozenset({3, 5, 6, 8, 10, 13, 14})


class Connection:
    """Chroma opened once, with the collections of one generation. Its index in memory is as old as itself, but for
    what is written through it."""

    def __init__(self, system: System | None, client: Any, generation: str) -> None:
        self.id = uuid.uuid4().hex
        self.client = client
        self.generation = generation
        notices: Any = {"hnsw": _saved_every(_SAVE_NOTICES_EVERY)}
        self.notices = client.get_or_create_collection(
            f"notices-{generation}", embedding_function=None, configuration=notices
        )
        passages: Any = {"hnsw": {**_saved_every(SAVE_EVERY), "space": "cosine"}}
        self.passages = client.get_or_create_collection(
            f"passages-{generation}", embedding_function=None, configuration=passages
        )
        self._system = system
        self._users = 0
        self._retired = False
        self._counting = threading.Lock()
        if system is not None:
            _save_in_proportion(self.notices, _SAVE_NOTICES_EVERY, _SHARE_OF_NOTICES)
            _save_in_proportion(self.passages, SAVE_EVERY, _SHARE_OF_PASSAGES)
        # The first reading loads the index and repeats what the log holds beyond it; it never does so again.
        self.notices.get(limit=1, include=[])
        self.passages.get(limit=1, include=[])

    def held(self) -> tuple[str, int]:
        """The revision of what is held, and how many notices that are."""
        found = self.notices.get(ids=[REVISION], include=["metadatas"])
        if not found["ids"]:
            return f"{self.generation}/0", 0
        revision = found["metadatas"][0]
        return f"{self.generation}/{revision['revision']}", int(revision["count"])

    def touched_since(self, revision: str) -> frozenset[str] | None:
        """Ids of the notices written or taken out since a revision; ``None`` where that is too long ago to know."""
        changes = self._changes()
        known = [place for place, (name, _) in enumerate(changes) if f"{self.generation}/{name}" == revision]
        if not known:
            return None
        return frozenset(key for _, ids in changes[known[0] + 1 :] for key in ids)

    def next_revision(self, count: int, touched: Iterable[str]) -> dict[str, str | int]:
        """The record of a new revision: ``count`` notices held, these touched, and what was touched of late."""
        name = uuid.uuid4().hex
        changes = [*self._changes(), (name, sorted(touched))][-_CHANGES:]
        while sum(len(ids) for _, ids in changes[1:]) > _CHANGED_IDS:
            changes = changes[1:]
        return {"revision": name, "count": count, "changes": json.dumps(changes)}

    def _changes(self) -> list[tuple[str, list[str]]]:
        """Revisions of late, oldest first, each with the notices that it touched."""
        found = self.notices.get(ids=[REVISION], include=["metadatas"])
        held = found["metadatas"][0].get("changes") if found["ids"] else None
        return json.loads(held) if held else []

    @contextmanager
    def used(self) -> Iterator[None]:
        """Keep it open meanwhile, also when another connection has taken its place."""
        with self._counting:
            self._users += 1
        try:
            yield
        finally:
            with self._counting:
                self._users -= 1
            self._close_when_free()

    def retire(self) -> None:
        """Close it as soon as nobody uses it: each holds files, threads and an index."""
        self._retired = True
        self._close_when_free()

    def _close_when_free(self) -> None:
        with self._counting:
            free = self._retired and not self._users and self._system is not None
            system, self._system = (self._system, None) if free else (None, self._system)
        if system is not None:
            system.stop()


class Database:
    """Where the settings keep their store: a folder or a server."""

    def __init__(self, settings: IngestSettings) -> None:
        self._settings = settings
        if not settings.chroma_url:
            settings.data_dir.mkdir(parents=True, exist_ok=True)
        self.files = None if settings.chroma_url else VectorFiles(settings.data_dir)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Be the only process that opens or changes an embedded database; a server sees to that itself."""
        if self.files is None:
            yield
            return
        with self.files.alone():
            yield

    def open(self) -> tuple[System | None, Any]:
        """A client with an index of its own, and what to stop when it is done with. Inside :meth:`alone`."""
        if self._settings.chroma_url:
            return None, _server_client(self._settings)
        # Chroma shares what it has opened among the clients of a process, its index in memory too. That one may be
        # older than the files, so each connection here starts from the files.
        chroma = ChromaSettings(
            anonymized_telemetry=False,
            is_persistent=True,
            persist_directory=str(self._settings.data_dir / "chroma"),
        )
        system = System(chroma)
        system.instance(ServerAPI)  # type: ignore[type-abstract]  # Chroma finds the class
        system.start()
        return system, Client.from_system(system)


def _saved_every(records: int) -> dict[str, int]:
    return {"sync_threshold": records, "batch_size": records // 2}


def _save_in_proportion(collection: Any, least: int, share: int) -> None:
    """Before the index is loaded: that is when Chroma looks how often to save it."""
    now = collection.configuration_json["hnsw"]["sync_threshold"]
    records = max(least, collection.count() // share)
    if not records // 2 < now < records * 2:
        collection.modify(configuration={"hnsw": _saved_every(records)})


def read_stamp(client: Any, fresh: Stamp) -> Stamp:
    """The store's stamp; a store that has none yet gets ``fresh``."""
    try:
        stamp = client.get_collection(STAMP, embedding_function=None)
    except NoCollectionError:
        stamp = client.get_or_create_collection(STAMP, embedding_function=None, metadata=fresh.metadata())
    held = stamp.metadata or {}
    return Stamp(int(held.get("schema", 0)), str(held.get("embedding", "")), str(held.get("generation", "")))


def write_stamp(client: Any, stamp: Stamp) -> None:
    client.get_collection(STAMP, embedding_function=None).modify(metadata=stamp.metadata())


def collection_names(client: Any) -> list[str]:
    """Every collection, also of a database that holds others' beside ours."""
    names: list[str] = []
    while page := client.list_collections(limit=1000, offset=len(names)):
        names += [collection.name for collection in page]
    return names


def is_ours(client: Any, name: str) -> bool:
    """Whether a collection of a name that others may use, too, carries our stamp."""
    return "schema" in (client.get_collection(name, embedding_function=None).metadata or {})


def generation_of(name: str) -> str | None:
    """The generation that a collection of ours belongs to; ``None`` for the stamp and for others' collections."""
    found = re.fullmatch(r"(?:notices|passages)-([0-9a-f]+)", name)
    return found.group(1) if found else None


def _server_client(settings: IngestSettings) -> Any:
    parts = urlsplit(settings.chroma_url)
    host, secure = parts.hostname or "localhost", parts.scheme == "https"
    port = parts.port or (443 if secure else 8000)
    quiet = ChromaSettings(anonymized_telemetry=False)
    tenant, database = settings.chroma_tenant, settings.chroma_database
    if key := settings.chroma_api_key.get_secret_value():
        return chromadb.CloudClient(
            tenant or None, database or None, key, quiet, cloud_host=host, cloud_port=port, enable_ssl=secure
        )
    named: dict[str, Any] = {
        name: value for name, value in (("tenant", tenant), ("database", database)) if value
    }
    return chromadb.HttpClient(host=host, port=port, ssl=secure, settings=quiet, **named)


@contextmanager
def explained(settings: IngestSettings) -> Iterator[None]:
    """Turn whatever Chroma raises into a StoreError that says what to do."""
    try:
        yield
    except (ChromaError, sqlite3.Error, httpx.HTTPError) as error:
        raise store_error(settings, error) from error


def store_error(settings: IngestSettings, error: Exception) -> StoreError:
    """What a failure of Chroma, of its database or of the way to it means to a person."""
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
