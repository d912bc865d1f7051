"""Word documents as Word shows them: order, numbers, changes accepted, nothing of the text lost."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from ingest.errors import NoticeError
from ingest.readers.lines import Line, RawDocument
from ingest.readers.numbering import write_number
from ingest.readers.read import read_bytes
from ingest.settings import IngestSettings

SETTINGS = IngestSettings()
NAMESPACES = nsdecls("w") + (
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def saved(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def read(document: Document) -> RawDocument:
    return read_bytes("notice.docx", saved(document), SETTINGS)


def texts(document: Document) -> list[str]:
    return [line.text for line in read(document).lines]


def with_body(xml: str) -> Document:
    """A document whose body is ``xml``."""
    document = docx.Document()
    body = document.element.body
    for element in parse_xml(f"<w:body {NAMESPACES}>{xml}</w:body>"):
        body.insert(len(body) - 1, element)
    return document


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def level(depth: int, number_format: str, pattern: str, extra: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>{extra}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def with_list(levels: str, overrides: str = "") -> Document:
    """A document with lists 91 and 92 on one abstract list; ``overrides`` are those of list 92."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    first = numbering.index(numbering.find(f"{{{numbering.nsmap['w']}}}num"))
    numbering.insert(
        first, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>')
    )
    for number, inner in ((91, ""), (92, overrides)):
        numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="90"/>{inner}</w:num>'
            )
        )
    return document


def numbered(document: Document, text: str, depth: int = 0, number: int = 91) -> Paragraph:
    paragraph = document.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_numId().val = number
    properties.get_or_add_ilvl().val = depth
    return paragraph


def test_paragraphs_and_tables_in_order() -> None:
    document = docx.Document()
    document.add_paragraph("表前")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["指标", "目标值", "健康素养水平", "38%"], strict=True):
        cell.text = text
    document.add_paragraph("")
    document.add_paragraph("表后")
    assert read(document).lines == (
        Line("表前", whole=True),
        Line("指标 | 目标值", whole=True, table=1),
        Line("健康素养水平 | 38%", whole=True, table=1),
        Line("", whole=True),
        Line("表后", whole=True),
    )


def test_heading_styles() -> None:
    document = docx.Document()
    document.add_heading("工作要点", 0)
    document.add_heading("一、总体要求", 1)
    document.add_heading("（一）目标", 2)
    document.add_paragraph("正文")
    assert [line.heading for line in read(document).lines] == [1, 1, 2, 0]


def test_an_outline_level_of_the_paragraph_itself() -> None:
    body = f'<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr>{run("目标")}</w:p>'
    body += f'<w:p><w:pPr><w:pStyle w:val="Heading1"/><w:outlineLvl w:val="9"/></w:pPr>{run("正文")}</w:p>'
    assert [line.heading for line in read(with_body(body)).lines] == [2, 0]


def test_chinese_numbering_is_written_out() -> None:
    document = with_list(
        level(0, "chineseCountingThousand", "%1、")
        + level(1, "chineseCounting", "（%2）")
        + level(2, "decimal", "%3.")
        + level(3, "decimal", "%1.%4", "<w:isLgl/>")
    )
    for depth, text in [(0, "总体"), (1, "甲"), (1, "乙"), (2, "丙"), (0, "重点"), (1, "丁"), (3, "戊")]:
        numbered(document, text, depth)
    assert texts(document) == ["一、总体", "（一）甲", "（二）乙", "1. 丙", "二、重点", "（一）丁", "2.1 戊"]


def test_lists_on_one_abstract_list_count_on_unless_restarted() -> None:
    restarted = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    for overrides, expected in (("", "三、"), (restarted, "一、")):
        document = with_list(level(0, "chineseCounting", "%1、"), overrides)
        numbered(document, "甲")
        numbered(document, "乙")
        numbered(document, "丙", number=92)
        assert texts(document)[-1] == f"{expected}丙"


