"""Vectors kept between runs, so that the same passage is never embedded twice by the same model."""

from __future__ import annotations

import hashlib
import logging
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
from langchain_core.embeddings import Embeddings

logger = logging.getLogger(__name__)

DEFAULT_CAPACITY = 500_000  # vectors; about 0.9 GB at 384 dimensions
_BUSY_SECONDS = 30.0
_KEYS_PER_QUERY = 500
_SCHEMA = """
CREATE TABLE IF NOT EXISTS vectors (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    vector BLOB NOT NULL
)
"""


class CachedEmbeddings(Embeddings):
    """``inner`` with a memory on disk for documents; questions pass through.

    A vector is kept as float32 under the hash of ``model`` and the text, so ``model`` must name everything
    that shapes it. Any number of threads and processes may share the file. Beyond ``capacity`` vectors the
    oldest tenth goes. The cache only ever saves work: a damaged file is made anew, and where the file cannot
    be used at all the texts are embedded, with a warning in the log.
    """

    def __init__(self, inner: Embeddings, model: str, path: Path, capacity: int = DEFAULT_CAPACITY) -> None:
        self._inner = inner
        self._model = model
        self._file = _VectorFile(path, capacity)
        self._called = False  # the model, to be loaded

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        keys = [self._key(text) for text in texts]
        known = self._file.read(list(dict.fromkeys(keys)))
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if missing:
            vectors = self._inner.embed_documents(list(missing.values()))
            fresh = {
                key: np.asarray(vector, np.float32).tobytes()
                for key, vector in zip(missing, vectors, strict=True)
            }
            self._file.write(fresh)
            known |= fresh
        return [np.frombuffer(known[key], np.float32).tolist() for key in keys]

    def embed_query(self, text: str) -> list[float]:
        return self._inner.embed_query(text)

    def load_soon(self) -> None:
        """Load the model in a thread of its own, half a second that whoever needs it soon has other work for.

        Only the first call does anything.
        """
        if self._called:
            return
        self._called = True
        threading.Thread(target=self._inner.embed_query, args=("目标",), name="load-model").start()

    def _key(self, text: str) -> bytes:
        return hashlib.sha256(f"{self._model}\0{text}".encode("utf-8", "surrogatepass")).digest()


class _VectorFile:
    """The SQLite file. Opened for each batch, which keeps it safe between threads and across a fork."""

    def __init__(self, path: Path, capacity: int) -> None:
        self._path = path
        self._capacity = max(capacity, 1)

    def read(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The vectors known, by key."""
        found: dict[bytes, bytes] = {}
        if not keys or not self._path.exists():
            return found
        with self._tolerant(), self._opened() as connection:
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'vectors'").fetchone():
                return found  # another thread is just making it
            for start in range(0, len(keys), _KEYS_PER_QUERY):
                part = keys[start : start + _KEYS_PER_QUERY]
                marks = ",".join("?" * len(part))
                rows = connection.execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", part)
                found.update(rows)
        return found

    def write(self, vectors: dict[bytes, bytes]) -> None:
        """Keep these too; another process may have been first, with the same vectors."""
        with self._tolerant(), self._opened() as connection, connection:
            # The right to write at once: a reading that becomes a writing is refused, not kept waiting, where
            # somebody else writes. The journal's mode is left as it is, since changing it is refused likewise.
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(_SCHEMA)
            connection.executemany(
                "INSERT OR IGNORE INTO vectors (key, vector) VALUES (?, ?)", vectors.items()
            )
            self._evict(connection)

    def _evict(self, connection: sqlite3.Connection) -> None:
        # Rows are only ever taken from the old end, so the ids of those left have no gaps worth counting.
        oldest, newest = connection.execute("SELECT min(id), max(id) FROM vectors").fetchone()
        if newest is not None and newest - oldest >= self._capacity:
            keep = self._capacity - self._capacity // 10
            connection.execute("DELETE FROM vectors WHERE id <= ?", (newest - keep,))

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._path, timeout=_BUSY_SECONDS)) as connection:
            connection.execute("PRAGMA synchronous=NORMAL")
            yield connection

    @contextmanager
    def _tolerant(self) -> Iterator[None]:
        """Damage costs the cache its contents, other trouble its use this once; the caller goes on."""
        try:
            yield
        except (sqlite3.OperationalError, OSError) as error:
            logger.warning("the embedding cache %s cannot be used: %s", self._path, error)
        except sqlite3.DatabaseError as error:
            logger.warning("the embedding cache %s is damaged and is made anew: %s", self._path, error)
            for suffix in ("", "-wal", "-shm"):
                self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
