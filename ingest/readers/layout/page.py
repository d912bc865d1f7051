"""A page as it is printed: characters and ruled lines with their places.

All places are in points (1/72 inch) from the page's upper left corner as a reader sees it, x to the right and y down.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character: from ``x0`` to ``x1`` on the baseline ``y``; ``size`` is the height of its type.

    ``spaced`` is true where the file itself has a blank in front of it.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    red: bool = False
    spaced: bool = False

    @property
    def top(self) -> float:
        return self.y - 0.85 * self.size

    @property
    def bottom(self) -> float:
        return self.y + 0.15 * self.size


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along a page's edge; ``x0 == x1`` for an upright one, ``y0 == y1`` for a level one."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def upright(self) -> bool:
        return self.x0 == self.x1


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """``number`` counts from 1; ``recognised`` is true where a machine read the characters off a picture."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...] = ()
    recognised: bool = False