def test_a_level_that_does_not_restart() -> None:
    document = with_list(
        level(0, "chineseCounting", "%1、") + level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')
    )
    for depth, text in [(0, "章"), (1, "甲"), (0, "章"), (1, "乙")]:
        numbered(document, text, depth)
    assert texts(document) == ["一、章", "1. 甲", "二、章", "2. 乙"]


def test_numbering_from_the_style() -> None:
    document = with_list(level(0, "decimal", "第%1条", '<w:suff w:val="space"/>'))
    style = document.styles.add_style("条文", 1)
    style.element.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = 91
    document.add_paragraph("甲", style="条文")
    document.add_paragraph("", style="条文")
    numbered(document, "不编号", number=0).style = style
    document.add_paragraph("乙", style="条文")
    assert texts(document) == ["第1条 甲", "", "不编号", "第3条 乙"]


@pytest.mark.parametrize(
    ("number", "number_format", "written"),
    [
        (10, "chineseCounting", "十"),
        (11, "chineseCountingThousand", "十一"),
        (20, "japaneseCounting", "二十"),
        (105, "chineseCountingThousand", "一百〇五"),
        (110, "chineseCountingThousand", "一百一十"),
        (1001, "chineseCountingThousand", "一千〇一"),
        (10, "ideographDigital", "一〇"),
        (3, "ideographTraditional", "丙"),
        (3, "decimalEnclosedCircle", "③"),
        (30, "decimalEnclosedCircle", "30"),
        (4, "lowerRoman", "iv"),
        (28, "upperLetter", "BB"),
        (7, "decimalZero", "07"),
        (12, "decimalFullWidth", "１２"),
        (5, "none", ""),
        (5, "hebrew1", "5"),
    ],
)
def test_number_formats(number: int, number_format: str, written: str) -> None:
    assert write_number(number, number_format) == written


def test_tracked_changes_are_accepted() -> None:
    body = (
        f'<w:p>{run("达到")}<w:del w:id="1"><w:r><w:delText>60%</w:delText></w:r></w:del>'
        f'<w:ins w:id="2">{run("65%")}</w:ins><w:moveFrom w:id="3">{run("移走")}</w:moveFrom>'
        f'<w:moveTo w:id="4">{run("以上")}</w:moveTo></w:p>'
        f'<w:p><w:pPr><w:rPr><w:del w:id="5"/></w:rPr></w:pPr>{run("合并的")}</w:p><w:p>{run("一段")}</w:p>'
        f'<w:tbl><w:tr><w:trPr><w:del w:id="6"/></w:trPr><w:tc><w:p>{run("删去")}</w:p></w:tc></w:tr></w:tbl>'
    )
    assert texts(with_body(body)) == ["达到65%以上", "合并的一段"]


def test_text_boxes_controls_links_and_fields() -> None:
    box = f"<w:txbxContent><w:p>{run('框里的文字')}</w:p></w:txbxContent>"
    drawing = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx>'
        "</w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        f"</mc:AlternateContent></w:r>"
    )
    body = (
        f"<w:p>{run('框外')}{drawing}</w:p>"
        f"<w:sdt><w:sdtContent><w:p>{run('控件里')}</w:p></w:sdtContent></w:sdt>"
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p>{run('单击此处')}</w:p></w:sdtContent></w:sdt>"
        f"<w:p><w:hyperlink>{run('链接')}</w:hyperlink><w:r><w:instrText>PAGE</w:instrText></w:r>"
        f"<w:smartTag>{run('标记')}</w:smartTag><w:fldSimple w:instr='DATE'>{run('域')}</w:fldSimple></w:p>"
        f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>{run('可见')}</w:p>"
    )
    assert texts(with_body(body)) == ["框外", "框里的文字", "控件里", "链接标记域", "可见"]


