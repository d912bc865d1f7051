"""The tools that other assistants may use. Each reads; none changes what is held."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated, Any, Literal, ParamSpec, TypeVar

from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from pydantic import Field

from ingest.errors import YaodianError
from rag.corpus.corpus import Corpus
from rag.retrieval.currency import settled
from rag.retrieval.scope import within
from rag.retrieval.targets import TargetFilter, select_targets
from rag.types import Answer, Filters, Turn
from ui.asking import Asking, CallerLeftError
from ui.incidents import log_incident
from ui.schemas import DocumentList, DocumentSummary, PassageFound, SearchResponse
from ui.targets.schemas import TargetList
from ui.waiting import until_left

P = ParamSpec("P")
R = TypeVar("R")

Regions = Annotated[
    list[str] | None, Field(description="Only notices of these regions, as 上饶市 or 上饶; empty: all.")
]
Years = Annotated[list[int] | None, Field(description="Only notices of these years; empty: all.")]
InForce = Annotated[
    bool,
    Field(description="Only notices in force: none that are superseded, past their years or yet to come."),
]
Limit = Annotated[int, Field(ge=1, le=200, description="Most entries given back.")]
Offset = Annotated[int, Field(ge=0, description="Entries passed over.")]


def _told(tool: Callable[P, R]) -> Callable[P, R]:
    """A tool whose errors are sentences for the assistant, and tell nothing of the inside."""

    @functools.wraps(tool)
    def told(*args: P.args, **kwargs: P.kwargs) -> R:
        with _telling():
            return tool(*args, **kwargs)

    return told


@contextmanager
def _telling() -> Iterator[None]:
    try:
        yield
    except YaodianError as error:
        raise ToolError(f"{error.zh} · {error.en}") from None
    except CallerLeftError:
        raise ToolError("已取消 · cancelled") from None
    except Exception as error:
        raise ToolError(f"内部错误 · internal error (incident {log_incident(error)})") from None


class Tools:
    """The tools over what is asked."""

    def __init__(self, asking: Asking) -> None:
        self._store = asking.workspace.store
        self._asking = asking

    @_told
    def search(
        self,
        query: Annotated[str, Field(description="Words to look for, in Chinese.")],
        k: Annotated[int, Field(ge=1, le=50, description="Most passages given back.")] = 10,
        regions: Regions = None,
        years: Years = None,
        in_force: InForce = False,
    ) -> SearchResponse:
        """查找政策文件原文段落。Find passages of the policy notices, best first, each verbatim with its offsets."""
        hits = self._asking.search(query, k, _filters(regions, years, in_force))
        return SearchResponse(passages=[PassageFound.of(hit) for hit in hits])

    async def answer(
        self,
        context: Context[Any, Any],
        question: Annotated[str, Field(description="The question, in plain Chinese or English.")],
        history: Annotated[list[Turn] | None, Field(description="Earlier turns, oldest first.")] = None,
        regions: Regions = None,
        years: Years = None,
        in_force: InForce = False,
    ) -> Answer:
        """就政策文件提问，句句有出处。Answer a question from the policy notices: every statement carries [n] and the
        verbatim passage it rests on; `abstained` means that the notices do not say."""
        asked = question, history or (), _filters(regions, years, in_force)
        request = context.request_context.request  # there is none over standard input
        with _telling():
            return await until_left(request, lambda departure: self._asking.answer(*asked, departure))

    @_told
    def documents(
        self,
        title: Annotated[str, Field(description="Words of the title; empty: all.")] = "",
        regions: Regions = None,
        years: Years = None,
        in_force: InForce = False,
        limit: Limit = 50,
        offset: Offset = 0,
    ) -> DocumentList:
        """列出已录入的政策文件。List the notices held: title, number, issuer, date, region, provenance."""
        held = self._store.notices()
        corpus = Corpus({notice.id: notice for notice in held})
        filters = settled(_filters(regions, years, in_force), corpus, date.today())
        found = [
            notice for notice in within(held, filters) if all(word in notice.title for word in title.split())
        ]
        return DocumentList(
            documents=[DocumentSummary.of(notice) for notice in found[offset : offset + limit]]
        )

    @_told
    def targets(
        self,
        indicator: Annotated[str, Field(description="Words of the indicator, as 托位数; empty: all.")] = "",
        department: Annotated[str, Field(description="Part of a responsible unit's name.")] = "",
        regions: Regions = None,
        years: Annotated[
            list[int] | None, Field(description="Only targets due in these years; empty: all.")
        ] = None,
        limit: Limit = 50,
        offset: Offset = 0,
    ) -> TargetList:
        """查指标台账。Targets of the notices: indicator, figure, unit, deadline, responsible units, verbatim words."""
        wanted = TargetFilter(regions or (), years or (), indicator, department)
        return TargetList.of(select_targets(self._store.notices(), wanted), limit, offset)


def _filters(regions: list[str] | None, years: list[int] | None, in_force: bool) -> Filters:
    standing: Literal["in-force"] | None = "in-force" if in_force else None
    return Filters(regions=tuple(regions or ()), years=tuple(years or ()), standing=standing)
