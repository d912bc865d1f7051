"""Tables of a web page: which hold data and which only lay out the page, and the cells of their rows."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from typing import Final

from bs4 import Tag

from ingest.readers.html_tree import own, tags

_LONG_CELL: Final = 300
_MOST_SPAN: Final = 200
_FEWEST_ROWS: Final = 2
_FEWEST_HAN: Final = 4
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")


def is_layout(table: Tag) -> bool:
    """True for a table that stands around text: one cell a row, or a cell that holds paragraphs of prose."""
    lines = [_own_cells(line) for line in _own_rows(table)]
    if all(len(cells) <= 1 for cells in lines):
        return True
    return any(_holds_blocks(cell) for cells in lines for cell in cells)


def is_data(table: Tag) -> bool:
    """True for a table of figures: several rows of several cells, words and digits that are no links."""
    if sum(len(_own_cells(line)) > 1 for line in _own_rows(table)) < _FEWEST_ROWS or is_layout(table):
        return False
    text = table.get_text()
    return len(_HAN.findall(text)) >= _FEWEST_HAN and any(map(str.isdigit, text)) and table.find("a") is None


def rows(table: Tag) -> Iterator[list[Tag | None]]:
    """The cells of each row; None where a cell from above reaches down, so that columns stay in line."""
    reaching: dict[int, int] = {}
    for line in _own_rows(table):
        row: list[Tag | None] = []
        column = 0
        cells = deque(_own_cells(line))
        while cells or reaching.get(column, 0):
            if reaching.get(column, 0):
                reaching[column] -= 1
                row.append(None)
                column += 1
                continue
            cell = cells.popleft()
            row.append(cell)
            down = _span(cell, "rowspan") - 1
            # A cell over several columns is written once; what it covers below is one gap as well.
            if down:
                reaching[column] = down
            column += 1
        yield row


def _own_rows(table: Tag) -> Iterator[Tag]:
    return own(table, ("tr",), ("table",))


def _own_cells(row: Tag) -> list[Tag]:
    return list(own(row, ("td", "th"), ("table", "tr")))


def _holds_blocks(cell: Tag) -> bool:
    """True for a cell with a table in it, or with at least three paragraphs of prose."""
    breaks = 0
    for tag in tags(cell):
        if tag.name == "table":
            return True
        breaks += tag.name in ("p", "br")
    return breaks >= 3 and len(cell.get_text()) >= _LONG_CELL


def _span(cell: Tag, attribute: str) -> int:
    text = str(cell.get(attribute, ""))
    known = text.isascii() and text.isdigit() and len(text) < 6
    return max(1, min(int(text), _MOST_SPAN)) if known else 1
