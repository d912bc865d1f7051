"""A conversation as the browser keeps it over a reload, and back. What a browser sends is checked, never believed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from rag.types import NO_FILTERS, Answer, Filters
from ui.page.conversation import Conversation, Exchange, Scope, Status

# Of what a browser keeps for a site (some 5 million characters, sealed a third longer), less than half.
_MOST_CHARS = 1_000_000
_MOST_EXCHANGES = 100


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid")

    question: str
    status: Status
    draft: str = ""
    answer: Answer | None = None
    failure: str = ""
    filters: Filters = NO_FILTERS
    count: int = 0
    titles: tuple[str, ...] = ()
    rating: str = ""
    rated: bool = False


def kept(conversation: Conversation) -> str:
    """The latest exchanges that have ended, as JSON."""
    rows: list[dict[str, Any]] = []
    room = _MOST_CHARS
    for exchange in reversed(conversation.exchanges[-_MOST_EXCHANGES:]):
        if exchange.status is Status.ANSWERING:
            continue
        row = _Kept(
            question=exchange.question,
            status=exchange.status,
            draft=exchange.draft if exchange.answer is None else "",
            answer=exchange.answer,
            failure=exchange.failure,
            filters=exchange.scope.filters,
            count=exchange.scope.count,
            titles=exchange.scope.titles,
            rating=exchange.rating,
            rated=exchange.rated,
        )
        room -= len(row.model_dump_json())
        if room < 0:
            break
        rows.insert(0, row.model_dump(mode="json"))
    return json.dumps(rows, ensure_ascii=False)


def conversation_from(talk: str) -> Conversation:
    """The conversation that ``kept`` put away; of anything else, an empty one."""
    try:
        return Conversation(list(_exchanges(json.loads(talk))))
    except (ValueError, RecursionError):  # a browser may send anything
        return Conversation()


def _exchanges(rows: object) -> Iterator[Exchange]:
    for row in rows[-_MOST_EXCHANGES:] if isinstance(rows, list) else []:
        try:
            found = _Kept.model_validate(row)
        except ValidationError:
            return  # by another version, or by somebody's hand
        if found.status is Status.ANSWERING or (found.status is Status.DONE) != (found.answer is not None):
            return
        scope = Scope(found.filters, found.count, found.titles)
        yield Exchange(
            found.question,
            found.status,
            found.draft,
            found.answer,
            found.failure,
            scope,
            found.rating,
            found.rated,
        )
