"""Pages that are pictures: what a machine reads off them takes its place like print."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from ingest.readers import ocr
from ingest.readers.lines import RawDocument
from ingest.readers.ocr_marks import mended
from ingest.readers.pdf import pdf_document
from ingest.settings import IngestSettings
from tests.ingest.readers.pdf_writer import PdfPage, pdf_file, pictures_of, scan_of

SETTINGS = IngestSettings()
installed = pytest.mark.skipif(
    not ocr.is_installed(), reason="the extra for recognition (ocr) is not installed"
)


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("死亡率控制在4.8%0以下", "死亡率控制在4.8‰以下"),
        ("%0", "‰"),
        ("占比50%05年", "占比50%05年"),
        ("建成1一2所", "建成1-2所"),
        ("一一列出，第一2项", "一一列出，第一2项"),
        ("(责任科室:人事科;办公室)", "（责任科室：人事科；办公室）"),
        ("方案(2023-2025年)", "方案（2023-2025年）"),
        ("f(x), a: b", "f(x), a: b"),
        ("某府发〔2023]29号", "某府发〔2023〕29号"),
        ("规划科[体改科]", "规划科[体改科]"),
    ],
)
def test_marks_as_they_are_written(read: str, written: str) -> None:
    assert mended([read]) == [written]


def test_a_bracket_closes_as_it_was_opened_rows_before() -> None:
    assert mended(["〔责任单位：县卫健委、", "县财政局]"]) == ["〔责任单位：县卫健委、", "县财政局〕"]


ROWS = [
    "  到2025年底，全市居民健康素养水平达到32.5%以上，",
    "每千人口床位数达到7.45张，婴儿死亡率控制在4.8‰以下。",
]


def page() -> Image.Image:
    sheet = PdfPage()
    sheet.rows([*ROWS, "  二、重点任务"])
    sheet.table([("指标", "目标"), ("托位数", "4.6")], 260, (160, 120))
    return pictures_of(pdf_file([sheet]), 150)[0]


def lines_of(picture: Image.Image) -> RawDocument:
    return pdf_document("scan.pdf", scan_of([picture], 150), SETTINGS)


@pytest.mark.slow
@installed
@pytest.mark.parametrize("turn", [1.4, -90])
def test_a_scan_is_read_however_it_lies(turn: float) -> None:
    """Askew, and on its side."""
    picture = page()
    fill = (255, 255, 255)
    document = lines_of(picture.rotate(turn, Image.Resampling.BICUBIC, expand=turn == -90, fillcolor=fill))
    assert [line.text for line in document.lines] == [
        "".join(row.strip() for row in ROWS),
        "二、重点任务",
        "指标 | 目标",
        "托位数 | 4.6",
    ]
    assert [line.table for line in document.lines] == [0, 0, 1, 1]
    assert any("第 1 页" in warning and "核对" in warning for warning in document.warnings)


@installed
def test_an_empty_picture_holds_no_characters() -> None:
    assert ocr.recognise(np.full((600, 800, 3), 255, np.uint8), 1, 595, 842).glyphs == ()
