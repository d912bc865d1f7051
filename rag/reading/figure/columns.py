"""The column of a table that a question names: 枝城镇 of 「指标 | 全市目标 | 陆城街道 | 枝城镇」."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.models import Notice
from rag.reading.draft import Quote
from rag.reading.stretches import header_of, row_around

_DIVISION = re.compile("(?:街道|办事处|镇|乡|县|市|区|村)$")
_NAME = re.compile("^[\u4e00-\u9fff]{2,12}$")
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Column:
    """The cell of a row that stands in a column named in the question; ``header`` is where its name stands."""

    name: str
    cell: str
    header: Quote


def named_column(notice: Notice, at: int, question: str) -> Column | None:
    """The cell of the row at ``at`` in the one column whose name stands in the question, the first column and those of years
    aside; ``None`` where no row stands there, or the question names no column or several."""
    row = row_around(notice.text, at)
    if row is None:
        return None
    head = header_of(notice.text, row)
    names, cells = _cells(notice.text[slice(*head)]), _cells(notice.text[slice(*row)])
    if head == row or len(names) != len(cells):
        return None
    found = [number for number, name in enumerate(names) if number and _is_named(name, question)]
    if len(found) != 1:
        return None
    name = names[found[0]]
    start = notice.text.index(name, head[0])
    return Column(name, cells[found[0]], Quote(notice.id, start, start + len(name)))


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]


def _is_named(name: str, question: str) -> bool:
    short = _DIVISION.sub("", name)
    return bool(_NAME.match(name)) and (
        name in question or (len(short) >= _SHORTEST and short != name and short in question)
    )
