"""One file, several documents."""

from __future__ import annotations

import pytest

from ingest.anatomy.compilation import split_documents
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
    ("one", "two"),
    [
        ("第一篇：", "第二篇："),
        ("第1篇 ", "第2篇 "),
        ("篇一：", "篇二："),
        ("范文一：", "范文二："),
        ("【第一篇】", "【第二篇】"),
        ("范本1、", "范本2、"),
        ("**第一篇：", "**第二篇："),
    ],
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


LETTER = "{organ}文件\n{number}\n关于做好{matter}工作的通知\n各县卫生健康委：\n请抓好{matter}。\n{organ}\n2024年4月26日"
ONE = LETTER.format(organ="甲市卫生健康委员会", number="甲卫字〔2024〕1号", matter="托育")
TWO = LETTER.format(organ="乙市卫生健康委员会", number="乙卫字〔2024〕2号", matter="养老")
ATTACHED = f"附件\n任务分工方案\n{SECOND}"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (ONE, TWO),  # short letters, not a single numbered clause
        (f"{ONE}\n{ATTACHED}", TWO),
        (f"{ONE}\n{ATTACHED}\n抄送：市委办公室。\n甲市卫生健康委员会办公室 2024年4月28日印发", TWO),
        (
            TWO,
            "丙市卫生健康委员会\n关于做好老年健康工作的通知\n丙卫字〔2024〕3号\n各县：\n请抓好。",
        ),  # number below
        (TWO, "关于做好老年健康工作的通知\n各县卫生健康委：\n请抓好。"),  # no number
        (TWO, "丙市人民政府关于加强老年健康工作的决定\n请抓好。"),  # no recipients either
        (TWO, "丙市人民政府令\n第12号\n《丙市办法》现予公布。\n2024年1月1日"),
        (f"{ONE}\n{ATTACHED}", f"丙市2025年工作要点\n{FIRST}"),
        (
            f"甲区2024年工作要点\n{FIRST}",
            f"2025年全市卫生健康工作的总体要求是：抓落实。\n{SECOND}",
        ),  # no title
    ],
)
def test_documents_one_after_another(first: str, second: str) -> None:
    found = split(f"{first}\n\n{second}")
    assert [[line for line in lines if line] for _, lines in found] == [first.split("\n"), second.split("\n")]


def test_a_list_of_contents_is_no_document() -> None:
    found = split(f"目录\n1.关于做好托育工作的通知\n2.关于做好养老工作的通知\n{ONE}\n{TWO}")
    assert found[-1][1] == TWO.split("\n")
    assert [lines[-2:] for _, lines in found] == [ONE.split("\n")[-2:], TWO.split("\n")[-2:]]


def test_numbered_names_above_letterheads_name_the_documents() -> None:
    found = split(f"一、关于做好托育工作的通知\n{ONE}\n二、关于做好养老工作的通知\n{TWO}")
    assert [title for title, _ in found] == ["关于做好托育工作的通知", "关于做好养老工作的通知"]
    assert [lines for _, lines in found] == [ONE.split("\n"), TWO.split("\n")]


@pytest.mark.parametrize(
    "text",
    [
        f"{ONE}\n附件\n{TWO}",  # a whole notice is attached
        f"{ONE}\n附件1\n省方案\n{SECOND}\n附件2\n{TWO}",
        ONE.replace("关于做好托育工作的通知", "关于转发乙市养老工作的通知")
        + f"\n{TWO}",  # passed on without 附件
        f"{ONE}\n{SECOND}\n甲市卫生健康委员会文件\n甲卫字〔2024〕1号\n三、戊\n抓戊。",  # its own number: a running head
        f"{ONE}\n根据《关于做好工作的通知》（乙卫字〔2024〕2号）抓好落实。",
        "第一篇 开篇\n第一章 基础\n成就显著。\n第二篇 举措\n第二章 任务\n抓好落实。",  # parts of a plan
        "目录\n一、甲\n二、乙",
    ],
)
def test_one_document(text: str) -> None:
    assert len(split(text)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "附件：乙县社区防控工作方案（试行）",
        "1.《乙县卫生健康局关于做好防控工作的通知》（乙卫发〔2024〕7号）",
        "《乙县卫生健康局关于做好防控工作的通知》乙卫发〔2024〕7号",
    ],
)
def test_an_attachment_or_a_notice_cited_begins_no_document(line: str) -> None:
    text = f"甲县卫生健康局关于加强防控工作的通知\n甲卫发〔2024〕5号\n各单位：\n请抓好落实。\n{line}\n各村：\n{FIRST}"
    assert len(split(text)) == 1
