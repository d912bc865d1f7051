"""Which lines begin with a clause number, and which only look so."""

from __future__ import annotations

import pytest
from hypothesis import given

from ingest.headings import heading_marker, run_in_items
from tests.ingest.samples import official_text


@pytest.mark.parametrize(
    ("line", "style", "label"),
    [
        ("一、总体要求", "chapter", "一、"),
        ("十二、保障措施", "chapter", "十二、"),
        ("一 、总体要求", "chapter", "一 、"),
        ("（一）指导思想。", "bracket", "（一）"),
        ("(二)目标", "bracket", "(二)"),
        ("（十一）、目标", "bracket", "（十一）、"),
        ("1.加强党建", "number", "1."),
        ("1. 加强党建", "number", "1."),
        ("12．加强党建", "number", "12．"),
        ("3、加强党建", "number", "3、"),
        ("（1）建机制", "number-bracket", "（1）"),
        ("(12) 建机制", "number-bracket", "(12)"),
        ("①建机制", "circled", "①"),
        ("第一章 总则", "part", "第一章"),
        ("第二节 职责", "section", "第二节"),
        ("第十条 本办法自印发之日起施行", "article", "第十条"),
        ("第3条 申请", "article", "第3条"),
        ("一是抓排查", "run-in", "一是"),
        ("  二、缩进的标题", "chapter", "二、"),
    ],
)
def test_clause_numbers(line: str, style: str, label: str) -> None:
    marker = heading_marker(line)
    assert marker is not None
    assert (marker.style, marker.label) == (style, label)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "一、",  # a number without words
        "2024年工作要点",
        "1.5%的增长",
        "3.5万人",
        "一体化推进",
        "（试行）",
        "（牵头科室：办公室）",
        "现将要点印发给你们",
        "百是一个数",
    ],
)
def test_what_is_no_clause_number(line: str) -> None:
    assert heading_marker(line) is None


@given(official_text)
def test_a_marker_stands_at_the_start_and_leaves_words(line: str) -> None:
    marker = heading_marker(line)
    if marker:
        assert line[: marker.length].strip() == marker.label
        assert marker.length < len(line)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("要求：一是抓排查。二是抓整改；三是抓考核。", ["一是", "二是", "三是"]),
        ("一是抓排查。二是抓整改。", ["一是", "二是"]),
        ("一要抓排查；二要抓整改。", ["一要", "二要"]),
        ("一是抓排查。", []),
        ("二是抓整改。三是抓考核。", []),
        ("统一是关键，唯一是你。", []),
        ("一是抓排查。三是抓考核。", []),
    ],
)
def test_run_in_items_count_from_one(text: str, items: list[str]) -> None:
    assert [text[start : start + 2] for start in run_in_items(text)] == items
