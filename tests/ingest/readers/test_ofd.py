"""OFD by the standard, and as producers write it."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import NoticeError
from ingest.readers import ocr
from ingest.readers.lines import RawDocument
from ingest.readers.ofd import ofd_document
from ingest.settings import IngestSettings
from tests.ingest.readers.ofd_writer import OfdPage, ofd_file
from tests.ingest.readers.one_notice import as_ofd
from tests.ingest.readers.pdf_writer import PdfPage, pdf_file, pictures_of

SETTINGS = IngestSettings()


def read(data: bytes) -> RawDocument:
    return ofd_document("a.ofd", data, SETTINGS)


def refusal(data: bytes, limits: IngestSettings = SETTINGS) -> NoticeError:
    with pytest.raises(NoticeError) as caught:
        ofd_document("a.ofd", data, limits)
    return caught.value


def page_of(*rows: str) -> OfdPage:
    page = OfdPage()
    for number, row in enumerate(rows):
        page.text(row, 28, 40 + 10 * number, 5.64)
    return page


def rewritten(data: bytes, change: dict[str, bytes]) -> bytes:
    """The archive with some parts changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, change.get(name, old.read(name)))
    return stream.getvalue()


def picture(words: str) -> bytes:
    page = PdfPage()
    page.text(words, 80, 100, 20)
    stream = io.BytesIO()
    pictures_of(pdf_file([page]), 100)[0].save(stream, "PNG")
    return stream.getvalue()


def test_text_comes_by_its_place_and_not_by_its_order_in_the_file() -> None:
    page = OfdPage()
    for row, y in (("第三行。", 80), ("第一行。", 40), ("第二行。", 60)):
        page.text(row, 28, y, 5.64)
    assert [line.text for line in read(ofd_file([page])).lines] == ["第一行。", "第二行。", "第三行。"]


def test_pages_are_counted_and_their_numbers_left_out() -> None:
    pages = [page_of("第一页的话。"), page_of("第二页的话。")]
    for number, page in enumerate(pages, start=1):
        page.text(f"— {number} —", 98, 282, 4.9)
    document = read(ofd_file(pages))
    assert [(line.page, line.text) for line in document.lines] == [(1, "第一页的话。"), (2, "第二页的话。")]
    assert len(document.dropped) == 2


def test_lines_drawn_as_thin_boxes_rule_a_table_too() -> None:
    page = OfdPage()
    for y in (40, 50, 60):
        page.box(30, y, 100, 0.2)
    for x in (30, 80, 130):
        page.box(x, 40, 0.2, 20)
    for words, x, y in (("指标", 32, 47), ("目标", 82, 47), ("床位", 32, 57), ("7.45", 82, 57)):
        page.text(words, x, y, 4)
    assert [(line.table, line.text) for line in read(ofd_file([page])).lines] == [
        (1, "指标 | 目标"),
        (1, "床位 | 7.45"),
    ]


def test_parts_in_the_encoding_of_the_producer() -> None:
    data = ofd_file([page_of("卫生健康工作要点。")])
    name = "Doc_0/Pages/Page_0/Content.xml"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = archive.read(name).decode().replace("UTF-8", "GBK").encode("gb18030")
    assert [line.text for line in read(rewritten(data, {name: content})).lines] == ["卫生健康工作要点。"]


def test_a_damaged_page_costs_no_other() -> None:
    data = ofd_file([page_of("完好的一页。"), page_of("坏的一页。")])
    document = read(rewritten(data, {"Doc_0/Pages/Page_1/Content.xml": b"<not xml"}))
    assert [line.text for line in document.lines] == ["完好的一页。"]
    assert any("第 2 页已损坏" in warning for warning in document.warnings)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no archive", as_ofd()[:2000], ofd_file([])])
def test_what_has_no_pages_is_refused(data: bytes) -> None:
    assert refusal(data).code == "broken-file"


def test_an_empty_page_has_no_text() -> None:
    assert refusal(ofd_file([OfdPage()])).code == "no-text"


def test_too_many_pages_are_refused() -> None:
    assert refusal(ofd_file([page_of("一")] * 3), IngestSettings(max_pages=2)).code == "too-large"


def test_what_swells_is_refused() -> None:
    bomb = rewritten(ofd_file([page_of("一")]), {"Doc_0/DocumentRes.xml": b" " * (49 * 1024 * 1024)})
    assert refusal(bomb).code == "too-large"


def test_pictures_alone_need_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    page = OfdPage()
    page.picture(9)
    error = refusal(ofd_file([page], {9: picture("扫描")}))
    assert error.code == "needs-ocr"
    document = read(ofd_file([page_of("带文字的一页。"), page], {9: picture("扫描")}))
    assert [line.text for line in document.lines] == ["带文字的一页。"]
    assert any(
        "第 2 页" in warning and 'uv pip install "yaodian[ocr]"' in warning for warning in document.warnings
    )


@pytest.mark.slow
@pytest.mark.skipif(not ocr.is_installed(), reason="the extra for recognition (ocr) is not installed")
def test_a_page_that_is_a_picture_is_recognised() -> None:
    page = OfdPage()
    page.picture(9)
    document = read(ofd_file([page], {9: picture("床位数达到7.45张")}))
    assert [line.text for line in document.lines] == ["床位数达到7.45张"]
    assert any("机器识别" in warning for warning in document.warnings)


@pytest.mark.skipif(not ocr.is_installed(), reason="the extra for recognition (ocr) is not installed")
def test_a_picture_that_cannot_be_opened_is_told_of() -> None:
    page = OfdPage()
    page.picture(9)
    document = read(ofd_file([page_of("带文字的一页。"), page], {9: b"\x97JB2\r\n"}))
    assert any("没有识别出文字" in warning for warning in document.warnings)


CONTENT = "Doc_0/Pages/Page_0/Content.xml"
SOUND = ofd_file([page_of("卫生健康工作要点。", "到年底达到65%。")])
with zipfile.ZipFile(io.BytesIO(SOUND)) as _archive:
    _PARTS = {name: _archive.read(name) for name in _archive.namelist()}


@settings(max_examples=15, deadline=None, derandomize=True)
@given(
    st.sampled_from(sorted(_PARTS)),
    st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), min_size=1, max_size=8),
)
def test_damaged_parts_are_read_or_refused(name: str, changes: list[tuple[int, int]]) -> None:
    part = bytearray(_PARTS[name])
    for place, value in changes:
        part[place % len(part)] = value
    _read_or_refused(rewritten(SOUND, {name: bytes(part)}))


@settings(max_examples=15, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_damaged_archives_are_read_or_refused(changes: list[tuple[int, int]]) -> None:
    data = bytearray(SOUND)
    for place, value in changes:
        data[place] = value
    _read_or_refused(bytes(data))


_NUMBERS = st.sampled_from(
    ["0", "-1", "1e308", "1e-308", "nan", "inf", "999999999", "", "x", "0 0", "1 2 3 4"]
)


@settings(max_examples=15, deadline=None, derandomize=True)
@given(st.lists(_NUMBERS, min_size=12, max_size=12))
def test_places_out_of_all_bounds(numbers: list[str]) -> None:
    supply = iter(numbers * 20)
    content = re.sub(r'(?<==")[\d. -]+(?=")', lambda _: next(supply), _PARTS[CONTENT].decode())
    _read_or_refused(rewritten(SOUND, {CONTENT: content.encode()}))


def _read_or_refused(data: bytes) -> None:
    told = list[str]()
    try:
        told += [line.text for line in read(data).lines]
    except NoticeError as error:
        told.append(error.text("en"))
    assert told
