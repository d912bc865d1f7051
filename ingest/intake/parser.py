"""Reading and parsing of files ahead of whoever takes them in: in a thread, or in processes where there is much to do."""

from __future__ import annotations

import os
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Final

from ingest.readers import wire
from ingest.readers.isolated import read_isolated
from ingest.readers.workers import NoWorkerError, Stop, Workers
from ingest.settings import IngestSettings

if TYPE_CHECKING:
    from ingest.intake.parsed import Parsed

# Processes take a second of a core each until they are ready, so only where parsing here would take some seconds more.
_WORTH_S: Final = 4.0
_LEAST_PARSED: Final = 4  # files that tell what one takes: the first is slower than the others
# One makes ten times the passages that the bundled model embeds in the same time, and two as many as Chroma writes;
# more are of use where pages are recognised.
_MOST: Final = 4


def cores() -> int:
    """Those this process may use, which a container or taskset may have narrowed."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


_AT_ONCE: Final = max(1, min(cores(), _MOST))
_PARSERS: Final = Workers("ingest.intake.worker", _AT_ONCE)


class Parser:
    """Files in, their notices to come. Used by one thread, which closes it."""

    def __init__(self, settings: IngestSettings, processes: bool | None = None) -> None:
        """``processes``: whether they are used; by default once this process would take long over what is left."""
        self._settings = settings
        self._processes = processes
        self._stop = Stop()
        self._threads = [ThreadPoolExecutor(1, thread_name_prefix="parse")]
        self._work = self._parse_here
        self._counting = threading.Lock()
        self._parsed, self._spent = 0, 0.0

    def begin(self, source: str, digest: str, data: bytes, before: int, left: int) -> Future[list[Parsed]]:
        """Have a file parsed; the future raises NoticeError where it cannot be taken.

        ``before`` files of the run were looked at, whether they had to be parsed or not, and ``left`` are to come.
        """
        if self._work == self._parse_here and self._is_much(before, left):
            # What the one thread was given before, it still does.
            self._threads.append(ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="parse"))
            self._work = self._parse_in_a_process
        return self._threads[-1].submit(self._work, source, digest, data)

    def close(self) -> None:
        """Parse no more: what is under way in a process is ended."""
        self._stop.now()
        for threads in self._threads:
            threads.shutdown(wait=False, cancel_futures=True)

    def _is_much(self, before: int, left: int) -> bool:
        if self._processes is not None:
            return self._processes
        with self._counting:
            enough, spent = self._parsed >= _LEAST_PARSED, self._spent
        return enough and spent / max(before, 1) * left > _WORTH_S

    def _parse_here(self, source: str, digest: str, data: bytes) -> list[Parsed]:
        # Only here: where nothing is new, a tenth of a second or two is saved.
        from ingest.intake.parsed import parse_file

        began = time.perf_counter()
        try:
            return parse_file(source, digest, data, self._settings, partial(read_isolated, stop=self._stop))
        finally:
            with self._counting:
                self._parsed += 1
                self._spent += time.perf_counter() - began

    def _parse_in_a_process(self, source: str, digest: str, data: bytes) -> list[Parsed]:
        from ingest.intake.parsed import unpacked

        try:
            answer = _PARSERS.ask(wire.Request(None, source, data, self._settings), self._stop)
        except NoWorkerError:
            return self._parse_here(source, digest, data)
        return unpacked(answer.body)
