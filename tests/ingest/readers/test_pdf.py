"""Print of every kind back into lines: what is on the page decides, not how the file came about."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import NoticeError
from ingest.readers import ocr
from ingest.readers.lines import RawDocument
from ingest.readers.pdf import pdf_document
from ingest.settings import IngestSettings
from tests.ingest.readers.pdf_writer import PdfPage, pdf_file, pictures_of, scan_of

SETTINGS = IngestSettings()
FULL = "健全基层卫生服务体系推动优质资源扩容下沉和区域均衡布"  # as wide as the page lets a row be
PROSE = [f"  {FULL[:25]}，", FULL[:26] + "，", "到年底覆盖率达到65%以上。"]


def read(*pages: PdfPage) -> RawDocument:
    return pdf_document("a.pdf", pdf_file(pages), SETTINGS)


def texts(document: RawDocument) -> list[str]:
    return [line.text for line in document.lines]


def refusal(data: bytes, limits: IngestSettings = SETTINGS) -> NoticeError:
    with pytest.raises(NoticeError) as caught:
        pdf_document("a.pdf", data, limits)
    return caught.value


def page_of(*rows: str) -> PdfPage:
    page = PdfPage()
    page.rows(rows)
    return page


def test_rows_become_the_paragraphs_that_they_were() -> None:
    page = page_of(*PROSE, *PROSE, "  （一）一个标题", *PROSE)
    paragraph = "".join(row.strip() for row in PROSE)
    document = read(page)
    assert texts(document) == [paragraph, paragraph, "（一）一个标题", paragraph]
    assert all(line.whole and line.page == 1 for line in document.lines)


def test_a_paragraph_goes_on_over_the_page() -> None:
    first, second = page_of(*PROSE, *PROSE[:2]), page_of(PROSE[2], *PROSE, *PROSE)
    first.text("— 1 —", 280, 800, 12)
    second.text("— 2 —", 280, 800, 12)
    document = read(first, second)
    assert texts(document) == ["".join(row.strip() for row in PROSE)] * 4
    assert [line.page for line in document.lines] == [1, 1, 2, 2]
    assert document.dropped == ("— 1 —", "— 2 —")
    assert document.warnings == ()


@pytest.mark.parametrize(
    "mark", ["— 3 —", "-3-", "3", "第3页", "第 3 页 共 9 页", "3/9", "· 3 ·", "Page 3 of 9"]
)
def test_page_numbers_of_every_kind_are_left_out(mark: str) -> None:
    page = page_of(*PROSE)
    page.text(mark, 290, 800, 12)
    document = read(page)
    assert texts(document) == ["".join(row.strip() for row in PROSE)]
    assert len(document.dropped) == 1


def test_a_figure_in_the_text_is_no_page_number() -> None:
    page = page_of(*PROSE, "  3", *PROSE)
    assert texts(read(page))[1] == "3"


def test_running_heads_are_left_out_and_told_of() -> None:
    pages = [page_of(*PROSE, *PROSE) for _ in range(3)]
    for number, page in enumerate(pages, start=1):
        page.text("某市卫生健康委员会 内部资料", 200, 50, 10)
        page.text(f"第{number}期", 500, 800, 10)
    document = read(*pages)
    assert len(document.lines) == 6
    assert [text for text in document.dropped if "内部" in text] == ["某市卫生健康委员会 内部资料"] * 3
    assert any("页眉页脚" in warning and "内部资料" in warning for warning in document.warnings)


def test_the_red_head_is_a_line_of_its_own() -> None:
    page = PdfPage()
    page.text("某市卫生健康委员会文件", 110, 90, 34, red=True)
    page.text("某卫字〔2025〕8号", 230, 130)
    page.rows(PROSE, y=200)
    assert texts(read(page))[:2] == ["某市卫生健康委员会文件", "某卫字〔2025〕8号"]


def test_a_title_over_two_rows_is_one_line() -> None:
    page = PdfPage()
    page.text("关于印发年度基层卫生健康服务能力提", 80, 100, 26)
    page.text("升工作方案的通知", 200, 140, 26)
    page.rows([*PROSE, *PROSE, *PROSE], y=200)
    assert texts(read(page))[0] == "关于印发年度基层卫生健康服务能力提升工作方案的通知"


def test_columns_are_read_one_after_the_other() -> None:
    page = PdfPage()
    left = ["甲" * 15] * 7 + ["甲末。"]
    right = ["乙" * 15] * 7 + ["乙末。"]
    page.rows(left, x=60, size=14)
    page.rows(right, x=310, size=14)
    assert "".join(texts(read(page))) == "".join(left + right)


def test_words_keep_their_blanks_and_stretched_rows_get_none() -> None:
    page = PdfPage()
    page.text("推广 Health for All 行动，AI 辅助诊断", 80, 100)
    for place, char in enumerate("把一行字拉开来排满一栏"):
        page.text(char, 80 + 28 * place, 140)
    assert texts(read(page)) == ["推广 Health for All 行动，AI 辅助诊断", "把一行字拉开来排满一栏"]


TABLE = [("指标", "单位", "2025年目标"), ("健康素养水平", "%", "32.5"), ("床位数", "张", "7.45")]


def test_a_ruled_table_becomes_rows() -> None:
    page = page_of(*PROSE)
    page.table(TABLE, 300, (150, 60, 120))
    page.rows(PROSE, y=420)
    document = read(page)
    assert texts(document)[1:4] == [" | ".join(row) for row in TABLE]
    assert [line.table for line in document.lines] == [0, 1, 1, 1, 0]


def test_a_table_goes_on_over_the_page_with_its_head_once() -> None:
    first, second = page_of(*PROSE), page_of()
    first.table(TABLE, 600, (150, 60, 120))
    second.table([TABLE[0], ("托位数", "个", "4.6")], 90, (150, 60, 120))
    for number, page in enumerate((first, second), start=1):
        page.text(f"- {number} -", 290, 800, 12)
    document = read(first, second)
    assert texts(document)[1:] == [*(" | ".join(row) for row in TABLE), "托位数 | 个 | 4.6"]
    assert {line.table for line in document.lines[1:]} == {1}


def test_two_tables_are_two() -> None:
    page = PdfPage()
    page.table(TABLE, 100, (150, 60, 120))
    page.text("（二）另一张表", 112, 240)
    page.table(TABLE, 300, (150, 60, 120))
    assert [line.table for line in read(page).lines] == [1, 1, 1, 0, 2, 2, 2]


def test_merged_cells_are_written_once() -> None:
    page = PdfPage()
    for y in (100, 124, 196):
        page.line(80, y, 400, y)
    for y in (148, 172):
        page.line(160, y, 400, y)
    for x in (80, 160, 400):
        page.line(x, 100 if x != 160 else 124, x, 196)
    page.line(280, 124, 280, 196)
    page.text("全市主要指标", 180, 117, 12)
    for y, row in (
        (141, ("服务", "签约率", "75%")),
        (165, ("", "随访率", "90%")),
        (189, ("", "体检率", "80%")),
    ):
        for x, cell in zip((90, 170, 290), row, strict=True):
            if cell:
                page.text(cell, x, y, 12)
    assert texts(read(page)) == ["全市主要指标", "服务 | 签约率 | 75%", "| 随访率 | 90%", "| 体检率 | 80%"]


def test_a_frame_around_text_is_no_table() -> None:
    page = page_of(*PROSE)
    for x0, y0, x1, y1 in ((60, 70, 540, 70), (60, 200, 540, 200), (60, 70, 60, 200), (540, 70, 540, 200)):
        page.line(x0, y0, x1, y1)
    assert texts(read(page)) == ["".join(row.strip() for row in PROSE)]


@pytest.mark.parametrize(
    ("rotate", "matrix"),
    [
        (0, "1 0 0 1"),
        (90, "0 1 -1 0"),
        (180, "-1 0 0 -1"),
        (270, "0 -1 1 0"),
        (0, "0 1 -1 0"),
        (0, "0 -1 1 0"),
    ],
)
def test_turned_pages_are_read_upright(rotate: int, matrix: str) -> None:
    """Rows from the reader's top to bottom, for each way in which the text runs over the sheet."""
    page = PdfPage(rotate=rotate)
    down = {"1 0 0 1": (0, 28), "0 1 -1 0": (28, 0), "-1 0 0 -1": (0, -28), "0 -1 1 0": (-28, 0)}[matrix]
    for number, row in enumerate(("第一行，", "第二行，", "第三行。")):
        page.text(row, 300 + number * down[0], 400 + number * down[1], matrix=matrix)
    assert "".join(texts(read(page))) == "第一行，第二行，第三行。"


