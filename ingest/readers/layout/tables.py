"""The rows of a page's tables as lines, and tables that go on over the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ingest.readers.layout.grids import Grid
from ingest.readers.layout.page import Glyph
from ingest.readers.layout.rows import rows_of
from ingest.readers.plain import row_text
from ingest.readers.words import joined

# Points by which a table's columns may stand elsewhere on the next page of a scan.
_SHIFTED: Final = 12.0
_SENTENCE_END: Final = "。；！？"
_LONG_CELL: Final = 10  # characters: a figure or a unit is never cut by a page


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table's part on one page: its rows of cells, and where the columns stand."""

    page: int
    top: float
    columns: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


def table_of(grid: Grid, glyphs: Sequence[Glyph], page: int) -> PageTable:
    """The cells' words; a cell over several columns is written once, one from above leaves a gap below."""
    rows: list[tuple[str, ...]] = []
    for number in range(grid.rows):
        cells = [cell for cell in grid.cells if cell.row <= number <= cell.last_row]
        texts = []
        for cell in sorted(cells, key=lambda c: c.column):
            inside = [g for g in glyphs if cell.holds((g.x0 + g.x1) / 2, (g.top + g.bottom) / 2)]
            texts.append(joined(row.text for row in rows_of(inside)) if cell.row == number else "")
        if any(texts):
            rows.append(tuple(texts))
    return PageTable(page, grid.top, grid.columns, tuple(rows))


def goes_on(before: PageTable, after: PageTable) -> bool:
    """Whether ``after``, first on its page, is the rest of ``before``, last on the page before."""
    return (
        after.page == before.page + 1
        and len(before.columns) == len(after.columns)
        and all(
            abs((a - before.columns[0]) - (b - after.columns[0])) <= _SHIFTED
            for a, b in zip(before.columns, after.columns, strict=True)
        )
    )


def rest_of(before: PageTable, after: PageTable) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """``before``'s last row, mended if the page cut it, and the rows of ``after`` without a repeated head."""
    rows = list(after.rows)
    repeated = 0
    while repeated < min(len(rows), len(before.rows)) and rows[repeated] == before.rows[repeated]:
        repeated += 1
    rows = rows[repeated:]
    last = before.rows[-1]
    if rows and _is_cut(last, rows[0]):
        last = tuple(joined(pair) for pair in zip(last, rows.pop(0), strict=True))
    return last, rows


def _is_cut(last: tuple[str, ...], first: tuple[str, ...]) -> bool:
    """A row that the page cut goes on in one or two long cells and is blank in the others."""
    if len(last) != len(first) or first[0]:
        return False
    filled = [i for i, text in enumerate(first) if text]
    unfinished = all(len(last[i]) >= _LONG_CELL and last[i][-1] not in _SENTENCE_END for i in filled)
    return len(filled) * 2 <= len(first) and unfinished


def lines_text(rows: Sequence[tuple[str, ...]]) -> list[str]:
    return [text for row in rows if (text := row_text(list(row))).strip(" |")]
