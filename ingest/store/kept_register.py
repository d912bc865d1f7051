"""What a store holds, noted in a file beside it, so that a run that finds nothing new need not open Chroma.

The note holds as long as nothing has been written since: whoever writes takes it away first (vector_files.py), and leaves
another signature than the one it was made under. It names the indexes of the database, too, so that it is no other
database's. Anything else about it that is not as it should be means that Chroma is asked.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from ingest.entry import Entry
from ingest.settings import IngestSettings
from ingest.store.stamp import SCHEMA, embedding_name
from ingest.store.vector_files import VectorFiles


@dataclass(frozen=True, slots=True)
class _Kept:
    schema: int
    embedding: str
    writer: str
    indexes: frozenset[str]
    entries: tuple[Entry, ...]


_KEPT = TypeAdapter(_Kept)


def keep_register(files: VectorFiles, schema: int, embedding: str, entries: Iterable[Entry]) -> None:
    """Note that the store holds these and nothing is left over. Only while nobody else writes."""
    kept = _Kept(schema, embedding, files.writer(), files.indexes(), tuple(entries))
    if kept.writer:
        fresh = files.register.with_suffix(".new")
        fresh.write_bytes(_KEPT.dump_json(kept))
        fresh.replace(files.register)


def kept_register(settings: IngestSettings) -> tuple[Entry, ...] | None:
    """All that the store of the settings holds; ``None`` where only the store itself can tell."""
    if settings.chroma_url:
        return None
    files = VectorFiles(settings.data_dir)
    try:
        kept = _KEPT.validate_json(files.register.read_bytes())
        now = (SCHEMA, embedding_name(settings), files.writer(), files.indexes())
    except (OSError, ValidationError, sqlite3.Error):
        return None
    return kept.entries if (kept.schema, kept.embedding, kept.writer, kept.indexes) == now else None
