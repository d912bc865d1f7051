"""The whole application: the HTTP service with the chat page at its root."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Match, Mount
from starlette.types import Scope

from ui.guard import is_api

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
    import gradio as gr  # takes seconds: the command line must not pay for it

    from ui.api import create_api
    from ui.page import build_page

    app = create_api(workspace, settings)
    gr.mount_gradio_app(
        app,
        build_page(workspace, settings),
        path="/",
        max_file_size=settings.max_file_bytes,
        footer_links=[],
        run_history=False,
        show_error=False,
        enable_monitoring=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
    )
    mount = app.router.routes.pop()
    assert isinstance(mount, Mount)
    app.router.routes.append(_PageMount("", app=mount.app))
    return app
