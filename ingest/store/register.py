"""The register of a store: an entry for each notice held, read some at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.entry import Entry
from ingest.store.chroma import Connection
from ingest.store.pages import PAGE, data_among, in_pages
from ingest.store.records import LENGTH, entry_from

_AT_ONCE: Final = 100
_READINGS: Final = 20  # tries while others write; then what was read last has to do


@dataclass(frozen=True, slots=True)
class Register:
    """What was held at a revision: all of it, or what is held of the notices ``touched`` since another revision."""

    revision: str
    entries: Sequence[Entry]
    touched: frozenset[str] | None


def read_register(db: Connection, since: str) -> Register:
    """The register as it is now; where it is known what was touched since the revision ``since``, only that is read."""
    for _ in range(_READINGS):
        revision, count = db.held()
        touched = db.touched_since(since) if since else None
        ids = _ids_held(db) if touched is None else sorted(touched)
        entries = list(_entries(db, ids))
        # Where records came or went between two readings, one may have been missed: read again.
        if db.held()[0] == revision and (touched is not None or len(entries) == count):
            break
    return Register(revision, entries, touched)


def _ids_held(db: Connection) -> list[str]:
    ids: list[str] = []
    while page := db.notices.get(where={"draft": False}, limit=PAGE, offset=len(ids), include=[])["ids"]:
        ids += page
    return ids


def _entries(db: Connection, ids: Sequence[str]) -> Iterator[Entry]:
    for part in in_pages(ids, _AT_ONCE):
        records = dict(data_among(db, part))
        lengths = _lengths(db, [key for key, data in records.items() if LENGTH not in data])
        for key, data in records.items():
            yield entry_from(key, {LENGTH: lengths.get(key, 0), **data})


def _lengths(db: Connection, ids: list[str]) -> dict[str, int]:
    """Of notices that were stored before their length was noted with them."""
    if not ids:
        return {}
    found = db.notices.get(ids=ids, include=["documents"])
    return {key: len(text) for key, text in zip(found["ids"], found["documents"], strict=True)}
