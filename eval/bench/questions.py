"""Questions about the notices that a store holds, whatever they are: made of their own places, indicators and headings."""

from __future__ import annotations

import random
from collections.abc import Sequence

from ingest.models import Notice

_LONGEST = 20  # characters of a heading that a person would repeat


def questions_about(notices: Sequence[Notice], count: int) -> list[tuple[str, str]]:
    """``(kind, question)``, the same for the same notices; none where no clause has a heading."""
    chance = random.Random(len(notices))
    headings = {
        notice.id: [c.heading for c in notice.clauses if 0 < len(c.heading) <= _LONGEST] for notice in notices
    }
    asked_of = [notice for notice in notices if headings[notice.id]]
    found: list[tuple[str, str]] = []
    while asked_of and len(found) < count:
        notice = chance.choice(asked_of)
        heading, place = chance.choice(headings[notice.id]), notice.region.name
        if notice.targets:
            found.append(("target", f"{place}{chance.choice(notice.targets).indicator}要达到多少？"))
        found += [
            ("responsible", f"{place}{heading}由谁负责？"),
            ("explain", f"{place}怎么推进{heading}？"),
            ("topic", f"{heading}有哪些要求？"),
            ("across", f"哪些文件提到{heading}？"),
        ]
    return found[:count]
