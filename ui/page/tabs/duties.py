"""Clauses as tasks: who leads, who takes part, until when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.anatomy.responsibility import find_responsibilities
from ingest.models import Clause, Notice, Target
from ingest.text import fold

_EXCERPT = 60


@dataclass(frozen=True, slots=True)
class Task:
    """A clause that names units. ``deadline`` is the earliest date (ISO) its own words set, else the document's."""

    notice: Notice
    clause: Clause
    lead_units: tuple[str, ...]
    other_units: tuple[str, ...]
    deadline: str = ""
    deadline_text: str = ""
    inherited: bool = False

    @property
    def name(self) -> str:
        """The clause's heading, or how its words begin."""
        words = self.clause.heading or self.notice.text[self.clause.start : self.clause.own_end]
        words = "".join(words.removeprefix(self.clause.label).split())
        return words if len(words) <= _EXCERPT else words[:_EXCERPT] + "…"

    @property
    def units(self) -> tuple[str, ...]:
        """Every unit, the leading ones first."""
        return self.lead_units + self.other_units


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """What a person asked of the tasks; empty fields ask nothing. ``leading``: only where the unit leads."""

    unit: str = ""
    leading: bool = False
    document_id: str = ""
    year: str = ""


def tasks_of(notice: Notice) -> Iterator[Task]:
    """The clauses of the notice that name units, as they stand."""
    targets: dict[int, list[Target]] = {}
    for target in notice.targets:
        if target.deadline:
            targets.setdefault(target.clause_index, []).append(target)
    for index, clause in enumerate(notice.clauses):
        found = find_responsibilities(notice.text[clause.start : clause.own_end])
        lead = _once(unit for each in found for unit in each.lead)
        other = tuple(
            unit for unit in _once(unit for each in found for unit in each.other) if unit not in lead
        )
        if lead or other:
            due = _earliest(targets.get(index, ()))
            yield Task(
                notice,
                clause,
                lead,
                other,
                due.deadline if due else "",
                due.deadline_text if due else "",
                due is not None and due.deadline_from == "document",
            )


def select_tasks(tasks: Iterable[Task], wanted: TaskFilter) -> list[Task]:
    """The tasks that answer to ``wanted``, in the order given."""
    unit = fold(wanted.unit)
    return [
        task
        for task in tasks
        if (
            not unit
            or any(unit in fold(name) for name in (task.lead_units if wanted.leading else task.units))
        )
        and (not wanted.leading or task.lead_units)
        and (not wanted.document_id or task.notice.id == wanted.document_id)
        and (not wanted.year or task.deadline.startswith(wanted.year))
    ]


def _earliest(targets: Sequence[Target]) -> Target | None:
    own = [target for target in targets if target.deadline_from != "document"]
    return min(own or targets, key=lambda target: target.deadline, default=None)


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
