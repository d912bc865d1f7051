"""Chroma's vector index on disk, kept whole though processes share it and may be killed.

Chroma writes its index files in place, from what it has in memory, whenever a thousand or so records have gathered;
the log of its database holds only what came after. So a process that is killed while it writes them leaves files that
end every later process with a segmentation fault, and one whose memory is older than another's work overwrites that
work. Three rules keep an embedded store out of both:

- Chroma opens the files, and changes them, only inside :meth:`VectorFiles.alone`: one process at a time.
- Before that a copy of the files is made, one for each state that they were saved in. Chroma notes in its database
  that a save is complete, as the last step of it: where a process was killed and the note is still the copy's, the
  copy goes back, and Chroma repeats from its log what is missing.
- Whoever changes the files signs for it, and takes away what was noted of their contents (kept_register.py). A process
  that finds another's name must open Chroma anew before it writes.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from filelock import FileLock

from ingest.settings import IngestSettings

_POLL_S = 0.005
_NOTE = "saved"  # in each copy: the note of Chroma's database that it belongs to
_BUSY_S = 30.0


def is_new(settings: IngestSettings) -> bool:
    """Whether the settings name an embedded store that is not there yet."""
    return not settings.chroma_url and not VectorFiles(settings.data_dir).chroma.exists()


class VectorFiles:
    """The index files under ``data_dir/chroma``, their copies, and who wrote them last."""

    def __init__(self, data_dir: Path) -> None:
        self.chroma = data_dir / "chroma"
        self._database = self.chroma / "chroma.sqlite3"
        self._copies = data_dir / "chroma-copies"
        self._lock = FileLock(data_dir / "chroma.lock", poll_interval=_POLL_S)
        self._busy = data_dir / "chroma-busy"  # there while a process is inside ``alone``
        self._signature = data_dir / "chroma-writer"
        self.register = data_dir / "register.kept"  # what is held, as long as nobody writes

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other processes from opening or changing the files; what a killed one left is put right first."""
        with self._lock:
            if self._busy.exists():
                self._restore()
            self._copy_saved()
            self._busy.touch()
            try:
                yield
            finally:
                self._busy.unlink(missing_ok=True)

    def writer(self) -> str:
        """Who changed the files last; empty where nobody can be relied on."""
        try:
            return self._signature.read_text(encoding="ascii")
        except FileNotFoundError:
            return ""

    def sign(self, writer: str) -> None:
        """Be the one who changed them last. Only inside :meth:`alone`."""
        self.register.unlink(missing_ok=True)
        if self.writer() != writer:
            fresh = self._signature.with_suffix(".new")
            fresh.write_text(writer, encoding="ascii")
            fresh.replace(self._signature)

    def saves(self) -> dict[str, str]:
        """Chroma's own note of the last complete save, for each index that has been saved."""
        if not self._database.exists():
            return {}
        with self._opened() as connection:
            found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'max_seq_id'").fetchone()
            rows = connection.execute("SELECT segment_id, seq_id FROM max_seq_id") if found else ()
            return {str(index): str(note) for index, note in rows}

    def indexes(self) -> frozenset[str]:
        """What Chroma calls the indexes in use: no two databases have the same."""
        with self._opened() as connection:
            return frozenset(str(row[0]) for row in connection.execute("SELECT id FROM segments"))

    def drop_unused(self) -> None:
        """Delete the files of collections that are gone: Chroma leaves them. Only inside :meth:`alone`."""
        used = self.indexes()
        for folder in [*self._indexes(), *self._copies.glob("*")]:
            if folder.name not in used:
                shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        # For writing: of a writer that was killed there may be a journal to roll back. Never made where there is none.
        uri = f"{self._database.absolute().as_uri()}?mode=rw"
        with closing(sqlite3.connect(uri, uri=True, timeout=_BUSY_S)) as connection:
            yield connection

    def _indexes(self) -> list[Path]:
        return [path for path in self.chroma.glob("*") if path.is_dir()]

    def _copy_saved(self) -> None:
        saves = self.saves()
        for folder in self._indexes():
            note = saves.get(folder.name)
            if note is not None and self._note_of(folder.name) != note:
                copy = self._copies / folder.name
                fresh = copy.with_suffix(".new")
                shutil.rmtree(fresh, ignore_errors=True)
                shutil.copytree(folder, fresh)
                (fresh / _NOTE).write_text(note, encoding="ascii")
                shutil.rmtree(copy, ignore_errors=True)
                fresh.replace(copy)

    def _restore(self) -> None:
        """Put the copies back where no complete save has followed them; files never completely saved go.

        Begun again from the start where it is killed itself: the mark of being busy is still there.
        """
        saves = self.saves()
        for folder in self._indexes():
            if folder.name not in saves:
                shutil.rmtree(folder)
        for index, note in saves.items():
            if self._note_of(index) == note:
                fresh = self._copies / f"{index}.back"
                shutil.rmtree(fresh, ignore_errors=True)
                shutil.copytree(self._copies / index, fresh, ignore=shutil.ignore_patterns(_NOTE))
                shutil.rmtree(self.chroma / index, ignore_errors=True)
                fresh.replace(self.chroma / index)
        self._signature.unlink(missing_ok=True)

    def _note_of(self, index: str) -> str | None:
        try:
            return (self._copies / index / _NOTE).read_text(encoding="ascii")
        except FileNotFoundError:
            return None
