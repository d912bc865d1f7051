"""Stretches of a notice's text, cut so that they read as they stand there."""

from __future__ import annotations

from ingest.models import Notice
from ingest.text import sentences


def around(notice: Notice, start: int, end: int) -> tuple[int, int]:
    """From the first to the last sentence of the clause at ``start`` that ``[start, end)`` touches."""
    clause = notice.clauses[notice.clause_at(start)]
    spans = sentences(notice.text[clause.start : clause.own_end])
    whole = [(clause.start + a, clause.start + b) for a, b in spans]
    touched = [(a, b) for a, b in whole if a < end and start < b] or [(start, end)]
    return touched[0][0], touched[-1][1]


def trimmed(notice: Notice, start: int, end: int) -> tuple[int, int]:
    """``[start, end)`` without the white space at either end."""
    words = notice.text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())
