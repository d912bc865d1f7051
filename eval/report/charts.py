"""Charts as inline SVG: no script, no network, colours by the page's style sheet.

Each function takes figures and returns one ``<svg>`` element; text is escaped here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

_ROW = 26
_LABEL = 150
_PLOT = 430
_WIDTH = _LABEL + _PLOT + 70


@dataclass(frozen=True, slots=True)
class Bar:
    """A share of 1 with its interval, if it has one."""

    label: str
    value: float
    low: float | None
    high: float | None
    note: str


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers whose confidence lies in ``[low, high)``: how many, and which share of them is right."""

    low: float
    high: float
    cases: int
    right: float


def bars(title: str, rows: Sequence[Bar]) -> Markup:
    """Horizontal bars from 0 to 1 with their intervals as whiskers."""
    drawn = [_bar(row, 8 + index * _ROW) for index, row in enumerate(rows)]
    height = 8 + len(rows) * _ROW + 22
    return _svg(title, height, Markup("").join([_scale(height - 22), *drawn]))


def calibration(title: str, bins: Sequence[Bin], threshold: float | None) -> Markup:
    """Confidence to the right, the share of right answers upwards; circles by number of cases, the diagonal for reference."""
    size, left, top = 300, 50, 12
    most = max((each.cases for each in bins), default=1)
    parts = [
        Markup('<rect class="frame" x="{0}" y="{1}" width="{2}" height="{2}"/>').format(left, top, size),
        Markup('<line class="rule" x1="{0}" y1="{1}" x2="{2}" y2="{3}"/>').format(
            left, top + size, left + size, top
        ),
    ]
    for tick in (0.0, 0.5, 1.0):
        parts.append(_text(left + size * tick, top + size + 16, f"{tick:g}", "middle"))
        parts.append(_text(left - 8, top + size * (1 - tick) + 4, f"{tick:g}", "end"))
    if threshold is not None:
        x = left + size * min(max(threshold, 0.0), 1.0)
        parts.append(
            Markup('<line class="threshold" x1="{0:.1f}" y1="{1}" x2="{0:.1f}" y2="{2}"/>').format(
                x, top, top + size
            )
        )
    for each in bins:
        x = left + size * (each.low + each.high) / 2
        y = top + size * (1 - each.right)
        radius = 3 + 11 * (each.cases / most) ** 0.5
        about = f"{each.low:.1f}–{each.high:.1f}: {each.right:.2f} ({each.cases})"
        parts.append(
            Markup(
                '<circle class="mark" cx="{0:.1f}" cy="{1:.1f}" r="{2:.1f}"><title>{3}</title></circle>'
            ).format(x, y, radius, about)
        )
    return _svg(title, top + size + 28, Markup("").join(parts), width=left + size + 30)


def histogram(title: str, values: Sequence[float], unit: str) -> Markup:
    """How often values fall into each of twenty equal steps up to their 99th percentile; the rest goes into the last."""
    ordered = sorted(values)
    top = max(ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))], 1e-9) if ordered else 1.0
    counts = [0] * 20
    for value in ordered:
        counts[min(19, int(value / top * 20))] += 1
    most, height = max(counts), 140
    step = _PLOT / 20
    parts = [
        Markup(
            '<rect class="bar" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"><title>{}</title></rect>'
        ).format(40 + index * step, 10 + height * (1 - count / most), step - 2, height * count / most, count)
        for index, count in enumerate(counts)
        if count
    ]
    parts += [
        _text(40 + _PLOT * share, 10 + height + 18, f"{top * share:.0f} {unit}", "middle")
        for share in (0.0, 0.5, 1.0)
    ]
    return _svg(title, height + 36, Markup("").join(parts), width=_PLOT + 90)


def _bar(row: Bar, y: int) -> Markup:
    middle = y + _ROW / 2
    parts = [
        _text(_LABEL - 8, middle + 4, row.label, "end"),
        Markup('<rect class="bar" x="{}" y="{}" width="{:.1f}" height="{}"><title>{}</title></rect>').format(
            _LABEL, y + 4, _PLOT * row.value, _ROW - 10, row.note
        ),
        _text(_LABEL + _PLOT + 8, middle + 4, f"{row.value:.3f}", "start"),
    ]
    if row.low is not None and row.high is not None:
        parts.append(
            Markup('<line class="whisker" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"/>').format(
                _LABEL + _PLOT * row.low, middle - 1, _LABEL + _PLOT * row.high, middle - 1
            )
        )
    return Markup("").join(parts)


def _scale(bottom: int) -> Markup:
    parts: list[Markup] = []
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        x = _LABEL + _PLOT * tick
        parts.append(
            Markup('<line class="rule" x1="{0:.1f}" y1="4" x2="{0:.1f}" y2="{1}"/>').format(x, bottom)
        )
        parts.append(_text(x, bottom + 16, f"{tick:g}", "middle"))
    return Markup("").join(parts)


def _text(x: float, y: float, words: str, anchor: str) -> Markup:
    return Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>').format(x, y, anchor, words)


def _svg(title: str, height: float, inner: Markup, width: float = _WIDTH) -> Markup:
    return Markup(
        '<svg role="img" aria-label="{0}" viewBox="0 0 {1:.0f} {2:.0f}" width="{1:.0f}">{3}</svg>'
    ).format(escape(title), width, height, inner)
