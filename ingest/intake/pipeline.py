"""From paths to a store in step with them: this is where a notice comes in.

A line of work, each part ahead of the next by a bounded stretch: files are read (steps.py) and parsed in a thread or in
processes (parser.py), their passages are embedded in a thread, batch by batch across notices (embedding/ahead.py), and
several files together are written in one step of the store (plan.py). Everything is taken in the files' order, so the
store holds the same as if one file had been taken after another. A run that is stopped has lost what was not embedded
yet, and the next run goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from langchain_core.embeddings import Embeddings

from ingest.intake.files import Found, list_files
from ingest.intake.holdings import Holdings
from ingest.intake.line import Line
from ingest.intake.report import IngestReport, IngestStopped, Listener, Progress, Skipped
from ingest.intake.run import Run
from ingest.settings import IngestSettings

if TYPE_CHECKING:  # Chroma takes half a second to import
    from ingest.store.store import NoticeStore

__all__ = [
    "IngestReport",
    "IngestStopped",
    "Listener",
    "Progress",
    "Skipped",
    "ingest_new",
    "ingest_paths",
    "ingest_upload",
]


def ingest_paths(
    paths: Sequence[Path],
    store: NoticeStore,
    settings: IngestSettings,
    progress: Listener | None = None,
    *,
    prune: bool = False,
    may_be_empty: bool = False,
    only: Callable[[str], bool] | None = None,
    processes: bool | None = None,
    held: Holdings | None = None,
) -> IngestReport:
    """Bring files and folders into the store. Never raises for a bad file: it is in ``skipped``, the others go in.

    Running again on the same files embeds nothing; a changed file replaces its notices. ``prune`` takes out what came
    from files that are gone from the folders, and from a folder without any file only if it ``may_be_empty``; ``only``
    limits the run to the files whose address it says yes to. Files are parsed in processes where there is much to parse,
    or as ``processes`` says. Whoever runs it again and again keeps the store's ``held`` from run to run, so that they are
    not read each time.
    Raises StoreError, and IngestStopped in place of KeyboardInterrupt.
    """
    store.sweep()
    run = Run.over(store, settings, progress or (lambda _: None), held)
    try:
        listing = list_files(paths)
        _take(run, [file for file in listing.files if only is None or only(file.origin)], processes)
        if prune:
            run.prune(listing, may_be_empty, only or (lambda _: True))
        if held is None:
            run.held.keep()
    except KeyboardInterrupt:
        raise IngestStopped(run.report()) from None
    return run.report()


def ingest_new(
    paths: Sequence[Path],
    open_store: Callable[[], NoticeStore],
    embeddings: Embeddings,
    settings: IngestSettings,
    progress: Listener | None = None,
) -> IngestReport:
    """Bring files and folders into a store that is not there yet, as :func:`ingest_paths` does into one that is.

    It is opened when the first passages are to be written: they are embedded meanwhile, with the same ``embeddings``.
    """
    opened = cache(open_store)
    run = Run(opened, embeddings, settings, progress or (lambda _: None), Holdings(opened))
    try:
        _take(run, list_files(paths).files)
        if run.held.notices:
            run.held.keep()
    except KeyboardInterrupt:
        raise IngestStopped(run.report()) from None
    return run.report()


def ingest_upload(
    name: str, data: bytes, store: NoticeStore, settings: IngestSettings, progress: Listener | None = None
) -> IngestReport:
    """Bring one uploaded file into the store. ``name`` is what the person called it: shown, never opened."""
    store.sweep()
    run = Run.over(store, settings, progress or (lambda _: None))
    source = name.replace("\\", "/").rsplit("/", 1)[-1] or "upload"
    with Line(run) as line:
        line.take(line.steps.of_bytes(source, f"upload:{source}", data))
    return run.report()


def _take(run: Run, files: Sequence[Found], processes: bool | None = None) -> None:
    with Line(run, processes) as line:
        line.take(line.steps.of_files(files))
    run.progress(Progress("read", len(files), len(files), ""))
