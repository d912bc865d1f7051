"""What a store holds, by notice and by file, kept in step with what a run does to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from ingest.entry import Entry
from ingest.intake.sources import sources_of
from ingest.models import Notice, Source

if TYPE_CHECKING:  # Chroma takes half a second to import, and what is held may be known without it
    from ingest.store.store import NoticeStore


class Holdings:
    """The notices held, by id and by the files they come from. Of each an entry: the whole notice stays in the store."""

    def __init__(self, opened: Callable[[], NoticeStore]) -> None:
        """``opened`` gives the store; until it is caught up with, nothing is held."""
        self._opened = opened
        self._seen = ""  # the revision of the store that this tells of
        self.notices: dict[str, Entry] = {}
        self._of_file: dict[str, tuple[str, ...]] = {}  # ids, sorted; most files hold one notice

    @classmethod
    def of(cls, store: NoticeStore) -> Holdings:
        """What the store holds now."""
        held = cls(lambda: store)
        held.catch_up()
        return held

    @classmethod
    def noted(cls, entries: Iterable[Entry]) -> Holdings:
        """What was noted of a store that is not opened."""

        def closed() -> NoticeStore:
            raise RuntimeError("what was noted of a store is not written to it")

        held = cls(closed)
        held.put(entries)
        return held

    def catch_up(self) -> None:
        """Learn what another run has written meanwhile."""
        store = self._opened()
        if store.revision() == self._seen:
            return
        register = store.register(self._seen)
        if register.touched is None:
            self.notices.clear()
            self._of_file.clear()
        self.remove(register.touched or ())
        self.put(register.entries)
        self._seen = register.revision

    def put(self, entries: Iterable[Entry]) -> None:
        """These are held now, whether they were before or not."""
        for entry in entries:
            self.remove([entry.id])
            self.notices[entry.id] = entry
            for origin in _origins(entry):
                self._of_file[origin] = tuple(sorted({*self._of_file.get(origin, ()), entry.id}))

    def remove(self, ids: Iterable[str]) -> None:
        """These are held no more."""
        for key in ids:
            former = self.notices.pop(key, None)
            for origin in _origins(former) if former else ():
                left = tuple(held for held in self._of_file[origin] if held != key)
                if left:
                    self._of_file[origin] = left
                else:
                    del self._of_file[origin]

    def in_step(self) -> None:
        """The run has told of everything it wrote."""
        self._seen = self._opened().revision()

    def keep(self) -> None:
        """Note beside the store what it holds, for a run that finds nothing new."""
        self._opened().keep_register(self._seen, self.notices.values())

    def files(self) -> list[str]:
        """The addresses of every file that something is held of, sorted."""
        return sorted(self._of_file)

    def of_file(self, origin: str) -> list[Entry]:
        """What is held of a file."""
        return [self.notices[key] for key in self._of_file.get(origin, ())]

    def whole(self, document_id: str) -> Notice:
        """A notice held, as the store has it."""
        return self._opened().notice(document_id)

    def whole_file(self, origin: str, digest: str) -> list[Entry]:
        """The notices of a file with exactly these bytes, in order, if all of them are held; else nothing."""
        found: dict[int, tuple[Entry, Source]] = {}
        for entry in self.of_file(origin):
            for source in sources_of(entry):
                if source.origin == origin and source.hash == digest:
                    found[source.part] = (entry, source)
        whole = bool(found) and len(found) == next(iter(found.values()))[1].parts
        return [found[part][0] for part in sorted(found)] if whole else []


def _origins(entry: Entry) -> set[str]:
    return {source.origin for source in sources_of(entry)}