def test_tabs_breaks_and_symbols() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("关于印发\t要点")
    paragraph.add_run().add_break(WD_BREAK.LINE)
    paragraph.add_run("的通知")
    paragraph._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")}><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:char="D800"/></w:r>'
        )
    )
    assert read(document).lines == (Line("关于印发\t要点"), Line("的通知☑", whole=True))


def test_merged_cells_once_and_cells_in_one_line() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    for cell, text in zip(
        table._cells, ["领域", "指标", "值", "健康", "素养", "3", "续", "床位", "6"], strict=True
    ):
        cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0)).text = "健康"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "指标和\n目标值"
    assert texts(document) == ["领域 | 指标和目标值", "健康 | 素养 | 3", "| 床位 | 6"]


def test_a_frame_of_one_cell_is_no_table() -> None:
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "某市卫生健康委员会文件"
    cell.add_paragraph("某卫字〔2030〕1号")
    inner = cell.add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "甲", "乙"
    assert texts(document)[:3] == ["某市卫生健康委员会文件", "某卫字〔2030〕1号", "甲 | 乙"]


def test_running_titles_page_numbers_and_contents_are_left_out() -> None:
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "工作要点"
    section.footer.paragraphs[0].text = "内部资料"
    section.footer.add_paragraph("某某卫生健康委员会第")._p.append(
        parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>3</w:t></w:r></w:fldSimple>')
    )
    document.styles.add_style("toc 1", 1)
    document.add_paragraph("一、总体要求\t1", style="toc 1")
    document.add_paragraph("正文")
    assert texts(document) == ["正文"]


@pytest.mark.parametrize("cue", ["first page", "red", "large"])
def test_a_red_head_in_the_page_header_comes_first(cue: str) -> None:
    document = docx.Document()
    section = document.sections[0]
    section.different_first_page_header_footer = cue == "first page"
    header = section.first_page_header if cue == "first page" else section.header
    head = header.paragraphs[0].add_run("砚溪市卫生健康委员会文件")
    if cue == "red":
        head.font.color.rgb = RGBColor(0xFF, 0, 0)
    if cue == "large":
        head.font.size = Pt(36)
    header.add_paragraph("砚卫字〔2030〕1号")
    document.add_paragraph("关于印发工作要点的通知")
    assert texts(document) == ["砚溪市卫生健康委员会文件", "砚卫字〔2030〕1号", "关于印发工作要点的通知"]


def test_a_head_that_the_body_repeats_is_not_doubled() -> None:
    document = docx.Document()
    document.sections[0].different_first_page_header_footer = True
    document.sections[0].first_page_header.paragraphs[0].text = "砚溪市卫生健康 委员会文件"
    document.add_paragraph("砚溪市卫生健康委员会文件")
    assert texts(document) == ["砚溪市卫生健康委员会文件"]


def test_an_imprint_in_the_last_footer_comes_last() -> None:
    document = docx.Document()
    document.add_paragraph("正文")
    document.add_section()
    document.sections[-1].footer.is_linked_to_previous = False
    document.sections[-1].footer.paragraphs[0].text = "砚溪市卫生健康委员会办公室  2030年4月26日印发"
    document.add_paragraph("末段")
    assert texts(document)[-2:] == ["末段", "砚溪市卫生健康委员会办公室  2030年4月26日印发"]


def test_a_relation_to_a_header_that_is_not_there_does_no_harm() -> None:
    document = docx.Document()
    document.sections[0].different_first_page_header_footer = True
    document.sections[0].first_page_header.paragraphs[0].text = "文头"
    document.add_paragraph("正文")
    gone = rewritten(saved(document), lambda name, content: None if "header" in name else content)
    assert [line.text for line in read_bytes("a.docx", gone, SETTINGS).lines] == ["正文"]


