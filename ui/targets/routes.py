"""``GET /v1/targets``."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from rag.retrieval.targets import TargetFilter, select_targets
from ui.depends import WorkspaceDep
from ui.openapi import problem_responses
from ui.targets.schemas import TargetList

_MOST = 1000


class TargetQuery(BaseModel):
    """What may be asked of the ledger; a name that is not one of these is refused, lest a misspelt one ask for all."""

    model_config = ConfigDict(extra="forbid")

    region: list[str] = Field(
        default=[],
        description="Full or short name, divisions inside included; repeatable.",
        examples=[["上饶市"]],
    )
    year: list[int] = Field(
        default=[],
        description="Year of the deadline; without one, of the notice. Repeatable.",
        examples=[[2024]],
    )
    document_id: list[str] = Field(default=[], description="Only these notices; repeatable.")
    indicator: str = Field(default="", description="Words of the indicator, as 托位数.")
    department: str = Field(default="", description="Part of a responsible unit's name.")
    masked: bool | None = Field(default=None, description="Only masked figures, or none of them.")
    limit: int = Field(default=100, ge=1, le=_MOST, description="Most targets given back.")
    offset: int = Field(default=0, ge=0, description="Targets passed over.")


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


def list_targets(workspace: WorkspaceDep, asked: Annotated[TargetQuery, Query()]) -> TargetList:
    """What the notices commit to: figures to reach and dated tasks, each with its verbatim words."""
    wanted = TargetFilter(
        asked.region, asked.year, asked.indicator, asked.department, asked.masked, asked.document_id
    )
    return TargetList.of(select_targets(workspace.store.notices(), wanted), asked.limit, asked.offset)
