"""OFD files (GB/T 33190), the fixed-layout format of official documents: text by place, pictures by recognition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import ofdkit

from ingest.errors import NoticeError
from ingest.readers import fixed_refusals, refusals
from ingest.readers.fixed_reading import FixedReading
from ingest.readers.layout.page import Glyph, PrintedPage
from ingest.readers.lines import RawDocument
from ingest.readers.ofd_drawing import Drawings, Picture
from ingest.readers.package import BAD_ZIP, MOST_RATIO, RATIO_MATTERS_FROM, open_zip
from ingest.readers.words import is_wide
from ingest.settings import IngestSettings

_POINTS: Final = 72 / 25.4  # OFD counts in millimetres
# A parsed tree takes about ten times its XML.
_MOST_XML: Final = 48 * 1024 * 1024
_UNPACKED_TIMES_LIMIT: Final = 20
_MOST_GLYPHS: Final = 60_000  # a page
_FEW_GLYPHS: Final = 40
_PICTURE_PAGE: Final = 0.4  # share of the page that pictures cover when they are the page
_OFF_PAGE: Final = 2.0  # millimetres


def ofd_document(name: str, data: bytes, settings: IngestSettings) -> RawDocument:
    """Read an OFD file. NoticeError ``broken-file``, ``too-large``, ``needs-ocr`` or ``no-text``."""
    _refuse_bomb(name, data, settings)
    try:
        with ofdkit.open(data) as document, Drawings(data) as drawings:
            return _read(name, document, drawings, settings).document(name, "OFD")
    except ofdkit.OFDLimitError:
        raise refusals.swollen(name) from None
    except (ofdkit.OFDError, *BAD_ZIP):
        raise fixed_refusals.damaged(name, "OFD") from None


def _refuse_bomb(name: str, data: bytes, settings: IngestSettings) -> None:
    try:
        with open_zip(data) as archive:
            entries = archive.infolist()
    except BAD_ZIP:
        raise fixed_refusals.damaged(name, "OFD") from None
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise fixed_refusals.locked(name)
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    xml = sum(entry.file_size for entry in entries if entry.filename.lower().endswith(".xml"))
    swollen = unpacked >= RATIO_MATTERS_FROM and unpacked / packed > MOST_RATIO
    if swollen or xml > _MOST_XML or unpacked > _UNPACKED_TIMES_LIMIT * settings.max_file_bytes:
        raise refusals.swollen(name)


def _read(
    name: str, document: ofdkit.OFDDocument, drawings: Drawings, settings: IngestSettings
) -> FixedReading:
    count = len(document.pages)
    if not count:
        raise fixed_refusals.no_pages(name, "OFD")
    if count > settings.max_pages:
        raise fixed_refusals.too_many_pages(name, count, settings.max_pages)
    reading = FixedReading(settings)
    for number, page in enumerate(document.pages, start=1):
        try:
            _add(reading, page, number, drawings)
        except NoticeError:
            raise
        except (ofdkit.OFDError, *BAD_ZIP):
            reading.damaged.append(number)
    return reading


def _add(reading: FixedReading, page: ofdkit.Page, number: int, drawings: Drawings) -> None:
    glyphs = tuple(_glyphs(page))
    _, _, width, height = page.box
    rules, pictures = drawings.of(page)
    covered = sum(picture.width * picture.height for picture in pictures) / max(1.0, width * height)
    if len(glyphs) < _FEW_GLYPHS and covered >= _PICTURE_PAGE:
        reading.add_picture(
            number, width * _POINTS, height * _POINTS, lambda: drawings.drawn(page, _shown(pictures))
        )
        return
    printed = PrintedPage(number, width * _POINTS, height * _POINTS, glyphs, tuple(rules))
    reading.add_text(printed, hidden=covered >= _PICTURE_PAGE)


def _shown(pictures: list[Picture]) -> list[Picture]:
    return [picture for picture in pictures if picture.width > 0 and picture.height > 0]


def _glyphs(page: ofdkit.Page) -> Iterator[Glyph]:
    """The page's characters in points; each run's width is shared out by the characters' own."""
    left, top, width, height = page.box
    count = 0
    for run in page.runs:
        on_page = (
            -_OFF_PAGE <= run.x - left <= width + _OFF_PAGE
            and -_OFF_PAGE <= run.y - top <= height + _OFF_PAGE
        )
        if not on_page or run.size <= 0:
            continue
        shares = [1.0 if is_wide(char) else 0.5 for char in run.text]
        unit = run.width / sum(shares)
        x = run.x - left
        for char, share in zip(run.text, shares, strict=True):
            count += 1
            if count > _MOST_GLYPHS:
                return
            yield Glyph(
                char, x * _POINTS, (x + share * unit) * _POINTS, (run.y - top) * _POINTS, run.size * _POINTS
            )
            x += share * unit
