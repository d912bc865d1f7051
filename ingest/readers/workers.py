"""Child processes that take broken or hostile files, so that one can neither hang nor eat the machine.

A few of a kind are kept and used again, file after file; one that exceeds its time or dies is killed with all that it
started, and the next file gets a new one. A worker is a fresh interpreter, never a fork: callers may have threads.
Time is limited everywhere, memory on Linux only.
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
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from ingest.readers import refusals, wire

logger = logging.getLogger(__name__)

_START_SECONDS: Final = 60.0
# Every so often those that wait are ended, with the memory that the libraries hold; a new one starts in a second.
_IDLE_SECONDS: Final = 300.0


class NoWorkerError(Exception):
    """No worker process can be started."""


class Stop:
    """Ends what is asked of workers in its name, from another thread, for good."""

    def __init__(self) -> None:
        self.stopped = False
        self._busy: set[_Worker] = set()
        self._lock = threading.Lock()

    def now(self) -> None:
        """Kill the workers that are busy; whoever waits for them goes on with an error."""
        with self._lock:
            self.stopped = True
            for worker in self._busy:
                worker.end()

    @contextmanager
    def watching(self, worker: _Worker) -> Iterator[None]:
        """Whether ``worker`` is ended with this."""
        with self._lock:
            self._busy.add(worker)
            if self.stopped:
                worker.end()
        try:
            yield
        finally:
            with self._lock:
                self._busy.discard(worker)


class Workers:
    """The workers of one kind: processes that run ``python -m module``, which calls ``worker.run``."""

    def __init__(self, module: str, at_once: int) -> None:
        """``at_once`` files are worked on at the same time: each may take ``max_file_memory``."""
        self._module = module
        self._at_once = at_once
        self._reset()
        _ALL.add(self)

    def _reset(self) -> None:
        self._places = threading.BoundedSemaphore(self._at_once)
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._sweeper: threading.Timer | None = None

    def ask(self, request: wire.Request, stop: Stop | None = None) -> wire.Answer:
        """What a worker answers, with a document or whatever it makes of one.

        Waits while other threads have as many files worked on as there may be workers. NoticeError where the file cannot
        be taken, ``too-slow`` or ``too-large`` when a limit is hit; NoWorkerError.
        """
        name, seconds = request.name, request.settings.max_file_seconds
        with self._places:
            while True:
                worker = self._take()
                answer = self._asked(worker, request, stop or Stop())
                if answer is not None:
                    return _checked(answer, request)
                if worker.late:
                    raise refusals.too_slow(name, seconds)
                # One that had waited may have been ended by the system meanwhile, through no fault of this file.
                if not worker.waited or (stop and stop.stopped):
                    logger.error("the reading process died on %s", refusals.shown(name))
                    raise refusals.crashed(name)

    def _asked(self, worker: _Worker, request: wire.Request, stop: Stop) -> wire.Answer | None:
        """The worker's answer; it goes back among those that wait, if it can be used again."""
        answer = None
        try:
            with stop.watching(worker):
                answer = worker.ask(request)
        finally:
            if answer is None or answer.last or stop.stopped:
                worker.kill()
            else:
                self._put(worker)
        return answer

    def _take(self) -> _Worker:
        """A waiting worker, or a new one."""
        while True:
            with self._lock:
                worker = self._idle.pop() if self._idle else None
            if worker is None:
                return self._started()
            if worker.is_alive:
                return worker
            worker.kill()

    def _started(self) -> _Worker:
        try:
            return _Worker(self._module)
        except (OSError, EOFError) as error:
            logger.warning("no worker process for reading files could be started", exc_info=True)
            raise NoWorkerError from error

    def _put(self, worker: _Worker) -> None:
        worker.waited = True
        with self._lock:
            self._idle.append(worker)
            if self._sweeper is None:
                self._sweeper = threading.Timer(_IDLE_SECONDS, self.close)
                self._sweeper.daemon = True
                self._sweeper.start()

    def close(self) -> None:
        """End those that wait: a server that reads a file a day need not keep them."""
        with self._lock:
            idle, self._idle = self._idle, []
            if self._sweeper is not None:
                self._sweeper.cancel()
            self._sweeper = None
        for worker in idle:
            worker.kill()


def _checked(answer: wire.Answer, request: wire.Request) -> wire.Answer:
    if answer.kind == wire.DOCUMENT:
        return answer
    if answer.kind == wire.REFUSED:
        raise wire.unpacked_refusal(answer.body)
    if answer.kind == wire.OUT_OF_MEMORY:
        raise refusals.too_hungry(request.name, request.settings.max_file_memory)
    reason = answer.body.decode("utf-8", "replace")
    logger.error("a reader failed on %s\n%s", refusals.shown(request.name), reason)
    raise refusals.crashed(request.name)


class _Worker:
    """One child process with a folder for its temporary files. Used by one thread at a time."""

    def __init__(self, module: str) -> None:
        """Raises OSError or EOFError when no process can be had."""
        self.late = False
        self.waited = False  # it has read a file before
        self._turn = threading.Lock()
        self._scratch = Path(tempfile.mkdtemp(prefix="yaodian-"))
        try:
            self._process = _start(module, self._scratch)
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
                    self.end()

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
        self.end()
        for stream in (self._requests, self._answers):
            with suppress(OSError):
                stream.close()
        self._process.wait()
        shutil.rmtree(self._scratch, ignore_errors=True)

    def end(self) -> None:
        """Only end it; whoever uses it kills it then."""
        # The group before its leader is waited for: until then no other process can have its number.
        with suppress(OSError):
            if sys.platform == "win32":
                subprocess.run(
                    ["taskkill", "/F", "/T", "/PID", str(self._process.pid)], capture_output=True, check=False
                )
            else:
                os.killpg(self._process.pid, signal.SIGKILL)


def _start(module: str, scratch: Path) -> subprocess.Popen[bytes]:
    # The worker finds the modules where this process does, but never in the folder where this one happens to stand (-P).
    kept = {key: value for key, value in os.environ.items() if not key.upper().startswith("YAODIAN_")}
    kept |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(scratch))
    kept["PYTHONPATH"] = os.pathsep.join(str(Path(place).absolute()) for place in sys.path)
    return subprocess.Popen(
        [sys.executable, "-P", "-m", module, str(scratch)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=scratch,
        env=kept,
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


_ALL: weakref.WeakSet[Workers] = weakref.WeakSet()


def _close_all() -> None:
    for workers in list(_ALL):
        workers.close()


def _forget_all() -> None:
    """In a forked child: the workers belong to the parent."""
    for workers in list(_ALL):
        workers._reset()


atexit.register(_close_all)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_all)
