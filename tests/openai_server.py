"""A local OpenAI-compatible server that answers from a script, for every test of the model path."""

from __future__ import annotations

import json
import selectors
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Reply:
    """One reply. ``pieces`` are streamed as chat chunks; ``body`` is sent as it is instead.

    ``finish`` empty: the stream stops without an end. ``endless``: the pieces are repeated until the client
    leaves. ``hang``: after the pieces, nothing more comes while the connection stays open; ``mute``: not even the head does.
    """

    pieces: Sequence[str] = ()
    status: int = 200
    finish: str = "stop"
    body: str = ""
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    reasoning: Sequence[str] = ()
    endless: bool = False
    hang: bool = False
    mute: bool = False
    comments: bool = False
    abrupt: bool = False


def says(*pieces: str) -> Reply:
    """A well-formed streamed answer."""
    return Reply(pieces)


def fails(status: int, message: str = "scripted", **headers: str) -> Reply:
    """An error as OpenAI-compatible servers report it. Tries after it need not wait."""
    body = json.dumps({"error": {"message": message, "type": "scripted"}})
    return Reply(status=status, body=body, headers={"retry-after-ms": "1", **headers})


class ScriptedServer:
    """Answers with the scripted replies in order, the last one for ever."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.asked = threading.Event()  # set at the first request
        self.left = threading.Event()  # set when a client left before the reply was over
        self.closing = threading.Event()
        self._script: list[Reply] = [says()]
        self._lock = threading.Lock()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._http.daemon_threads = True
        self._thread = threading.Thread(
            target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def script(self, *replies: Reply) -> None:
        with self._lock:
            self._script = list(replies)

    def forget(self) -> None:
        """As if nobody had asked yet."""
        self.requests.clear()
        self.asked.clear()
        self.left.clear()

    def next_reply(self) -> Reply:
        with self._lock:
            return self._script.pop(0) if len(self._script) > 1 else self._script[0]

    def __enter__(self) -> ScriptedServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()


def _handler(server: ScriptedServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            server.requests.append(
                {"path": self.path, "headers": dict(self.headers), "json": json.loads(body or b"{}")}
            )
            server.asked.set()
            reply = server.next_reply()
            try:
                if not reply.mute:
                    self._send(reply)
                if reply.hang or reply.mute:
                    self._hang()
            except OSError:
                server.left.set()

        def _send(self, reply: Reply) -> None:
            self.close_connection = True
            self.send_response(reply.status)
            streamed = not reply.body
            self.send_header("content-type", "text/event-stream" if streamed else reply.content_type)
            if reply.abrupt:
                self.send_header("content-length", "100000")
            for name, value in reply.headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()
            for data in _events(reply) if streamed else [reply.body]:
                if server.closing.is_set():
                    return
                self.wfile.write(data.encode())
                self.wfile.flush()

        def _hang(self) -> None:
            with selectors.DefaultSelector() as selector:
                selector.register(self.connection, selectors.EVENT_READ)
                while not server.closing.is_set():
                    if selector.select(0.05) and not self.connection.recv(1):
                        server.left.set()
                        return

    return Handler


def _events(reply: Reply) -> Iterator[str]:
    while reply.comments:
        yield ": still here\n\n"
    for text in reply.reasoning:
        yield _event({"content": None, "reasoning_content": text})
    while True:
        for piece in reply.pieces:
            yield _event({"content": piece})
        if not reply.endless:
            break
    if reply.finish and not reply.hang:
        yield _event({}, reply.finish)
        yield "data: [DONE]\n\n"


def _event(delta: dict[str, Any], finish: str | None = None) -> str:
    chunk = {
        "id": "scripted",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "scripted",
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
    }
    return f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n"
