"""Tables of targets: 指标 / 单位 / 2025年目标, or 任务 / 责任单位 / 完成时限. A row is a line of the text, its cells parted
by ``|``; what the rows say is read in rows.py."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.ledger.plan import Plan
from ingest.ledger.rows import Cell, Columns, InWords, read_row
from ingest.ledger.stretches import Span
from ingest.models import Target

_INDICATOR = re.compile(r"指标|项目|名称|内容|任务|事项|措施|工作")
_COUNTER = re.compile(r"^(?:序号|编号|类别|类型|分类|领域|一级指标)$")
_UNIT = re.compile(r"^(?:计量)?单位$")
_LEAD = re.compile(r"牵头")
_UNITS = re.compile(r"(?:责任|负责|实施|配合|落实|主管)(?:单位|部门|科室|人)?|责任主体")
_LIMIT = re.compile(r"时限|完成时间|时间节点|时间要求|期限|进度")
_VALUE = re.compile(r"目标|计划|任务|预期|指标值|达到|要求|(?:19|20)\d{2}年?")
_PAST = re.compile(r"现状|基期|基数|基准|完成|实际|实绩|已")
_KIND = re.compile(r"属性|性质")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_HEADING_CELL = re.compile(
    r"(?:指标|名称|项目|内容|任务|事项|措施|单位|部门|科室|主体|目标|目标值|计划|时限|时间|期限|节点|序号|备注|属性|类别|领域|年|值)$"
)


def tables_of(text: str) -> list[list[Span]]:
    """The runs of lines that are rows of a table of at least two columns, header first. Where a row reads like a header,
    or the number of columns changes at a row of words alone, another table begins."""
    tables: list[list[Span]] = []
    rows: list[Span] = []
    start = 0
    for line in text.split("\n"):
        is_row = " | " in line or line.startswith("|")
        another = is_row and bool(rows) and _heads_another(text, rows[0], line)
        if rows and (not is_row or another):
            tables.append(rows)
            rows = []
        if is_row:
            rows.append(Span(start, start + len(line)))
        start += len(line) + 1
    return [*tables, rows] if rows else tables


def _heads_another(text: str, header: Span, line: str) -> bool:
    names = [cell.strip() for cell in _inner(line).split("|")]
    if all(_HEADING_CELL.search(name) for name in names) and _columns(names, Plan()):
        return True
    columns = _inner(text[header.start : header.end]).count("|")
    return len(names) != columns + 1 and not re.search(r"\d", line)


def _inner(line: str) -> str:
    """A row without the frame around it; a bar at its head alone stands behind an empty first cell."""
    return line[1:-1] if len(line) > 1 and line.startswith("|") and line.endswith("|") else line


def read_table(text: str, rows: Sequence[Span], plan: Plan, in_words: InWords) -> list[Target] | None:
    """The targets of a table; ``None`` where its header does not say that it holds any. ``in_words`` reads the targets of
    a cell that states them in a sentence."""
    columns = _columns([cell.text for cell in cells_of(text, rows[0])], plan)
    if columns is None:
        return None
    header = cells_of(text, rows[0])
    found: list[Target] = []
    for row in rows[1:]:
        cells = cells_of(text, row)
        if len(cells) > columns.indicator and cells[columns.indicator].text:
            found += read_row(row, cells, columns, header, plan, in_words)
    return found


def cells_of(text: str, row: Span) -> list[Cell]:
    """The cells of a row, an empty one where nothing stands between two bars."""
    cells: list[Cell] = []
    line = text[row.start : row.end]
    shift = row.start + (1 if _inner(line) != line else 0)
    for match in re.finditer(r"[^|]+|\A(?=\|)|(?<=\|)(?=\||\Z)", _inner(line)):
        raw = match.group()
        lead = len(raw) - len(raw.lstrip())
        start = shift + match.start() + lead
        cells.append(Cell(start, start + len(raw.strip()), raw.strip()))
    return cells


def _columns(names: Sequence[str], plan: Plan) -> Columns | None:
    def first(pattern: re.Pattern[str]) -> int:
        return next((i for i, name in enumerate(names) if pattern.search(name)), -1)

    unit, kind, lead, other, limit = (first(p) for p in (_UNIT, _KIND, _LEAD, _UNITS, _LIMIT))
    taken = {unit, kind, lead, other, limit}
    free = [i for i in range(len(names)) if i not in taken and not _COUNTER.match(names[i])]
    indicator = next((i for i in free if _INDICATOR.search(names[i]) and not _YEAR.search(names[i])), -1)
    if indicator < 0:
        return None
    values = tuple(i for i in free if i != indicator and _is_value(names[i], plan))
    return Columns(indicator, unit, kind, lead, other, limit, values) if values or limit >= 0 else None


def _is_value(name: str, plan: Plan) -> bool:
    """A column of what is to be reached, not of what is: a year before the plan's own is the state it starts from."""
    if not _VALUE.search(name) or _PAST.search(name):
        return False
    year = _YEAR.search(name)
    return not (year and plan.year and int(year.group()) < plan.year)
