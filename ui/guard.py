"""What stands around every request: headers, limits, same-origin writes, the net for unforeseen errors."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.incidents import log_incident
from ui.paths import SAFE_METHODS, speaks_openai, takes_files
from ui.problems import incident_problem, language, refuse, reply, too_large

if TYPE_CHECKING:
    from ui.settings import UiSettings

_CONVERSATION_BYTES = 2 * 1024 * 1024
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
API_POLICY = "default-src 'none'; frame-ancestors 'none'"
DOCS_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class Guard:
    """Middleware around the whole application, so that no answer leaves without its headers."""

    def __init__(self, app: ASGIApp, settings: UiSettings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False
        # Read before the page's own application, mounted below, writes itself into the scope.
        request = Request(scope)
        lang, path = language(request), scope["path"]

        async def send_guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                _add_headers(MutableHeaders(scope=message), path)
            await send(message)

        if comes_from_elsewhere(scope, self.settings.origins):
            await _refuse_foreign(request)(scope, receive, send_guarded)
            return
        limit = self.limit(path)
        if declared_length(scope) > limit:
            await too_large(request)(scope, receive, send_guarded)
            return
        try:
            await self.app(scope, counted(receive, limit), send_guarded)
        except Exception as error:
            incident = log_incident(error)
            if not started:
                await reply(request, incident_problem(incident, lang))(scope, receive, send_guarded)

    def limit(self, path: str) -> int:
        """Most bytes a request to ``path`` may hold."""
        if takes_files(path):
            return self.settings.upload_bytes
        # Clients of OpenAI's form send the whole conversation each time; what is too old of it is left out later.
        return max(self.settings.json_bytes, _CONVERSATION_BYTES if speaks_openai(path) else 0)


def declared_length(scope: Scope) -> int:
    """What the request says of its length; 0 where it does not say."""
    length = Headers(scope=scope).get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() else 0


def counted(receive: Receive, limit: int) -> Receive:
    """``receive`` that ends the request with 413 once more than ``limit`` bytes have come."""
    received = 0

    async def receive_counted() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > limit:
            raise HTTPException(413)
        return message

    return receive_counted


def comes_from_elsewhere(scope: Scope, trusted: Collection[str] = ()) -> bool:
    """Whether a browser sends this write on behalf of another site's page.

    A page from anywhere can post a form to 127.0.0.1 without asking; browsers say so in these headers, and
    other programs send neither. Pages of ``trusted`` origins may.
    """
    if scope["method"] in SAFE_METHODS:
        return False
    headers = Headers(scope=scope)
    if headers.get("origin") in trusted:
        return False
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    # A proxy may rewrite Host and keep the browser's in the other; no page elsewhere can set either.
    own = (headers.get("host"), headers.get("x-forwarded-host"))
    return origin is not None and origin.partition("://")[2] not in own


def _refuse_foreign(request: Request) -> ASGIApp:
    return refuse(
        request,
        403,
        "foreign-origin",
        zh="写入和提问只接受本服务自己的网页或非浏览器程序发来的请求。",
        en="Requests that write or ask are taken from this service's own pages and from programs, "
        "not from other sites' pages.",
    )


def _add_headers(headers: MutableHeaders, path: str) -> None:
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)
    headers.setdefault("Content-Security-Policy", _policy(path))


def _policy(path: str) -> str:
    # The page brings a policy of its own, which stands.
    return DOCS_POLICY if path == "/docs" or path.startswith("/docs/") else API_POLICY
