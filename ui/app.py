"""The whole application: the HTTP service with the chat page at its root."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Match, Mount
from starlette.types import Scope

from ui.paths import is_api

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


def create_app(workspace: Workspace, settings: UiSettings) -> FastAPI:
    """The service over ``workspace`` with the page mounted at ``/``."""
    # Gradio takes seconds to import: the command line must not pay for it.
    from gradio.routes import App

    from ui.api import create_api
    from ui.page import mount_page

    app = mount_page(create_api(workspace, settings), workspace, settings)
    mount = app.router.routes.pop()
    assert isinstance(mount, Mount)
    assert isinstance(mount.app, App)
    app.router.routes.append(_PageMount("", app=mount.app))
    # The page holds a stream open for as long as it is looked at; it ends when Gradio's own event is set.
    app.state.stopping = mount.app.stop_event
    return app
