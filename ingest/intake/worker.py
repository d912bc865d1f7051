"""The child process that makes notices and passages of files, as ``python -m ingest.intake.worker FOLDER``.

Files that nobody trusts are read in this very process: it keeps to the same limits as a process that only reads.
"""

from __future__ import annotations

import hashlib

from ingest.intake import parsed
from ingest.readers import wire
from ingest.readers.dispatch import read_as
from ingest.readers.worker import run
from ingest.settings import IngestSettings

_MOST_FILES = 1000


def take(request: wire.Request) -> bytes:
    """The notices of a file and their passages, as they are sent. Raises NoticeError."""
    digest = hashlib.sha256(request.data).hexdigest()
    found = parsed.parse_file(request.name, digest, request.data, request.settings, read_as)
    return parsed.packed(found)


def _warm() -> None:
    """What is made at the first use is made before there is a file whose time it would take."""
    settings = IngestSettings()
    parsed.parse_file("first.txt", "", "各单位：\n一、请认真执行。".encode(), settings, read_as)


if __name__ == "__main__":
    _warm()
    run(take, _MOST_FILES)
