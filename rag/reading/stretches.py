"""Stretches of a notice's text, cut so that they read as they stand there."""

from __future__ import annotations

import re

from ingest.models import Notice
from ingest.text import sentences

_CELLS = " | "
PAUSE = re.compile("[，,；;。：:]")


def around(notice: Notice, start: int, end: int) -> tuple[int, int]:
    """From the first to the last sentence of the clause at ``start`` that ``[start, end)`` touches."""
    clause = notice.clauses[notice.clause_at(start)]
    spans = sentences(notice.text[clause.start : clause.own_end])
    whole = [(clause.start + a, clause.start + b) for a, b in spans]
    touched = [(a, b) for a, b in whole if a < end and start < b] or [(start, end)]
    return touched[0][0], touched[-1][1]


def part_around(text: str, start: int, end: int) -> tuple[int, int]:
    """From the pause before ``[start, end)`` to the one after it."""
    before = max((text.rfind(mark, 0, start) for mark in "，,；;。：:\n"), default=-1)
    after = PAUSE.search(text, end)
    return before + 1, after.start() if after else len(text)


def trimmed(notice: Notice, start: int, end: int) -> tuple[int, int]:
    """``[start, end)`` without the white space at either end."""
    words = notice.text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def row_around(text: str, at: int) -> tuple[int, int] | None:
    """The line at ``at`` where it is a row of a table, its cells parted by bars; ``None`` where it is none."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    end = end if end >= 0 else len(text)
    return (start, end) if _CELLS in text[start:end] else None


def header_of(text: str, row: tuple[int, int]) -> tuple[int, int]:
    """The first line of the table that a row stands in; the row itself where it is the first."""
    above = row_around(text, row[0] - 1) if row[0] else None
    while above:
        row, above = above, row_around(text, above[0] - 1) if above[0] else None
    return row
