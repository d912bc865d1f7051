"""What an ingest tells of itself, while it runs and when it has ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Self

from ingest.entry import Entry
from ingest.errors import Lang, NoticeError


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not taken: the reason and what to do, in both languages."""

    path: str
    code: str
    zh: str
    en: str

    def text(self, lang: Lang = "zh") -> str:
        return self.zh if lang == "zh" else self.en

    @classmethod
    def of(cls, error: NoticeError) -> Self:
        return cls(error.path, error.code, error.reason_zh, error.reason_en)


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of ``total`` files read, or passages of the file ``name`` embedded."""

    stage: Literal["read", "embed"]
    done: int
    total: int
    name: str


Listener = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What a run did. ``passages`` counts those embedded now; ``removed`` are ids of notices that were replaced.

    ``pruned`` are the notices whose last file is gone, ``relocated`` those that another of their files holds still.
    """

    added: tuple[Entry, ...] = ()
    unchanged: tuple[Entry, ...] = ()
    removed: tuple[str, ...] = ()
    passages: int = 0
    skipped: tuple[Skipped, ...] = ()
    pruned: tuple[Entry, ...] = ()
    relocated: tuple[Entry, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.skipped

    @property
    def changed(self) -> bool:
        """Whether anything is held now that was not before, or the other way round."""
        return bool(self.added or self.removed or self.pruned or self.relocated)


class IngestStopped(KeyboardInterrupt):
    """Somebody stopped the run. What ``report`` tells of is done, the next run does the rest."""

    def __init__(self, report: IngestReport) -> None:
        super().__init__()
        self.report = report
