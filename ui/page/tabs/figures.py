"""A target's figure as one reads it, as the other doors show it."""

from __future__ import annotations

from rag.retrieval.targets import LedgerRow
from ui.targets.schemas import TargetRow
from ui.targets.table import figure


def figure_of(row: LedgerRow) -> str:
    """``≥97%``, ``1-2所``; a masked one as it is written; empty for a dated task."""
    return figure(TargetRow.of(row))
