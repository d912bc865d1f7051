"""Around every request: counted, timed, and logged where the settings ask for it."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.paths import MCP, is_api

if TYPE_CHECKING:
    from ui.metrics import Metrics
    from ui.settings import UiSettings

log = logging.getLogger("yaodian.requests")

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_LEFT = 499  # as nginx has it: the caller went before the answer began


class Watch:
    """Middleware, the outermost but for the request's id."""

    def __init__(self, app: ASGIApp, metrics: Metrics, settings: UiSettings) -> None:
        self.app = app
        self._metrics = metrics
        self._logged = settings.log_requests

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status, start = _LEFT, time.perf_counter()

        async def send_watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        self._metrics.began()
        try:
            await self.app(scope, receive, send_watched)
        finally:
            self._note(scope, status, time.perf_counter() - start)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        method = scope["method"] if scope["method"] in _METHODS else "other"
        route = _route(scope)
        self._metrics.ended(method, route, status, seconds)
        if self._logged:
            about = {"method": method, "route": route, "status": status, "ms": round(seconds * 1000, 1)}
            log.info("request", extra=about)


def _route(scope: Scope) -> str:
    """The pattern of the address, not the address: what callers make up is neither counted nor logged."""
    if not is_api(scope["path"]):
        return "page"
    if scope["path"] == MCP:
        return MCP  # a route of another application
    return getattr(scope.get("route"), "path", "other")
