"""From the files of a run to the steps it consists of: bytes are read here, what is new goes to the parser."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.entry import Entry
from ingest.errors import NoticeError
from ingest.intake.files import Found
from ingest.intake.report import Progress
from ingest.readers import refusals
from ingest.readers.archive import is_archive, unpack
from ingest.readers.formats import SUFFIXES, suffix_of
from ingest.readers.load import load, unreadable
from ingest.settings import IngestSettings

if TYPE_CHECKING:
    from ingest.intake.parsed import Parsed


@dataclass(frozen=True, slots=True)
class Refused:
    """Something cannot be taken."""

    error: NoticeError


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A file has the bytes that ``notices`` were made of."""

    notices: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Parsing:
    """A file that is new or has changed, ``size`` bytes long, is being parsed."""

    source: str
    origin: str
    size: int
    parsed: Future[list[Parsed]]


@dataclass(frozen=True, slots=True)
class Unpacked:
    """All members of the archive ``origin`` are known: what is held of others in it is gone."""

    origin: str
    members: frozenset[str]


Step = Progress | Refused | Unchanged | Parsing | Unpacked


@dataclass(frozen=True, slots=True)
class Steps:
    """``held`` tells what is held of a file of exactly these bytes, ``parse`` has a new one parsed."""

    settings: IngestSettings
    held: Callable[[str, str], Sequence[Entry]]
    parse: Callable[[str, str, bytes, int, int], Future[list[Parsed]]]

    def of_files(self, files: Sequence[Found]) -> Iterator[Step]:
        """One file after another, each read when it is asked for; a ``Progress`` comes before each."""
        for done, file in enumerate(files):
            yield Progress("read", done, len(files), file.source)
            yield from self._of_found(file, done, len(files) - done)

    def of_bytes(
        self, source: str, origin: str, data: bytes, before: int = 0, left: int = 0
    ) -> Iterator[Step]:
        """A file, or each file of an archive; ``before`` files went before it in the run, ``left`` are left."""
        if is_archive(source):
            yield from self._of_archive(source, origin, data, before, left)
        else:
            yield self._of_document(source, origin, data, before, left)

    def _of_found(self, file: Found, before: int, left: int) -> Iterator[Step]:
        suffix = suffix_of(file.path.name)
        # os.path, because Path.is_file raises in a folder that may not be entered.
        if not file.asked and suffix not in SUFFIXES and os.path.isfile(file.path):  # noqa: PTH113
            yield Refused(refusals.unknown_type(file.source, suffix))
            return
        try:
            if file.closed:
                raise unreadable(file.source, file.closed)
            data = load(file.path, file.source, self.settings)
        except NoticeError as error:
            yield Refused(error)
            return
        yield from self.of_bytes(file.source, file.origin, data, before, left)

    def _of_archive(self, source: str, origin: str, data: bytes, before: int, left: int) -> Iterator[Step]:
        members: set[str] = set()
        whole = True
        for item in unpack(source, data, self.settings):
            if isinstance(item, NoticeError):
                yield Refused(item)
                whole = False
                continue
            member = origin + item.name.removeprefix(source)
            while member in members:  # an archive may hold two files of one name
                member += "+"
            members.add(member)
            yield self._of_document(item.name, member, item.data, before, left)
        if whole:  # a member gone from it is a change of the archive, as a changed sentence is of a text
            yield Unpacked(origin, frozenset(members))

    def _of_document(self, source: str, origin: str, data: bytes, before: int, left: int) -> Step:
        digest = hashlib.sha256(data).hexdigest()
        held = self.held(origin, digest)
        if held:
            return Unchanged(tuple(held))
        return Parsing(source, origin, len(data), self.parse(source, digest, data, before, left))
