"""The clause tree: depth from what is open, paths as a clerk writes them, and every character once."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.anatomy.outline import build_outline, heading_words
from ingest.models import Clause
from ingest.readers.lines import Line
from tests.ingest.samples import official_line

lines = st.lists(st.builds(Line, official_line | st.text(), st.integers(0, 3), st.booleans()), max_size=15)


def outline(text: str) -> tuple[str, tuple[Clause, ...]]:
    return build_outline([Line(line) for line in text.split("\n")])


def paths(text: str) -> list[str]:
    return [clause.path for clause in outline(text)[1]]


@given(lines)
def test_own_words_cover_the_text_exactly_once(paragraphs: list[Line]) -> None:
    text, clauses = build_outline(paragraphs)
    assert "".join(text[clause.start : clause.own_end] for clause in clauses) == text
    assert all(one.own_end == two.start for one, two in pairwise(clauses))


@given(lines)
def test_children_lie_inside_their_parents(paragraphs: list[Line]) -> None:
    _, clauses = build_outline(paragraphs)
    for index, clause in enumerate(clauses):
        assert clause.start <= clause.own_end <= clause.end
        assert -1 <= clause.parent < index
        if clause.parent < 0:
            assert clause.depth == 0
        else:
            parent = clauses[clause.parent]
            assert clause.depth == parent.depth + 1
            assert parent.own_end <= clause.start <= clause.end <= parent.end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "一、甲\n（一）乙。\n1.丙。\n（1）丁。\n二、戊",
            ["一", "一、（一）", "一、（一）1", "一、（一）1、（1）", "二"],
        ),
        ("一、甲\n1.乙。\n2.丙。\n二、丁\n3.戊。", ["一", "一、1", "一、2", "二", "二、3"]),  # numbers run on
        (
            "第一章 甲\n第一条 乙。\n（一）丙。\n第二条 丁。",
            ["第一章", "第一章第一条", "第一章第一条（一）", "第一章第二条"],
        ),
        (
            "一、甲\n（一）乙。\n（三）丙。\n三、丁",
            ["一", "一、（一）", "一、（三）", "三"],
        ),  # missing numbers
        ("一、甲\n一、乙", ["一", "一"]),  # repeated numbers
        ("前言。\n一、甲\n正文。\n二、乙", ["", "一", "二"]),
        ("一、甲\n附件\n方案。\n一、乙", ["一", "", "一"]),  # an attachment begins anew
        ("一、甲\n做好：一是抓排查。二是抓整改。", ["一", "一、一是", "一、二是"]),
        ("一、甲\n一是抓排查。\n二是抓整改。\n二、乙", ["一", "一、一是", "一、二是", "二"]),
        ("一、甲\n一是抓排查。二是抓整改。三是抓考核。", ["一", "一、一是", "一、二是", "一、三是"]),
        ("没有编号。\n还是没有。", [""]),
        ("1.甲\n1.1乙\n1.1.1丙。\n1.2丁", ["1", "1、1.1", "1、1.1、1.1.1", "1、1.2"]),
        (  # chapters by a whole number alone
            "1总则\n1.1目的\n2组织体系\n2.1指挥部\n3附则\n自印发之日起施行。",
            ["1", "1、1.1", "2", "2、2.1", "3"],
        ),
        ("一、甲\n3支队伍\n5个工作日", ["一"]),
        ("Ⅰ.甲\na)乙。\nb)丙。\nⅡ.丁", ["Ⅰ", "Ⅰ、a)", "Ⅰ、b)", "Ⅱ"]),
        ("一、甲\n包括：（1）乙；（2）丙。", ["一", "一、（1）", "一、（2）"]),
        ("一、甲\n包括：①乙；②丙。\n二、丁", ["一", "一、①", "一、②", "二"]),
        (
            "一、加强领导（一）提高认识。抓好。（二）落实责任。\n（三）考核。",
            ["一", "一、（一）", "一、（二）", "一、（三）"],
        ),
        ("一、加强领导（四）提高认识。\n（五）考核。", ["一", "一、（四）", "一、（五）"]),
        ("（一）健全工作机制1.成立小组。\n2.落实责任。", ["（一）", "（一）1", "（一）2"]),
        ("一、甲\n要求如下：1.抓好排查。2.抓好整改。", ["一", "一、1", "一、2"]),
        ("一、甲\n要求如下：（一）抓好排查；（二）抓好整改。", ["一", "一、（一）", "一、（二）"]),
        ("一、甲\n第十条第（一）项、第（二）项规定的。", ["一"]),
        ("一、甲\n抓好。\n附件：1.乙清单\n2.丙清单\n某某局", ["一", ""]),  # a list of attachments
        ("一、甲\n附件2：乙清单\n一、丙", ["一", "", "一"]),
        (
            "第一编 甲\n第一章 乙\n第一节 丙\n第一条 丁。",
            ["第一编", "第一编、第一章", "第一编、第一章第一节", "第一编、第一章第一节第一条"],
        ),
        ("", [""]),
    ],
)
def test_paths(text: str, expected: list[str]) -> None:
    assert paths(text) == expected


def test_a_clause_holds_the_paragraphs_that_follow_it() -> None:
    text, clauses = outline("一、甲\n第一段。\n第二段。\n（一）乙。\n第三段。")
    assert text[clauses[0].start : clauses[0].own_end] == "一、甲\n第一段。\n第二段。\n"
    assert text[clauses[0].start : clauses[0].end] == text


def test_a_heading_without_number_closes_what_is_open() -> None:
    _, clauses = build_outline([Line("一、甲"), Line("任务分工表", heading=2), Line("正文。")])
    assert [(clause.depth, clause.heading) for clause in clauses] == [(0, "甲"), (0, "任务分工表")]


def test_no_paragraphs_no_clauses() -> None:
    assert build_outline([]) == ("", ())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("指导思想。坚持以人民健康为中心。", "指导思想"),
        ("聚焦党建引领，推动从严治党", "聚焦党建引领，推动从严治党"),
        ("主要目标：到2025年底", "主要目标"),
        ("师幼比不低于1:3", "师幼比不低于1:3"),
        ("坚持以人民健康为中心，" * 6 + "抓落实。", ""),  # a sentence is no name
        ("抓排查；抓整改", ""),
        ("", ""),
    ],
)
def test_heading_words(text: str, words: str) -> None:
    assert heading_words(text) == words


def test_a_long_and_deep_text_is_covered() -> None:
    levels = ["第{}章 甲", "{}、乙", "（{}）丙", "1.丁", "（1）戊", "①己", "1)庚", "a)辛", "1.1壬", "一是癸"]
    chapter = "\n".join(levels) + "。" + "抓好落实，推动见效。" * 300
    text, clauses = outline(
        "\n".join(chapter.replace("{}", "一二三四五六七八九十"[n % 10]) for n in range(40))
    )
    assert len(text) > 100_000
    assert "".join(text[clause.start : clause.own_end] for clause in clauses) == text
    assert max(clause.depth for clause in clauses) == len(levels) - 1
