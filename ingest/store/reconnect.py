"""Patience with a Chroma server that is being started again: what failed on the way to it is tried again for a while."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import httpx
from tenacity import Retrying, retry_if_exception_type, stop_after_delay, wait_exponential

R = TypeVar("R")

_PATIENCE_S = 10.0  # a server of a few thousand notices is back within that; a person waits no longer


def reconnecting(call: Callable[[], R], patience_s: float = _PATIENCE_S) -> R:
    """What ``call`` gives, tried again while the server cannot be reached. Raises what its last try raised.

    ``call`` must leave the same behind when it is done twice: its first try may have been done without our hearing of it.
    """
    tries = Retrying(
        retry=retry_if_exception_type(httpx.TransportError),
        stop=stop_after_delay(patience_s),
        wait=wait_exponential(multiplier=0.05, max=1.0),
        reraise=True,
    )
    return tries(call)
