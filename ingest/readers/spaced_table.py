"""Tables of plain text, their columns held apart by white space alone: back into rows of cells.

Text copied out of an office document or a page keeps of a table only where its cells began. Read as prose, 5.0 at the end
of one row and 4 at the start of the next would be one figure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_GAP: Final = re.compile(r"[ \u3000\u00a0]*\t[ \t\u3000\u00a0]*|[ \u3000\u00a0]{2,}")
_NARROW_GAP: Final = re.compile(r"(?<=\S)[ \u3000](?=[\d≥≤＞＜><—/xX－-])")
_FIGURE: Final = re.compile(r"[≥≤＞＜><]?\s*[\dxX×]")
_STOP: Final = re.compile("[。；！？]")
# 第一章  总  则: the white space behind a clause's number and inside a short word is typesetting.
_CLAUSE: Final = re.compile(
    r"第[\d一二三四五六七八九十百]+[编章节条篇]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]"
)
_LONGEST_HEADER_CELL: Final = 20
_LONGEST_CELL: Final = 40
_FEWEST_COLUMNS: Final = 3  # of a line that belongs to no table, yet is set like one
_FEWEST_ROWS: Final = 3  # header included
_FEWEST_PAIRS: Final = 4  # of two columns, which could be anything else
_TAB: Final = 8
_NEAR: Final = 3  # widths of a letter that a cell may begin beside its header


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    at: int  # where it begins, in widths of a Latin letter


def table_at(lines: Sequence[str], start: int) -> list[list[str]]:
    """The rows, header first, of the table that begins with ``lines[start]``; empty where none does. Every row has as many
    cells as the header, and takes one line."""
    header = _cells(lines[start])
    if len(header) < 2 or not all(_may_head(cell.text) for cell in header):
        return []
    rows = [[cell.text for cell in header]]
    tabs = lines[start].strip().count("\t") if len(header) > 2 else 0
    for line in lines[start + 1 :]:
        row = _by_tabs(line, len(header)) if tabs == len(header) - 1 else []
        row = row or _row(line, header)
        if not row:
            break
        rows.append(row)
    return rows if _is_table(rows) else []


def has_columns(line: str) -> bool:
    """Whether a line is set in columns of figures, and so no part of a sentence."""
    cells = _cells(line)
    if any(len(cell.text) > _LONGEST_CELL for cell in cells):
        return False
    return len(cells) >= _FEWEST_COLUMNS and sum(bool(_FIGURE.match(cell.text)) for cell in cells) >= 2


def _may_head(name: str) -> bool:
    """Whether a cell may be a column's name."""
    return 1 < len(name) <= _LONGEST_HEADER_CELL and not _STOP.search(name) and not _CLAUSE.match(name)


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    if len(rows[0]) > 2:
        return len(rows) >= _FEWEST_ROWS and not _FIGURE.match(rows[0][0])
    return len(rows) >= _FEWEST_PAIRS and all(_FIGURE.match(value) for _, value in rows[1:])


def _cells(line: str) -> list[_Cell]:
    cells: list[_Cell] = []
    begin = len(line) - len(line.lstrip())
    body = line.rstrip()
    for gap in [*_GAP.finditer(body, begin), None]:
        end = gap.start() if gap else len(body)
        if end > begin:
            cells.append(_Cell(body[begin:end].strip(), _width(line[:begin])))
        begin = gap.end() if gap else end
    return cells


def _row(line: str, header: Sequence[_Cell]) -> list[str]:
    """The cells of a line, one for each of the header's; empty where it is no row of that table."""
    cells = _cells(line)
    if cells and _CLAUSE.match(cells[0].text):
        return []
    if 0 < len(cells) < len(header):
        cells = _narrowly_parted(line, len(header)) or cells
    if len(cells) == len(header):
        return [cell.text for cell in cells]
    return _placed(cells, header) if 1 < len(cells) < len(header) else []


def _by_tabs(line: str, wanted: int) -> list[str]:
    """The cells of a line with one tab between each two of them, where some may be empty or read like a clause's number
    (一、基础条件): as an office program copies a table out."""
    cells = [cell.strip() for cell in line.rstrip("\r\n").split("\t")]
    return cells if len(cells) == wanted and sum(map(bool, cells)) > 1 else []


def _narrowly_parted(line: str, wanted: int) -> list[_Cell]:
    """Where a long cell left only one space before the next one's figure."""
    parted = _cells(_NARROW_GAP.sub("\t", line))
    return parted if len(parted) == wanted else []


def _placed(cells: Sequence[_Cell], header: Sequence[_Cell]) -> list[str]:
    """Cells under the headers that they begin beside, the others left empty."""
    row = [""] * len(header)
    for cell in cells:
        column = min(range(len(header)), key=lambda i: abs(header[i].at - cell.at))
        if row[column] or abs(header[column].at - cell.at) > _NEAR:
            return []
        row[column] = cell.text
    return row


def _width(text: str) -> int:
    width = 0
    for c in text:
        width += _TAB - width % _TAB if c == "\t" else 1 + (unicodedata.east_asian_width(c) in "WF")
    return width
