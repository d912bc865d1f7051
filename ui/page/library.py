"""The loaded notices as the page looks at them, read again when the store has changed, by whichever process."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

from ingest.anatomy.standing import Standing, standing
from ingest.entry import Entry
from ingest.models import Notice
from rag.corpus.corpus import Corpus
from rag.retrieval.currency import settled
from rag.retrieval.scope import within
from rag.types import Filters
from ui.page.offers import Offers
from ui.page.tabs.duties import Task, tasks_of


class HoldsNotices(Protocol):
    """What the page asks of a store."""

    def notices(self) -> list[Notice]: ...

    def revision(self) -> str: ...

    def delete(self, document_id: str) -> None: ...


@dataclass(frozen=True)
class View:
    """The notices at one revision of the store, and what follows from them."""

    notices: tuple[Notice, ...] = ()

    @cached_property
    def offers(self) -> Offers:
        return Offers(self.notices)

    @cached_property
    def by_id(self) -> dict[str, Notice]:
        return {notice.id: notice for notice in self.notices}

    @cached_property
    def corpus(self) -> Corpus:
        return Corpus(self.by_id)

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        return tuple(task for notice in self.notices for task in tasks_of(notice))

    def standing(self, notice: Notice, today: str) -> Standing:
        """How the notice stands on ``today`` (ISO)."""
        return standing(notice, today, self.corpus.superseded)

    def successor(self, notice: Notice) -> Notice | None:
        """The notice that has taken its place."""
        return self.by_id.get(self.corpus.superseded.get(notice.id, ""))

    def within(self, filters: Filters) -> tuple[Notice, ...]:
        """The notices that the filters leave today."""
        return tuple(within(self.notices, settled(filters, self.corpus, date.today())))

    def among(self, entries: Iterable[Entry]) -> list[Notice]:
        """Those of these notices that are held, whole."""
        return [self.by_id[entry.id] for entry in entries if entry.id in self.by_id]

    def titled(self, document_ids: Sequence[str]) -> list[str]:
        """Titles of those that are still held."""
        return [self.by_id[key].title for key in document_ids if key in self.by_id]


class Library:
    """The store, and the view of it that is still true."""

    def __init__(self, store: HoldsNotices) -> None:
        self._store = store
        self._at: tuple[str, View] | None = None

    def view(self) -> View:
        """What is held now. Raises StoreError."""
        revision = self._store.revision()
        known = self._at
        if known is None or known[0] != revision:
            known = self._at = (revision, View(tuple(self._store.notices())))
        return known[1]

    def delete(self, document_id: str) -> None:
        """Take a notice out. Raises NotFoundError, StoreError."""
        self._store.delete(document_id)
