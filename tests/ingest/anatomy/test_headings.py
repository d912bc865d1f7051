"""Which lines begin with a clause number, and which only look so."""

from __future__ import annotations

import pytest
from hypothesis import given

from ingest.anatomy.headings import heading_marker, is_bare_label, run_in_items
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
        ("❷建机制", "circled", "❷"),
        ("⑴建机制", "number-bracket", "⑴"),
        ("⒈建机制", "number", "⒈"),
        ("㈠建机制", "bracket", "㈠"),
        ("1)建机制", "number-half", "1)"),
        ("１．建机制", "number", "１．"),
        ("一）建机制", "bracket-half", "一）"),
        ("1.1加强统筹", "decimal-2", "1.1"),
        ("2.8月底前完成改革", "number", "2."),
        ("1.2025年10月底前出台", "number", "1."),
        ("1.2.3 加强统筹", "decimal-3", "1.2.3"),
        ("Ⅰ.加强统筹", "roman", "Ⅰ."),
        ("II、加强统筹", "roman", "II、"),
        ("a)加强统筹", "letter", "a)"),
        ("A.加强统筹", "letter", "A."),
        ("第一，加强统筹", "ordinal", "第一，"),
        ("第一编 总论", "book", "第一编"),
        ("第二部分 重点任务", "book", "第二部分"),
        ("第十条之一 申请", "article", "第十条之一"),
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
        "1.5万人参加",
        "3.2个百分点",
        "4.5张，力争5张",
        "二、三级医院要带头",
        "第三条规定的情形",
        "X、Y两市",
        "E呼即办",
    ],
)
def test_what_is_no_clause_number(line: str) -> None:
    assert heading_marker(line) is None


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("十二、目标", 12),
        ("（三）目标", 3),
        ("㈢目标", 3),
        ("7.目标", 7),
        ("⑦目标", 7),
        ("❼目标", 7),
        ("⒎目标", 7),
        ("2.3目标", 3),
        ("Ⅳ.目标", 4),
        ("IX、目标", 9),
        ("b)目标", 2),
        ("第二十一条 目标", 21),
        ("三是抓好目标", 3),
    ],
)
def test_the_value_of_a_number(line: str, number: int) -> None:
    marker = heading_marker(line)
    assert marker is not None
    assert marker.number == number


@pytest.mark.parametrize(
    ("line", "bare"),
    [
        ("1.", True),
        ("（一）", True),
        ("第三条", True),
        ("①", False),
        ("一、甲", False),
        ("2024", False),
        ("", False),
    ],
)
def test_a_number_alone_on_its_line(line: str, bare: bool) -> None:
    assert is_bare_label(line) is bare


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
        ("包括：（1）抓排查；（2）抓整改；(3)抓考核。", ["（1）", "（2）", "(3)"]),
        ("包括：①抓排查；②抓整改。", ["①", "②"]),
        ("见第（1）项，（2）项", []),
    ],
)
def test_run_in_items_count_from_one(text: str, items: list[str]) -> None:
    found = run_in_items(text)
    assert [item.label for item in found] == items
    assert [text[item.start :].startswith(item.label) for item in found] == [True] * len(items)
