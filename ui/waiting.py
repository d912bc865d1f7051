"""The work of a request, for as long as its caller waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

import anyio.to_thread
from fastapi import Request, Response

from rag.writing.leaving import Departure
from ui.asking import CallerLeftError

R = TypeVar("R")

_LEFT = 499  # as nginx has it: the caller went before the answer began


async def while_awaited(request: Request, work: Callable[[Departure], R]) -> R | Response:
    """What ``work`` gives, done in the pool of the routes; where the caller leaves, the work is told so and ends."""
    try:
        return await until_left(request, work)
    except CallerLeftError:
        return Response(status_code=_LEFT)


async def until_left(request: Request | None, work: Callable[[Departure], R]) -> R:
    """What ``work`` gives. Where the caller of ``request`` leaves or this is cancelled, the work is told so; it raises
    CallerLeftError then."""
    departure = Departure()
    watching = asyncio.create_task(_tell(request, departure)) if request else None
    try:
        return await anyio.to_thread.run_sync(work, departure, abandon_on_cancel=True)
    finally:
        departure.leave()  # what was cancelled here goes on in its thread
        if watching:
            watching.cancel()


async def _tell(request: Request, departure: Departure) -> None:
    """The body has been read: what comes next is the caller's leaving."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
    departure.leave()
