"""A lock that writers of several processes and machines share through the Chroma server they write to.

The server creates a collection of a given name once and refuses the next who asks: that one collection is the lock.
Whoever holds it changes its ``beat`` from time to time; where the beat stands still for as long as a lease, the holder is
gone and another may take its place. Nobody's clock is compared with another's.
"""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import httpx
from chromadb.errors import ChromaError, NotFoundError

NAME = "yaodian-writer"
_LEASE_S = 30.0  # a holder that was killed keeps others waiting for so long
_BEAT_S = 5.0
_POLL_S = 0.2

Wait = Callable[[float], object]


class ServerLock:
    """Held by one writer at a time; by the same one as often as it likes. For one thread at a time."""

    def __init__(
        self,
        client: Any,
        lease_s: float = _LEASE_S,
        wait: Wait = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``client`` is an open Chroma client; ``wait`` and ``clock`` are how time passes while others hold it."""
        self._client = client
        self._lease_s = lease_s
        self._wait = wait
        self._clock = clock
        self._held: Any = None
        self._times = 0
        self._released = threading.Event()

    def acquire(self, timeout: float) -> None:
        """Take it. Raises TimeoutError where others do not let go of it for ``timeout`` seconds."""
        if not self._times:
            self._held = self._take(timeout)
            self._released = threading.Event()
            threading.Thread(target=self._keep, args=(self._held, self._released), daemon=True).start()
        self._times += 1

    def release(self) -> None:
        """Let go of it, once for each time it was taken."""
        self._times -= 1
        if not self._times:
            self._released.set()
            held, self._held = self._held, None
            with suppress(ChromaError, httpx.HTTPError):  # the lease ends it where the server cannot be told
                self._clear(held)

    def _take(self, timeout: float) -> Any:
        deadline = self._clock() + timeout
        seen, since = "", self._clock()
        while (taken := self._create()) is None:
            other = self._holder()
            beat = str((other.metadata or {}).get("beat", "")) if other is not None else ""
            if beat != seen:
                seen, since = beat, self._clock()
            elif other is not None and self._clock() - since > self._lease_s:
                self._clear(other)
                continue
            if self._clock() > deadline:
                raise TimeoutError
            self._wait(_POLL_S)
        return taken

    def _create(self) -> Any:
        """The lock, or ``None`` where another has it."""
        try:
            return self._client.create_collection(NAME, embedding_function=None, metadata=_beat())
        except ChromaError:
            self._client.heartbeat()  # raises where it was the server that failed, and not another's lock
            return None

    def _holder(self) -> Any:
        try:
            return self._client.get_collection(NAME, embedding_function=None)
        except NotFoundError:
            return None

    def _clear(self, collection: Any) -> None:
        """Remove that very collection, and never another's of the same name: first by its id out of the way."""
        aside = f"{NAME}-{uuid.uuid4().hex}"
        with suppress(NotFoundError):
            collection.modify(name=aside)
            self._client.delete_collection(aside)

    def _keep(self, held: Any, released: threading.Event) -> None:
        while not released.wait(_BEAT_S):
            with suppress(ChromaError, httpx.HTTPError):
                held.modify(metadata=_beat())


def _beat() -> dict[str, str]:
    return {"beat": uuid.uuid4().hex}
