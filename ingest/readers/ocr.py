"""Characters read off a picture of a page by rapidocr, an optional extra, and the ruled lines seen on it.

The recognised lines take their places on the page like printed ones, so that paragraphs and tables are told the same
way. A page that lies askew is straightened by what its lines of text say; one that reads badly is turned.
"""

from __future__ import annotations

import importlib.util
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import mean, median
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ingest.readers.layout.page import Glyph, PrintedPage, Rule
from ingest.readers.ocr_marks import mended
from ingest.readers.words import is_wide

Picture = NDArray[np.uint8]  # height × width × 3

# Dots per inch of a rendered page. On clean, skewed and noisy scans of 10-point type nothing was won above 140 (99.8 %
# of the characters right up to 250), below it small marks were lost; the time grows with it.
RESOLUTION: Final = 150
MOST_PIXELS: Final = 12_000_000
_LONGEST_SIDE: Final = 2600
_GOOD_SCORE: Final = 0.82  # mean certainty of a page that lies the right way up
_FEWEST_LINES: Final = 2
_STRAIGHT: Final = 0.15  # degrees
_TYPE: Final = 0.92  # of a recognised line's height
# Points: no stroke of a character is as long, no ruled line as thick.
_SHORTEST_STROKE: Final = 22.0
_THICKEST_STROKE: Final = 6.0
# Share of a row's height at its top and foot where a ruled line may touch it.
_INNER: Final = 0.15


def is_installed() -> bool:
    """Whether the extra that recognition needs is there."""
    return importlib.util.find_spec("rapidocr") is not None


@dataclass(frozen=True, slots=True)
class _Recognised:
    """A line of text and its box, four corners from the upper left one clockwise, in pixels."""

    text: str
    score: float
    box: tuple[tuple[float, float], ...]


def recognise(picture: Picture, number: int, width: float, height: float) -> PrintedPage:
    """The page that ``picture`` shows, ``width`` × ``height`` points. Needs the extra: ask ``is_installed`` first."""
    picture, lines, turned = _upright(picture)
    if turned % 2:
        width, height = height, width
    scale = width / picture.shape[1]
    angle = _skew(lines)
    if abs(angle) < _STRAIGHT:
        angle = 0.0
    middle = (picture.shape[1] / 2, picture.shape[0] / 2)
    glyphs = [glyph for line in lines for glyph in _glyphs(line, angle, middle, scale)]
    rules = [rule for rule in _rules(picture, angle, scale) if not _is_in_text(rule, glyphs)]
    return PrintedPage(number, width, height, tuple(glyphs), tuple(rules), True)


def _upright(picture: Picture) -> tuple[Picture, list[_Recognised], int]:
    """The picture turned so that its text stands upright, the text, and by how many quarter turns."""
    best = (picture, _read(picture), 0)
    if _certainty(best[1]) >= _GOOD_SCORE or not best[1]:
        return best
    for turns in (1, 3, 2):
        turned = np.ascontiguousarray(np.rot90(picture, turns))
        lines = _read(turned)
        if _certainty(lines) > _certainty(best[1]):
            best = (turned, lines, turns)
        if _certainty(lines) >= _GOOD_SCORE:
            break
    return best


def _certainty(lines: Sequence[_Recognised]) -> float:
    """Mean certainty by character; text that runs down the page instead of across counts for nothing."""
    if not lines:
        return 0.0
    across = [line for line in lines if _side(line.box, 0, 1) >= _side(line.box, 1, 2) or len(line.text) < 3]
    return sum(line.score * len(line.text) for line in across) / sum(len(line.text) for line in lines)


def _side(box: Sequence[tuple[float, float]], a: int, b: int) -> float:
    return math.dist(box[a], box[b])


def _read(picture: Picture) -> list[_Recognised]:
    found = _engine()(picture, use_cls=False)
    if found.boxes is None or found.txts is None:
        return []
    return [
        _Recognised(text, float(score), tuple((float(x), float(y)) for x, y in box))
        for box, text, score in zip(found.boxes, mended(found.txts), found.scores, strict=True)
        if text.strip()
    ]


