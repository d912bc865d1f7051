"""Rows of print into paragraphs, told from the print alone: margins, indents, type size and spacing.

A row goes on in the next one when it was full (the next row's first word would not have fitted) and the next row
does not begin a paragraph by its indent, a gap above it or another size of type.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Final

from ingest.anatomy.headings import heading_marker
from ingest.readers.layout.rows import Row
from ingest.readers.words import is_wide

# In heights of the type.
_INDENT: Final = 1.2
_SLACK: Final = 0.6
_SHIFT: Final = 0.5
_FAR_RIGHT: Final = 0.38  # of the column's width
_TITLE_STEP: Final = 2.2
_GAP: Final = 1.4  # times the usual step from row to row
_SPACED: Final = 1.12  # the same, from which on a gap parts paragraphs
_OTHER_SIZE: Final = 1.15
_OTHER_SIZE_READ: Final = 1.35  # a machine measures the size of type only roughly
_FEW_ROWS: Final = 8
_LONG: Final = 0.6  # of the longest row
_END: Final = "。！？；：）〕.!?;:)"
# What no row begins with, and what none ends with.
_CLOSERS: Final = "，。、；：！？）》」』】〕％%‰…·,.;:!?)]}"
_OPENERS: Final = "（《「『【〔([{"
_QUOTES: Final = "“”‘’"  # some programs part a row on neither side of these
_LIST_MARK: Final = re.compile(r"[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）.．、]{0,2}|[•●■◆◇○□\-–·]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's rows, in one text; ``page`` is the page that it begins on."""

    rows: tuple[Row, ...]
    text: str

    @property
    def page(self) -> int:
        return self.rows[0].page


@dataclass(frozen=True, slots=True)
class Setting:
    """How a document is set.

    ``gap`` is the step from row to row above which a new paragraph begins, 0 where it cannot be told; ``size`` the usual size
    of type; ``indented`` and ``spaced`` whether paragraphs are told by an indent or by a gap above them; ``certain``
    whether there are rows enough to tell any of it.
    """

    gap: float
    size: float
    indented: bool
    spaced: bool
    certain: bool


def with_margins(pages: Sequence[Sequence[Row]], width_of: dict[int, float]) -> list[list[Row]]:
    """The rows with the margins of their page where they have none yet (those in columns do).

    A page of few rows takes the margins of the other pages of its width.
    """
    margins: list[list[Row]] = []
    for rows in pages:
        free = [row for row in rows if row.right == 0.0]
        if len(free) < _FEW_ROWS and free:
            width = width_of[free[0].page]
            free = [row for page in pages for row in page if row.right == 0.0 and width_of[row.page] == width]
        if not free:
            margins.append(list(rows))
            continue
        left, right = _left_margin(free), _right_margin(free)
        if len(free) < _FEW_ROWS:
            # Too few rows to show the right margin: take it to be about as wide as the left one.
            right = max(right, width_of[free[0].page] - left - free[0].size)
        margins.append([row if row.right else replace(row, left=left, right=right) for row in rows])
    return margins


def _left_margin(rows: Sequence[Row]) -> float:
    """The leftmost edge that several rows share or that a long row has; a short one further out is an aside."""
    size = median(row.size for row in rows)
    long = _LONG * max(row.x1 - row.x0 for row in rows)
    edges = sorted(row.x0 for row in rows)
    shared = [x for x in edges if sum(abs(x - other) <= _SHIFT * size for other in edges) > 1]
    return min([*shared, *(row.x0 for row in rows if row.x1 - row.x0 >= long)])


def _right_margin(rows: Sequence[Row]) -> float:
    edges = sorted((row.x1 for row in rows), reverse=True)
    size = median(row.size for row in rows)
    shared = [x for x in edges if sum(abs(x - other) <= size for other in edges) >= min(2, len(edges))]
    return shared[0] if shared else edges[0]


def setting_of(rows: Sequence[Row]) -> Setting:
    """What the document's rows show of how it is set."""
    pairs = list(itertools.pairwise(rows))
    within = [b.y - a.y for a, b in pairs if _below(a, b) and _fills(a, b)]
    ends = [(a, b) for a, b in pairs if not _fills(a, b) and not _stands_right(b)]
    between = [b.y - a.y for a, b in ends if _below(a, b)]
    step, next_step = (median(steps) if steps else 0.0 for steps in (within, between))
    spaced = next_step > _SPACED * step > 0
    return Setting(
        gap=(step + next_step) / 2 if spaced else _GAP * step,
        size=median(row.size for row in rows) if rows else 0.0,
        indented=sum(b.x0 - b.left > _INDENT * b.size for _, b in ends) * 2 >= len(ends),
        spaced=spaced,
        certain=len(rows) >= _FEW_ROWS,
    )


