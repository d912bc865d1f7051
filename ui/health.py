"""Is it up, is it ready, how does it fare: what operators and load balancers ask."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from ui.depends import WorkspaceDep
from ui.metrics import MEDIA_TYPE, Metrics
from ui.openapi import problem_responses
from ui.schemas import Health
from ui.version import version


class Readiness(BaseModel):
    """The service can answer now."""

    status: str = "ready"
    notices: int = Field(description="Notices held.")


def build_health() -> APIRouter:
    """The three addresses. ``/healthz`` asks nothing of the store, so that a store that is away restarts nobody."""
    router = APIRouter(tags=["服务"], generate_unique_id_function=lambda route: route.name)
    router.add_api_route("/healthz", health, summary="是否在运行 · Is it up")
    router.add_api_route(
        "/readyz", readiness, summary="能否回答 · Can it answer", responses=problem_responses(503)
    )
    router.add_api_route(
        "/metrics",
        metrics,
        summary="运行指标 · Prometheus metrics",
        response_class=Response,
        responses=_METRICS_DOCS | problem_responses(),
    )
    return router


async def health() -> Health:
    """Whether the service is up. Asked beside the pool that answers are worked on in, so that it is told at once."""
    return Health(version=version())


def readiness(workspace: WorkspaceDep) -> Readiness:
    """Whether the store can be read; else 503."""
    return Readiness(notices=len(workspace.store.notices()))


def metrics(request: Request) -> Response:
    """Requests, times and failures in Prometheus's form."""
    counted: Metrics = request.app.state.metrics
    return Response(counted.exposition(), media_type=MEDIA_TYPE)


_METRICS_DOCS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Prometheus's text form.",
        "content": {"text/plain": {"schema": {"type": "string"}}},
    }
}