@lru_cache(maxsize=1)
def _engine() -> Any:
    """Loaded once: it takes a second and 100 MB."""
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "critical", "Global.max_side_len": _LONGEST_SIDE})


def _skew(lines: Sequence[_Recognised]) -> float:
    """By how many degrees the page's lines of text fall to the right."""
    long = [line.box for line in lines if _side(line.box, 0, 1) > 8 * _side(line.box, 1, 2)]
    angles = [
        math.degrees(math.atan2(b[1][1] - b[0][1] + b[2][1] - b[3][1], b[1][0] - b[0][0] + b[2][0] - b[3][0]))
        for b in long
    ]
    return median(angles) if len(angles) >= _FEWEST_LINES else 0.0


def _glyphs(line: _Recognised, angle: float, middle: tuple[float, float], scale: float) -> list[Glyph]:
    """The line's characters, spread over its box by their widths."""
    corners = [_straightened(x, y, angle, middle) for x, y in line.box]
    left, right = mean((corners[0][0], corners[3][0])) * scale, mean((corners[1][0], corners[2][0])) * scale
    top, foot = mean((corners[0][1], corners[1][1])) * scale, mean((corners[2][1], corners[3][1])) * scale
    size = max((foot - top) * _TYPE, 0.1)
    widths = [1.0 if is_wide(char) else 0.5 for char in line.text]
    unit = (right - left) / sum(widths)
    glyphs, x = list[Glyph](), left
    for char, width in zip(line.text, widths, strict=True):
        glyphs.append(Glyph(char, x, x + width * unit, foot - 0.15 * size, size))
        x += width * unit
    return glyphs


def _straightened(x: float, y: float, angle: float, middle: tuple[float, float]) -> tuple[float, float]:
    turn = math.radians(-angle)
    across, down = x - middle[0], y - middle[1]
    return (
        middle[0] + across * math.cos(turn) - down * math.sin(turn),
        middle[1] + across * math.sin(turn) + down * math.cos(turn),
    )


def _rules(picture: Picture, angle: float, scale: float) -> list[Rule]:
    """Long straight strokes, level and upright: the lines of tables."""
    import cv2

    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    if angle:
        turn = cv2.getRotationMatrix2D((picture.shape[1] / 2, picture.shape[0] / 2), angle, 1.0)
        grey = cv2.warpAffine(grey, turn, (picture.shape[1], picture.shape[0]), borderValue=255)
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 12)
    rules: list[Rule] = []
    for upright in (False, True):
        length = round(_SHORTEST_STROKE / scale)
        kernel = np.ones((length, 1) if upright else (1, length), np.uint8)
        # Strokes of a scan are broken and wander by a pixel: close small gaps, then keep what is long and straight.
        gaps = np.ones((5, 3) if upright else (3, 5), np.uint8)
        strokes = cv2.morphologyEx(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, gaps), cv2.MORPH_OPEN, kernel)
        _, _, boxes, _ = cv2.connectedComponentsWithStats(strokes)
        rules += [rule for box in boxes[1:] if (rule := _rule(box, upright, scale)) is not None]
    return rules


def _is_in_text(rule: Rule, glyphs: Sequence[Glyph]) -> bool:
    """Strokes of characters, of one in large type or of a row of small ones that run together."""
    inside = 0.0
    for glyph in glyphs:
        margin = _INNER * glyph.size
        left, top, right, foot = glyph.x0, glyph.top + margin, glyph.x1, glyph.bottom - margin
        if rule.upright and left <= rule.x0 <= right:
            inside += max(0.0, min(rule.y1, foot + margin) - max(rule.y0, top - margin))
        elif not rule.upright and top <= rule.y0 <= foot:
            inside += max(0.0, min(rule.x1, right) - max(rule.x0, left))
    return inside > 0.5 * max(rule.x1 - rule.x0, rule.y1 - rule.y0)


def _rule(box: NDArray[np.int32], upright: bool, scale: float) -> Rule | None:
    x, y, width, height = (float(value) * scale for value in box[:4])
    if min(width, height) > _THICKEST_STROKE:
        return None  # a picture or a bar, no line
    if upright:
        return Rule(x + width / 2, y, x + width / 2, y + height)
    return Rule(x, y + height / 2, x + width, y + height / 2)
