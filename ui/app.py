"""The whole application: the HTTP service with the chat page at its root."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.routing import Match, Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.paths import is_api
from ui.problems import unserved

if TYPE_CHECKING:
    from fastapi import FastAPI

    from rag.build import Workspace
    from ui.settings import UiSettings


class _PageMount(Mount):
    """The page takes every path but the service's own, whose unknown addresses and methods get problems."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if is_api(scope["path"]):
            return Match.NONE, {}
        return super().matches(scope)


class _Unserved:
    """Around the page: what it has no answer to gets the same problem as elsewhere. Its own scripts read the ``detail``."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # A copy: the page's application writes itself into the scope.
        request = Request(dict(scope)) if scope["type"] == "http" else None
        refused = False

        async def send_problem(message: Message) -> None:
            nonlocal refused
            if request and message["type"] == "http.response.start" and message["status"] in (404, 405):
                refused = True
                allow = Headers(raw=message["headers"]).get("allow")
                problem = unserved(request, message["status"], {"Allow": allow} if allow else None)
                await problem(scope, receive, send)
            elif not refused:
                await send(message)

        await self._app(scope, receive, send_problem)


def create_app(workspace: Workspace, settings: UiSettings) -> FastAPI:
    """The service over ``workspace`` with the page mounted at ``/``."""
    # Gradio takes seconds to import: the command line must not pay for it.
    from gradio.routes import App

    from ui.api import create_api
    from ui.page import mount_page

    app = create_api(workspace, settings)
    app = mount_page(app, app.state.asking, app.state.limits)
    mount = app.router.routes.pop()
    assert isinstance(mount, Mount)
    assert isinstance(mount.app, App)
    app.router.routes.append(_PageMount("", app=_Unserved(mount.app)))
    # The page holds a stream open for as long as it is looked at; it ends when Gradio's own event is set.
    app.state.stopping = mount.app.stop_event
    return app
