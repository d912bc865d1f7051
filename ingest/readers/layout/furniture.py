"""What a page carries beside the document's own words: its number, running heads and feet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ingest.readers.layout.rows import Row
from ingest.text import fold

# A lone figure at the edge; recognition reads the dashes around it as many things.
_EDGE_MARK: Final = r"[-—–－―─一~～·•.．_\s]*"
_PAGE_NUMBER: Final = re.compile(
    rf"(?:{_EDGE_MARK}\d{{1,4}}{_EDGE_MARK}"
    r"|第\s*(?:\d{1,4}|[一二三四五六七八九十百]{1,5})\s*页(?:\s*[，,/／]?\s*[（(]?共\s*\S{1,5}\s*页[）)]?)?"
    r"|(?:page\s*)?\d{1,4}\s*(?:/|／|of)\s*\d{1,4})",
    re.IGNORECASE,
)
_DIGITS: Final = re.compile(r"\d+")
_OUTER_ROWS: Final = 2  # of a page at either end
_EDGE_BAND: Final = 0.14  # of the page's height at either end
_MOVED: Final = 6.0  # points
_LEAST_SHARE: Final = 1 / 3


@dataclass(frozen=True, slots=True)
class Furniture:
    """``body`` is the rows of each page that are the document's own; the rest is told apart."""

    body: tuple[tuple[Row, ...], ...]
    numbers: tuple[str, ...]
    running: tuple[str, ...]


def without_furniture(pages: Sequence[Sequence[Row]], heights: Sequence[float]) -> Furniture:
    """Sort out the rows of each page, top to bottom, that repeat over the pages or are page numbers."""
    edges = [_edges(rows, height) for rows, height in zip(pages, heights, strict=True)]
    repeated = _repeated(edges)
    body, numbers, running = list[tuple[Row, ...]](), list[str](), list[str]()
    for rows, edge in zip(pages, edges, strict=True):
        own: list[Row] = []
        for row in rows:
            if row in edge and _PAGE_NUMBER.fullmatch(row.text):
                numbers.append(row.text)
            elif row in edge and any(_alike(row, other) for other in repeated):
                running.append(row.text)
            else:
                own.append(row)
        body.append(tuple(own))
    return Furniture(tuple(body), tuple(numbers), tuple(running))


def _edges(rows: Sequence[Row], height: float) -> list[Row]:
    """The outermost rows at the top and the bottom of a page, where they stand near its edge."""
    ordered = sorted(rows, key=lambda row: row.y)
    top = [row for row in ordered[:_OUTER_ROWS] if row.y < _EDGE_BAND * height]
    foot = [row for row in ordered[-_OUTER_ROWS:] if row.y > (1 - _EDGE_BAND) * height]
    return [*top, *foot]


def _repeated(edges: Sequence[Sequence[Row]]) -> list[Row]:
    """One row of each kind that stands in the same place, figures aside, on several pages."""
    kinds: list[Row] = []
    pages: Counter[int] = Counter()
    for edge in edges:
        for row in edge:
            kind = next((i for i, other in enumerate(kinds) if _alike(row, other)), len(kinds))
            if kind == len(kinds):
                kinds.append(row)
            pages[kind] += 1
    least = max(2.0, _LEAST_SHARE * len(edges))
    return [kind for i, kind in enumerate(kinds) if pages[i] >= least]


def _alike(row: Row, other: Row) -> bool:
    return abs(row.y - other.y) <= _MOVED and _masked(row.text) == _masked(other.text)


def _masked(text: str) -> str:
    return _DIGITS.sub("0", fold(text))
