"""One file, several documents."""

from __future__ import annotations

import pytest

from ingest.compilation import split_documents
from ingest.readers.lines import Line


def split(text: str) -> list[tuple[str, list[str]]]:
    """``(divider's title, lines)`` of each document."""
    lines = [Line(line) for line in text.strip().split("\n")]
    return [(part.title, [line.text for line in part.lines]) for part in split_documents(lines)]


FIRST = "一、甲\n抓甲。\n二、乙\n抓乙。"
SECOND = "一、丙\n抓丙。\n二、丁\n抓丁。"


def test_one_document_stays_whole() -> None:
    assert split(f"甲区2024年工作要点\n{FIRST}") == [("", f"甲区2024年工作要点\n{FIRST}".split("\n"))]


@pytest.mark.parametrize(
    ("one", "two"), [("第一篇：", "第二篇："), ("第1篇 ", "第2篇 "), ("篇一：", "篇二：")]
)
def test_dividers_part_and_name_documents(one: str, two: str) -> None:
    found = split(f"{one}甲区工作要点\n{FIRST}\n{two}乙区工作汇总\n{SECOND}")
    assert found == [("甲区工作要点", FIRST.split("\n")), ("乙区工作汇总", SECOND.split("\n"))]


def test_a_teaser_and_the_site_name_above_the_first_divider_belong_to_no_document() -> None:
    found = split(
        f"某某网\n第一篇：甲区工作要点坚持以人民健康为中心，持续...\n第一篇：甲区工作要点\n{FIRST}\n第二篇：乙区\n{SECOND}"
    )
    assert [title for title, _ in found] == ["甲区工作要点", "乙区"]
    assert found[0][1] == FIRST.split("\n")


def test_a_document_without_a_divider_begins_at_its_title() -> None:
    found = split(f"第一篇：甲区\n{FIRST}\n第二篇：乙区\n{SECOND}\n丙市2025年工作要点\n总体要求。\n{FIRST}")
    assert [title for title, _ in found] == ["甲区", "乙区", ""]
    assert found[2][1][0] == "丙市2025年工作要点"


def test_documents_without_any_divider() -> None:
    found = split(f"甲区2024年工作要点\n{FIRST}\n乙区2024年工作要点\n{SECOND}")
    assert [lines[0] for _, lines in found] == ["甲区2024年工作要点", "乙区2024年工作要点"]


def test_the_next_notices_header_begins_a_document() -> None:
    head = "砚溪市卫生健康委员会文件\n砚卫字〔2024〕18号\n关于做好老年健康工作的通知"
    found = split(f"甲区2024年工作要点\n{FIRST}\n{head}\n{SECOND}")
    assert found[1][1][0] == "砚溪市卫生健康委员会文件"


@pytest.mark.parametrize(
    "tail",
    [
        f"附件\n任务分工方案\n{SECOND}",  # an attachment is part of its notice
        "三、丙\n按《关于做好工作的通知》（砚卫字〔2023〕5号）执行，抓好落实。",  # another's number, cited
        "1.抓丙。\n2.抓丁。",
        "工作要求\n三、丙\n抓丙。",  # a heading, and the numbering goes on
    ],
)
def test_what_does_not_begin_a_document(tail: str) -> None:
    assert len(split(f"甲区2024年工作要点\n{FIRST}\n{tail}")) == 1


def test_chapters_called_pian_are_no_dividers_when_there_is_one() -> None:
    assert len(split(f"第一篇：总论\n{FIRST}")) == 1
