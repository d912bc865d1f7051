"""Tables of a web page: which hold data and which only lay out the page, and the cells of their rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bs4 import Tag

_LONG_CELL: Final = 300
_MOST_SPAN: Final = 200


def is_layout(table: Tag) -> bool:
    """True for a table that stands around text: one cell a row, or a cell that holds paragraphs of prose."""
    lines = list(_own_rows(table))
    if all(len(_own_cells(line)) <= 1 for line in lines):
        return True
    cells = [cell for line in lines for cell in _own_cells(line)]
    return any(cell.find("table") is not None or _is_prose(cell) for cell in cells)


def rows(table: Tag) -> Iterator[list[Tag | None]]:
    """The cells of each row; None where a cell from above reaches down, so that columns stay in line."""
    reaching: dict[int, int] = {}
    for line in _own_rows(table):
        row: list[Tag | None] = []
        column = 0
        cells = _own_cells(line)
        while cells or reaching.get(column, 0):
            if reaching.get(column, 0):
                reaching[column] -= 1
                row.append(None)
                column += 1
                continue
            cell = cells.pop(0)
            row.append(cell)
            down = _span(cell, "rowspan") - 1
            # A cell over several columns is written once; what it covers below is one gap as well.
            if down:
                reaching[column] = down
            column += 1
        yield row


def _own_rows(table: Tag) -> Iterator[Tag]:
    return (row for row in table.find_all("tr") if row.find_parent("table") is table)


def _own_cells(row: Tag) -> list[Tag]:
    return [cell for cell in row.find_all(["td", "th"]) if cell.find_parent("tr") is row]


def _is_prose(cell: Tag) -> bool:
    return len(cell.find_all(["p", "br"])) >= 3 and len(cell.get_text()) >= _LONG_CELL


def _span(cell: Tag, attribute: str) -> int:
    text = str(cell.get(attribute, ""))
    known = text.isascii() and text.isdigit() and len(text) < 6
    return max(1, min(int(text), _MOST_SPAN)) if known else 1
