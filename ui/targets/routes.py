"""``GET /v1/targets``."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from rag.targets import TargetFilter, select_targets
from ui.depends import WorkspaceDep
from ui.openapi import problem_responses
from ui.targets.schemas import TargetList

_MOST = 1000

Regions = Annotated[
    list[str],
    Query(
        default_factory=list,
        description="Full or short name, divisions inside included; repeatable.",
        examples=["上饶市"],
    ),
]
Years = Annotated[
    list[int],
    Query(
        default_factory=list,
        description="Year of the deadline; without one, of the notice. Repeatable.",
        examples=[2024],
    ),
]

Documents = Annotated[list[str], Query(default_factory=list, description="Only these notices; repeatable.")]


def build_targets() -> APIRouter:
    """The ledger's address."""
    router = APIRouter(tags=["指标"], generate_unique_id_function=lambda route: route.name)
    router.add_api_route(
        "/v1/targets",
        list_targets,
        summary="指标台账 · Targets of the notices",
        responses=problem_responses(422, 503),
    )
    return router


def list_targets(
    workspace: WorkspaceDep,
    region: Regions,
    year: Years,
    document_id: Documents,
    indicator: Annotated[str, Query(description="Words of the indicator, as 托位数.")] = "",
    department: Annotated[str, Query(description="Part of a responsible unit's name.")] = "",
    masked: Annotated[bool | None, Query(description="Only masked figures, or none of them.")] = None,
    limit: Annotated[int, Query(ge=1, le=_MOST, description="Most targets given back.")] = 100,
    offset: Annotated[int, Query(ge=0, description="Targets passed over.")] = 0,
) -> TargetList:
    """What the notices commit to: figures to reach and dated tasks, each with its verbatim words."""
    wanted = TargetFilter(region, year, indicator, department, masked, document_id)
    return TargetList.of(select_targets(workspace.store.notices(), wanted), limit, offset)
