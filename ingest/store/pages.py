"""Chroma a page at a time: it refuses to write more than some 5,400 records at once, and to name more than some 32,000.

Records asked for by their ids come without a filter beside, which would have Chroma look through all that it holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ingest.models import Notice, Passage
from ingest.store.chroma import Connection
from ingest.store.records import notice_from, passage_from

PAGE = 5000
_NOTICES_AT_ONCE = 100  # their records are long: tens of KiB each


def has_drafts(db: Connection) -> bool:
    """Whether somebody is bringing notices in or taking some out, or was interrupted."""
    return bool(db.notices.get(where={"draft": True}, limit=1, include=[])["ids"])


def held_among(db: Connection, ids: Sequence[str]) -> set[str]:
    """Those of ``ids`` that are notices held, and no drafts."""
    return {key for key, _ in data_among(db, ids)}


def notices_among(db: Connection, ids: Sequence[str]) -> list[Notice]:
    """Those of ``ids`` that are notices held, whole."""
    found: list[Notice] = []
    for part in in_pages(ids, _NOTICES_AT_ONCE):
        records = db.notices.get(ids=part, include=["documents", "metadatas"])
        rows = zip(records["ids"], records["documents"], records["metadatas"], strict=True)
        found += [notice_from(*row) for row in rows if not row[2].get("draft", True)]
    return found


def data_among(db: Connection, ids: Sequence[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Those of ``ids`` that are notices held, and no drafts, each with everything but its text."""
    for part in in_pages(ids, _NOTICES_AT_ONCE):
        found = db.notices.get(ids=part, include=["metadatas"])
        for key, data in zip(found["ids"], found["metadatas"], strict=True):
            if not data.get("draft", True):  # the record of the revision has no such word
                yield key, data


def known_among(db: Connection, ids: Sequence[str]) -> list[str]:
    """Those of ``ids`` that there is a record of, be it a draft."""
    return [key for page in in_pages(ids) for key in db.notices.get(ids=page, include=[])["ids"]]


def pages(collection: Any, where: dict[str, Any]) -> Iterator[list[tuple[str, str, dict[str, Any]]]]:
    offset = 0
    while True:
        page = collection.get(where=where, limit=PAGE, offset=offset, include=["documents", "metadatas"])
        if not page["ids"]:
            return
        yield list(zip(page["ids"], page["documents"], page["metadatas"], strict=True))
        offset += len(page["ids"])


def passages_of(db: Connection, ids: Sequence[str]) -> list[Passage]:
    """Their passages by id. Read in one call where they are few enough: nothing can slip between two pages."""
    where = {"document_id": {"$in": list(ids)}}
    found = db.passages.get(where=where, limit=PAGE, include=["documents", "metadatas"])
    if len(found["ids"]) < PAGE:
        records: Iterable[Any] = zip(found["ids"], found["documents"], found["metadatas"], strict=True)
    elif len(ids) > 1:
        half = len(ids) // 2
        return passages_of(db, ids[:half]) + passages_of(db, ids[half:])
    else:
        records = (record for page in pages(db.passages, where) for record in page)
    return sorted((passage_from(*record) for record in records), key=lambda passage: passage.id)


def passages_by_notice(db: Connection, ids: Sequence[str]) -> dict[str, tuple[Passage, ...]]:
    """The passages of each of these notices, by id; none for what is no notice."""
    found: dict[str, list[Passage]] = {key: [] for key in ids}
    for passage in passages_of(db, ids):
        found[passage.document_id].append(passage)
    return {key: tuple(passages) for key, passages in found.items()}


def drop_passages(db: Connection, document_id: str) -> None:
    where = {"document_id": document_id}
    while ids := db.passages.get(where=where, limit=PAGE, include=[])["ids"]:
        db.passages.delete(ids=ids)


def in_pages(ids: Sequence[str], size: int = PAGE) -> Iterator[list[str]]:
    for start in range(0, len(ids), size):
        yield list(ids[start : start + size])