def test_a_watermark_across_is_left_out_and_told_of() -> None:
    page = page_of(*PROSE)
    page.text("内部材料注意保存", 150, 600, 40, matrix="0.7071 0.7071 -0.7071 0.7071")
    document = read(page)
    assert texts(document) == ["".join(row.strip() for row in PROSE)]
    assert document.dropped == ("内部材料注意保存",)
    assert any("水印" in warning for warning in document.warnings)


def test_a_locked_file_says_what_to_do() -> None:
    lock = (
        f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<00> <00>]"
    )
    error = refusal(pdf_file([page_of(*PROSE)], encrypt=lock))
    assert error.code == "broken-file"
    assert "密码" in error.text("zh")
    assert "password" in error.text("en")


def test_a_lost_cross_reference_is_mended() -> None:
    data = pdf_file([page_of(*PROSE)])
    broken = re.sub(rb"startxref\n\d+", b"startxref\n99999", data.replace(b"0000000", b"9990000"))
    assert texts(pdf_document("a.pdf", broken, SETTINGS)) == ["".join(row.strip() for row in PROSE)]


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7", b"no pdf at all", pdf_file([]), pdf_file([page_of(*PROSE)])[:300]]
)
def test_what_has_no_pages_is_refused(data: bytes) -> None:
    assert refusal(data).code == "broken-file"


