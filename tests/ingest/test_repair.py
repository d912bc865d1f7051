"""What converters, web pages and page breaks did is mended; words stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.lines import Line
from ingest.repair import (
    bold_is_noise,
    clean_lines,
    count_masks,
    drop_bold,
    has_web_marks,
    is_furniture,
    join_lines,
)
from tests.ingest.samples import official_line


def lines(*texts: str) -> list[Line]:
    return [Line(text) for text in texts]


def texts_of(found: list[Line]) -> list[str]:
    return [line.text for line in found]


@pytest.mark.parametrize(
    "line",
    [
        "来源：网络  作者：某某  更新时间：2024-10-30",
        "信息来源：某某网",
        "发布时间：2024-10-30 浏览次数：12",
        "相关文章",
        "上一篇：某县工作总结",
        "【打印】 【关闭】",
        "打印本页 | 关闭窗口",
        "字号：大 中 小",
        "当前位置：首页 > 政务公开",
        "某某网 / www.example.com",
        "https://www.example.com/a.html",
        "- 3 -",
        "— 12 —",
        "第 3 页 共 8 页",
    ],
)
def test_furniture_of_web_and_printed_pages(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "）",
        "关闭。",
        "关闭不合格的托育机构。",
        "打印机采购管理办法",
        "字体规范使用要求",
        "报名网址：https://example.gov.cn/a",
        "申报单位请登录http://www.example.gov.cn填报。",
        "资金来源：财政拨款",
        "2023—2025年",
        "第3条 申请",
        "分享到会经验，推广典型做法。",
    ],
)
def test_what_a_notice_says_is_no_furniture(line: str) -> None:
    assert not is_furniture(line)


@pytest.mark.parametrize(
    ("text", "web"),
    [
        ("来源：网络 作者：某某", True),
        ("作者：某某 更新时间：2024-10-30", True),
        ("全区工作要点（最终5篇）", True),
        ("精选范文", True),
        ("正文。\n相关文章", True),
        ("经费来源：财政拨款", False),
        ("一、总体要求", False),
    ],
)
def test_marks_of_the_web(text: str, web: bool) -> None:
    assert has_web_marks(text) is web


def test_bookmarks_quotes_and_indents_inside_a_line_go() -> None:
    cleaned = clean_lines(lines("[bookmark: _Toc1]工作 要点", "> 第一段。", ""))
    assert texts_of(cleaned) == ["工作要点", "第一段。", ""]


def test_paragraphs_run_together_on_one_line_are_parted() -> None:
    flat = "　　".join(
        [
            "青禾县2024年工作要点",
            *(f"{n}.抓好第{n}项工作，推动落实见效，确保年底完成。" for n in range(1, 10)),
        ]
    )
    assert len(flat) > 200
    found = texts_of(clean_lines(lines(flat)))
    assert found[0] == "青禾县2024年工作要点"
    assert found[1].startswith("1.")
    assert found[9].startswith("9.")


@pytest.mark.parametrize(
    ("line", "noise"),
    [
        ("到**2024**年底，覆盖率达到**65%**。", True),
        ("**一、总体要求**", True),
        ("**（一）指导思想。**坚持人民至上。", True),
        ("推进**市中医医院建设", False),
        ("推进**市中医医院和**县人民医院建设", False),
        ("推进健康**行动", False),
        ("没有星号", False),
    ],
)
def test_bold_is_told_from_a_mask(line: str, noise: bool) -> None:
    assert bold_is_noise(lines(line)) is noise


def test_dropping_bold_leaves_the_words() -> None:
    assert texts_of(drop_bold([Line("到**2024**年底", 1, True)])) == ["到2024年底"]


@pytest.mark.parametrize(
    ("text", "masks"),
    [
        ("xx%", 1),
        ("xxx年", 1),
        ("健康XX建设", 1),
        ("**市中医医院", 1),
        ("___人", 1),
        ("推进健康x建设", 1),
        ("xx县、**市、___元", 3),
        ("x光机", 1),  # a lone x before a Chinese word cannot be told from a mask
        ("taxi和Excel", 0),
        ("到2024年底达到65%", 0),
    ],
)
def test_masks_are_counted(text: str, masks: int) -> None:
    assert count_masks(text) == masks


BODY = "坚持预防为主。"


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("健全舆情处置机制，落实责任。做好舆", "论引导机制。", True),  # a word cut by a page break
        ("常态化防控，落实“乙类", "乙管”措施，做好救治。", True),
        ("加强监测预警，", "提高处置能力。", True),
        ("完善机制（含预案）", "，确保落实。", True),
        ("完善机制。", "加强监测。", False),
        ("完善机制，落实责任", "一、总体要求", False),
        ("完善机制，落实责任", "（二）目标", False),
        ("完善机制，落实责任", "附件", False),
        ("完善机制，落实责任", "2024年4月26日", False),
        ("一、总体要求", "坚持以人民健康为中心。", False),
        ("砚溪市卫生健康委员会", "坚持以人民健康为中心。", False),
        ("附件：任务清单。（牵头科室：办公室）", "其他事项照旧。", False),
    ],
)
def test_a_cut_sentence_is_joined_and_nothing_else(before: str, after: str, joined: bool) -> None:
    found, _ = join_lines(lines(BODY, "", before, "", after))
    assert texts_of(found) == ([BODY, before + after] if joined else [BODY, before, after])


def test_what_the_format_calls_a_paragraph_is_never_joined() -> None:
    whole = [Line(BODY), Line("完善机制，", whole=True), Line("落实责任。", whole=True)]
    assert join_lines(whole) == (whole, 0)


@given(st.lists(official_line, max_size=12))
def test_joining_keeps_every_word(texts: list[str]) -> None:
    found, joins = join_lines(lines(*texts))
    assert "".join(texts_of(found)) == "".join(texts)
    assert len(found) + joins == sum(1 for text in texts if text)
