"""The time each stage of an answer takes, for whoever listens: the eval suite, the metrics page, a benchmark."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Listener = Callable[[str, float], None]

_listener: ContextVar[Listener | None] = ContextVar("yaodian_stage_listener", default=None)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Call ``listener(stage, seconds)`` at the end of every stage that runs in this context."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


@contextmanager
def stage(name: str) -> Iterator[None]:
    """One stage: understand, retrieve, read (retrieving included) or compose. Costs nothing where nobody listens."""
    listener = _listener.get()
    if listener is None:
        yield
        return
    began = time.perf_counter()
    try:
        yield
    finally:
        listener(name, time.perf_counter() - began)
