"""Running the application: the port is taken first, before anything that needs seconds."""

from __future__ import annotations

import errno
import ipaddress
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

from ingest.errors import YaodianError
from ui.callers import is_loopback as is_loopback

if TYPE_CHECKING:
    from fastapi import FastAPI

    from rag.build import Workspace
    from ui.settings import UiSettings


class ListenError(YaodianError):
    """The address cannot be listened on. Consequence: the service does not start."""


def open_socket(host: str, port: int) -> socket.socket:
    """A listening socket, or a ListenError that says what to do.

    It listens at once: a browser opened early waits for the page instead of being refused, and a second start
    cannot slip onto the same port.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise ListenError(
            "bad-host",
            zh=f"没有叫 {host} 的地址。请检查 --host（或 YAODIAN_HOST），本机用 127.0.0.1。",
            en=f"No address called {host}. Check --host (or YAODIAN_HOST); this machine is 127.0.0.1.",
        ) from error
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(2048)
    except OSError as error:
        listener.close()
        raise _listen_error(error, host, port) from error
    return listener


def serve(
    settings: UiSettings,
    announce: Callable[[str], None],
    prepare: Callable[[Workspace], None] = lambda workspace: workspace.assistant.warm(),
    create: Callable[[Workspace, UiSettings], FastAPI] | None = None,
) -> None:
    """Serve page and service, or what ``create`` makes, until stopped.

    ``prepare`` is called with the open workspace once the port is ours and before anything is served; ``announce``
    hears the address when page and service are ready. Raises SettingsError before the port is taken.
    """
    settings.check_access()
    listener = open_socket(settings.host, settings.port)
    try:
        from rag.build import open_workspace
        from ui.app import create_app
        from ui.logs import set_up_logging

        set_up_logging(settings)
        workspace = open_workspace(settings)
        prepare(workspace)
        app = (create or create_app)(workspace, settings)
        run(app, listener, announce, settings.stop_timeout_s)
    finally:
        listener.close()


def run(
    app: FastAPI, listener: socket.socket, announce: Callable[[str], None], stop_timeout_s: float = 30
) -> None:
    """Run ``app`` on a listening socket until a signal ends it; what runs then is finished first, within the time."""
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                announce(address_of(listener))

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            app.state.stopping.set()
            await super().shutdown(sockets)

    config = uvicorn.Config(
        app,
        access_log=False,  # addresses hold what callers look up; ui.watch logs their patterns
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=max(1, round(stop_timeout_s)),
    )
    Server(config).run(sockets=[listener])


def address_of(listener: socket.socket) -> str:
    """The address to open in a browser."""
    host, port = listener.getsockname()[:2]
    if ipaddress.ip_address(host).is_unspecified:
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _listen_error(error: OSError, host: str, port: int) -> ListenError:
    if error.errno == errno.EADDRINUSE:
        return ListenError(
            "port-taken",
            zh=f"端口 {port} 已被占用。请关掉占用它的程序，或换一个端口：yaodian serve --port {_other(port)}"
            f"（或 make run PORT={_other(port)}）",
            en=f"Port {port} is taken. Stop its user, or choose another: yaodian serve --port {_other(port)} "
            f"(or make run PORT={_other(port)})",
        )
    if error.errno == errno.EACCES:
        return ListenError(
            "port-forbidden",
            zh=f"没有使用端口 {port} 的权限。请用 1024 以上的端口，如 --port 7860。",
            en=f"Port {port} is not permitted. Use one above 1024, such as --port 7860.",
        )
    return ListenError(
        "cannot-listen",
        zh=f"无法在 {host}:{port} 上监听（{error.strerror}）。本机用 --host 127.0.0.1。",
        en=f"Cannot listen on {host}:{port} ({error.strerror}). This machine is --host 127.0.0.1.",
    )


def _other(port: int) -> int:
    return port + 1 if port < 65535 else 7860
