"""The writers' lock over a real Chroma server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from ingest.settings import IngestSettings
from ingest.store.chroma import Database
from ingest.store.server_lock import NAME, ServerLock
from tests.chroma_server import ChromaServer


class Time:
    """Passes only while somebody waits; may do something meanwhile."""

    def __init__(self, meanwhile: Callable[[], object] = lambda: None) -> None:
        self.now = 0.0
        self._meanwhile = meanwhile

    def wait(self, seconds: float) -> None:
        self.now += seconds
        self._meanwhile()

    def clock(self) -> float:
        return self.now


@pytest.fixture
def client(server: ChromaServer, tmp_path: Path) -> Any:
    return Database(IngestSettings(data_dir=tmp_path, chroma_url=server.url)).open()[1]


def _lock(client: Any, time: Time, lease_s: float = 30.0) -> ServerLock:
    return ServerLock(client, lease_s, time.wait, time.clock)


def test_one_writer_at_a_time(client: Any) -> None:
    first, second = _lock(client, Time()), _lock(client, Time())
    first.acquire(1)
    first.acquire(1)
    with pytest.raises(TimeoutError):
        second.acquire(1)
    first.release()
    with pytest.raises(TimeoutError):
        second.acquire(1)
    first.release()
    second.acquire(1)
    second.release()
    assert NAME not in {found.name for found in client.list_collections()}


def test_whoever_waits_gets_it_when_it_is_let_go(client: Any) -> None:
    first = _lock(client, Time())
    first.acquire(1)
    second = _lock(client, Time(meanwhile=first.release))
    second.acquire(1)
    second.release()


def test_lock_of_one_that_is_gone_is_taken_over(client: Any) -> None:
    client.create_collection(NAME, embedding_function=None, metadata={"beat": "its last"})
    time = Time()
    heir = _lock(client, time, lease_s=30)
    heir.acquire(60)
    assert 30 < time.now < 60
    heir.release()


def test_lock_of_one_that_is_alive_is_not(client: Any) -> None:
    beats = iter(range(1000))
    held = client.create_collection(NAME, embedding_function=None, metadata={"beat": "first"})
    time = Time(meanwhile=lambda: held.modify(metadata={"beat": str(next(beats))}))
    with pytest.raises(TimeoutError):
        _lock(client, time, lease_s=1).acquire(5)
    client.delete_collection(NAME)


def test_one_that_comes_back_late_takes_nothing_from_its_heir(client: Any) -> None:
    late, heir, third = _lock(client, Time()), _lock(client, Time(), lease_s=1), _lock(client, Time())
    late.acquire(1)
    heir.acquire(5)  # no beat came within the lease
    late.release()
    with pytest.raises(TimeoutError):
        third.acquire(1)
    heir.release()


def test_server_that_is_away_is_no_lock(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object, **__: object) -> None:
        raise httpx.ConnectError("refused")

    lock = _lock(client, Time())
    monkeypatch.setattr(client, "create_collection", away)
    with pytest.raises(httpx.ConnectError):
        lock.acquire(1)
    monkeypatch.undo()
    lock.acquire(1)
    monkeypatch.setattr(client, "delete_collection", away)
    lock.release()  # the lease ends what the server could not be told
