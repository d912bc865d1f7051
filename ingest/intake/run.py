"""One ingest: what the store held before, what has been done so far, and the step that writes some files."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from langchain_core.embeddings import Embeddings

from ingest.entry import Entry
from ingest.intake.files import Listing, is_within
from ingest.intake.holdings import Holdings
from ingest.intake.plan import Plan, sources_in
from ingest.intake.prune import gone_files
from ingest.intake.report import IngestReport, Listener, Progress, Skipped
from ingest.intake.steps import Refused, Unchanged, Unpacked
from ingest.intake.telling import Telling
from ingest.models import Notice, Passage
from ingest.settings import IngestSettings

if TYPE_CHECKING:  # a store that is not there yet need not be opened before there is something to write
    from ingest.store.steps import Vectors
    from ingest.store.store import NoticeStore


@dataclass(frozen=True, slots=True)
class Ready:
    """A file of which everything is known: its notices, and the passages of each by its id."""

    source: str
    origin: str
    notices: Sequence[Notice]
    passages: Mapping[str, Sequence[Passage]]


Settled = Progress | Refused | Unchanged | Unpacked | Ready


class Run:
    """Files are given to it in order; it brings the store in step with them."""

    def __init__(
        self,
        opened: Callable[[], NoticeStore],
        embeddings: Embeddings,
        settings: IngestSettings,
        progress: Listener,
        held: Holdings,
    ) -> None:
        """``opened`` gives the store, and is asked for it where something is written; ``held`` are its holdings."""
        self._opened = opened
        self.embeddings = embeddings
        self.settings = settings
        self.progress = progress
        self.held = held
        self.added: dict[str, Entry] = {}
        self.unchanged: dict[str, Entry] = {}
        self.removed: list[str] = []
        self.skipped: list[Skipped] = []
        self.pruned: list[Entry] = []
        self.relocated: list[Entry] = []
        self.passages = 0

    @classmethod
    def over(
        cls, store: NoticeStore, settings: IngestSettings, progress: Listener, held: Holdings | None = None
    ) -> Run:
        """``held`` are the store's holdings as an earlier run left them; without it they are read."""
        if held is None:
            held = Holdings.of(store)
        else:
            held.catch_up()
        return cls(lambda: store, store.embeddings, settings, progress, held)

    def note(self, step: Progress | Refused | Unchanged) -> None:
        """What touches nothing that is held."""
        if isinstance(step, Progress):
            self.progress(step)
        elif isinstance(step, Refused):
            self.skipped.append(Skipped.of(step.error))
        else:
            self.unchanged.update({n.id: self.held.notices.get(n.id, n) for n in step.notices})

    def write(self, steps: deque[Settled], count: int, vectors: Vectors | None = None) -> None:
        """Take the first ``count`` of ``steps`` in one step of the store, and take them off ``steps``.

        Fewer, one at least, where a file brings back what an earlier one takes out. ``vectors`` gives those of passages;
        without it they are embedded here. Where it is interrupted all of it is done, or nothing.
        """
        store = self._opened()
        with store.writing():
            self.held.catch_up()  # only now nobody else writes
            plan = Plan(self.held)
            before = store.revision()
            taken: list[Settled] = []
            cut: dict[str, Sequence[Passage]] = {}
            try:
                events = self._planned(plan, islice(steps, count), taken, cut)
                self._replace(store, plan, cut, events, vectors)
            finally:
                # Somebody may have stopped the run just after the one step that counts.
                if not plan.changes or store.revision() != before:
                    self.passages += sum(map(len, cut.values()))
                    for _ in taken:
                        steps.popleft()
                    self._done(plan, taken)
                else:
                    plan.take_back()

    def put(self, origin: str, notices: Sequence[Notice]) -> list[Entry]:
        """What the file ``origin`` holds now takes the place of what it held. Gives back what is held no more."""
        # Only here: where nothing is new, the table of tokens need not be found.
        from ingest.passages import cut_passages

        before = len(self.removed)
        cut = {notice.id: cut_passages(notice, self.settings.passage_tokens) for notice in notices}
        held = {notice.id: notice for notice in self.held.of_file(origin)}
        source = notices[0].source if notices else ""
        self.write(deque([Ready(source, origin, notices, cut)]), 1)
        return [held[key] for key in self.removed[before:] if key in held]

    def _planned(
        self,
        plan: Plan,
        steps: Iterable[Settled],
        taken: list[Settled],
        cut: dict[str, Sequence[Passage]],
    ) -> list[Progress]:
        """Put steps into the plan: into ``taken`` those it has, into ``cut`` the passages that they add.

        Gives back what is to be told of them.
        """
        events: list[Progress] = []
        for step in steps:
            if isinstance(step, Progress):
                events.append(step)
            elif isinstance(step, Unpacked):
                inside = [held for held in self.held.files() if is_within(held, step.origin)]
                for gone in inside:
                    if gone not in step.members:
                        plan.put(gone, [], {})
            elif isinstance(step, Ready):
                if taken and plan.brings_back(step.notices):
                    break
                added = plan.put(step.origin, step.notices, sources_in(step.origin, step.notices)).added
                new = {notice.id: step.passages[notice.id] for notice in added}
                cut |= new
                if count := sum(map(len, new.values())):
                    events.append(Progress("embed", 0, count, step.source))
            taken.append(step)
        return events

    def _replace(
        self,
        store: NoticeStore,
        plan: Plan,
        cut: Mapping[str, Sequence[Passage]],
        events: Sequence[Progress],
        vectors: Vectors | None,
    ) -> None:
        telling = Telling(self.progress, events)
        telling.embedded(0)
        if plan.changes:
            store.replace(
                [(notice, cut[notice.id]) for notice in plan.added],
                plan.changed,
                plan.removed,
                telling.embedded,
                vectors,
            )

    def _done(self, plan: Plan, steps: Sequence[Settled]) -> None:
        for step in steps:
            if isinstance(step, Refused | Unchanged):
                self.note(step)
        for outcome in plan.outcomes:
            self.added.update({notice.id: notice for notice in outcome.added})
            self.unchanged.update({notice.id: notice for notice in outcome.known})
            self.removed += [notice.id for notice in outcome.removed]
        self.held.in_step()

    def prune(self, listing: Listing, may_be_empty: bool, wanted: Callable[[str], bool]) -> None:
        """Take out what came from files that are gone."""
        gone = gone_files(listing, filter(wanted, self.held.files()), may_be_empty=may_be_empty)
        for error in gone.refused:
            self.note(Refused(error))
        for origin in gone.files:
            touched = {notice.id for notice in self.held.of_file(origin)}
            removed = self.put(origin, [])
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
