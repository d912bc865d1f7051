"""A store of an older schema or of another embedding model, made anew as the settings ask for.

Nothing is lost and nothing is invented: a file that still has the very bytes that were taken in is read again, with
everything that reading has learnt since; of one that has changed, or is gone, or was uploaded, the stored text is kept,
and what the older schema did not record is read from that text where reading it gives the same text. The new store is
built beside the old one, which answers until the new one takes its place in one step.
"""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from langchain_core.embeddings import Embeddings

from ingest.anatomy.parse import parse_notices
from ingest.embedding.embeddings import make_embeddings
from ingest.errors import NoticeError
from ingest.intake.files import origin_of
from ingest.intake.parsed import read_notices
from ingest.intake.report import Listener, Progress
from ingest.intake.run import Run
from ingest.intake.sources import sources_of
from ingest.models import Notice, Source
from ingest.readers.archive import is_archive, unpack
from ingest.readers.lines import Line, RawDocument
from ingest.readers.load import load
from ingest.settings import IngestSettings
from ingest.store.chroma import FIRST_GENERATION, STAMP, Database, explained, read_stamp, store_error
from ingest.store.records import older_notice
from ingest.store.sessions import mismatch
from ingest.store.stamp import SCHEMA, Stamp, embedding_name
from ingest.store.store import NoticeStore

_PAGE = 1000
# What a text does not tell: which lines of which file it came from.
_NOT_IN_THE_TEXT = frozenset({"source_map", "also"})


@dataclass(frozen=True, slots=True)
class RebuildReport:
    """``reread`` are the notices read again from their files, ``kept`` those taken over with their stored text."""

    reread: tuple[Notice, ...]
    kept: tuple[Notice, ...]
    passages: int


@dataclass(frozen=True, slots=True)
class _Older:
    """A notice as it was held, and the names of the fields that its schema did not have."""

    notice: Notice
    missing: frozenset[str]


def rebuild(
    settings: IngestSettings, embeddings: Embeddings | None = None, progress: Listener | None = None
) -> RebuildReport:
    """Make the store of the settings anew, in their schema and with their embedding model, whatever it was made with.

    Raises StoreMismatchError where a newer version made it, StoreBusyError while another process writes, StoreError.
    Where it is interrupted the old store stays as it was.
    """
    try:
        with explained(settings):
            _check(settings)
            generation = uuid.uuid4().hex[:8]
            store = NoticeStore(settings, embeddings or make_embeddings(settings), generation)
            with store.writing():
                report = _fill(store, _read_older(settings), settings, progress or (lambda _: None))
                store.take_over(generation)
            store.close()
            return report
    except (OSError, ValueError, RuntimeError) as error:
        raise store_error(settings, error) from error


def _check(settings: IngestSettings) -> None:
    """Raises StoreMismatchError for a schema that is to come."""
    with _opened(settings) as (_, stamp):
        if stamp.schema > SCHEMA:
            raise mismatch(stamp, replace(stamp, schema=SCHEMA))


def _read_older(settings: IngestSettings) -> list[_Older]:
    """Everything held, whatever the schema."""
    with _opened(settings) as (client, stamp):
        name = f"notices-{stamp.generation}" if stamp.generation else STAMP
        collection = client.get_or_create_collection(name, embedding_function=None)
        return [_Older(*older_notice(*record)) for record in _records(collection)]


@contextmanager
def _opened(settings: IngestSettings) -> Iterator[tuple[Any, Stamp]]:
    database = Database(settings)
    with database.alone():
        system, client = database.open()
        try:
            yield client, read_stamp(client, Stamp(SCHEMA, embedding_name(settings), FIRST_GENERATION))
        finally:
            if system is not None:
                system.stop()


def _records(collection: Any) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    offset = 0
    while True:
        page = collection.get(limit=_PAGE, offset=offset, include=["documents", "metadatas"])
        if not page["ids"]:
            return
        offset += len(page["ids"])
        for key, text, data in zip(page["ids"], page["documents"], page["metadatas"], strict=True):
            if not data.get("draft") and "title" in data:
                yield key, text, data


def _fill(
    store: NoticeStore, held: Sequence[_Older], settings: IngestSettings, progress: Listener
) -> RebuildReport:
    run = Run.over(store, settings, progress)
    files = _by_file(held)
    reread: set[str] = set()
    for done, (source, notices) in enumerate(files.items()):
        progress(Progress("read", done, len(files), source.name))
        found = _read_again(source, settings)
        if found is None:
            found = [_completed(older, place) for older, place in notices]
        else:
            reread.update(notice.id for notice in found)
        origin = source.origin if source.origin.startswith("upload:") else origin_of(Path(source.origin))
        run.put(origin, found)
    report = run.report()
    return RebuildReport(
        tuple(notice for notice in store.notices() if notice.id in reread),
        tuple(notice for notice in store.notices() if notice.id not in reread),
        report.passages,
    )


def _by_file(held: Sequence[_Older]) -> dict[Source, list[tuple[_Older, Source]]]:
    """What each file holds, files that notices go by first."""
    files: dict[Source, list[tuple[_Older, Source]]] = {}
    placed = [(older, n, source) for older in held for n, source in enumerate(sources_of(older.notice))]
    for older, _, source in sorted(placed, key=lambda item: (item[1] > 0, item[2].origin, item[2].part)):
        files.setdefault(replace(source, part=0, parts=0), []).append((older, source))
    return files


def _read_again(source: Source, settings: IngestSettings) -> list[Notice] | None:
    """The notices of a file that is still what it was; ``None`` where it is not, or cannot be read now."""
    try:
        data = _bytes_of(source, settings)
        if data is None or hashlib.sha256(data).hexdigest() != source.hash:
            return None
        return read_notices(source.name, source.hash, data, settings)
    except NoticeError:
        return None


def _bytes_of(source: Source, settings: IngestSettings) -> bytes | None:
    if not os.path.isabs(source.origin):  # noqa: PTH117  (an upload's is no path)
        return None
    path = Path(source.origin)
    if path.is_file():
        return load(path, source.name, settings)
    archive = next((outer for outer in path.parents if outer.is_file()), None)
    if archive is None or not is_archive(archive.name):
        return None
    data = load(archive, archive.name, settings)
    inside = path.relative_to(archive).as_posix()
    for item in unpack(archive.name, data, settings):
        if not isinstance(item, NoticeError) and item.name == f"{archive.name}/{inside}":
            return item.data
    return None


def _completed(older: _Older, place: Source) -> Notice:
    """A stored notice at its place in a file, with what its schema did not record."""
    notice = replace(
        older.notice,
        source=place.name,
        source_hash=place.hash,
        origin=place.origin,
        part=place.part,
        parts=place.parts,
        also=(),
    )
    learnt = {field.name for field in fields(Notice)} & older.missing - _NOT_IN_THE_TEXT
    lines = tuple(Line(line, whole=True) for line in notice.text.split("\n"))
    found = parse_notices(RawDocument(lines), notice.source, notice.source_hash) if learnt else []
    if len(found) != 1 or found[0].text != notice.text:
        return notice
    read = found[0]
    return replace(notice, clauses=read.clauses, **{name: getattr(read, name) for name in learnt})
