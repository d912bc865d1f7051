"""One page of a pdf as printed characters and lines, seen the way a reader holds the page.

Characters are taken with their places from PDFium and not as running text: reading order, paragraphs and tables are
told from the print. What PDFium adds of its own (spaces, line ends) is left out.
"""

from __future__ import annotations

import ctypes
import itertools
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.readers.layout.legible import is_legible
from ingest.readers.layout.page import Glyph, PrintedPage, Rule

_INVISIBLE: Final = 3  # text render mode of the layer that a recognising scanner lays under its picture
_LAST_HYPHEN: Final = 2
_THIN: Final = 3.0  # points: a filled box no wider is a drawn line
_SHORTEST_RULE: Final = 6.0
_MOST_GLYPHS: Final = 60_000  # a page; a page of small print has some 5,000
_MOST_RULES: Final = 4_000
_MOST_PATHS: Final = 50_000
_PICTURE_PAGE: Final = 0.4  # share of the page that a picture covers when it is the page
_FEW_GLYPHS: Final = 40
_STRIP: Final = 0.02  # some scanners cut a page's picture into strips
_DRAWN_LETTERS: Final = 8  # strips or paths on a page without a character

# From the page's own space (y up) to points from the upper left corner as displayed: x' = ax + cy + e, y' = bx + dy + f.
Affine = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class PdfPage:
    """``needs_ocr``: the page shows something, but has no text that can be read. ``hidden``: its text is the invisible layer
    of a scan, which some other machine recognised. ``slanted`` is text printed across, such as a watermark."""

    printed: PrintedPage
    needs_ocr: bool
    hidden: bool
    slanted: str


def read_page(page: pdfium.PdfPage, number: int) -> PdfPage:
    """What is printed on ``page``. Raises pdfium.PdfiumError when it cannot be read."""
    found = _characters(page)
    turn = _main_turn(found)
    view = _view(page, turn)
    upright = [c for c in found if _turn(c.angle) == turn]
    hidden = [c for c in upright if c.hidden]
    shown = [c for c in upright if not c.hidden]
    layer = len(shown) < _FEW_GLYPHS and len(hidden) > len(shown)
    chosen = hidden if layer else shown
    width, height = _size(page, turn)
    glyphs = tuple(c.glyph(view, turn) for c in chosen)
    printed = PrintedPage(number, width, height, glyphs, tuple(_rules(page, view)), layer)
    legible = is_legible("".join(g.text for g in glyphs), unmapped=sum(c.unmapped for c in chosen))
    slanted = "".join(c.text for c in found if _turn(c.angle) is None)
    return PdfPage(printed, _is_picture(page, len(glyphs), legible), layer, slanted)


@dataclass(frozen=True, slots=True)
class _Character:
    """A character in the page's own space; ``angle`` in degrees, counted against the clock."""

    text: str
    origin: tuple[float, float]
    box: tuple[float, float, float, float]  # left, bottom, right, top
    size: float
    angle: float
    red: bool
    hidden: bool
    unmapped: bool
    spaced: bool

    def glyph(self, view: Affine, turn: int) -> Glyph:
        left, bottom, right, top = self.box
        corners = [_seen(view, x, y) for x, y in ((left, bottom), (right, top))]
        x, y = _seen(view, *self.origin)
        x0, x1 = min(x, *(c[0] for c in corners)), max(c[0] for c in corners)
        return Glyph(self.text, x0, max(x1, x0 + 0.1), y, max(self.size, 0.1), self.red, self.spaced)


def _characters(page: pdfium.PdfPage) -> list[_Character]:
    textpage = page.get_textpage()
    try:
        count = min(textpage.count_chars(), _MOST_GLYPHS)
        found: list[_Character] = []
        spaced = False
        for index in range(count):
            character = _character(textpage, index, spaced)
            if character is not None:
                found.append(character)
            spaced = character is None
        return found
    finally:
        textpage.close()


def _character(textpage: pdfium.PdfTextPage, index: int, spaced: bool) -> _Character | None:
    """None for what PDFium inserted, blanks, and characters without a place."""
    code = raw.FPDFText_GetUnicode(textpage, index)
    unmapped = raw.FPDFText_HasUnicodeMapError(textpage, index) == 1
    # PDFium marks a hyphen at a row's end by a control character.
    code = ord("-") if code == _LAST_HYPHEN else code
    text = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
    if raw.FPDFText_IsGenerated(textpage, index) == 1 or text.isspace():
        return None
    rect, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    if not raw.FPDFText_GetLooseCharBox(textpage, index, rect):
        return None
    raw.FPDFText_GetCharOrigin(textpage, index, x, y)
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(textpage, index, matrix)
    scale = math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c)) or 1.0
    numbers = (rect.left, rect.bottom, rect.right, rect.top, x.value, y.value, scale)
    if not all(math.isfinite(number) and abs(number) < 1e6 for number in numbers):
        return None
    parent = raw.FPDFText_GetTextObject(textpage, index)
    return _Character(
        text,
        (x.value, y.value),
        (rect.left, rect.bottom, rect.right, rect.top),
        raw.FPDFText_GetFontSize(textpage, index) * scale,
        math.degrees(math.atan2(matrix.b, matrix.a)),
        _is_red(textpage, index),
        bool(parent) and raw.FPDFTextObj_GetTextRenderMode(parent) == _INVISIBLE,
        unmapped or text == "\ufffd",
        spaced,
    )


