"""A real Chroma server on a free port, which a test may kill and start again on the same data."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import httpx

_CHROMA = Path(sys.executable).with_name("chroma")


class ChromaServer:
    """``chroma run`` over a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start it, and come back when it answers."""
        self._process = subprocess.Popen(
            [str(_CHROMA), "run", "--path", str(self._folder), "--port", str(self._port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while True:
            try:
                httpx.get(f"{self.url}/api/v2/heartbeat", timeout=10, trust_env=False).raise_for_status()
            except httpx.HTTPError:
                assert self._process.poll() is None, "chroma run has ended"
            else:
                return

    def kill(self) -> None:
        """Kill it without a word of warning."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
