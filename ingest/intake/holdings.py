"""What a store holds, by notice and by file, kept in step with what a run does to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ingest.intake.sources import sources_of
from ingest.models import Notice, Source
from ingest.store.store import NoticeStore


class Holdings:
    """The notices held, by id and by the files they come from."""

    def __init__(self, store: NoticeStore) -> None:
        self._store = store
        self._seen = ""  # the revision of the store that this tells of
        self.notices: dict[str, Notice] = {}
        self._of_file: defaultdict[str, set[str]] = defaultdict(set)
        self.catch_up()

    def catch_up(self) -> None:
        """Learn what another run has written meanwhile."""
        revision = self._store.revision()
        if revision != self._seen:
            self.notices.clear()
            self._of_file.clear()
            self.put(self._store.notices())
            self._seen = revision

    def put(self, notices: Iterable[Notice]) -> None:
        """These are held now, whether they were before or not."""
        for notice in notices:
            self.remove([notice.id])
            self.notices[notice.id] = notice
            for source in sources_of(notice):
                self._of_file[source.origin].add(notice.id)

    def remove(self, ids: Iterable[str]) -> None:
        """These are held no more."""
        for key in ids:
            former = self.notices.pop(key, None)
            for source in sources_of(former) if former else ():
                self._of_file[source.origin].discard(key)

    def in_step(self) -> None:
        """The run has told of everything it wrote."""
        self._seen = self._store.revision()

    def files(self) -> list[str]:
        """The addresses of every file that something is held of, sorted."""
        return sorted(origin for origin, ids in self._of_file.items() if ids)

    def of_file(self, origin: str) -> list[Notice]:
        """What is held of a file."""
        return [self.notices[key] for key in sorted(self._of_file.get(origin, ()))]

    def whole_file(self, origin: str, digest: str) -> list[Notice]:
        """The notices of a file with exactly these bytes, in order, if all of them are held; else nothing."""
        found: dict[int, tuple[Notice, Source]] = {}
        for notice in self.of_file(origin):
            for source in sources_of(notice):
                if source.origin == origin and source.hash == digest:
                    found[source.part] = (notice, source)
        whole = bool(found) and len(found) == next(iter(found.values()))[1].parts
        return [found[part][0] for part in sorted(found)] if whole else []
