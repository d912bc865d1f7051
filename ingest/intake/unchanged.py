"""A run that finds every file as it is held: told without opening the store."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path

from ingest.entry import Entry
from ingest.intake.files import is_within, list_files
from ingest.intake.holdings import Holdings
from ingest.intake.prune import Gone, gone_files
from ingest.intake.report import IngestReport, Listener, Progress, Skipped
from ingest.intake.steps import Parsing, Refused, Steps, Unchanged
from ingest.settings import IngestSettings
from ingest.store.kept_register import kept_register


def report_unchanged(
    paths: Sequence[Path], settings: IngestSettings, progress: Listener, *, prune: bool = False
) -> IngestReport | None:
    """What taking these in comes to where none is new, and with ``prune`` none gone; ``None`` where one is, or where only the
    store itself can tell."""
    entries = kept_register(settings)
    if entries is None:
        return None
    held = Holdings.noted(entries)
    steps = Steps(settings, held.whole_file, lambda *_: Future())  # what is new is not parsed here
    listing = list_files(paths)
    if prune and gone_files(listing, held.files()) != Gone((), ()):
        return None
    files = listing.files
    unchanged: dict[str, Entry] = {}
    skipped: list[Skipped] = []
    for step in steps.of_files(files):
        if isinstance(step, Progress):
            progress(step)
        elif isinstance(step, Refused):
            skipped.append(Skipped.of(step.error))
        elif isinstance(step, Unchanged):
            unchanged.update((entry.id, entry) for entry in step.notices)
        elif isinstance(step, Parsing) or any(
            is_within(origin, step.origin) and origin not in step.members for origin in held.files()
        ):
            return None
    progress(Progress("read", len(files), len(files), ""))
    return IngestReport(unchanged=tuple(unchanged.values()), skipped=tuple(skipped))
