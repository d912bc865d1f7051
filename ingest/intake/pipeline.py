"""From paths to a store in step with them: this is where a notice comes in.

read (readers) → parse (parse.py) → cut into passages (passages.py) → embed and store (store.py), file by file, so that
a run that is stopped has lost at most the file in hand, and the next run goes on from there.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from ingest.anatomy.parse import parse_notices
from ingest.embedding.embedding_cache import CachedEmbeddings
from ingest.errors import NoticeError
from ingest.intake.files import Found, Listing, is_within, list_files
from ingest.intake.holdings import Holdings
from ingest.intake.prune import gone_files
from ingest.intake.report import IngestReport, IngestStopped, Listener, Progress, Skipped
from ingest.intake.sources import merged, sources_of, with_sources
from ingest.models import Notice, Passage, Source
from ingest.passages import cut_passages
from ingest.readers import refusals
from ingest.readers.archive import is_archive, unpack
from ingest.readers.formats import suffix_of
from ingest.readers.load import load, unreadable
from ingest.readers.read import SUFFIXES, read_bytes
from ingest.settings import IngestSettings
from ingest.store.store import NoticeStore

__all__ = [
    "IngestReport",
    "IngestStopped",
    "Listener",
    "Progress",
    "Skipped",
    "ingest_paths",
    "ingest_upload",
]


def ingest_paths(
    paths: Sequence[Path],
    store: NoticeStore,
    settings: IngestSettings,
    progress: Listener | None = None,
    *,
    prune: bool = False,
    may_be_empty: bool = False,
    only: Callable[[str], bool] | None = None,
) -> IngestReport:
    """Bring files and folders into the store. Never raises for a bad file: it is in ``skipped``, the others go in.

    Running again on the same files embeds nothing; a changed file replaces its notices. ``prune`` takes out what came
    from files that are gone from the folders, and from a folder without any file only if it ``may_be_empty``; ``only`` limits the run to the files whose address it says yes to.
    Raises StoreError, and IngestStopped in place of KeyboardInterrupt.
    """
    store.sweep()
    run = Run(store, settings, progress or (lambda _: None))
    try:
        listing = list_files(paths)
        files = [file for file in listing.files if only is None or only(file.origin)]
        for done, file in enumerate(files):
            run.progress(Progress("read", done, len(files), file.source))
            run.take_found(file)
        run.progress(Progress("read", len(files), len(files), ""))
        if prune:
            run.prune(listing, may_be_empty, only or (lambda _: True))
    except KeyboardInterrupt:
        raise IngestStopped(run.report()) from None
    return run.report()


def ingest_upload(
    name: str, data: bytes, store: NoticeStore, settings: IngestSettings, progress: Listener | None = None
) -> IngestReport:
    """Bring one uploaded file into the store. ``name`` is what the person called it: shown, never opened."""
    store.sweep()
    run = Run(store, settings, progress or (lambda _: None))
    source = name.replace("\\", "/").rsplit("/", 1)[-1] or "upload"
    run.take_file(source, f"upload:{source}", data)
    return run.report()


def read_notices(source: str, digest: str, data: bytes, settings: IngestSettings) -> list[Notice]:
    """The notices in the bytes of a file, one at least. Raises NoticeError."""
    notices = parse_notices(read_bytes(source, data, settings), source, digest)
    if not notices:
        raise NoticeError(source, "no-text", zh="文件里没有文字", en="holds no text")
    return notices


def sources_in(origin: str, notices: Sequence[Notice]) -> dict[str, list[Source]]:
    """For each notice, by id, the places where the file ``origin`` holds it: one, or several of the same words."""
    sources: dict[str, list[Source]] = {}
    for notice in notices:
        place = Source(notice.source, notice.source_hash, origin, notice.part, notice.parts)
        sources.setdefault(notice.id, []).append(place)
    return sources


class Run:
    """One ingest: what the store held before, and what has been done so far."""

    def __init__(self, store: NoticeStore, settings: IngestSettings, progress: Listener) -> None:
        self.store = store
        self.settings = settings
        self.progress = progress
        self.held = Holdings(store)
        self.added: dict[str, Notice] = {}
        self.unchanged: dict[str, Notice] = {}
        self.removed: list[str] = []
        self.skipped: list[Skipped] = []
        self.pruned: list[Notice] = []
        self.relocated: list[Notice] = []
        self.passages = 0
        self._model_called = False

    def take_found(self, file: Found) -> None:
        suffix = suffix_of(file.path.name)
        # os.path, because Path.is_file raises in a folder that may not be entered.
        if not file.asked and suffix not in SUFFIXES and os.path.isfile(file.path):  # noqa: PTH113
            self.skip(refusals.unknown_type(file.source, suffix))
            return
        try:
            if file.closed:
                raise unreadable(file.source, file.closed)
            data = load(file.path, file.source, self.settings)
        except NoticeError as error:
            self.skip(error)
            return
        self.take_file(file.source, file.origin, data)

    def take_file(self, source: str, origin: str, data: bytes) -> None:
        """A file, or each file of an archive."""
        if is_archive(source):
            self._take_archive(source, origin, data)
        else:
            self._take(source, origin, data)

    def _take_archive(self, source: str, origin: str, data: bytes) -> None:
        members: set[str] = set()
        whole = True
        for item in unpack(source, data, self.settings):
            if isinstance(item, NoticeError):
                self.skip(item)
                whole = False
                continue
            member = origin + item.name.removeprefix(source)
            while member in members:  # an archive may hold two files of one name
                member += "+"
            members.add(member)
            self._take(item.name, member, item.data)
        if (
            whole
        ):  # a member that is gone from it is a change of the archive, as a changed sentence is of a text
            inside = [held for held in self.held.files() if is_within(held, origin) and held not in members]
            for gone in inside:
                self.put(gone, [], {})

    def _take(self, source: str, origin: str, data: bytes) -> None:
        digest = hashlib.sha256(data).hexdigest()
        held = self.held.whole_file(origin, digest)
        if held:
            self.unchanged.update({notice.id: notice for notice in held})
            return
        self._load_model_soon()
        try:
            notices = read_notices(source, digest, data, self.settings)
        except NoticeError as error:
            self.skip(error)
            return
        self.put(origin, notices, sources_in(origin, notices))

    def _load_model_soon(self) -> None:
        """While the first new file is read and cut; where nothing is new, no model is needed."""
        embeddings = self.store.embeddings
        if not self._model_called and isinstance(embeddings, CachedEmbeddings):
            embeddings.load_soon()
        self._model_called = True

    def skip(self, error: NoticeError) -> None:
        self.skipped.append(Skipped.of(error))

    def put(self, origin: str, notices: Sequence[Notice], sources: dict[str, list[Source]]) -> list[Notice]:
        """What the file ``origin`` holds now takes the place of what it held. Gives back what is held no more."""
        with self.store.writing():
            self.held.catch_up()  # only now nobody else writes
            found = {notice.id: notice for notice in reversed(notices)}
            added = [
                replace(with_sources(notice, sources[key]), source_map=notice.source_map)
                for key, notice in sorted(found.items(), key=lambda item: item[1].part)
                if key not in self.held.notices
            ]
            changed: list[Notice] = []
            removed: list[Notice] = []
            former = {notice.id: notice for notice in self.held.of_file(origin)}
            for key in former.keys() | (found.keys() & self.held.notices.keys()):
                held = self.held.notices[key]
                now = merged(sources_of(held), origin, sources.get(key, ()))
                if not now:
                    removed.append(held)
                elif tuple(now) != sources_of(held):
                    changed.append(_remapped(with_sources(held, now), found.get(key), origin))
            self._write(added, changed, removed)
            self.unchanged.update(
                {key: self.held.notices[key] for key in found if key not in {n.id for n in added}}
            )
            return removed

    def _write(self, added: list[Notice], changed: list[Notice], removed: list[Notice]) -> None:
        if not (added or changed or removed):
            return
        cut: list[tuple[Notice, list[Passage]]] = [
            (notice, cut_passages(notice, self.settings.passage_tokens)) for notice in added
        ]
        total = sum(len(passages) for _, passages in cut)
        name = added[0].source if added else ""
        if added:
            self.progress(Progress("embed", 0, total, name))
        before = self.store.revision()
        try:
            self.store.replace(
                cut,
                changed,
                [notice.id for notice in removed],
                lambda done: self.progress(Progress("embed", done, total, name)),
            )
        finally:
            # Somebody may have stopped the run just after the one step that counts.
            if self.store.revision() != before:
                self._note(added, changed, removed, total)

    def _note(self, added: list[Notice], changed: list[Notice], removed: list[Notice], total: int) -> None:
        self.held.put([*added, *changed])
        self.held.remove(notice.id for notice in removed)
        self.held.in_step()
        self.added.update({notice.id: notice for notice in added})
        self.removed += [notice.id for notice in removed]
        self.passages += total

    def prune(self, listing: Listing, may_be_empty: bool, wanted: Callable[[str], bool]) -> None:
        """Take out what came from files that are gone."""
        gone = gone_files(listing, filter(wanted, self.held.files()), may_be_empty=may_be_empty)
        for error in gone.refused:
            self.skip(error)
        for origin in gone.files:
            touched = {notice.id for notice in self.held.of_file(origin)}
            removed = self.put(origin, [], {})
            self.pruned += removed
            stay = touched - {notice.id for notice in removed}
            self.relocated += [self.held.notices[key] for key in sorted(stay)]

    def report(self) -> IngestReport:
        pruned = {notice.id for notice in self.pruned}
        return IngestReport(
            tuple(self.added.values()),
            tuple(self.unchanged.values()),
            tuple(key for key in self.removed if key not in pruned),
            self.passages,
            tuple(self.skipped),
            tuple(self.pruned),
            tuple(self.relocated),
        )


def _remapped(notice: Notice, read: Notice | None, origin: str) -> Notice:
    """The map back to the source, where the file it goes by was just read and gave the very same text."""
    if read is not None and notice.origin == origin and read.text == notice.text:
        return replace(notice, source_map=read.source_map)
    return notice
