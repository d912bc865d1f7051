"""Taking the port, before anything else."""

from __future__ import annotations

import pytest

from ui.server import ListenError, address_of, is_loopback, open_socket


def test_free_port_is_listened_on() -> None:
    with open_socket("127.0.0.1", 0) as listener:
        assert address_of(listener) == f"http://127.0.0.1:{listener.getsockname()[1]}"


def test_taken_port_is_said_plainly() -> None:
    with open_socket("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(ListenError) as caught:
            open_socket("127.0.0.1", port)
    assert caught.value.code == "port-taken"
    assert str(port) in caught.value.zh
    for text in (caught.value.zh, caught.value.en):
        assert f"--port {port + 1}" in text
        assert f"make run PORT={port + 1}" in text


def test_unknown_host_is_said_plainly() -> None:
    with pytest.raises(ListenError) as caught:
        open_socket("no such host", 7860)
    assert caught.value.code == "bad-host"


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("10.1.2.3", False)],
)
def test_loopback(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback
