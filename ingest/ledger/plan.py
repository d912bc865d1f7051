"""What a whole notice says of time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年")


@dataclass(frozen=True, slots=True)
class Plan:
    """``year`` is what 年底 means in a notice, ``until`` the last day it plans for (ISO), empty where it plans for none.
    What it says of a year before ``since`` is a report. ``dated``: that year is known, not the one it names most often."""

    year: int | None = None
    until: str = ""
    since: int | None = None
    dated: bool = True


def plan_of(text: str, years: Sequence[int], issued_on: str) -> Plan:
    """The plan of a notice for ``years`` (first, last). One that plans for no year still has the year it was issued in,
    or else the one that its text names most often."""
    issued = int(issued_on[:4]) if issued_on else None
    if years:
        year = years[0] if len(set(years)) == 1 else issued or years[0]
        return Plan(year, f"{years[-1]}-12-31", min(years[0], year))
    named = Counter(_YEAR.findall(text)).most_common(1)
    return Plan(issued or (int(named[0][0]) if named else None), since=issued, dated=issued is not None)
