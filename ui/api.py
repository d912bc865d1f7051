"""The HTTP service as an application of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio.to_thread
from asgi_correlation_id import CorrelationIdMiddleware
from fastapi import APIRouter, FastAPI
from starlette.middleware.cors import CORSMiddleware

import ui.problems as problems
from rag.build import Workspace
from ui.access import Access
from ui.asking import Asking
from ui.docs import add_docs
from ui.guard import Guard
from ui.health import build_health
from ui.limits import RateLimits
from ui.mcp.mount import mount_mcp
from ui.metrics import Metrics
from ui.openai.routes import build_openai
from ui.openapi import complete_description
from ui.routes import build_routes
from ui.settings import UiSettings
from ui.targets.routes import build_targets
from ui.tracing import telemetry
from ui.version import version
from ui.watch import Watch

_DESCRIPTION = """\
向一批政策文件提问，得到简短回答；每句话都附有可核对的原文。
Ask a collection of policy notices; every statement of an answer comes with the passage it rests on.

Errors are problem bodies (RFC 9457), in Chinese or, with `Accept-Language: en`, in English; at OpenAI's addresses they
have OpenAI's form. Offsets are counted in Unicode characters (code points), end exclusive. Every answer carries the id
of its request in `X-Request-ID`. Tools for assistants (MCP, streamable HTTP) are at `/mcp`.
"""
_CORS_HEADERS = ("authorization", "content-type", "x-api-key", "x-request-id")


def create_api(workspace: Workspace, settings: UiSettings) -> FastAPI:
    """The service over ``workspace``, with nothing mounted beside it. Raises SettingsError."""
    app = FastAPI(
        title="要点 Yaodian",
        version=version(),
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
        telemetry=telemetry(settings),
    )
    app.state.workspace = workspace
    app.state.settings = settings
    app.state.metrics = Metrics()
    app.state.asking = Asking(workspace, settings, app.state.metrics)
    app.state.limits = RateLimits(settings.asking_limits, settings.editing_limits)
    app.state.stopping = asyncio.Event()
    problems.install(app)
    _add_middleware(app, settings)
    app.state.routers = service_routers(settings)
    for router in app.state.routers:
        app.include_router(router)
    app.state.mcp = mount_mcp(app)
    add_docs(app)
    complete_description(app)
    return app


def service_routers(settings: UiSettings) -> tuple[APIRouter, ...]:
    """Every address of the service."""
    return build_routes(settings), build_targets(), build_openai(), build_health()


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    # Routes are plain functions and run in this pool: more of them at once than the processor has cores
    # only makes each slower.
    anyio.to_thread.current_default_thread_limiter().total_tokens = app.state.settings.workers
    async with app.state.mcp.session_manager.run():
        yield


def _add_middleware(app: FastAPI, settings: UiSettings) -> None:
    """Innermost first: who may, which origins, what may come in, what is noted, under which id."""
    app.add_middleware(Access, settings=settings, limits=app.state.limits)
    # Where no origin is allowed that is said, too: the mounted page would else answer for itself.
    app.add_middleware(
        CORSMiddleware,
        allow_origins=settings.origins,
        allow_methods=("GET", "POST", "DELETE"),
        allow_headers=_CORS_HEADERS,
        expose_headers=("x-request-id", "retry-after"),
    )
    app.add_middleware(Guard, settings=settings)
    app.add_middleware(Watch, metrics=app.state.metrics, settings=settings)
    app.add_middleware(CorrelationIdMiddleware, validator=_is_request_id)


def _is_request_id(text: str) -> bool:
    """Ids of callers are taken over where they are plain: they go into the log."""
    return 8 <= len(text) <= 64 and text.isascii() and text.replace("-", "").isalnum()
