"""任务: clauses by the units that answer for them, and by deadline."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ingest.errors import Lang
from ui.page.library import View
from ui.page.markup import escape
from ui.page.tabs import wording
from ui.page.tabs.controls import (
    PAGE,
    Column,
    Order,
    form_html,
    input_html,
    open_html,
    pager_html,
    pages_of,
    select_html,
    table_html,
    title_html,
)
from ui.page.tabs.duties import Task, TaskFilter, select_tasks

_COLUMNS = (
    Column(wording.TASK_COLUMN),
    Column(wording.LEAD_COLUMN, "lead"),
    Column(wording.OTHER_COLUMN),
    Column(wording.DUE_COLUMN, "due"),
    Column(wording.NOTICE_COLUMN, "notice"),
)
_KEYS: dict[str, Callable[[Task], Any]] = {
    "lead": lambda task: "、".join(task.lead_units),
    "due": lambda task: task.deadline,
    "notice": lambda task: task.notice.title,
}
_MOST_KNOWN = 400  # units offered while typing


@dataclass
class TasksView:
    """How a person has set the list."""

    wanted: TaskFilter = field(default_factory=TaskFilter)
    order: Order = field(default_factory=Order)
    page: int = 0

    def narrow(self, fields: Mapping[str, str]) -> None:
        """Take over what the form says."""
        self.wanted = TaskFilter(
            fields.get("unit", ""),
            fields.get("role", "") == "lead",
            fields.get("document", ""),
            fields.get("year", ""),
        )
        self.page = 0

    def sort(self, by: str) -> None:
        """A press on a heading."""
        if by in _KEYS:
            self.order, self.page = self.order.turned(by), 0


def tasks_of_view(view: View, tasks: TasksView) -> list[Task]:
    """The tasks that are shown, in their order; those without what is sorted by come last."""
    found = select_tasks(view.tasks, tasks.wanted)
    key = _KEYS.get(tasks.order.by)
    if key is None:
        return found
    known = [task for task in found if key(task)]
    return sorted(known, key=key, reverse=tasks.order.descending) + [task for task in found if not key(task)]


def tasks_form_html(view: View, tasks: TasksView, lang: Lang) -> str:
    """Title and filters."""
    head = title_html(wording.TASKS_TITLE, wording.TASKS_LEAD, lang)
    if not view.notices:
        return head
    wanted = tasks.wanted
    units = sorted({unit for task in view.tasks for unit in task.units})[:_MOST_KNOWN]
    years = sorted({task.deadline[:4] for task in view.tasks if task.deadline})
    titles = {task.notice.id: task.notice.title for task in view.tasks}
    roles = [("lead", wording.ROLE_LEAD.text(lang))]
    fields = [
        input_html("unit", wording.UNIT, wanted.unit, lang, units),
        select_html("role", wording.ROLE, roles, "lead" if wanted.leading else "", lang, wording.ALL),
        select_html("document", wording.NOTICE, titles.items(), wanted.document_id, lang, wording.ALL),
        select_html(
            "year", wording.DUE_YEAR, [(year, year) for year in years], wanted.year, lang, wording.ALL
        ),
    ]
    return head + form_html("tasks", fields, lang)


def tasks_rows_html(view: View, tasks: TasksView, lang: Lang) -> str:
    """The tasks as a table."""
    if not view.notices:
        return f'<p class="nothing">{wording.NOTHING_HELD.text(lang)}</p>'
    found = tasks_of_view(view, tasks)
    if not found:
        return f'<p class="nothing" role="status">{wording.NOTHING_FITS.text(lang)}</p>'
    tasks.page = min(tasks.page, pages_of(len(found)) - 1)
    shown = found[tasks.page * PAGE : (tasks.page + 1) * PAGE]
    units = len({unit for task in found for unit in task.units})
    count = wording.TASKS_COUNT.text(lang, count=len(found), units=units)
    table = table_html("tasks", _COLUMNS, [_cells(task, lang) for task in shown], tasks.order, lang)
    return (
        f'<div class="tab-bar"><p role="status">{count}</p></div>{table}'
        f"{pager_html('tasks-page', tasks.page, len(found), lang)}"
    )


def _cells(task: Task, lang: Lang) -> list[str]:
    clause, notice = task.clause, task.notice
    label = wording.OPEN_AT.text(lang, title=notice.title, clause=clause.path).strip()
    note = f"<small>{wording.OF_DOCUMENT.text(lang)}</small>" if task.inherited else ""
    due = f'<span class="date">{escape(task.deadline)}</span>{note}' if task.deadline else "—"
    return [
        open_html(task.name, notice.id, clause.start, clause.own_end, label),
        _units(task.lead_units, lang),
        _units(task.other_units, lang),
        due,
        f'<span lang="zh-CN">{escape(notice.title)} <span class="clause">{escape(clause.path)}</span></span>',
    ]


def _units(units: tuple[str, ...], lang: Lang) -> str:
    if not units:
        return f"<small>{wording.NO_UNIT.text(lang)}</small>"
    return f'<span lang="zh-CN">{escape("、".join(units))}</span>'