def test_a_blank_page_has_no_text() -> None:
    assert refusal(pdf_file([PdfPage()])).code == "no-text"


def test_too_many_pages_are_refused() -> None:
    error = refusal(pdf_file([page_of("一")] * 3), IngestSettings(max_pages=2))
    assert error.code == "too-large"
    assert "YAODIAN_MAX_PAGES" in error.text()


@pytest.fixture
def no_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)


@pytest.mark.usefixtures("no_ocr")
def test_a_scan_without_the_extra_names_it() -> None:
    error = refusal(scan_of(pictures_of(pdf_file([page_of(*PROSE)]), 60), 60))
    assert error.code == "needs-ocr"
    assert all('uv pip install "yaodian[ocr]"' in error.text(lang) for lang in ("zh", "en"))


@pytest.mark.usefixtures("no_ocr")
@pytest.mark.parametrize("to_unicode", [True, False])
def test_a_font_without_names_for_its_characters_is_no_text(to_unicode: bool) -> None:
    page = page_of(*PROSE, *PROSE)
    if to_unicode:
        assert texts(pdf_document("a.pdf", pdf_file([page]), SETTINGS))
    else:
        assert refusal(pdf_file([page], to_unicode=False)).code == "needs-ocr"


@pytest.mark.usefixtures("no_ocr")
@pytest.mark.parametrize("words", ["\ue001\ue0a2\ue203" * 9, "ÖÐ»ªÈËÃñ¹²ºÍ¹ú", "齉龘爨饕餮籯虋蠼躞" * 5])
def test_characters_that_are_no_words_are_no_text(words: str) -> None:
    assert refusal(pdf_file([page_of(words)])).code == "needs-ocr"


def test_the_layer_under_a_scan_is_read_with_a_warning() -> None:
    page = PdfPage()
    for number, row in enumerate(PROSE):
        page.text(row.strip(), 112 if row.startswith(" ") else 80, 100 + 28 * number, hidden=True)
    document = read(page)
    assert "".join(texts(document)) == "".join(row.strip() for row in PROSE)
    assert any("识别" in warning and "核对" in warning for warning in document.warnings)


def test_hidden_words_under_printed_ones_are_not_read() -> None:
    page = page_of(*PROSE, *PROSE)
    page.text("看不见的字", 80, 500, hidden=True)
    assert "看不见" not in "".join(texts(read(page)))


row_of_print = st.text(alphabet="卫生健康达到65%以上，。（一）1.“”Aa", min_size=1, max_size=25).filter(
    str.strip
)


@settings(max_examples=25, deadline=None)
@given(st.lists(row_of_print, min_size=1, max_size=20), st.integers(0, 3))
def test_no_character_in_the_body_is_lost(rows: list[str], indent: int) -> None:
    page = PdfPage()
    page.rows([" " * (indent * (n % 2)) + "文" + row.strip() for n, row in enumerate(rows)], step=26)
    found = "".join("".join(texts(read(page))).split())
    assert sorted(found) == sorted("".join("文" + "".join(row.split()) for row in rows))


SOUND = pdf_file([page_of(*PROSE, *PROSE), page_of(*PROSE)])


@settings(max_examples=15, deadline=None, derandomize=True)
@given(
    st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.integers(0, 255)), min_size=1, max_size=12),
    st.integers(0, len(SOUND)),
)
def test_a_damaged_file_is_read_or_refused(changes: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(SOUND)
    for place, value in changes:
        data[place] = value
    for mutated in (bytes(data), bytes(data[:cut])):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(ocr, "is_installed", lambda: False)
            told = list[str]()
            try:
                told += texts(pdf_document("a.pdf", mutated, SETTINGS))
            except NoticeError as error:
                told.append(error.text("en"))
            assert told
