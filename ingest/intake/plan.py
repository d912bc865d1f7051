"""What files bring, worked out against what is held: several files make one step of the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.entry import Entry
from ingest.intake.holdings import Holdings
from ingest.intake.sources import merged, sources_of, with_sources
from ingest.models import Notice, Source


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one file changes: notices that come, others of its words that are held already, ids of those that go."""

    added: tuple[Entry, ...]
    known: tuple[Entry, ...]
    removed: tuple[Entry, ...]


@dataclass(slots=True)
class _Touched:
    before: Entry | None
    now: Notice | None


@dataclass(slots=True)
class Plan:
    """Files are put into ``held`` one after another; the sum of it is what the store has to do.

    Whoever cannot do it takes it back.
    """

    held: Holdings
    outcomes: list[Outcome] = field(default_factory=list)
    _touched: dict[str, _Touched] = field(default_factory=dict)

    @property
    def added(self) -> list[Notice]:
        """Notices to bring in, in the order of their files."""
        return [t.now for t in self._touched.values() if t.now and not t.before]

    @property
    def changed(self) -> list[Notice]:
        """Notices held, of which other things are to be noted."""
        return [t.now for t in self._touched.values() if t.now and t.before]

    @property
    def removed(self) -> list[str]:
        """Ids of notices to take out."""
        return [key for key, t in self._touched.items() if t.before and not t.now]

    @property
    def changes(self) -> bool:
        """Whether the store has anything to do."""
        return bool(self.added or self.changed or self.removed)

    def brings_back(self, notices: Sequence[Notice]) -> bool:
        """Whether one of these is to be taken out by an earlier file: that is a step of its own."""
        return any((t := self._touched.get(n.id)) is not None and t.before and not t.now for n in notices)

    def put(self, origin: str, notices: Sequence[Notice], sources: dict[str, list[Source]]) -> Outcome:
        """What the file ``origin`` holds now takes the place of what it held."""
        held = self.held.notices
        found = {notice.id: notice for notice in reversed(notices)}
        added = [
            replace(with_sources(notice, sources[key]), source_map=notice.source_map)
            for key, notice in sorted(found.items(), key=lambda item: item[1].part)
            if key not in held
        ]
        new = {notice.id for notice in added}
        changed: list[Notice] = []
        removed: list[Entry] = []
        former = {notice.id for notice in self.held.of_file(origin)}
        for key in sorted(former | (found.keys() & held.keys())):
            was = held[key]
            now = merged(sources_of(was), origin, sources.get(key, ()))
            if not now:
                removed.append(was)
            elif tuple(now) != sources_of(was):
                changed.append(_remapped(with_sources(self._whole(key), now), found.get(key), origin))
        for notice in (*added, *changed):
            self._touch(notice.id, notice)
        for entry in removed:
            self._touch(entry.id, None)
        known = tuple(self.held.notices[key] for key in found if key not in new)
        outcome = Outcome(tuple(self.held.notices[notice.id] for notice in added), known, tuple(removed))
        self.outcomes.append(outcome)
        return outcome

    def take_back(self) -> None:
        """Hold again what was held before."""
        for key, touched in self._touched.items():
            self.held.remove([key])
            if touched.before:
                self.held.put([touched.before])

    def _whole(self, key: str) -> Notice:
        """A notice held: as an earlier file of this plan leaves it, else from the store."""
        touched = self._touched.get(key)
        return touched.now if touched and touched.now else self.held.whole(key)

    def _touch(self, key: str, now: Notice | None) -> None:
        before = self.held.notices.get(key)
        self._touched.setdefault(key, _Touched(before, None)).now = now
        self.held.remove([key])
        if now:
            self.held.put([Entry.of(now)])


def sources_in(origin: str, notices: Sequence[Notice]) -> dict[str, list[Source]]:
    """For each notice, by id, the places where the file ``origin`` holds it: one, or several of the same words."""
    sources: dict[str, list[Source]] = {}
    for notice in notices:
        place = Source(notice.source, notice.source_hash, origin, notice.part, notice.parts)
        sources.setdefault(notice.id, []).append(place)
    return sources


def _remapped(notice: Notice, read: Notice | None, origin: str) -> Notice:
    """The map back to the source, where the file it goes by was just read and gave the very same text."""
    if read is not None and notice.origin == origin and read.text == notice.text:
        return replace(notice, source_map=read.source_map)
    return notice
