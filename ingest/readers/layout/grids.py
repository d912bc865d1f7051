"""Ruled lines into the grids of tables: which cells a page has, and which of them span rows or columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.readers.layout.page import Rule

# Points: lines nearer than this are one; a drawn line's ends may fall short of the line that they meet by as much.
_NEAR: Final = 4.0
# A side of a cell counts as ruled when this share of it is.
_RULED: Final = 0.6
# A page of hatching or a drawing is no table; the work grows with the product.
_MOST_LINES: Final = 400
_MOST_UNITS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Cell:
    """``row`` and ``column`` of its first unit, ``last_row`` of its last, and its box."""

    row: int
    column: int
    last_row: int
    x0: float
    y0: float
    x1: float
    y1: float

    def holds(self, x: float, y: float) -> bool:
        return self.x0 <= x < self.x1 and self.y0 <= y < self.y1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's cells, top to bottom and left to right, and where its columns begin and the last one ends."""

    cells: tuple[Cell, ...]
    columns: tuple[float, ...]
    rows: int
    top: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        return self.columns[0] <= x < self.columns[-1] and self.top <= y < self.bottom


@dataclass(frozen=True, slots=True)
class _Span:
    """A ruled line by its one coordinate across and two along."""

    at: float
    start: float
    stop: float


def grids_of(rules: Iterable[Rule]) -> list[Grid]:
    """The tables that the lines of a page draw, top to bottom. A frame around one cell is none."""
    level, upright = list[_Span](), list[_Span]()
    for rule in rules:
        if rule.upright:
            upright.append(_Span(rule.x0, *sorted((rule.y0, rule.y1))))
        else:
            level.append(_Span(rule.y0, *sorted((rule.x0, rule.x1))))
    level, upright = _merged(level), _merged(upright)
    if len(level) > _MOST_LINES or len(upright) > _MOST_LINES:
        return []
    grids = [_grid(*group) for group in _connected(level, upright)]
    return sorted((grid for grid in grids if grid is not None), key=lambda grid: grid.top)


def _merged(spans: Sequence[_Span]) -> list[_Span]:
    """Lines drawn in pieces or twice as one each."""
    level: list[list[_Span]] = []
    for span in sorted(spans, key=lambda s: s.at):
        if level and span.at - level[-1][0].at <= _NEAR:
            level[-1].append(span)
        else:
            level.append([span])
    whole: list[_Span] = []
    for group in level:
        at = sum(span.at for span in group) / len(group)
        for span in sorted(group, key=lambda s: s.start):
            if whole and whole[-1].at == at and span.start - whole[-1].stop <= _NEAR:
                whole[-1] = _Span(at, whole[-1].start, max(whole[-1].stop, span.stop))
            else:
                whole.append(_Span(at, span.start, span.stop))
    return whole


def _connected(level: list[_Span], upright: list[_Span]) -> list[tuple[list[_Span], list[_Span]]]:
    """Groups of lines that meet; each is a table, or a frame, or a stray line."""
    groups: list[tuple[list[_Span], list[_Span]]] = []
    left, right = list(level), list(upright)
    while left:
        lines, posts = [left.pop()], list[_Span]()
        fresh = True
        while fresh:
            met = [post for post in right if any(_meet(line, post) for line in lines)]
            right = [post for post in right if post not in met]
            posts += met
            more = [line for line in left if any(_meet(line, post) for post in met)]
            left = [line for line in left if line not in more]
            lines += more
            fresh = bool(more)
        groups.append((lines, posts))
    return groups


def _meet(line: _Span, post: _Span) -> bool:
    return (
        line.start - _NEAR <= post.at <= line.stop + _NEAR
        and post.start - _NEAR <= line.at <= post.stop + _NEAR
    )


def _grid(lines: list[_Span], posts: list[_Span]) -> Grid | None:
    if len(lines) < 2 or not posts:
        return None
    # Many tables are left open at both sides: their level lines tell where the sides are.
    sides = (min(line.start for line in lines), max(line.stop for line in lines))
    xs = _distinct([*(post.at for post in posts), *sides])
    ys = _distinct([line.at for line in lines])
    if (len(xs) < 3 and len(ys) < 3) or len(xs) * len(ys) > _MOST_UNITS:
        return None
    cells = _cells(xs, ys, lines, posts)
    if max((sum(cell.row == row for cell in cells) for row in range(len(ys) - 1)), default=0) < 2:
        return None
    return Grid(tuple(cells), tuple(xs), len(ys) - 1, ys[0], ys[-1])


def _distinct(values: Iterable[float]) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _NEAR:
            kept.append(value)
    return kept


def _cells(xs: list[float], ys: list[float], lines: list[_Span], posts: list[_Span]) -> list[Cell]:
    """Units of the grid put together where no line parts them."""
    owner = {(row, column): (row, column) for row in range(len(ys) - 1) for column in range(len(xs) - 1)}

    def find(unit: tuple[int, int]) -> tuple[int, int]:
        while owner[unit] != unit:
            unit = owner[unit]
        return unit

    for row, column in owner:
        if column and not _is_ruled(posts, xs[column], ys[row], ys[row + 1]):
            owner[find((row, column))] = find((row, column - 1))
        if row and not _is_ruled(lines, ys[row], xs[column], xs[column + 1]):
            owner[find((row, column))] = find((row - 1, column))
    units: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for unit in owner:
        units.setdefault(find(unit), []).append(unit)
    return sorted((_cell(group, xs, ys) for group in units.values()), key=lambda c: (c.row, c.column))


def _cell(units: list[tuple[int, int]], xs: list[float], ys: list[float]) -> Cell:
    rows, columns = [row for row, _ in units], [column for _, column in units]
    top, bottom, first, last = min(rows), max(rows), min(columns), max(columns)
    return Cell(top, first, bottom, xs[first], ys[top], xs[last + 1], ys[bottom + 1])


def _is_ruled(spans: list[_Span], at: float, start: float, stop: float) -> bool:
    covered = sum(
        max(0.0, min(stop, span.stop) - max(start, span.start))
        for span in spans
        if abs(span.at - at) <= _NEAR
    )
    return covered >= _RULED * (stop - start)
