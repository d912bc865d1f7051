"""Reading a file in a child process, so that a broken or hostile one can neither hang nor eat the machine.

A few workers (``worker.py``) are kept and used again, file after file; one that exceeds its time or dies is killed with
all that it started, and the next file gets a new one. A worker is a fresh interpreter, never a fork: callers may have
threads. Time is limited everywhere, memory on Linux only.
"""

from __future__ import annotations

import atexit
import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from ingest.readers import refusals, wire
from ingest.readers.formats import Format
from ingest.readers.lines import RawDocument
from ingest.settings import IngestSettings

logger = logging.getLogger(__name__)

# Files read at the same time: each may take ``max_file_memory``.
_AT_ONCE: Final = 2
_START_SECONDS: Final = 60.0
# Every so often those that wait are ended, with the memory that the libraries hold; a new one starts in a second.
_IDLE_SECONDS: Final = 300.0


def read_isolated(form: Format, name: str, data: bytes, settings: IngestSettings) -> RawDocument:
    """Read ``data`` in a worker. NoticeError when it cannot be taken, ``too-slow`` or ``too-large`` when a limit is hit.

    Waits while other threads have as many files read as there may be workers.
    """
    request = wire.Request(form, name, data, settings)
    with _POOL.places:
        while True:
            worker = _taken(name)
            answer = _asked(worker, request)
            if answer is not None:
                return _document(answer, name, settings)
            if worker.late:
                raise refusals.too_slow(name, settings.max_file_seconds)
            # One that had waited may have been ended by the system meanwhile, through no fault of this file.
            if not worker.waited:
                logger.error("the reading process died on %s", refusals.shown(name))
                raise refusals.crashed(name)


def _taken(name: str) -> _Worker:
    try:
        return _POOL.take()
    except (OSError, EOFError):
        logger.warning("no worker process for reading files could be started", exc_info=True)
        raise refusals.no_reader(name) from None


def _asked(worker: _Worker, request: wire.Request) -> wire.Answer | None:
    """The worker's answer; it goes back among those that wait, if it can be used again."""
    answer = None
    try:
        answer = worker.ask(request)
    finally:
        if answer is None or answer.last:
            worker.kill()
        else:
            _POOL.put(worker)
    return answer


def _document(answer: wire.Answer, name: str, settings: IngestSettings) -> RawDocument:
    if answer.kind == wire.DOCUMENT:
        return wire.unpacked_document(answer.body)
    if answer.kind == wire.REFUSED:
        raise wire.unpacked_refusal(answer.body)
    if answer.kind == wire.OUT_OF_MEMORY:
        raise refusals.too_hungry(name, settings.max_file_memory)
    logger.error("a reader failed on %s\n%s", refusals.shown(name), answer.body.decode("utf-8", "replace"))
    raise refusals.crashed(name)


class _Worker:
    """One child process with a folder for its temporary files. Used by one thread at a time."""

    def __init__(self) -> None:
        """Raises OSError or EOFError when no process can be had."""
        self.late = False
        self.waited = False  # it has read a file before
        self._turn = threading.Lock()
        self._scratch = Path(tempfile.mkdtemp(prefix="yaodian-"))
        try:
            self._process = _start(self._scratch)
        except OSError:
            shutil.rmtree(self._scratch, ignore_errors=True)
            raise
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._requests, self._answers = self._process.stdin, self._process.stdout
        if self._answer(_START_SECONDS) is None:
            self.kill()
            raise EOFError

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, request: wire.Request) -> wire.Answer | None:
        """The worker's answer, None when it died or was killed for being late; it is of no use then."""
        seconds = request.settings.max_file_seconds
        try:
            with self._within(seconds):
                wire.send_request(self._requests, request)
        except OSError:
            return None
        return self._answer(seconds)

    def _answer(self, seconds: float) -> wire.Answer | None:
        while True:
            try:
                with self._within(seconds):
                    answer = wire.receive_answer(self._answers)
            except (OSError, EOFError):
                return None
            if answer.kind != wire.MORE_TIME:
                return answer
            seconds = float(answer.body)

    @contextmanager
    def _within(self, seconds: float) -> Iterator[None]:
        """Kills the worker when the time is over, so that whoever waits for it finds its pipe closed."""

        def ring() -> None:
            with self._turn:
                if not done:
                    self.late = True
                    self._end()

        done = False
        clock = threading.Timer(seconds, ring)
        clock.daemon = True
        clock.start()
        try:
            yield
        finally:
            clock.cancel()
            with self._turn:
                done = True

    def kill(self) -> None:
        """End it with all that it started, and remove what it wrote."""
        self._end()
        for stream in (self._requests, self._answers):
            with suppress(OSError):
                stream.close()
        self._process.wait()
        shutil.rmtree(self._scratch, ignore_errors=True)

    def _end(self) -> None:
        # The group before its leader is waited for: until then no other process can have its number.
        with suppress(OSError):
            if sys.platform == "win32":
                subprocess.run(
                    ["taskkill", "/F", "/T", "/PID", str(self._process.pid)], capture_output=True, check=False
                )
            else:
                os.killpg(self._process.pid, signal.SIGKILL)


def _start(scratch: Path) -> subprocess.Popen[bytes]:
    # The worker finds the modules where this process does, but never in the folder where this one happens to stand (-P).
    kept = {key: value for key, value in os.environ.items() if not key.upper().startswith("YAODIAN_")}
    kept |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(scratch))
    kept["PYTHONPATH"] = os.pathsep.join(str(Path(place).absolute()) for place in sys.path)
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "ingest.readers.worker", str(scratch)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=scratch,
        env=kept,
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


class _Pool:
    """The workers that wait for work."""

    def __init__(self) -> None:
        self.places = threading.BoundedSemaphore(_AT_ONCE)
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._sweeper: threading.Timer | None = None

    def take(self) -> _Worker:
        """A waiting worker, or a new one. Raises OSError or EOFError when none can be started."""
        while True:
            with self._lock:
                worker = self._idle.pop() if self._idle else None
            if worker is None:
                return _Worker()
            if worker.is_alive:
                return worker
            worker.kill()

    def put(self, worker: _Worker) -> None:
        worker.waited = True
        with self._lock:
            self._idle.append(worker)
            if self._sweeper is None:
                self._sweeper = self._sweep_later()

    def _sweep_later(self) -> threading.Timer:
        sweeper = threading.Timer(_IDLE_SECONDS, self.close)
        sweeper.daemon = True
        sweeper.start()
        return sweeper

    def close(self) -> None:
        """End those that wait: a server that reads a file a day need not keep them."""
        with self._lock:
            idle, self._idle, self._sweeper = self._idle, [], None
        for worker in idle:
            worker.kill()


_POOL: _Pool = _Pool()


def _forget() -> None:
    """In a forked child: the workers belong to the parent."""
    global _POOL
    _POOL = _Pool()


atexit.register(lambda: _POOL.close())
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
