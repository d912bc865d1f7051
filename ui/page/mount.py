"""Hanging the page into a FastAPI application: what Gradio 6 wants at mounting, and not in Blocks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import gradio as gr
from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ingest.intake.pipeline import IngestReport, Progress, ingest_upload
from ui.page.page import Page
from ui.page.theme import SCRIPT, STYLE, build_theme

if TYPE_CHECKING:
    from rag.build import Workspace
    from ui.asking import Asking
    from ui.limits import RateLimits
    from ui.settings import UiSettings

# The browser itself refuses whatever is not of this machine. Gradio compiles templates, hence 'unsafe-eval'.
_POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ]
)


class LocalOnly:
    """Adds the headers that keep the page's requests at home."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = _POLICY
                headers["Referrer-Policy"] = "no-referrer"
                headers["X-Content-Type-Options"] = "nosniff"
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def build_page(asking: Asking, limits: RateLimits) -> gr.Blocks:
    """The chat page over what is asked; ``limits`` count its questions, too."""
    return Page(asking, limits, partial(_ingest, asking.workspace, asking.settings)).build()


def mount_page(app: FastAPI, asking: Asking, limits: RateLimits) -> FastAPI:
    """Serve the page at ``/`` of ``app``. Call it last: it answers every path that no earlier route takes."""
    gr.mount_gradio_app(
        app,
        build_page(asking, limits),
        path="/",
        app_kwargs={
            "middleware": [Middleware(LocalOnly)],
            "docs_url": None,
            "redoc_url": None,
            "openapi_url": None,
        },
        theme=build_theme(),
        css_paths=STYLE,
        js=SCRIPT.read_text(encoding="utf-8"),
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        mcp_server=False,
        enable_monitoring=False,
        pwa=False,
        max_file_size=asking.settings.max_file_bytes,
    )
    return app


def _ingest(
    workspace: Workspace,
    settings: UiSettings,
    name: str,
    data: bytes,
    progress: Callable[[Progress], None],
) -> IngestReport:
    return ingest_upload(name, data, workspace.store, settings, progress)
