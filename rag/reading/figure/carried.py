"""A measure said once for two figures: 全链营收目标突破480亿元，产业园突破260亿元, where the second is of 营收 as well."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.models import Target

_MEASURE = re.compile(
    "(?P<measure>[\u4e00-\u9fff]{0,2}(?:率|数|额|量|值|营收|收入|产值|水平|比例|占比|规模|投资|面积)(?:目标|指标)?)$"
)
_PAUSE = re.compile("[，,]")


def carried_measures(text: str, start: int, targets: Sequence[Target]) -> dict[int, str]:
    """The measure that a figure of a sentence takes over from the one right before it, by where the figure stands in its
    notice. ``text`` is the sentence, at ``start`` of the notice; ``targets`` are the ledger's."""
    inside = [t for t in targets if t.value_text and start <= t.value_start < start + len(text)]
    found: dict[int, str] = {}
    for before, target in pairwise(sorted(inside, key=lambda t: t.value_start)):
        measure = _MEASURE.search(before.indicator)
        known = measure["measure"] if measure else found.get(before.value_start, "")
        between = text[before.value_start - start : target.value_start - start]
        alike = before.unit == target.unit and before.comparator == target.comparator
        if known and alike and not _MEASURE.search(target.indicator) and len(_PAUSE.findall(between)) == 1:
            found[target.value_start] = known
    return found
