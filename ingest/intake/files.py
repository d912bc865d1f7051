"""Paths into the files they name: which are looked at, by what name people see them, and what identifies them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was named or found in a folder, or a folder that cannot be listed."""

    path: Path
    source: str  # what people see
    asked: bool  # named by the person, not found in a folder
    closed: OSError | None = None  # a folder that cannot be listed, and why

    @property
    def origin(self) -> str:
        """The full address, one for each file however its path is spelt."""
        return origin_of(self.path)


@dataclass(frozen=True, slots=True)
class Listing:
    """The files that some paths stand for, and the folders among these paths."""

    files: tuple[Found, ...]
    folders: tuple[str, ...]

    def holds(self, origin: str) -> bool:
        """Whether a file of this address would have been found if it were there."""
        return any(is_within(origin, folder) for folder in self.folders)


def origin_of(path: Path) -> str:
    # Not resolved: a link and what it leads to are two files of one content, and a link may come to lead elsewhere.
    return spelt(os.path.abspath(path))  # noqa: PTH100  (Path.absolute keeps "..", so one file would have two addresses)


def spelt(name: str) -> str:
    """A name as text that can be kept: of a name in another encoding, what is no character is spelt out."""
    return name.encode("utf-8", "backslashreplace").decode()


def is_within(origin: str, outer: str) -> bool:
    """Whether ``origin`` is ``outer`` or lies in it: in a folder, or in an archive."""
    return (
        origin == outer or origin.startswith(outer.rstrip("/\\") + os.sep) or origin.startswith(f"{outer}/")
    )


def places_of(origin: str) -> Iterator[str]:
    """The address itself and everything it lies in."""
    yield origin
    place = origin
    while (outer := os.path.dirname(place)) != place:  # noqa: PTH120  (an address, perhaps inside an archive)
        yield outer
        place = outer


def list_files(paths: Sequence[Path]) -> Listing:
    """Files named, and files in folders (hidden ones and editors' leavings left out), in a stable order."""
    found: dict[str, Found] = {}
    folders: list[str] = []
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112  (Path.is_dir raises below a folder that may not be entered)
            folders.append(origin_of(path))
            files = sorted(_in_folder(path), key=lambda file: file.path)
        else:
            files = [Found(path, spelt(path.name), True)]
        for file in files:
            found.setdefault(file.origin, file)
    return Listing(tuple(found.values()), tuple(folders))


def _in_folder(folder: Path) -> Iterator[Found]:
    """What is in a folder, and the folders in it that cannot be listed."""
    closed: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = [name for name in folders if not _is_hidden(name)]
        for name in names:
            if not _is_hidden(name):
                path = Path(place, name)
                yield Found(path, spelt(path.relative_to(folder).as_posix()), False)
    for error in closed:
        path = Path(error.filename or folder)
        source = path.relative_to(folder).as_posix() if path != folder else folder.name or str(folder)
        yield Found(path, spelt(source), False, error)


def _is_hidden(name: str) -> bool:
    """Names that systems and editors give to what is theirs: hidden files, Office's locks, copies kept of a text."""
    return name.startswith((".", "~$")) or name.endswith("~")
