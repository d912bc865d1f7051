"""A running server, and an assistant that does what a test says."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx
import uvicorn
from fastapi import FastAPI

from rag.types import Answer, AnswerEvent, Filters, Hit, Turn
from ui.server import address_of, open_socket


@dataclass
class Service:
    """A server that runs, and a client that talks to it as a program would."""

    app: FastAPI
    url: str
    client: httpx.Client


@contextmanager
def serving(app: FastAPI) -> Iterator[Service]:
    """``app`` behind a real uvicorn on a free port, until the block ends."""
    listener = open_socket("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(app, access_log=False, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    url = address_of(listener)
    try:
        # The socket listens already, so the first request waits for the server instead of being refused.
        with httpx.Client(base_url=url, timeout=60, trust_env=False) as client:
            client.get("/healthz").raise_for_status()
            yield Service(app, url, client)
    finally:
        server.should_exit = True
        thread.join(timeout=20)
        listener.close()


@dataclass
class ScriptedAssistant:
    """Plays back what a test gives it: events to stream, or an error to raise; counts what it was asked."""

    events: Sequence[AnswerEvent | Exception] = ()
    error: Exception | None = None
    gate: threading.Event | None = None
    asked: int = 0
    stopped: threading.Event = field(default_factory=threading.Event)

    def answer(self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None) -> Answer:
        self._ask()
        return Answer(answer="好。", abstained=False)

    def search(self, query: str, k: int = 10, filters: Filters | None = None) -> list[Hit]:
        self._ask()
        return []

    def stream(
        self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None
    ) -> Iterator[AnswerEvent]:
        self._ask()
        return self._play()

    def _ask(self) -> None:
        self.asked += 1
        if self.error is not None:
            raise self.error

    def _play(self) -> Iterator[AnswerEvent]:
        try:
            for event in self.events:
                if isinstance(event, Exception):
                    raise event
                yield event
                if self.gate is not None:
                    self.gate.wait(30)
        finally:
            self.stopped.set()
