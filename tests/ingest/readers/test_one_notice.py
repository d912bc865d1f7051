"""One notice in every format is one notice: the same lines, title, number, clauses and figures."""

from __future__ import annotations

import difflib
import re

import pytest
from playwright.sync_api import Error, sync_playwright

from ingest.anatomy.parse import parse_notices
from ingest.models import Notice
from ingest.readers import ocr
from ingest.readers.docx import docx_document
from ingest.readers.html import html_document
from ingest.readers.lines import RawDocument
from ingest.readers.ofd import ofd_document
from ingest.readers.pdf import pdf_document
from ingest.readers.plain import text_lines
from ingest.settings import IngestSettings
from tests.ingest.readers.one_notice import (
    CHROMIUM,
    NUMBER,
    TABLE_HEAD,
    TARGETS,
    TITLE,
    as_docx,
    as_ofd,
    as_page,
    as_text,
)
from tests.ingest.readers.pdf_writer import pictures_of, scan_of

SETTINGS = IngestSettings()
FOOT = '<div style="font-size:12pt;width:100%;text-align:center">— <span class="pageNumber"></span> —</div>'
# Two pages to scan instead of five.
SMALL = "body { font-size: 10.5pt; line-height: 15.5pt } .next { break-before: auto } td { padding: 0 4pt; line-height: 14pt }"


@pytest.fixture(scope="module")
def printed() -> dict[str, bytes]:
    """The notice printed by a browser, as large as official documents are and small."""
    if not CHROMIUM.is_file():
        pytest.skip(f"no browser to print a pdf with ({CHROMIUM})")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
            page = browser.new_page()
            files = {}
            for name, style in (("pdf", ""), ("small", SMALL)):
                page.set_content(as_page(style))
                files[name] = page.pdf(
                    prefer_css_page_size=True,
                    display_header_footer=True,
                    header_template="<span></span>",
                    footer_template=FOOT,
                )
            browser.close()
            return files
    except Error as error:
        pytest.skip(f"the browser does not print: {error.message[:80]}")


def texts(document: RawDocument) -> list[str]:
    """The lines without blanks, which no reader downstream minds between Chinese characters."""
    return [text for line in document.lines if (text := "".join(line.text.split()))]


def notice(document: RawDocument) -> Notice:
    (found,) = parse_notices(document, "notice", "hash")
    return found


@pytest.fixture(scope="module")
def typed() -> RawDocument:
    return docx_document("notice.docx", as_docx(), SETTINGS)


def test_as_web_page(typed: RawDocument) -> None:
    assert texts(html_document("notice.html", as_page())) == texts(typed)


def test_as_pdf(typed: RawDocument, printed: dict[str, bytes]) -> None:
    document = pdf_document("notice.pdf", printed["pdf"], SETTINGS)
    assert texts(document) == texts(typed)
    assert document.warnings == ()
    assert len(document.dropped) == max(line.page for line in document.lines) == 5


def test_as_ofd(typed: RawDocument) -> None:
    document = ofd_document("notice.ofd", as_ofd(), SETTINGS)
    assert texts(document) == texts(typed)
    assert document.warnings == ()


def test_the_table_is_told_from_the_text(printed: dict[str, bytes]) -> None:
    for document in (
        pdf_document("notice.pdf", printed["pdf"], SETTINGS),
        ofd_document("notice.ofd", as_ofd(), SETTINGS),
    ):
        table = [line.text for line in document.lines if line.table == 1]
        assert table == [" | ".join(row) for row in (TABLE_HEAD, *TARGETS)]


def test_every_format_parses_alike(typed: RawDocument, printed: dict[str, bytes]) -> None:
    expected = notice(typed)
    assert (expected.title, expected.document_number) == (TITLE, NUMBER)
    for document in (
        RawDocument(text_lines(as_text())),
        html_document("notice.html", as_page()),
        pdf_document("notice.pdf", printed["pdf"], SETTINGS),
        ofd_document("notice.ofd", as_ofd(), SETTINGS),
    ):
        found = notice(document)
        assert figures(found.text) == figures(expected.text)
        assert (found.title, found.document_number, found.issued_on) == (TITLE, NUMBER, "2025-04-26")
        assert paths(found) == paths(expected)


@pytest.mark.slow
@pytest.mark.skipif(not ocr.is_installed(), reason="the extra for recognition (ocr) is not installed")
def test_as_a_scan(typed: RawDocument, printed: dict[str, bytes]) -> None:
    scan = scan_of(pictures_of(printed["small"])[:2])
    document = pdf_document("scan.pdf", scan, SETTINGS)
    found, expected = notice(document), notice(typed)
    assert (found.title, found.document_number, found.issued_on) == (TITLE, NUMBER, "2025-04-26")
    assert paths(found) == paths(expected)
    assert likeness(found.text, expected.text) >= 0.97
    assert figures(found.text) == figures(expected.text)
    assert [line.text for line in document.lines if line.table] == [
        " | ".join(row) for row in (TABLE_HEAD, *TARGETS)
    ]
    assert any("机器识别" in warning and "核对" in warning for warning in document.warnings)


def paths(notice: Notice) -> list[str]:
    """The numbered clauses, in order."""
    return [clause.path for clause in notice.clauses if clause.path]


def likeness(one: str, other: str) -> float:
    """Share of characters that stand in both in the same order."""
    blocks = difflib.SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / max(len(one), len(other))


def figures(text: str) -> list[str]:
    return re.findall(r"[≥≤]?\d+(?:\.\d+)?[%‰]?", text)
