"""Text set in columns side by side: each is read to its end before the next; everything else row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import mean
from typing import Final

from ingest.readers.layout.rows import Row, pieces_of

_FEWEST_ROWS: Final = 5
_SHORTEST_MEAN: Final = 8  # characters: cells of a table without ruled lines are shorter
_FULL: Final = 0.85  # of its column's width: prose fills its rows, cells do not
_NARROWEST_GUTTER: Final = 0.8  # heights of the type


def in_reading_order(rows: Sequence[Row]) -> list[Row]:
    """``rows`` of one page, top to bottom, as they are read. A row of two columns comes back as two rows."""
    ordered: list[Row] = []
    index = 0
    while index < len(rows):
        region = _region(rows, index)
        if region is None:
            ordered.append(rows[index])
            index += 1
        else:
            ordered += in_reading_order(_with_margins(region.left))
            ordered += in_reading_order(_with_margins(region.right))
            index = region.end
    return ordered


@dataclass(slots=True)
class _Region:
    """Rows that a gutter from ``g0`` to ``g1`` parts; both sides' rows."""

    g0: float
    g1: float
    end: int
    both: int = 0
    left: list[Row] = field(default_factory=list)
    right: list[Row] = field(default_factory=list)

    def takes(self, row: Row) -> bool:
        """Add the row and narrow the gutter; False for a row that runs across it."""
        before = [piece for piece in pieces_of(row) if piece.x0 < (self.g0 + self.g1) / 2]
        after = [piece for piece in pieces_of(row) if piece.x0 >= (self.g0 + self.g1) / 2]
        g0 = max([self.g0, *(piece.x1 for piece in before)])
        g1 = min([self.g1, *(piece.x0 for piece in after)])
        if g1 - g0 < _NARROWEST_GUTTER * row.size:
            return False
        self.g0, self.g1 = g0, g1
        self.both += bool(before and after)
        self.left += [_merged(before)] if before else []
        self.right += [_merged(after)] if after else []
        return True


def _region(rows: Sequence[Row], start: int) -> _Region | None:
    """The columns that begin at ``start``, if any do."""
    pieces = pieces_of(rows[start])
    if len(pieces) < 2:
        return None
    region = _Region(pieces[0].x1, pieces[1].x0, start)
    while region.end < len(rows) and region.takes(rows[region.end]):
        region.end += 1
    sound = region.both >= _FEWEST_ROWS and _is_prose(region.left) and _is_prose(region.right)
    return region if sound else None


def _is_prose(rows: Sequence[Row]) -> bool:
    if mean(len(row.text) for row in rows) < _SHORTEST_MEAN:
        return False
    width = max(row.x1 for row in rows) - min(row.x0 for row in rows)
    return sum(row.x1 - row.x0 >= _FULL * width for row in rows) * 2 >= len(rows)


def _with_margins(rows: Sequence[Row]) -> list[Row]:
    left, right = min(row.x0 for row in rows), max(row.x1 for row in rows)
    return [replace(row, left=left, right=right) for row in rows]


def _merged(pieces: Sequence[Row]) -> Row:
    return replace(pieces[0], glyphs=tuple(glyph for piece in pieces for glyph in piece.glyphs))
