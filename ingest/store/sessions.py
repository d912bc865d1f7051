"""Connections to Chroma that are never out of date: opened anew when another process has been at work.

Of an embedded Chroma each process has an index of its own in memory, which another process's writing never reaches,
and which overwrites that writing when it is saved.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from ingest.errors import StoreMismatchError
from ingest.settings import IngestSettings
from ingest.store.chroma import (
    BEFORE_GENERATIONS,
    FIRST_GENERATION,
    STAMP,
    Connection,
    Database,
    collection_names,
    generation_of,
    is_ours,
    read_stamp,
    write_stamp,
)
from ingest.store.stamp import Stamp
from ingest.store.vector_files import VectorFiles

_PAGE = 5000


class Sessions:
    """Reading and changing sessions of one store. Safe to share between threads."""

    def __init__(self, settings: IngestSettings, wanted: Stamp) -> None:
        """``wanted`` is the stamp the store must have; with a generation, that one is used whatever the stamp says."""
        self._wanted = wanted
        self._database = Database(settings)
        self._opening = threading.RLock()
        self._opened_at = ""  # the revision that the connection's index holds at least
        with self._database.alone():
            self._db = self._connect()

    @property
    def files(self) -> VectorFiles | None:
        """Those of an embedded store."""
        return self._database.files

    @contextmanager
    def reading(self, *, vectors: bool = False) -> Iterator[Connection]:
        """A connection to read through. ``vectors``: its index holds what other processes have written, too."""
        if self._is_old(vectors):
            with self._opening, self._database.alone():
                if self._is_old(vectors):  # and no other thread has seen to it
                    self._reconnect()
        db = self._db
        with db.used():
            yield db

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """A connection to write through, with nobody else at Chroma's files and its index up to date.

        Others wait meanwhile that want to open the store, so nothing slow belongs in it.
        """
        with self._opening, self._database.alone():
            files = self._database.files
            if self._is_old(vectors=False) or (files and files.writer() != self._db.id):
                self._reconnect()
            if files:
                files.sign(self._db.id)
            with self._db.used():
                yield self._db

    def generations(self) -> list[str]:
        """Every generation that the database holds collections of, used or not."""
        with self.reading() as db:
            found = {generation_of(name) for name in collection_names(db.client)}
            return sorted(generation for generation in found if generation is not None)

    def use(self, generation: str) -> None:
        """Put this generation in the place of the present one, for every process at once."""
        with self.changing() as db:
            write_stamp(db.client, replace(self._wanted, generation=generation))

    def drop_others(self) -> None:
        """Delete the collections of every other generation: replaced ones, and those whose making was broken off."""
        with self.changing() as db:
            for name in collection_names(db.client):
                former = name == BEFORE_GENERATIONS and is_ours(db.client, name)
                if former or generation_of(name) not in (None, db.generation):
                    db.client.delete_collection(name)
            _empty(db.client.get_collection(STAMP, embedding_function=None))
            if self._database.files:
                self._database.files.drop_unused()

    def close(self) -> None:
        """Let go of Chroma's files."""
        self._db.retire()

    def _is_old(self, vectors: bool) -> bool:
        """Whether the store was rebuilt since, or, for ``vectors``, another process has changed what is held."""
        if not self._wanted.generation and self._generation(self._db.client) != self._db.generation:
            return True
        files = self._database.files
        if not vectors or files is None or files.writer() == self._db.id:
            return False
        return self._db.held()[0] != self._opened_at

    def _reconnect(self) -> None:
        old, self._db = self._db, self._connect()
        old.retire()

    def _connect(self) -> Connection:
        """Inside ``alone``."""
        system, client = self._database.open()
        try:
            generation = self._wanted.generation or self._generation(client)
            files = self._database.files
            before = files.saves() if files else {}
            db = Connection(system, client, generation)
            if files and files.saves() != before:
                files.sign(db.id)  # what a killed writer had left in the log was enough to be saved
            self._opened_at = db.held()[0]
        except BaseException:
            if system is not None:
                system.stop()
            raise
        return db

    def _generation(self, client: Any) -> str:
        """The generation in use. Raises StoreMismatchError."""
        stamp = read_stamp(client, replace(self._wanted, generation=FIRST_GENERATION))
        if (stamp.schema, stamp.embedding) != (self._wanted.schema, self._wanted.embedding):
            raise mismatch(stamp, self._wanted)
        return stamp.generation


def _empty(collection: Any) -> None:
    """Before there were generations, the notices themselves stood where the stamp is."""
    while ids := collection.get(limit=_PAGE, include=[])["ids"]:
        collection.delete(ids=ids)


def mismatch(held: Stamp, wanted: Stamp) -> StoreMismatchError:
    """Says what the store is and names the command that brings it up to date."""
    if held.schema > wanted.schema:
        return StoreMismatchError(
            "store-newer",
            zh=f"文件库由更新版本的要点建立（格式 {held.schema}，本版本为 {wanted.schema}）。请升级要点",
            en=f"the store was made by a newer Yaodian (schema {held.schema}, this one has {wanted.schema}). Upgrade "
            "Yaodian",
        )
    return StoreMismatchError(
        "store-mismatch",
        zh=f"文件库是用 {held.embedding}（格式 {held.schema}）建立的，当前设置为 {wanted.embedding}"
        f"（格式 {wanted.schema}）。请运行 yaodian rebuild 按当前设置重建，或改回原设置",
        en=f"the store was made with {held.embedding} (schema {held.schema}), the settings ask for "
        f"{wanted.embedding} (schema {wanted.schema}). Run yaodian rebuild to bring it up to date, or go back to the "
        "former settings",
    )
