"""Who may do what: keys, roles and rates, asked before a request reaches a route or the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.callers import address_of_caller, is_local, is_rebound
from ui.keys import Role, shown_key
from ui.limits import RateLimits
from ui.paths import is_api, is_public, needed_role
from ui.problems import refuse

if TYPE_CHECKING:
    from ui.settings import UiSettings


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: what they may do (``None``: nothing), and the name that their requests are counted under."""

    role: Role | None
    name: str
    local: bool


def wait_for(caller: Caller, limits: RateLimits, *, editing: bool) -> int:
    """Count a request of the caller. Seconds to wait where it is one too many, else 0; this machine never waits."""
    return 0 if caller.local else limits.wait(caller.name, editing)


class Access:
    """Middleware that lets in whom the settings let in, and notes who asks in ``request.state.caller``."""

    def __init__(self, app: ASGIApp, settings: UiSettings, limits: RateLimits) -> None:
        self.app = app
        self._keys = settings.keys
        self._local_open = settings.local_open
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        caller = self.caller(scope)
        scope.setdefault("state", {})["caller"] = caller
        if scope["type"] == "websocket":
            if caller.role is None or is_rebound(scope):
                await send({"type": "websocket.close", "code": 1008})
                return
            await self.app(scope, receive, send)
            return
        refusal = self.refusal(scope, caller)
        await (refusal or self.app)(scope, receive, send)

    def caller(self, scope: Scope) -> Caller:
        """Who asks. Without keys in the settings everybody may do everything."""
        local = is_local(scope)
        key = self._keys.find(shown_key(Headers(scope=scope)))
        if key is not None:
            return Caller(key.role, f"key {key.id}", local)
        is_open = not self._keys or (local and self._local_open)
        return Caller(Role.EDITOR if is_open else None, address_of_caller(scope), local)

    def refusal(self, scope: Scope, caller: Caller) -> Response | None:
        """What a request that may not go on is answered; ``None`` where it may."""
        request, path = Request(scope), scope["path"]
        if is_rebound(scope):
            return _foreign_host(request)
        if is_public(path):
            return None
        needed = needed_role(scope["method"], path)
        # What is asked on the page comes among much else that it sends; the page counts it itself.
        if is_api(path) or needed is Role.EDITOR:
            wait = wait_for(caller, self._limits, editing=needed is Role.EDITOR)
            if wait:
                return _too_often(request, wait)
        if caller.role is None:
            return _no_key(request)
        return _reader(request) if caller.role < needed else None


def _no_key(request: Request) -> Response:
    # A browser that opens the page asks for a password when told Basic; a program is told what programs use.
    scheme = (
        'Bearer realm="yaodian"' if is_api(request.url.path) else 'Basic realm="yaodian", charset="UTF-8"'
    )
    return refuse(
        request,
        401,
        "key-missing",
        zh="需要有效的密钥：请求头 Authorization: Bearer 密钥（浏览器中：用户名任填，密码填密钥）。",
        en="A valid key is needed: header Authorization: Bearer KEY (in a browser: any name, the key as password).",
        headers={"WWW-Authenticate": scheme},
    )


def _reader(request: Request) -> Response:
    return refuse(
        request,
        403,
        "key-reads-only",
        zh="这个密钥只能查看和提问；录入和删除文件需要 editor 密钥。",
        en="This key only reads and asks; adding and deleting notices takes an editor's key.",
    )


def _too_often(request: Request, wait: int) -> Response:
    return refuse(
        request,
        429,
        "too-many-requests",
        zh=f"请求过于频繁，请在 {wait} 秒后再试。",
        en=f"Too many requests. Try again in {wait} seconds.",
        headers={"Retry-After": str(wait)},
    )


def _foreign_host(request: Request) -> Response:
    return refuse(
        request,
        403,
        "foreign-host",
        zh="请用 127.0.0.1 或 localhost 访问本机服务；若前面有代理，请让它发送 X-Forwarded-For。",
        en="Reach the service on this machine by 127.0.0.1 or localhost; a proxy in front must send X-Forwarded-For.",
    )