def test_notes_stand_after_the_body_under_their_numbers() -> None:
    body = (
        f'<w:p>{run("甲")}<w:r><w:footnoteReference w:id="7"/></w:r>{run("乙")}<w:r><w:endnoteReference w:id="2"/></w:r>'
        f'</w:p><w:p>{run("丙")}<w:r><w:footnoteReference w:id="3"/></w:r></w:p>'
    )

    def notes(kind: str, texts: dict[int, str]) -> bytes:
        inner = "".join(
            f'<w:{kind} w:id="{identity}"><w:p><w:r><w:{kind}Ref/></w:r>{run(text)}</w:p><w:p>{run("续")}</w:p></w:{kind}>'
            for identity, text in texts.items()
        )
        return f"<w:{kind}s {NAMESPACES}>{inner}</w:{kind}s>".encode()

    data = rewritten(
        saved(with_body(body)),
        lambda _, content: content,
        **{
            "word/footnotes.xml": notes("footnote", {0: "分隔", 3: "后注", 7: "先注"}),
            "word/endnotes.xml": notes("endnote", {2: "文末"}),
        },
    )
    document = read_bytes("notice.docx", data, SETTINGS)
    assert [line.text for line in document.lines] == [
        *("甲乙", "丙", "脚注1：先注续", "尾注1：文末续", "脚注2：后注续")
    ]
    assert any("3 处脚注" in warning for warning in document.warnings)


def test_rows_know_their_table_also_within_another() -> None:
    document = docx.Document()
    outer = document.add_table(rows=3, cols=2)
    outer.cell(0, 0).merge(outer.cell(0, 1)).text = "附表 主要指标"
    outer.cell(1, 0).text = "外"
    inner = outer.cell(1, 1).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "内甲", "内乙"
    outer.cell(2, 0).text, outer.cell(2, 1).text = "外", "末"
    document.add_paragraph("表间")
    last = document.add_table(rows=1, cols=2)
    last.cell(0, 0).text, last.cell(0, 1).text = "丙", "丁"
    read_document = read(document)
    assert [(line.text, line.table) for line in read_document.lines if line.text] == [
        ("附表 主要指标", 1),
        ("外 |", 1),
        ("内甲 | 内乙", 2),
        ("外 | 末", 1),
        ("表间", 0),
        ("丙 | 丁", 3),
    ]
    assert read_document.tables == 3


sizes_of_tables = st.lists(st.tuples(st.integers(1, 4), st.integers(2, 4), st.booleans()), max_size=4)


@hypothesis_settings(max_examples=12, deadline=None)
@given(sizes_of_tables)
def test_as_many_tables_and_rows_come_out_as_went_in(sizes: list[tuple[int, int, bool]]) -> None:
    document = docx.Document()
    document.add_paragraph("正文")
    expected = []
    for rows, columns, nested in sizes:
        table = document.add_table(rows=rows, cols=columns)
        for cell in table._cells:
            cell.text = "38%"
        expected.append(rows)
        if nested:
            inner = table.cell(rows - 1, 0).add_table(rows=2, cols=2)
            for cell in inner._cells:
                cell.text = "内"
            expected.append(2)
    found = read(document)
    assert found.tables == len(expected)
    assert [
        sum(line.table == number for line in found.lines) for number in range(1, len(expected) + 1)
    ] == expected


def test_pictures_and_missing_notes_are_named_in_warnings() -> None:
    body = (
        f'<w:p>{run("正文")}<w:r><w:pict><v:imagedata/></w:pict><w:footnoteReference w:id="1"/></w:r></w:p>'
    )
    warnings = read(with_body(body)).warnings
    assert any("1 张图片" in warning for warning in warnings)
    assert any("1 处脚注" in warning and "没有读入" in warning for warning in warnings)


