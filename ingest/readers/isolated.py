"""Reading a file in a child process (``workers.py``, ``worker.py``), within limits of time and memory."""

from __future__ import annotations

from typing import Final

from ingest.readers import refusals, wire
from ingest.readers.formats import Format
from ingest.readers.lines import RawDocument
from ingest.readers.workers import NoWorkerError, Stop, Workers
from ingest.settings import IngestSettings

_READERS: Final = Workers("ingest.readers.worker", at_once=2)


def read_isolated(
    form: Format, name: str, data: bytes, settings: IngestSettings, stop: Stop | None = None
) -> RawDocument:
    """Read ``data`` in a worker. NoticeError when it cannot be taken, ``too-slow`` or ``too-large`` when a limit is hit.

    Waits while other threads have as many files read as there may be workers. ``stop`` ends it from another thread.
    """
    try:
        answer = _READERS.ask(wire.Request(form, name, data, settings), stop)
    except NoWorkerError:
        raise refusals.no_reader(name) from None
    return wire.unpacked_document(answer.body)
