"""Characters into rows of print, and the order in which the rows of a page are read."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import median
from typing import Final

from ingest.readers.layout.page import Glyph
from ingest.readers.words import is_wide

# In heights of the type.
_BLANK_GAP: Final = 0.1
_LATIN_GAP: Final = 0.2
_WIDE_GAP: Final = 0.6
_COLUMN_GAP: Final = 1.5
_FAKE_BOLD: Final = 0.2
_SAME_BAND: Final = 0.5
_MOST_STRETCHED: Final = 1.0
_ENOUGH_GAPS: Final = 6


@dataclass(frozen=True)
class Row:
    """One row of print. ``left`` and ``right`` are the margins of the column that it stands in."""

    glyphs: tuple[Glyph, ...]
    page: int = 0
    left: float = 0.0
    right: float = 0.0
    recognised: bool = False

    @property
    def x0(self) -> float:
        return self.glyphs[0].x0

    @property
    def x1(self) -> float:
        return self.glyphs[-1].x1

    @cached_property
    def y(self) -> float:
        return median(glyph.y for glyph in self.glyphs)

    @cached_property
    def size(self) -> float:
        return median(glyph.size for glyph in self.glyphs)

    @cached_property
    def red(self) -> bool:
        return sum(glyph.red for glyph in self.glyphs) * 2 > len(self.glyphs)

    @cached_property
    def text(self) -> str:
        """The characters, with a space where there is a gap and two where a column seems to end."""
        pairs = list(itertools.pairwise(self.glyphs))
        gaps = [(after.x0 - before.x1) / max(before.size, after.size) for before, after in pairs]
        # A row that is stretched to fill its column, or letter by letter for show, has gaps that mean nothing.
        usual = min(max(median(gaps), 0.0), _MOST_STRETCHED) if len(gaps) >= _ENOUGH_GAPS else 0.0
        pieces = [self.glyphs[0].text]
        for (before, after), gap in zip(pairs, gaps, strict=True):
            pieces += [_blank(before, after, gap - usual), after.text]
        return "".join(pieces).strip()


def rows_of(glyphs: Iterable[Glyph], page: int = 0, recognised: bool = False) -> list[Row]:
    """The rows from top to bottom, each from left to right. Blank characters are left out, gaps tell as much."""
    bands: list[list[Glyph]] = []
    for glyph in sorted((g for g in glyphs if g.text.strip()), key=lambda g: (g.y, g.x0)):
        near = next((band for band in reversed(bands[-3:]) if _same_band(band[0], glyph)), None)
        if near is None:
            bands.append([glyph])
        elif glyph.size > near[0].size:
            near.insert(0, glyph)  # the largest type sets the band: a raised small figure belongs to its row
        else:
            near.append(glyph)
    rows = [
        Row(tuple(_once(sorted(band, key=lambda g: g.x0))), page, recognised=recognised) for band in bands
    ]
    return sorted(rows, key=lambda row: row.y)


def _same_band(band: Glyph, glyph: Glyph) -> bool:
    shared = min(band.bottom, glyph.bottom) - max(band.top, glyph.top)
    return shared > _SAME_BAND * min(band.size, glyph.size)


def _once(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Bold type is sometimes made by printing a character twice, a hair apart."""
    kept: list[Glyph] = []
    for glyph in glyphs:
        twice = any(g.text == glyph.text and glyph.x0 - g.x0 < _FAKE_BOLD * g.size for g in kept[-2:])
        if not twice:
            kept.append(glyph)
    return kept


def _blank(before: Glyph, after: Glyph, gap: float) -> str:
    if gap > _COLUMN_GAP:
        return "  "
    wide = is_wide(before.text[-1]) or is_wide(after.text[0])
    least = _BLANK_GAP if after.spaced else _WIDE_GAP if wide else _LATIN_GAP
    return " " if gap > least else ""


def pieces_of(row: Row) -> list[Row]:
    """The row cut where a gap is wide enough to part two columns."""
    cuts = [
        i
        for i, (before, after) in enumerate(zip(row.glyphs, row.glyphs[1:], strict=False), start=1)
        if after.x0 - before.x1 > _COLUMN_GAP * max(before.size, after.size)
    ]
    edges = [0, *cuts, len(row.glyphs)]
    return [replace(row, glyphs=row.glyphs[a:b]) for a, b in itertools.pairwise(edges)]
