"""Folders kept in step with a store: what appears, changes or goes in them does so there."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from watchfiles import Change, watch

from ingest.errors import NoticeError, StoreBusyError
from ingest.intake.files import is_within, origin_of, places_of, spelt
from ingest.intake.holdings import Holdings
from ingest.intake.pipeline import ingest_paths
from ingest.intake.report import IngestReport, Listener
from ingest.settings import IngestSettings
from ingest.store.store import NoticeStore

QUIET_S = 0.5
_LONGEST_WAIT_S = 30.0

News = Callable[[IngestReport | StoreBusyError], None]


def watch_folders(
    folders: Sequence[Path],
    store: NoticeStore,
    settings: IngestSettings,
    tell: News,
    progress: Listener | None = None,
    *,
    quiet_s: float = QUIET_S,
    stop: threading.Event | None = None,
) -> None:
    """Take the folders in, then whatever changes in them, until ``stop`` is set or a KeyboardInterrupt comes.

    Changes are taken once nothing has happened for ``quiet_s``: a program that saves a text may write another file,
    delete the former one and rename, and a file may take a while to arrive. ``tell`` hears of the first run and of
    each later one that did something; a StoreBusyError means that another process is writing, and is followed by
    another try. Raises NoticeError for what is no folder, and StoreError.
    """
    for folder in folders:
        if not folder.is_dir():
            raise _not_a_folder(folder)
    changed: set[str] | None = None  # None: everything, as at first
    waiting_since, deleted = 0.0, False
    held: Holdings | None = None
    for changes in watch(
        *(os.path.abspath(folder) for folder in folders),  # noqa: PTH100  (as in an address, but not spelt out)
        watch_filter=_outside(settings.data_dir),
        stop_event=stop,
        rust_timeout=int(quiet_s * 1000),
        yield_on_timeout=True,
        raise_interrupt=True,
        ignore_permission_denied=True,
    ):
        now = time.monotonic()
        if changes and changed is not None:
            waiting_since = waiting_since if changed else now
            changed.update(spelt(path) for _, path in changes)
            deleted = deleted or any(change is Change.deleted for change, _ in changes)
            if now - waiting_since < _LONGEST_WAIT_S:
                continue
        if changed is not None and not changed:
            continue
        try:
            held = Holdings.of(store) if held is None else held
            report = ingest_paths(
                folders,
                store,
                settings,
                progress,
                prune=True,
                # That a folder has been emptied is believed where the files were seen to go.
                may_be_empty=deleted,
                only=None if changed is None else _touched_by(frozenset(changed)),
                held=held,
            )
        except StoreBusyError as error:
            tell(error)
            continue
        if changed is None or report.changed or report.skipped:
            tell(report)
        changed, deleted = set(), False


def _touched_by(changed: frozenset[str]) -> Callable[[str], bool]:
    """Whether a file, the folder or the archive it lies in is among the changed."""
    return lambda origin: not changed.isdisjoint(places_of(origin))


def _outside(data_dir: Path) -> Callable[[Change, str], bool]:
    """The store itself may lie in the folder, and changes whenever something is taken in."""
    own = origin_of(data_dir)
    return lambda _, path: not is_within(spelt(path), own)


def _not_a_folder(path: Path) -> NoticeError:
    return NoticeError(
        path.name or str(path),
        "not-a-folder",
        zh="不是文件夹或不存在。持续跟踪只用于文件夹，请给出文件所在的文件夹",
        en="is no folder, or is not there. Only folders are watched: name the folder that the file is in",
    )
