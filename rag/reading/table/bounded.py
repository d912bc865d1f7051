"""The rows of a table whose figures lie on one side of a bound: 健康素养超过30%的有哪些地方, 谁家的签约率不到50%.

不低于40% is how notices set a figure; who asks with it asks for that very figure and puts no bound.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.figures import find_figures
from ingest.text import fold
from rag.question.survey import bound_in
from rag.reading.draft import Draft, Line
from rag.reading.table.tables import figure_in

# 超过80岁的多少, 超过5公里的补多少: whom or what it is for, and no bound of the figure.
_OF_A_CASE = re.compile("岁|公里|年|天|次")


@dataclass(frozen=True, slots=True)
class _Bound:
    above: bool
    value: float
    unit: str

    def value_in(self, said: str) -> float | None:
        """The first figure of the bound's unit that is said."""
        figures = (f for f in find_figures(fold(said)) if not f.masked and f.value is not None)
        return next((f.value for f in figures if not self.unit or f.unit == self.unit), None)

    def holds(self, value: float) -> bool:
        """Whether a figure lies beyond the bound."""
        return value > self.value if self.above else value < self.value


def within_bound(draft: Draft | None, question: str) -> Draft | None:
    """The table with those rows alone whose figure lies beyond the bound that the question puts, counted again; as it is where
    it puts none or no row has a figure of its unit (住院超过30天的报多少), ``None`` where no row is left."""
    bound = _bound(question)
    if draft is None or bound is None:
        return draft
    values = [(line, bound.value_in(figure_in(line))) for line in draft.lines if line.row]
    told = [(line, value) for line, value in values if value is not None]
    if not told:
        return draft
    rows = [line for line, value in told if bound.holds(value)]
    head = [line for line in draft.lines if not line.row][1:]
    counted = Line(f"共 {len(rows)} 份文件载明的数{'超过' if bound.above else '低于'}这一数值：")
    return replace(draft, lines=(counted, *head, *rows)) if rows else None


def _bound(question: str) -> _Bound | None:
    words = bound_in(question)
    if _OF_A_CASE.search(words):
        return None
    figure = next((f for f in find_figures(fold(words)) if f.value is not None), None)
    if figure is None or figure.value is None:
        return None
    return _Bound(words[0] in "超高大多", figure.value, figure.unit)
