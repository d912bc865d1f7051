"""The rows of a table whose figures lie on one side of a bound: 健康素养超过30%的有哪些地方, 谁家的签约率不到50%.

不低于40% is how notices set a figure; who asks with it asks for that very figure and puts no bound.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.figures import find_figures
from ingest.text import fold
from rag.reading.draft import Draft, Line
from rag.survey import bound_in

_CELL = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class _Bound:
    above: bool
    value: float
    unit: str

    def holds(self, said: str) -> bool:
        """Whether a figure of the bound's unit, the first that is said, lies beyond the bound."""
        figures = [f for f in find_figures(fold(said)) if not f.masked and f.value is not None]
        value = next((f.value for f in figures if not self.unit or f.unit == self.unit), None)
        if value is None:
            return False
        return value > self.value if self.above else value < self.value


def within_bound(draft: Draft | None, question: str) -> Draft | None:
    """The table with those rows alone whose figure lies beyond the bound that the question puts, counted again; as it is where
    it puts none, ``None`` where no row is left."""
    bound = _bound(question)
    if draft is None or bound is None:
        return draft
    rows = [line for line in draft.lines if line.row and bound.holds(_CELL.split(line.text)[2])]
    head = [line for line in draft.lines if not line.row][1:]
    counted = Line(f"共 {len(rows)} 份文件载明的数{'超过' if bound.above else '低于'}这一数值：")
    return replace(draft, lines=(counted, *head, *rows)) if rows else None


def _bound(question: str) -> _Bound | None:
    words = bound_in(question)
    figure = next((f for f in find_figures(fold(words)) if f.value is not None), None)
    if figure is None or figure.value is None:
        return None
    return _Bound(words[0] in "超高大多", figure.value, figure.unit)
