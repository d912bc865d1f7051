"""A target as the service, the tools and ``--json`` give it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

from pydantic import BaseModel, Field

if TYPE_CHECKING:
    from rag.retrieval.targets import LedgerRow


class TargetRow(BaseModel):
    """One commitment of a notice. ``text`` equals the notice's ``text[start:end]``."""

    document_id: str
    title: str
    source: str
    region: str = Field(description="Lowest division known of the notice.")
    clause: str
    indicator: str
    comparator: str = Field(
        description="One of = >= <= > < ~ (about) + - (a change by the value); empty for a task."
    )
    value: float | None = Field(description="In `unit`; null for a dated task or a masked figure.")
    value_high: float | None = Field(description="Upper end of a range.")
    value_text: str = Field(description="The figure as written.")
    unit: str
    deadline: str = Field(
        description="ISO 8601 date, the last day of what is written; empty where there is none."
    )
    deadline_text: str = Field(description="The deadline as written.")
    deadline_from: str = Field(
        description="Where the deadline was read: sentence, clause, document or empty."
    )
    scope: str = Field(description="Whom or what it covers, as 全市.")
    firmness: str = Field(description="How firm it is, as 力争 or 确保.")
    lead_units: list[str]
    other_units: list[str]
    masked: bool = Field(description="The figure is masked in the notice.")
    text: str
    start: int
    end: int

    @classmethod
    def of(cls, row: LedgerRow) -> Self:
        target = row.target
        return cls(
            document_id=row.notice.id,
            title=row.notice.title,
            source=row.notice.source,
            region=row.notice.region.name,
            clause=row.clause,
            indicator=target.indicator,
            comparator=target.comparator,
            value=target.value,
            value_high=target.value_high,
            value_text=target.value_text,
            unit=target.unit,
            deadline=target.deadline,
            deadline_text=target.deadline_text,
            deadline_from=target.deadline_from,
            scope=target.scope,
            firmness=target.firmness,
            lead_units=list(target.lead_units),
            other_units=list(target.other_units),
            masked=target.masked,
            text=row.text,
            start=target.start,
            end=target.end,
        )


class TargetList(BaseModel):
    """A page of the ledger."""

    targets: list[TargetRow] = Field(description="By source, then as they stand in the notice.")
    total: int = Field(description="How many there are in all pages together.")

    @classmethod
    def of(cls, rows: Sequence[LedgerRow], limit: int | None = None, offset: int = 0) -> Self:
        """The page of ``limit`` rows (all, if ``None``) from ``offset`` on."""
        page = rows[offset:] if limit is None else rows[offset : offset + limit]
        return cls(targets=[TargetRow.of(row) for row in page], total=len(rows))
