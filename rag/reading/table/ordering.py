"""The rows of a table in the order of their figures, where a question asks for that: 从高到低排一下, 排个名次, 哪里最低."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from ingest.figures import find_figures
from ingest.text import fold
from rag.reading.draft import Draft, Line
from rag.reading.table.tables import figure_in
from rag.reading.whole import says_all

_UPWARDS = re.compile("[低小少晚]到[高大多早]|(?:由|从)低|升序|最[低小少]")
_ORDERED = re.compile(
    "[高大多早]到[低小少晚]|[低小少晚]到[高大多早]|排(?:个|一下|一排|出)?(?:顺?序|名)|排(?:一下|一排|个队|队)|[升降]序|最[高大多低小少]"
)
_ALL = 100.0  # 全部 beside shares


def in_order(draft: Draft | None, question: str) -> Draft | None:
    """The table with its rows in the order asked for, those without a figure of the unit that most have behind the others;
    as it is where no order is asked for."""
    if draft is None or not _ORDERED.search(question):
        return draft
    rows = [line for line in draft.lines if line.row]
    values = _values(rows)
    step = 1.0 if _UPWARDS.search(question) else -1.0
    told = [(step * value, row) for row, value in zip(rows, values, strict=True) if value is not None]
    told.sort(key=lambda each: each[0])
    rest = [row for row, value in zip(rows, values, strict=True) if value is None]
    head = [line for line in draft.lines if not line.row]
    return replace(draft, lines=(*head, *(row for _, row in told), *rest))


def _values(rows: list[Line]) -> list[float | None]:
    """The figure of each row, of the unit that most have; ``None`` where it has none."""
    cells = [fold(figure_in(line)) for line in rows]
    found = [[f for f in find_figures(cell) if not f.masked and f.value is not None] for cell in cells]
    units = Counter(each[0].unit for each in found if each)
    unit = units.most_common(1)[0][0] if units else ""
    own = [next((f.value for f in each if f.unit == unit), None) for each in found]
    return [
        _ALL if value is None and says_all(cell) else value for value, cell in zip(own, cells, strict=True)
    ]
