"""The child process that reads: requests on its standard input, answers on what was its standard output.

Started by ``workers`` as ``python -m ingest.readers.worker FOLDER``. It keeps to the limits that each request brings, and
ends when its input does, so that it outlives the process that started it by one file at most. What does more with a
file than reading it has a module of its own that calls :func:`run`.
"""

from __future__ import annotations

import os
import shutil
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from ingest.errors import NoticeError
from ingest.readers import wire
from ingest.readers.dispatch import read_as
from ingest.readers.patience import WATCH
from ingest.settings import IngestSettings

if sys.platform != "win32":
    import resource

# Memory that Python and the libraries have once taken rarely goes back to the system: start afresh after a while.
_MOST_FILES: Final = 200
_MOST_WRITTEN: Final = 512 * 1024 * 1024


Work = Callable[[wire.Request], bytes]


def read(request: wire.Request) -> bytes:
    """The file as lines, as they are sent."""
    assert request.format is not None, "whoever asks for a reader has recognised the format"
    return wire.packed_document(read_as(request.format, request.name, request.data, request.settings))


def serve(requests: IO[bytes], answers: IO[bytes], work: Work, most_files: int) -> None:
    """Take files until the requests end, or until this process has grown too large."""
    wire.send_answer(answers, wire.Answer(wire.READY))
    for served in range(1, most_files + 1):
        request = wire.receive_request(requests)
        if request is None:
            return
        kind, body = _answered(request, answers, work)
        last = served == most_files or kind == wire.OUT_OF_MEMORY or _has_grown(request.settings)
        wire.send_answer(answers, wire.Answer(kind, body, last))
        if last:
            return


def _answered(request: wire.Request, answers: IO[bytes], work: Work) -> tuple[bytes, bytes]:
    def allow(seconds: float) -> None:
        _limit_processor_time(seconds)
        wire.send_answer(answers, wire.Answer(wire.MORE_TIME, repr(seconds).encode()))

    WATCH.set(allow)
    settings = request.settings
    _limit_memory(settings.max_file_memory)
    _limit_processor_time(settings.max_file_seconds)
    try:
        return wire.DOCUMENT, work(request)
    except NoticeError as error:
        return wire.REFUSED, wire.packed_refusal(error)
    except MemoryError:
        return wire.OUT_OF_MEMORY, b""
    except Exception as error:
        # Libraries in C++ tell of it in these words only.
        if "bad_alloc" in str(error):
            return wire.OUT_OF_MEMORY, b""
        return wire.FAILED, traceback.format_exc().encode("utf-8", "replace")


def _limit_memory(limit: int) -> None:
    if sys.platform == "linux":
        # Counts what is written to, not the code of libraries that is only mapped.
        _limit(resource.RLIMIT_DATA, limit)
        _limit(resource.RLIMIT_FSIZE, _MOST_WRITTEN)


def _limit_processor_time(seconds: float) -> None:
    """Ends a worker whose parent is gone; as long as there is a parent, that one watches the clock."""
    if sys.platform != "win32":
        used = resource.getrusage(resource.RUSAGE_SELF)
        cores = os.cpu_count() or 1
        _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + seconds * cores) + 1)


def _limit(kind: int, limit: int) -> None:
    if sys.platform != "win32":
        _, most = resource.getrlimit(kind)
        resource.setrlimit(kind, (limit if most == resource.RLIM_INFINITY else min(limit, most), most))


def _has_grown(settings: IngestSettings) -> bool:
    if sys.platform != "linux":
        return False
    # Not getrusage: what that tells begins with the memory of whoever started this process, which may hold a large store.
    told = Path("/proc/self/status").read_text().splitlines()
    peak = next((int(line.split()[1]) for line in told if line.startswith("VmHWM:")), 0)
    return peak * 1024 > settings.max_file_memory // 2


def run(work: Work, most_files: int = _MOST_FILES) -> None:
    """Be a worker: ``work`` makes the answer's body of a request, or raises NoticeError. Ends after ``most_files``."""
    # Parsers and their libraries may print: what they print must not get between the answers.
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    # Whoever started this process may have been killed: nobody else removes the folder then.
    with requests, answers, _own_folder(sys.argv[1:]):
        serve(requests, answers, work, most_files)


@contextmanager
def _own_folder(arguments: list[str]) -> Iterator[None]:
    """Removes the folder for temporary files, the one argument, at the end."""
    try:
        yield
    finally:
        os.chdir(os.path.abspath(os.sep))  # noqa: PTH100
        for folder in arguments:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    run(read)
