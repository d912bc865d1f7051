"""Cost against size as one SVG, both axes logarithmic: time to ready, an answer's p50 and p95, memory."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from markupsafe import Markup, escape

from eval.bench.report import Run

_LEFT, _TOP, _WIDTH, _HEIGHT = 70, 30, 520, 260
_GIB = 1024**3
_LINES: tuple[tuple[str, str, Callable[[Run], float]], ...] = (
    ("ready, s", "#1f77b4", lambda run: run.asked.ready_s),
    ("answer p95, s", "#d62728", lambda run: run.asked.stages["answer"].p95),
    ("answer p50, s", "#ff7f0e", lambda run: run.asked.stages["answer"].p50),
    ("memory, GiB", "#2ca02c", lambda run: run.asked.memory / _GIB),
)


def chart_of(runs: Sequence[Run]) -> str:
    """The chart of these runs; of several of one size, the last."""
    by_size = {run.passages: run for run in runs}
    sizes = sorted(by_size)
    values = [value(by_size[size]) for _, _, value in _LINES for size in sizes]
    across = _Scale(min(sizes), max(sizes), _LEFT, _LEFT + _WIDTH)
    upwards = _Scale(min(values), max(values), _TOP + _HEIGHT, _TOP)
    parts = [_ticks(across, upwards)]
    for number, (label, colour, value) in enumerate(_LINES):
        points = [(across.at(size), upwards.at(value(by_size[size]))) for size in sizes]
        parts.append(_line(points, colour))
        x, y = _LEFT + _WIDTH + 14, _TOP + 16 + 20 * number
        parts.append(_text(x, y, label, "start", colour))
    return str(
        Markup(
            '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}" viewBox="0 0 {0} {1}" '
            'font-family="sans-serif" font-size="12"><rect width="{0}" height="{1}" fill="#fff"/>{2}</svg>\n'
        ).format(_LEFT + _WIDTH + 120, _TOP + _HEIGHT + 50, Markup("").join(parts))
    )


class _Scale:
    """Whole powers of ten around ``low`` and ``high``, spread between two places."""

    def __init__(self, low: float, high: float, first: float, last: float) -> None:
        self.low, self.high = math.floor(math.log10(low)), math.ceil(math.log10(high))
        self.high = max(self.high, self.low + 1)
        self._first, self._last = first, last

    def at(self, value: float) -> float:
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return round(self._first + share * (self._last - self._first), 1)


def _ticks(across: _Scale, upwards: _Scale) -> Markup:
    parts: list[Markup] = []
    for power in range(across.low, across.high + 1):
        x = across.at(10.0**power)
        parts += [
            _rule(x, _TOP, x, _TOP + _HEIGHT),
            _text(x, _TOP + _HEIGHT + 18, f"{10**power:,}", "middle"),
        ]
    for power in range(upwards.low, upwards.high + 1):
        y = upwards.at(10.0**power)
        parts += [_rule(_LEFT, y, _LEFT + _WIDTH, y), _text(_LEFT - 8, y + 4, f"{10.0**power:g}", "end")]
    parts.append(_text(_LEFT + _WIDTH / 2, _TOP + _HEIGHT + 38, "passages", "middle"))
    return Markup("").join(parts)


def _line(points: Sequence[tuple[float, float]], colour: str) -> Markup:
    path = " ".join(f"{x},{y}" for x, y in points)
    dots = [Markup('<circle cx="{}" cy="{}" r="3" fill="{}"/>').format(x, y, colour) for x, y in points]
    line = Markup('<polyline points="{}" fill="none" stroke="{}" stroke-width="2"/>').format(path, colour)
    return Markup("").join([line, *dots])


def _rule(x1: float, y1: float, x2: float, y2: float) -> Markup:
    return Markup('<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="#ddd"/>').format(x1, y1, x2, y2)


def _text(x: float, y: float, text: str, anchor: str, colour: str = "#333") -> Markup:
    return Markup('<text x="{}" y="{}" text-anchor="{}" fill="{}">{}</text>').format(
        x, y, anchor, colour, escape(text)
    )
