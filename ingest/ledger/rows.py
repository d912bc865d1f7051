"""What a row of a table commits to: figures in its value cells, in the words of its task, or a task with a time limit."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ingest.anatomy.duties import split_units
from ingest.figures import Figure, find_figures
from ingest.ledger.comparators import comparator_of
from ingest.ledger.deadlines import Due, find_deadlines
from ingest.ledger.plan import Plan
from ingest.ledger.stretches import Span
from ingest.ledger.wording import DOES, REACHES
from ingest.models import Target

InWords = Callable[[Span], Sequence[Target]]

_BARE_NUMBER = re.compile(
    r"^(?P<compare>[≥≤＞＜><]=?)?\s*(?P<low>\d+(?:[,，]\d{3})*(?:\.\d+)?)(?:\s*[-—–~～至]\s*(?P<high>\d+(?:\.\d+)?))?$"
)
_MASKED = re.compile(r"^(?:[xX×]{1,4}|\*{2,}|_{2,})$")
_NOTED_UNIT = re.compile(r"[（(]([^（）()\d]{1,6})[）)]$")  # 居民健康素养水平（%）
_VERBS = re.compile(rf"(?:{DOES})+")
_ONLY_COMPARES = re.compile(rf"(?:{REACHES}|至少|不大于|不小于|完成|[\s\d（）()])*")


@dataclass(frozen=True, slots=True)
class Cell:
    """``[start, end)`` of the text, blanks left out."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what; -1 where there is none."""

    indicator: int
    unit: int
    kind: int
    lead: int
    other: int
    limit: int
    values: tuple[int, ...]


def read_row(
    row: Span, cells: Sequence[Cell], columns: Columns, header: Sequence[Cell], plan: Plan, in_words: InWords
) -> list[Target]:
    """The targets of one row; each has the row as its stretch."""

    def at(column: int) -> str:
        return cells[column].text if 0 <= column < len(cells) else ""

    limits = find_deadlines(at(columns.limit), plan.year)
    base = Target(
        clause_index=-1,
        indicator=at(columns.indicator),
        start=row.start,
        end=row.end,
        firmness=at(columns.kind),
        lead_units=tuple(split_units(at(columns.lead))),
        other_units=tuple(split_units(at(columns.other))) if columns.other != columns.lead else (),
    )
    unit = at(columns.unit) or _noted_unit(at(columns.indicator))
    found: list[Target] = []
    for column in columns.values:
        if column < len(cells):
            due = find_deadlines(f"到{header[column].text}", plan.year) or limits
            in_unit = unit or _noted_unit(header[column].text)
            found += _of_value(cells[column], in_unit, _dated(base, due, plan), in_words)
    if not found:
        cell = cells[columns.indicator]
        found = _of_words(Span(cell.start, cell.end), _dated(base, limits, plan), in_words)
        found = [target for target in found if target.value_text]
    return found or ([_dated(base, limits, plan)] if limits else [])


def _noted_unit(name: str) -> str:
    """The unit in brackets behind an indicator's or a column's name; empty where what stands there is none."""
    noted = _NOTED_UNIT.search(name)
    figures = find_figures(f"1{noted[1]}") if noted else []
    return noted[1] if noted and figures and figures[0].unit == noted[1] else ""


def _dated(base: Target, dues: Sequence[Due], plan: Plan) -> Target:
    if dues:
        text = dues[-1].text.strip().removeprefix("到")
        return replace(base, deadline=dues[-1].date, deadline_text=text, deadline_from="sentence")
    return replace(base, deadline=plan.until, deadline_from="document" if plan.until else "")


def _of_value(cell: Cell, unit: str, base: Target, in_words: InWords) -> list[Target]:
    """The figure of a value cell, or what its sentence says (新建3所，改造5所)."""
    figure = _bare(cell, unit.strip("（）()—-－/ "))
    if figure is None:
        figures = find_figures(cell.text)
        if not figures:
            return []
        if len(figures) > 1 or not _ONLY_COMPARES.fullmatch(cell.text[: figures[0].start]):
            stated = _of_words(Span(cell.start, cell.end), base, in_words)
            if stated:
                return stated
        figure = _shifted(figures[0], cell.start, unit)
    return [_with_figure(base, figure, cell)]


def _with_figure(base: Target, figure: Figure, cell: Cell) -> Target:
    return replace(
        base,
        comparator=comparator_of(cell.text[: max(0, figure.value_start - cell.start)], figure),
        value=figure.value,
        value_high=figure.high,
        value_text=figure.value_text,
        value_start=figure.value_start,
        unit=figure.unit,
        masked=figure.masked,
    )


def _of_words(cell: Span, base: Target, in_words: InWords) -> list[Target]:
    """What the sentences of a cell commit to, with the row's units, and its date where they state none."""
    found: list[Target] = []
    for target in in_words(cell):
        own = replace(
            target,
            indicator=_joined(target.indicator, base.indicator),
            start=base.start,
            end=base.end,
            firmness=target.firmness or base.firmness,
            lead_units=base.lead_units,
            other_units=base.other_units,
        )
        if target.deadline_from != "sentence":
            date, text, source = base.deadline, base.deadline_text, base.deadline_from
            own = replace(own, deadline=date, deadline_text=text, deadline_from=source)
        found.append(own)
    return found


def _joined(stated: str, named: str) -> str:
    """新建 in a cell beside 养老机构 is 新建养老机构."""
    if not stated:
        return named
    return f"{stated}{named}" if _VERBS.fullmatch(stated) else stated


def _bare(cell: Cell, unit: str) -> Figure | None:
    """A number or mask alone, in the unit of its row."""
    bare = _BARE_NUMBER.match(cell.text)
    if bare:
        high = bare.group("high")
        return Figure(
            cell.start,
            cell.end,
            cell.text,
            float(re.sub("[,，]", "", bare.group("low"))),
            unit,
            False,
            float(high) if high else None,
            cell.text[bare.start("low") :],
            cell.start + bare.start("low"),
            bare.group("compare") or "",
        )
    if _MASKED.match(cell.text):
        return Figure(cell.start, cell.end, cell.text, None, unit, True, None, cell.text, cell.start)
    return None


def _shifted(figure: Figure, by: int, unit: str) -> Figure:
    return replace(
        figure,
        start=figure.start + by,
        end=figure.end + by,
        value_start=figure.value_start + by,
        unit=figure.unit or unit.strip("（）()—-－/ "),
    )
