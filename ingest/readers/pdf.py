"""PDF files: the text layer in reading order, pages that are pictures by recognition."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.readers import fixed_refusals, ocr
from ingest.readers.fixed_reading import FixedReading
from ingest.readers.lines import RawDocument
from ingest.readers.pdf_page import read_page
from ingest.settings import IngestSettings

# PDFium may be used by one thread at a time.
_PDFIUM: Final = threading.Lock()


def pdf_document(name: str, data: bytes, settings: IngestSettings) -> RawDocument:
    """Read a PDF. NoticeError ``broken-file``, ``too-large``, ``needs-ocr`` or ``no-text``."""
    reading = FixedReading(settings)
    with _PDFIUM, _opened(name, data) as document:
        count = len(document)
        if count > settings.max_pages:
            raise fixed_refusals.too_many_pages(name, count, settings.max_pages)
        for number in range(1, count + 1):
            try:
                _add(reading, document, number)
            except pdfium.PdfiumError:
                reading.damaged.append(number)
    return reading.document(name, "PDF")


@contextmanager
def _opened(name: str, data: bytes) -> Iterator[pdfium.PdfDocument]:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise _refused(name, error) from None
    try:
        yield document
    finally:
        document.close()


def _refused(name: str, error: pdfium.PdfiumError) -> Exception:
    if error.err_code == raw.FPDF_ERR_PASSWORD:
        return fixed_refusals.locked(name)
    # Opened, but with no page to show.
    if error.err_code == raw.FPDF_ERR_SUCCESS:
        return fixed_refusals.no_pages(name, "PDF")
    return fixed_refusals.damaged(name, "PDF")


def _add(reading: FixedReading, document: pdfium.PdfDocument, number: int) -> None:
    page = document[number - 1]
    try:
        found = read_page(page, number)
        if found.needs_ocr:
            width, height = page.get_size()
            reading.add_picture(number, width, height, lambda: _picture(page))
            return
        reading.add_text(found.printed, found.hidden)
        reading.slanted = reading.slanted or found.slanted
    finally:
        page.close()


def _picture(page: pdfium.PdfPage) -> ocr.Picture:
    """The page as it is displayed, at the resolution for recognition or as near to it as its size allows."""
    width, height = page.get_size()
    scale = min(ocr.RESOLUTION / 72, (ocr.MOST_PIXELS / max(1.0, width * height)) ** 0.5)
    bitmap = page.render(scale=scale, rev_byteorder=True)
    try:
        return np.ascontiguousarray(bitmap.to_numpy()[:, :, :3])
    finally:
        bitmap.close()
