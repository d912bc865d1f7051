"""Numbers that a notice's own numbering leaves out or uses twice (一、二、四)."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.anatomy.headings import Marker, heading_marker
from ingest.models import Clause


def numbering_gaps(clauses: Sequence[Clause]) -> tuple[str, ...]:
    """One sentence for each gap or repetition, in order of the text.

    Numbers may begin again under every clause above them (1–3, 1–2), or run on through all of them (1–3, 4–5); a heading
    without a number (an attachment) lets everything begin again.
    """
    counter = _Counter(clauses)
    found = [counter.take(index, clause) for index, clause in enumerate(clauses)]
    return tuple(sentence for sentence in found if sentence)


class _Counter:
    def __init__(self, clauses: Sequence[Clause]) -> None:
        self.clauses = clauses
        self.siblings: dict[
            tuple[int, str], tuple[int, str]
        ] = {}  # under a parent: last number and its label
        self.running: dict[str, int] = {}  # the last number of a style, wherever it stood

    def take(self, index: int, clause: Clause) -> str:
        if not clause.label:
            if clause.depth == 0:
                self.siblings.clear()
                self.running.clear()
            return ""
        marker = _marker(clause.label)
        if marker is None or not marker.number:
            return ""
        key = (clause.parent, marker.style)
        before = self.siblings.get(key)
        sentence = self._sentence(clause, marker, before)
        self.siblings[key] = (marker.number, clause.label)
        self.running[marker.style] = marker.number
        return sentence

    def _sentence(self, clause: Clause, marker: Marker, before: tuple[int, str] | None) -> str:
        number, label = marker.number, _bare(clause.label)
        place = self._place(clause)
        if number == 1:
            return ""
        if before is None:
            if self.running.get(marker.style, 0) == number - 1:
                return ""  # runs on from the chapter above
            return f"{place}编号从“{label}”开始，前面没有第 1 项"
        last, last_label = before
        if number == last:
            return f"{place}编号“{label}”重复"
        if number > last + 1:
            missing = f"第 {last + 1} 项" if number == last + 2 else f"第 {last + 1} 至 {number - 1} 项"
            return f"{place}“{_bare(last_label)}”之后是“{label}”，缺{missing}"
        return f"{place}“{_bare(last_label)}”之后是“{label}”，编号倒退" if number < last else ""

    def _place(self, clause: Clause) -> str:
        above = self.clauses[clause.parent].path if clause.parent >= 0 else ""
        return f"{above} 之下" if above else ""


def _marker(label: str) -> Marker | None:
    """The number that a clause's label is; of ``一要`` it is that of ``一是``."""
    return heading_marker(f"{label.replace('要', '是')}文")


def _bare(label: str) -> str:
    return label.rstrip("、.．：: \t")