def _is_red(textpage: pdfium.PdfTextPage, index: int) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFText_GetFillColor(textpage, index, red, green, blue, alpha)
    return red.value > 150 and green.value < 90 and blue.value < 90


def _turn(angle: float) -> int | None:
    """Quarter turns against the clock, None for text that is slanted."""
    turns = angle / 90
    return round(turns) % 4 if abs(turns - round(turns)) < 0.05 else None


def _main_turn(characters: list[_Character]) -> int:
    """The way most of the page's text runs: a wide table is often set along the long side of an upright page."""
    turns = Counter(turn for c in characters if (turn := _turn(c.angle)) is not None)
    return turns.most_common(1)[0][0] if turns else 0


def _view(page: pdfium.PdfPage, turn: int) -> Affine:
    """How the page's space is seen when its text stands upright.

    The text's own direction decides, not the page's declared rotation: the two agree wherever the page is sound.
    """
    left, bottom, right, top = page.get_bbox()
    return (
        (1.0, 0.0, 0.0, -1.0, -left, top),
        (0.0, 1.0, 1.0, 0.0, -bottom, -left),
        (-1.0, 0.0, 0.0, 1.0, right, -bottom),
        (0.0, -1.0, -1.0, 0.0, top, right),
    )[turn]


def _seen(view: Affine, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = view
    return a * x + c * y + e, b * x + d * y + f


def _size(page: pdfium.PdfPage, turn: int) -> tuple[float, float]:
    left, bottom, right, top = page.get_bbox()
    return (top - bottom, right - left) if turn % 2 else (right - left, top - bottom)


def _rules(page: pdfium.PdfPage, view: Affine) -> Iterator[Rule]:
    """The straight level and upright lines that are drawn on the page, thin filled boxes among them."""
    count = 0
    for drawn in itertools.islice(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]), _MOST_PATHS):
        for rule in _lines(drawn):
            (x0, y0), (x1, y1) = _seen(view, rule[0], rule[1]), _seen(view, rule[2], rule[3])
            level, upright = abs(y1 - y0) <= 1.0, abs(x1 - x0) <= 1.0
            if level is upright or max(abs(x1 - x0), abs(y1 - y0)) < _SHORTEST_RULE:
                continue
            count += 1
            if count > _MOST_RULES:
                return
            yield (
                Rule(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
                if level
                else Rule((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)
            )


def _lines(drawn: pdfium.PdfObject) -> Iterator[tuple[float, float, float, float]]:
    """The ends of the lines of a path, in the page's space."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(drawn, fill, stroke)
    for points in _subpaths(drawn):
        if stroke.value:
            yield from ((*a, *b) for a, b in itertools.pairwise(points))
        elif fill.value and len(points) > 2:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            left, right, bottom, top = min(xs), max(xs), min(ys), max(ys)
            if top - bottom <= _THIN:
                yield left, (bottom + top) / 2, right, (bottom + top) / 2
            elif right - left <= _THIN:
                yield (left + right) / 2, bottom, (left + right) / 2, top


def _subpaths(drawn: pdfium.PdfObject) -> Iterator[list[tuple[float, float]]]:
    matrix = _matrix_on_page(drawn)
    points: list[tuple[float, float]] = []
    for index in range(min(raw.FPDFPath_CountSegments(drawn), _MOST_RULES)):
        segment = raw.FPDFPath_GetPathSegment(drawn, index)
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            if points:
                yield points
            points = []
        points.append(matrix.on_point(x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment) and len(points) > 2:
            points.append(points[0])
    if points:
        yield points


def _matrix_on_page(drawn: pdfium.PdfObject) -> pdfium.PdfMatrix:
    """The object's matrix times those of the forms that hold it."""
    matrix = drawn.get_matrix()
    holder = drawn.container
    while holder is not None:
        matrix = matrix.multiply(holder.get_matrix())
        holder = holder.container
    return matrix


def _is_picture(page: pdfium.PdfPage, glyphs: int, legible: bool) -> bool:
    """Whether the page shows words that its text does not give: a scan, drawn letters, a font that tells no characters."""
    if glyphs and not legible:
        return True
    if glyphs >= _FEW_GLYPHS:
        return False
    drawn = 0
    for found in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH]):
        if found.type == raw.FPDF_PAGEOBJ_IMAGE and _share(page, found) >= _PICTURE_PAGE:
            return True
        drawn += found.type == raw.FPDF_PAGEOBJ_PATH or _share(page, found) > _STRIP
        if not glyphs and drawn >= _DRAWN_LETTERS:
            return True
    return False


def _share(page: pdfium.PdfPage, found: pdfium.PdfObject) -> float:
    """How much of the page the object covers, 0 to 1."""
    left, bottom, right, top = page.get_bbox()
    matrix = _matrix_on_page(found)
    corners = [matrix.on_point(x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    width = max(0.0, min(right, max(xs)) - max(left, min(xs)))
    height = max(0.0, min(top, max(ys)) - max(bottom, min(ys)))
    return float(width * height / max(1.0, (right - left) * (top - bottom)))
