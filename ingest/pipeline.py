"""From paths to a store in step with them: this is where a notice comes in.

read (readers) → parse (parse.py) → cut into passages (passages.py) → embed and store (store.py), file by file, so that
a run that is stopped has lost at most the file in hand, and the next run goes on from there.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from ingest.errors import Lang, NoticeError
from ingest.models import Notice
from ingest.parse import parse_notices
from ingest.passages import cut_passages
from ingest.readers import refusals
from ingest.readers.lines import RawDocument
from ingest.readers.read import SUFFIXES, read_bytes
from ingest.settings import IngestSettings
from ingest.store import NoticeStore


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not taken: the reason and what to do, in both languages."""

    path: str
    code: str
    zh: str
    en: str

    def text(self, lang: Lang = "zh") -> str:
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of ``total`` files read, or passages of the file ``name`` embedded."""

    stage: Literal["read", "embed"]
    done: int
    total: int
    name: str


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What a run did. ``passages`` counts those embedded now; ``removed`` are ids of notices that were replaced."""

    added: tuple[Notice, ...] = ()
    unchanged: tuple[Notice, ...] = ()
    removed: tuple[str, ...] = ()
    passages: int = 0
    skipped: tuple[Skipped, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.skipped


Listener = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    source: str  # what people see
    asked: bool  # named by the person, not found in a folder
    closed: OSError | None = None  # a folder that cannot be listed, and why


def ingest_paths(
    paths: Sequence[Path], store: NoticeStore, settings: IngestSettings, progress: Listener | None = None
) -> IngestReport:
    """Bring files and folders into the store. Never raises for a bad file: it is in ``skipped``, the others go in.

    Running again on the same files embeds nothing; a changed file replaces its notices. Raises StoreError only.
    """
    run = _Run(store, settings, progress or (lambda _: None))
    files = list(_files(paths))
    for done, file in enumerate(files):
        run.progress(Progress("read", done, len(files), file.source))
        suffix = file.path.suffix.lower()
        # os.path, because Path.is_file raises in a folder that may not be entered.
        if not file.asked and suffix not in SUFFIXES and os.path.isfile(file.path):  # noqa: PTH113
            run.skip(refusals.unknown_type(file.source, suffix))
            continue
        run.take(file.source, str(file.path.absolute()), lambda file=file: _read(file, settings))  # type: ignore[misc]
    run.progress(Progress("read", len(files), len(files), ""))
    return run.report()


def ingest_upload(
    name: str, data: bytes, store: NoticeStore, settings: IngestSettings, progress: Listener | None = None
) -> IngestReport:
    """Bring one uploaded file into the store. ``name`` is what the person called it: shown, never opened."""
    run = _Run(store, settings, progress or (lambda _: None))
    source = name.replace("\\", "/").rsplit("/", 1)[-1] or "upload"
    run.take(source, f"upload:{source}", lambda: data)
    return run.report()


def _files(paths: Sequence[Path]) -> Iterator[_File]:
    """Files named, and files in folders (hidden ones and Office's ``~$`` lock files left out), in a stable order."""
    seen: set[Path] = set()
    for path in paths:
        is_folder = os.path.isdir(path)  # noqa: PTH112  (Path.is_dir raises below a folder that may not be entered)
        found = _in_folder(path) if is_folder else [_File(path, path.name, True)]
        for file in found:
            if file.path.absolute() not in seen:
                seen.add(file.path.absolute())
                yield file


def _in_folder(folder: Path) -> list[_File]:
    """What is in a folder, and the folders in it that cannot be listed."""
    found: list[_File] = []

    def add(path: Path, closed: OSError | None = None) -> None:
        source = path.relative_to(folder).as_posix() if path != folder else folder.name or str(folder)
        found.append(_File(path, source, False, closed))

    for place, folders, names in os.walk(
        folder, onerror=lambda error: add(Path(error.filename or folder), error)
    ):
        folders[:] = [name for name in folders if not _hidden(name)]
        for name in names:
            if not _hidden(name):
                add(Path(place, name))
    return sorted(found, key=lambda file: file.path)


def _hidden(part: str) -> bool:
    return part.startswith((".", "~$"))


def _read(file: _File, settings: IngestSettings) -> bytes:
    try:
        if file.closed:
            raise file.closed
        status = file.path.stat()
        if not stat.S_ISREG(status.st_mode):  # reading a pipe or a device would never end
            raise NoticeError(
                file.source,
                "not-a-file",
                zh="不是普通文件（是设备或管道），请换成文件",
                en="is a device or a pipe, not a file; name a regular file",
            )
        if status.st_size > settings.max_file_bytes:
            raise _too_large(file.source, status.st_size, settings)
        return file.path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise NoticeError(
            file.source,
            "unreadable",
            zh=f"读不到{'文件夹' if file.closed else '文件'}（{reason}），请检查路径和权限",
            en=f"cannot be read ({reason}); check the path and its permissions",
        ) from error


def _too_large(source: str, size: int, settings: IngestSettings) -> NoticeError:
    limit = settings.max_file_bytes // (1024 * 1024)
    return NoticeError(
        source,
        "too-large",
        zh=f"文件有 {size / 1048576:.0f} MB，超过上限 {limit} MB，请拆分后再导入",
        en=f"is {size / 1048576:.0f} MB, more than the limit of {limit} MB; split it and try again",
    )


def _check_length(source: str, document: RawDocument, settings: IngestSettings) -> None:
    length = sum(len(line.text) for line in document.lines)
    if length > settings.max_chars:
        raise NoticeError(
            source,
            "too-large",
            zh=f"全文 {length} 字，超过上限 {settings.max_chars} 字。请拆成几个文件，或调高 YAODIAN_MAX_CHARS",
            en=f"has {length} characters, more than the limit of {settings.max_chars}; split it, or raise "
            "YAODIAN_MAX_CHARS",
        )


class _Run:
    """One ingest: what the store held before, and what has been done so far."""

    def __init__(self, store: NoticeStore, settings: IngestSettings, progress: Listener) -> None:
        self.store = store
        self.settings = settings
        self.progress = progress
        self.seen = ""  # the revision of the store that ``known`` tells of
        self.known: dict[str, Notice] = {}
        self._catch_up()
        self.heirs: dict[str, Notice] = {}  # the same words as a known notice's, read from another file
        self.added: list[Notice] = []
        self.unchanged: list[Notice] = []
        self.removed: list[str] = []
        self.skipped: list[Skipped] = []
        self.passages = 0

    def take(self, source: str, origin: str, read: Callable[[], bytes]) -> None:
        try:
            data = read()
            digest = hashlib.sha256(data).hexdigest()
            held = self._held(origin, digest)
            if held:
                self.unchanged += held
                return
            document = read_bytes(source, data, self.settings)
            _check_length(source, document, self.settings)
            notices = parse_notices(document, source, digest)
            if not notices:
                raise NoticeError(source, "no-text", zh="文件里没有文字", en="holds no text")
        except NoticeError as error:
            self.skip(error)
            return
        self._store([replace(notice, origin=origin) for notice in notices])

    def skip(self, error: NoticeError) -> None:
        self.skipped.append(Skipped(error.path, error.code, error.reason_zh, error.reason_en))

    def _catch_up(self) -> None:
        """Learn what another run has written meanwhile."""
        revision = self.store.revision()
        if revision != self.seen:
            self.known = {notice.id: notice for notice in self.store.notices()}
            self.seen = revision

    def _held(self, origin: str, digest: str) -> list[Notice]:
        """The notices of this very file, if all its parts are in the store already."""
        held = [n for n in self.known.values() if n.origin == origin and n.source_hash == digest]
        return sorted(held, key=lambda n: n.part) if held and len(held) == held[0].parts else []

    def _store(self, notices: list[Notice]) -> None:
        with self.store.writing():
            self._catch_up()  # only now nobody else writes
            for notice in notices:
                if notice.id in self.known:
                    self.unchanged.append(self.known[notice.id])
                    if self.known[notice.id].origin != notice.origin:
                        self.heirs[notice.id] = notice
                    continue
                self._embed(notice)
                self.added.append(notice)
            self._remove_replaced(notices)
            self.seen = self.store.revision()

    def _embed(self, notice: Notice) -> None:
        passages = cut_passages(notice, self.settings.passage_tokens)
        total = len(passages)
        self.progress(Progress("embed", 0, total, notice.source))
        self.store.add(notice, passages, lambda n: self.progress(Progress("embed", n, total, notice.source)))
        self.known[notice.id] = notice
        self.passages += total

    def _remove_replaced(self, notices: list[Notice]) -> None:
        """Former notices of a changed file go once the new ones are in, but not words that another file still has."""
        kept = {notice.id for notice in notices}
        origin = notices[0].origin
        for old in [n for n in self.known.values() if n.origin == origin and n.id not in kept]:
            if old.id in self.heirs:
                self._embed(self.heirs.pop(old.id))
                continue
            self.store.delete(old.id)
            del self.known[old.id]
            self.removed.append(old.id)

    def report(self) -> IngestReport:
        return IngestReport(
            tuple(self.added), tuple(self.unchanged), tuple(self.removed), self.passages, tuple(self.skipped)
        )
