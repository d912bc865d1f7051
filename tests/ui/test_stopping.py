"""The end of the service, its log and its traces, in a process of its own."""

from __future__ import annotations

import http.server
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

_SERVER = Path(__file__).with_name("stopping_server.py")
_QUESTION = "机密问题是什么？"
_KEY = "k" * 24


class Collector:
    """Takes traces, as an OpenTelemetry collector does, and keeps them."""

    def __init__(self) -> None:
        self.received = b""
        self._http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}"
        threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()

    def _handler(self) -> type[http.server.BaseHTTPRequestHandler]:
        collector = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                collector.received += self.rfile.read(int(self.headers["content-length"]))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        return Handler


@pytest.fixture
def collector() -> Iterator[Collector]:
    running = Collector()
    yield running
    running.close()


def test_running_answer_is_finished_and_nothing_of_it_is_left_behind(
    tmp_path: Path, collector: Collector
) -> None:
    environment = {
        **os.environ,
        "YAODIAN_DATA_DIR": str(tmp_path),
        "YAODIAN_API_KEYS": f"reader:{_KEY}",
        "YAODIAN_LOG_FORMAT": "json",
        "YAODIAN_LOG_REQUESTS": "true",
        "YAODIAN_TRACES": "true",
        "OTEL_EXPORTER_OTLP_ENDPOINT": collector.url,
        "OTEL_EXPORTER_OTLP_COMPRESSION": "none",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    server = subprocess.Popen(
        [sys.executable, str(_SERVER)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    )
    assert server.stdin
    assert server.stdout
    headers = {"authorization": f"Bearer {_KEY}", "x-request-id": "test-request-1"}
    try:
        url = server.stdout.readline().decode().strip()
        assert url, server.communicate(timeout=60)[1].decode()  # it ended before it listened: let it say why
        with httpx.Client(base_url=url, timeout=60, trust_env=False, headers=headers) as client:
            body = {"question": _QUESTION, "stream": True}
            with client.stream("POST", "/v1/answer", json=body) as answer:
                assert answer.headers["x-request-id"] == "test-request-1"
                lines = answer.iter_lines()
                assert next(line for line in lines if line.startswith("data:")) == 'data: {"text":"先"}'
                server.terminate()
                _wait_until_refused(url)
                server.stdin.write(b"go\n")
                server.stdin.flush()
                rest = "\n".join(lines)
        said = server.communicate(timeout=60)[1].decode()
        assert 'data: {"text":"后"}' in rest, said
        assert "event: done" in rest, said
    finally:
        server.kill()
    requests = [json.loads(line) for line in said.splitlines()]
    logged = next(line for line in requests if line.get("request_id") == "test-request-1")
    assert (logged["route"], logged["status"], logged["method"]) == ("/v1/answer", 200, "POST")
    assert logged["ms"] > 0
    assert b"/v1/answer" in collector.received
    for trace in (said, collector.received.decode("utf-8", "replace")):
        assert "机密" not in trace
        assert json.dumps(_QUESTION)[1:-1] not in trace
        assert _KEY not in trace


def _wait_until_refused(url: str) -> None:
    """Until new requests are taken by nobody: the server has heard that it is to stop."""
    while True:
        try:
            httpx.get(f"{url}/healthz", trust_env=False, timeout=10)
        except httpx.TransportError:
            return
