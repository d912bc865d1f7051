"""Format in, reader called. Each reader is imported when it is first needed, so that starting stays quick."""

from __future__ import annotations

from dataclasses import replace

from ingest.readers import refusals
from ingest.readers.formats import OFFICE, Format
from ingest.readers.lines import RawDocument
from ingest.settings import IngestSettings


def read_as(form: Format, name: str, data: bytes, settings: IngestSettings) -> RawDocument:
    """Read ``data`` as ``form`` in this very process. NoticeError when it cannot be taken, also for its length."""
    document = _read(form, name, data, settings)
    length = sum(len(line.text) for line in document.lines)
    if length > settings.max_chars:
        raise refusals.too_long(name, length, settings.max_chars)
    return document


def _read(form: Format, name: str, data: bytes, settings: IngestSettings) -> RawDocument:
    if form in (Format.TEXT, Format.MARKDOWN, Format.HTML):
        return _decoded(form, name, data)
    if form in OFFICE:
        from ingest.readers.office import converted

        return _read(Format.DOCX, name, converted(form, name, data, settings), settings)
    if form is Format.PDF:
        from ingest.readers.pdf import pdf_document

        return pdf_document(name, data, settings)
    if form is Format.OFD:
        from ingest.readers.ofd import ofd_document

        return ofd_document(name, data, settings)
    if form is Format.DOCX:
        from ingest.readers.docx import docx_document

        return docx_document(name, data, settings)
    raise refusals.unpack_first(name)


def _decoded(form: Format, name: str, data: bytes) -> RawDocument:
    from ingest.readers.encoding import declared_charset, decode
    from ingest.readers.plain import has_tags, markdown_lines, text_lines

    decoded = decode(name, data, declared_charset(data))
    if not decoded.text.strip():
        raise refusals.empty_file(name)
    if form is Format.HTML and has_tags(decoded.text):
        from ingest.readers.html import html_document

        page = html_document(name, decoded.text)
        return replace(page, warnings=(*decoded.warnings, *page.warnings))
    lines = markdown_lines(decoded.text) if form is Format.MARKDOWN else text_lines(decoded.text)
    return RawDocument(lines, decoded.warnings)
