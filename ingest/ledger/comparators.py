"""How a figure binds: at least, at most, a change by it; and how firmly. Pure."""

from __future__ import annotations

import re

from ingest.figures import Figure
from ingest.ledger.wording import (
    BOUNDS,
    COMPARE_BEFORE,
    COMPARE_NEAR,
    FALLS,
    FIRMNESS,
    RISES,
    STRONG,
    SYMBOLS,
)
from ingest.measures import COUNTERS

_MORE = re.compile(r"(?:增加|减少|提升)[^，；]*$")  # 增加床位20张 adds 20 of them, no change of a level


def comparator_of(before: str, figure: Figure) -> str:
    """One of ``= >= <= > < ~ + -`` from the words around a figure."""
    words = before.rstrip()
    if figure.compare:
        return SYMBOLS[figure.compare[0]]
    change = "+" if RISES.search(before) else "-" if FALLS.search(before) else ""
    if change and not (figure.unit.lstrip("万千百十") in COUNTERS and _MORE.search(before)):
        return change
    for word, symbol in BOUNDS.items():
        if figure.bound.endswith(word):
            return symbol
    near = (
        (symbol, pattern) for symbol, pattern in (*COMPARE_BEFORE, *COMPARE_NEAR) if pattern.search(words)
    )
    return next(near, ("=", None))[0]


def firmness_of(above: str, before: str) -> str:
    """The word of commitment that governs a figure: 力争, 确保, 原则上 … of its sentence, else 不低于, 达到 right before it."""
    own = [match.group() for match in FIRMNESS.finditer(before)]
    strong = [word for word in (*FIRMNESS.findall(above), *own) if word in STRONG]
    return strong[-1] if strong else own[-1] if own else ""
