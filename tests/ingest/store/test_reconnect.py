"""A server that is away for a moment is asked again; one that stays away is said to be."""

from __future__ import annotations

import httpx
import pytest

from ingest.store.reconnect import reconnecting


class Server:
    """Fails as often as it is told, then answers."""

    def __init__(self, failures: int, error: Exception) -> None:
        self.asked = 0
        self._failures = failures
        self._error = error

    def __call__(self) -> str:
        self.asked += 1
        if self.asked <= self._failures:
            raise self._error
        return "held"


def test_what_fails_on_the_way_is_tried_again() -> None:
    server = Server(3, httpx.ConnectError("refused"))
    assert reconnecting(server) == "held"
    assert server.asked == 4


def test_in_the_end_it_is_said() -> None:
    with pytest.raises(httpx.ReadError):
        reconnecting(Server(10**9, httpx.ReadError("closed")), patience_s=0.01)


@pytest.mark.parametrize(
    "error", [ValueError("wrong"), httpx.HTTPStatusError("no", request=None, response=None)]
)  # type: ignore[arg-type]
def test_what_the_server_refuses_is_not_tried_again(error: Exception) -> None:
    server = Server(1, error)
    with pytest.raises(type(error)):
        reconnecting(server)
    assert server.asked == 1
