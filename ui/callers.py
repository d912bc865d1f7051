"""Where a request comes from: this machine itself, another, or a page that tricks a browser on this machine."""

from __future__ import annotations

import ipaddress
import socket
from functools import lru_cache

from starlette.datastructures import Headers
from starlette.types import Scope

_FORWARDED = ("x-forwarded-for", "forwarded", "x-real-ip", "x-forwarded-host")


def is_local(scope: Scope) -> bool:
    """Whether a program or browser on this very machine asks.

    A proxy on this machine asks for others: whatever comes with a proxy's header is not local.
    """
    return _from_loopback(scope) and not _forwarded(scope) and _names_this_machine(scope)


def is_rebound(scope: Scope) -> bool:
    """Whether a browser here was led to us by another site's name (DNS rebinding): its page could read the notices.

    A proxy that forwards to us without saying so looks the same, and must not pass for this machine either.
    """
    return _from_loopback(scope) and not _forwarded(scope) and not _names_this_machine(scope)


def address_of_caller(scope: Scope) -> str:
    """The address that asks; the server has put the one that its own proxy names in its place."""
    client = scope.get("client")
    return str(client[0]) if client else ""


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the host."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _from_loopback(scope: Scope) -> bool:
    return is_loopback(address_of_caller(scope))


def _forwarded(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    return any(name in headers for name in _FORWARDED)


def _names_this_machine(scope: Scope) -> bool:
    host = _host(Headers(scope=scope).get("host", ""))
    return not host or _is_address(host) or is_loopback(host) or host == _own_name()


def _host(value: str) -> str:
    """``[::1]:7860`` → ``::1``, ``localhost:7860`` → ``localhost``."""
    if value.startswith("["):
        return value[1:].partition("]")[0]
    return value.partition(":")[0].lower().rstrip(".")


def _is_address(host: str) -> bool:
    # An address cannot be rebound: no name was looked up.
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=1)
def _own_name() -> str:
    return socket.gethostname().lower()
