"""Which responsibility note governs a place in the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from ingest.anatomy.duties import Responsibility
from ingest.anatomy.responsibility import find_responsibilities
from ingest.models import Clause

Units = tuple[tuple[str, ...], tuple[str, ...]]


class Duties:
    """The responsibility notes of a notice, by place."""

    def __init__(self, text: str, clauses: Sequence[Clause]) -> None:
        self._text = text
        self._clauses = clauses
        self._notes = sorted(find_responsibilities(text), key=lambda note: note.start)
        self._starts = [note.start for note in self._notes]

    def at(self, offset: int, clause_index: int) -> Units:
        """``(lead, other)`` for the words at ``offset``: the next note of the same paragraph, else the first of the
        clause, else what stands in the own words of a clause above."""
        note = self._in_paragraph(offset) or self._in_clause(clause_index)
        return (note.lead, note.other) if note else ((), ())

    def _in_paragraph(self, offset: int) -> Responsibility | None:
        end = self._text.find("\n", offset)
        end = len(self._text) if end < 0 else end
        if end + 1 < len(self._text) and self._text[end + 1] in "（(〔[【":
            end = self._text.find("\n", end + 1)  # the note has a line of its own
            end = len(self._text) if end < 0 else end
        return self._first(offset, end)

    def _first(self, start: int, end: int) -> Responsibility | None:
        place = bisect_left(self._starts, start)
        return self._notes[place] if place < len(self._notes) and self._starts[place] < end else None

    def _in_clause(self, index: int) -> Responsibility | None:
        own = True
        while index >= 0:
            clause = self._clauses[index]
            end = clause.end if own else clause.own_end
            note = self._first(clause.start, end)
            if note:
                return note
            index, own = clause.parent, False
        return None