def _below(row: Row, after: Row) -> bool:
    return row.page == after.page and after.y > row.y


def paragraphs_of(rows: Sequence[Row], setting: Setting) -> list[Paragraph]:
    """Rows in reading order into paragraphs."""
    groups: list[list[Row]] = []
    for row in rows:
        if groups and _goes_on(groups[-1], row, setting):
            groups[-1].append(row)
        else:
            groups.append([row])
    return [Paragraph(tuple(group), _text(group)) for group in groups]


def _goes_on(group: Sequence[Row], row: Row, setting: Setting) -> bool:
    last = group[-1]
    if last.red != row.red or _size_differs(last, row):
        return False
    centred = _is_centred(last, setting) and _is_centred(row, setting)
    below = _below(last, row)
    if below and setting.gap and row.y - last.y > setting.gap * max(1.0, row.size / setting.size):
        return centred and row.y - last.y < _TITLE_STEP * row.size and _wraps(last, row)
    if centred:
        return _wraps(last, row)
    if not _fills(last, row) or _stands_right(last):
        return False
    if row.x0 - row.left > _INDENT * row.size:
        set_in = len(group) > 1 and abs(row.x0 - last.x0) <= _SHIFT * row.size
        return set_in or _hangs(group[0], row)
    told = setting.indented or (setting.spaced and below)
    # Nothing in the print tells: a full row at a sentence's end goes on more often than not, but not into a number.
    return told or last.text[-1:] not in _END or heading_marker(row.text) is None


def _fills(last: Row, row: Row) -> bool:
    """Whether ``last`` had no room for the word that ``row`` begins with."""
    return last.right - last.x1 < _first_word(row) + _SLACK * last.size


def _wraps(last: Row, row: Row) -> bool:
    """The same for centred rows, which are short of the margin on both sides."""
    return (last.right - last.left) - (last.x1 - last.x0) < _first_word(row) + _SLACK * last.size


def _first_word(row: Row) -> float:
    """The width of what cannot be parted at the row's beginning: a figure with its unit, a word, a bracket and one more."""
    stop = 0
    glyphs = row.glyphs
    while stop + 1 < len(glyphs) and not _may_part(glyphs[stop].text, glyphs[stop + 1].text):
        stop += 1
    return min(glyphs[stop].x1 - glyphs[0].x0, (row.right - row.left) / 3)


def _may_part(before: str, after: str) -> bool:
    if before in _OPENERS or after in _CLOSERS or before in _QUOTES or after in _QUOTES:
        return False
    return is_wide(before[-1]) or is_wide(after[0])


def _is_centred(row: Row, setting: Setting) -> bool:
    """A row of large type may fill its column and still be one of a centred title's."""
    before, after = row.x0 - row.left, row.right - row.x1
    large = row.size > _OTHER_SIZE * setting.size
    return abs(before - after) <= _INDENT * row.size and (large or before > 0.8 * row.size)


def _stands_right(row: Row) -> bool:
    """A signature or date set to the right margin."""
    return row.x0 - row.left > _FAR_RIGHT * (row.right - row.left)


def _hangs(first: Row, row: Row) -> bool:
    """Whether ``row`` stands under the words of an item whose number stands out to the left."""
    before = "".join(g.text for g in first.glyphs if g.x1 <= row.x0 + 0.3 * row.size)
    return first.x0 < row.x0 - _SHIFT * row.size and _LIST_MARK.fullmatch(before) is not None


def _size_differs(last: Row, row: Row) -> bool:
    ratio = max(last.size, row.size) / max(min(last.size, row.size), 0.1)
    return ratio > (_OTHER_SIZE_READ if last.recognised and row.recognised else _OTHER_SIZE)


def _text(rows: Sequence[Row]) -> str:
    text = ""
    for row in rows:
        piece = row.text
        between = text and piece and not (is_wide(text[-1]) or is_wide(piece[0]))
        # Two parts of a figure (1- / 2) are not words of Latin script.
        text += f" {piece}" if between and text[-1].isalpha() and piece[0].isalpha() else piece
    return text
