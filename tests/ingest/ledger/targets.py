"""The shortest way from a sentence, or a notice, of a place that does not exist to its targets."""

from __future__ import annotations

from ingest.ledger.plan import Plan
from ingest.ledger.read import read_targets
from ingest.models import Clause, Target

PLAN = Plan(2025, "2025-12-31", 2025)


def targets_of(text: str, plan: Plan = PLAN) -> tuple[Target, ...]:
    """The targets of a text that is one clause."""
    return read_targets(text, [Clause("", "", "", 0, -1, 0, len(text), len(text))], plan)