def rewritten(data: bytes, change: Callable[[str, bytes], bytes | None], **extra: bytes) -> bytes:
    """The archive with each part passed through ``change`` (None drops it) and ``extra`` parts added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name, content in extra.items():
            new.writestr(name, content)
    return buffer.getvalue()


def notice() -> bytes:
    document = with_list(level(0, "chineseCounting", "%1、"))
    numbered(document, "现将工作要点印发给你们。")
    return saved(document)


def refusal(data: bytes) -> NoticeError:
    with pytest.raises(NoticeError) as caught:
        read_bytes("notice.docx", data, SETTINGS)
    return caught.value


@pytest.mark.parametrize("part", ["word/styles.xml", "word/numbering.xml", "word/_rels/document.xml.rels"])
def test_a_missing_or_damaged_side_part_does_not_cost_the_text(part: str) -> None:
    missing = rewritten(notice(), lambda name, content: None if name == part else content)
    damaged = rewritten(notice(), lambda name, content: b"<broken" if name == part else content)
    for data in (missing, damaged):
        (line,) = read_bytes("notice.docx", data, SETTINGS).lines
        assert line.text.endswith("现将工作要点印发给你们。")


def test_a_word_document_under_a_text_suffix_is_read() -> None:
    document = read_bytes("notice.txt", notice(), SETTINGS)
    assert document.lines[0].text == "一、现将工作要点印发给你们。"
    assert any("Word" in warning for warning in document.warnings)


def test_damage_is_broken_file() -> None:
    data = notice()
    garbled = rewritten(data, lambda name, content: content[:-50] if name == "word/document.xml" else content)
    bodiless = rewritten(data, lambda name, content: b"<a/>" if name == "word/document.xml" else content)
    other = rewritten(data, lambda name, content: None if name == "word/document.xml" else content)
    for broken in (data[: len(data) // 2], data[:100], garbled, bodiless, other):
        error = refusal(broken)
        assert error.code == "broken-file"
        assert "另存为 .docx" in error.text("zh")


def test_a_password_is_named() -> None:
    data = bytearray(notice())
    # Bit 0 of the general purpose flag, in every entry of the central directory.
    position = data.find(b"PK\x01\x02")
    while position >= 0:
        data[position + 8] |= 1
        position = data.find(b"PK\x01\x02", position + 4)
    error = refusal(bytes(data))
    assert error.code == "broken-file"
    assert "密码" in error.text("zh")


def test_an_archive_that_swells_is_too_large() -> None:
    by_ratio = rewritten(notice(), lambda _, content: content, **{"word/media/a.bin": b"\0" * (64 << 20)})
    assert refusal(by_ratio).code == "too-large"
    small = IngestSettings(max_file_bytes=40 * 1024)
    by_size = rewritten(notice(), lambda _, content: content, **{"a.bin": bytes(range(256)) * 4096})
    with pytest.raises(NoticeError) as caught:
        read_bytes("notice.docx", by_size, small)
    assert caught.value.code == "too-large"


def test_entities_are_not_expanded() -> None:
    bomb = (
        '<!DOCTYPE w [<!ENTITY a "哈哈哈哈"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
        f"<w:document {nsdecls('w')}><w:body><w:p>{run('正文&b;&f;')}</w:p></w:body></w:document>"
    ).encode()
    data = rewritten(notice(), lambda name, content: bomb if name == "word/document.xml" else content)
    assert [line.text for line in read_bytes("notice.docx", data, SETTINGS).lines] == ["正文"]


def test_a_document_without_words_has_no_text() -> None:
    document = docx.Document()
    document.add_paragraph(" ")
    assert refusal(saved(document)).code == "no-text"


NOTICE = notice()


@hypothesis_settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(NOTICE) - 1), st.integers(0, 255)), min_size=1, max_size=20))
def test_a_damaged_document_is_read_or_refused(changes: list[tuple[int, int]]) -> None:
    data = bytearray(NOTICE)
    for position, byte in changes:
        data[position] = byte
    code = ""
    try:
        read_bytes("notice.docx", bytes(data), SETTINGS)
    except NoticeError as error:
        code = error.code
    assert code in {"", "broken-file", "too-large", "no-text"}
