"""What is held of files that are gone: which those are, and when better not to believe it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.entry import Entry
from ingest.errors import NoticeError
from ingest.intake.files import Listing, is_within, list_files, places_of
from ingest.intake.holdings import Holdings
from ingest.intake.sources import merged, sources_of
from ingest.models import Source

if TYPE_CHECKING:
    from ingest.store.store import NoticeStore


@dataclass(frozen=True, slots=True)
class Gone:
    """Addresses of files that are held and gone, and the folders of which nothing is said, with the reason."""

    files: tuple[str, ...]
    refused: tuple[NoticeError, ...]


@dataclass(frozen=True, slots=True)
class PrunePlan:
    """What pruning would do: notices that would go, notices that another of their files holds still."""

    gone: tuple[Entry, ...]
    relocated: tuple[Entry, ...]
    refused: tuple[NoticeError, ...]


def gone_files(listing: Listing, held: Iterable[str], *, may_be_empty: bool = False) -> Gone:
    """Of the files ``held``, those that lie in the listed folders no more.

    Nothing is gone from a folder that cannot be listed, nor from an archive that is there: reading it tells. A folder
    without any file is as likely a drive that is not connected, so that is refused unless ``may_be_empty``.
    """
    found = {file.origin for file in listing.files}
    missing = [
        origin for origin in held if listing.holds(origin) and not found.intersection(places_of(origin))
    ]
    empty = [] if may_be_empty else _empty_folders(listing, found)
    refused = [folder for folder in empty if any(is_within(origin, folder) for origin in missing)]
    return Gone(
        tuple(o for o in missing if not any(is_within(o, folder) for folder in refused)),
        tuple(_refusal(folder) for folder in refused),
    )


def plan_prune(paths: Sequence[Path], store: NoticeStore) -> PrunePlan:
    """What pruning ``paths`` would do to the store now. Changes nothing."""
    held = Holdings.of(store)
    gone = gone_files(list_files(paths), held.files())
    left: dict[str, tuple[Source, ...]] = {}
    touched: dict[str, Entry] = {}
    for origin in gone.files:
        for notice in held.of_file(origin):
            touched[notice.id] = notice
            left[notice.id] = tuple(merged(left.get(notice.id, sources_of(notice)), origin, ()))
    return PrunePlan(
        tuple(notice for key, notice in touched.items() if not left[key]),
        tuple(notice for key, notice in touched.items() if left[key]),
        gone.refused,
    )


def _empty_folders(listing: Listing, found: Iterable[str]) -> list[str]:
    files = list(found)
    return [folder for folder in listing.folders if not any(is_within(file, folder) for file in files)]


def _refusal(folder: str) -> NoticeError:
    return NoticeError(
        os.path.basename(folder) or folder,  # noqa: PTH119
        "empty-folder",
        zh="文件夹是空的，可能是磁盘或共享没有连接，没有据此删除。确要删除，请用 yaodian documents delete",
        en="the folder is empty, perhaps a drive that is not connected, so nothing was taken out. If you mean it, use "
        "yaodian documents delete",
    )
