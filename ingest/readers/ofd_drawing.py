"""What an OFD page draws besides text, which ofdkit leaves alone: ruled lines, and pictures with their places."""

from __future__ import annotations

import io
import itertools
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Final

import numpy as np
import ofdkit
from ofdkit.package import Package
from PIL import Image

from ingest.readers import ocr
from ingest.readers.layout.page import Rule

_POINTS: Final = 72 / 25.4
_THIN: Final = 1.0  # millimetres: a filled box no wider is a drawn line
_SHORTEST_RULE: Final = 2.0
_MOST_RULES: Final = 4_000
_MOST_SIDE: Final = 10_000  # millimetres
_COMMAND: Final = re.compile("([SMLQBAC])([^SMLQBAC]*)")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's entry in the package, and its place on the page in millimetres."""

    entry: str
    x: float
    y: float
    width: float
    height: float


class Drawings:
    """The drawn parts of the pages of one OFD file; close it, or use it as a context manager.

    Raises what ofdkit raises.
    """

    def __init__(self, data: bytes) -> None:
        self._package = Package(data)
        self._media = dict(self._resources())

    def __enter__(self) -> Drawings:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._package.close()

    def of(self, page: ofdkit.Page) -> tuple[list[Rule], list[Picture]]:
        """The lines (in points) and pictures of ``page``."""
        rules, pictures = list[Rule](), list[Picture]()
        if page.location is None:
            return rules, pictures
        left, top, _, _ = page.box
        for element in self._package.read_xml(page.location).iter():
            kind = _local(element)
            if kind == "PathObject" and len(rules) < _MOST_RULES:
                rules += (_in_points(rule, left, top) for rule in _lines(element))
            elif kind == "ImageObject":
                entry = self._media.get(element.get("ResourceID", "").strip())
                box = _numbers(element.get("Boundary"))
                if entry and len(box) == 4:
                    pictures.append(Picture(entry, box[0] - left, box[1] - top, box[2], box[3]))
        return rules, pictures

    def drawn(self, page: ofdkit.Page, pictures: list[Picture]) -> ocr.Picture | None:
        """``pictures`` in their places on a white page, or None when none of them can be opened."""
        _, _, width, height = page.box
        if not (0 < width <= _MOST_SIDE and 0 < height <= _MOST_SIDE):
            return None
        scale = min(ocr.RESOLUTION / 25.4, (ocr.MOST_PIXELS / (width * height)) ** 0.5)
        canvas = Image.new("RGB", (max(1, round(width * scale)), max(1, round(height * scale))), "white")
        opened = 0
        for picture in pictures:
            size = round(min(picture.width, width) * scale), round(min(picture.height, height) * scale)
            image = self._opened(picture)
            if image is not None and min(size) > 0:
                canvas.paste(image.resize(size), (round(picture.x * scale), round(picture.y * scale)))
                opened += 1
        return np.asarray(canvas, dtype=np.uint8) if opened else None

    def _opened(self, picture: Picture) -> Image.Image | None:
        try:
            with Image.open(io.BytesIO(self._package.read(picture.entry))) as image:
                # The size is known before a single pixel is unpacked.
                if image.width * image.height > 4 * ocr.MOST_PIXELS:
                    return None
                return image.convert("RGB")
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, ofdkit.OFDError):
            return None

    def _resources(self) -> Iterator[tuple[str, str]]:
        """Pictures by resource id; every resource file of the package is looked into."""
        for entry in self._package.names:
            if not entry.lower().endswith("res.xml"):
                continue
            try:
                root = self._package.read_xml(entry)
            except ofdkit.OFDError:
                continue
            base = str(root.get("BaseLoc", "")).strip("/")
            for media in root.iter():
                if _local(media) == "MultiMedia":
                    named = next(
                        (part.text or "" for part in media if _local(part) == "MediaFile"), ""
                    ).strip()
                    path = self._package.resolve(entry, f"{base}/{named}" if base else named)
                    path = path or self._package.resolve(entry, named)
                    if path:
                        yield media.get("ID", "").strip(), path


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _numbers(text: str | None) -> list[float]:
    try:
        return [float(number) for number in (text or "").replace(",", " ").split()]
    except ValueError:
        return []


def _lines(element: ET.Element) -> Iterator[Rule]:
    """The straight lines of a path, in millimetres on the page."""
    box = _numbers(element.get("Boundary"))
    if len(box) != 4:
        return
    a, b, c, d, e, f = matrix if len(matrix := _numbers(element.get("CTM"))) == 6 else (1, 0, 0, 1, 0, 0)
    data = next((child.text or "" for child in element if _local(child) == "AbbreviatedData"), "")
    filled = element.get("Fill", "false") == "true"
    for points in _subpaths(data):
        placed = [(a * x + c * y + e + box[0], b * x + d * y + f + box[1]) for x, y in points]
        thin = _thin_box(placed) if filled else None
        ends = [thin] if thin else list(itertools.pairwise(placed))
        for (x0, y0), (x1, y1) in ends:
            level, upright = abs(y1 - y0) <= _THIN / 2, abs(x1 - x0) <= _THIN / 2
            if level is not upright and max(abs(x1 - x0), abs(y1 - y0)) >= _SHORTEST_RULE:
                yield (
                    Rule(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
                    if level
                    else Rule((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)
                )


def _thin_box(points: list[tuple[float, float]]) -> tuple[tuple[float, float], tuple[float, float]] | None:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    if max(ys) - min(ys) <= _THIN:
        middle = (max(ys) + min(ys)) / 2
        return (min(xs), middle), (max(xs), middle)
    if max(xs) - min(xs) <= _THIN:
        middle = (max(xs) + min(xs)) / 2
        return (middle, min(ys)), (middle, max(ys))
    return None


def _subpaths(data: str) -> Iterator[list[tuple[float, float]]]:
    """The corners of each run of straight lines. A curve ends a run: what it draws is no ruled line."""
    points: list[tuple[float, float]] = []
    for letter, operands in _COMMAND.findall(data):
        numbers = _numbers(operands)
        pairs = list(zip(numbers[::2], numbers[1::2], strict=False))
        if letter == "L":
            points += pairs
        elif letter == "C":
            points += points[:1]
        else:
            if points:
                yield points
            points = pairs[-1:]
    if points:
        yield points


def _in_points(rule: Rule, left: float, top: float) -> Rule:
    return Rule(
        (rule.x0 - left) * _POINTS,
        (rule.y0 - top) * _POINTS,
        (rule.x1 - left) * _POINTS,
        (rule.y1 - top) * _POINTS,
    )
