"""Tables over several places and notices: a row each, cited, what is missing said, nothing counted twice."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from ingest.store.store import NoticeStore
from rag.assistant import Assistant
from rag.reading.draft import Draft, Line, Quote
from rag.reading.table.tables import cell, compare
from rag.settings import RagSettings
from rag.types import Answer

Ask = Callable[[str], Answer]
Fill = Callable[[dict[str, str]], NoticeStore]


BREAK = re.compile(r"(?<!\\)\||[\n\r\t]")  # what ends a cell or a row


def rows(answer: Answer) -> list[list[str]]:
    """The cells of the table's rows, head and rule left out."""
    table = [line for line in answer.answer.splitlines() if line.startswith("|")]
    return [[part.strip() for part in line.strip("|").split("|")] for line in table[2:]]


def test_a_row_a_place_each_with_its_own_notice(ask: Ask) -> None:
    answer = ask("云岭和青禾的每千人口托位数目标各是多少？")
    (city, city_says), (county, county_says) = rows(answer)
    assert (city, county) == ("云岭市", "青禾县")
    assert city_says.startswith("4.5个（到2024年底，力争）")
    assert county_says.startswith("4.2个（到2025年底）")
    assert [citation.region for citation in answer.citations] == ["云岭市", "青禾县"]


def test_a_place_that_does_not_say_has_a_row_that_says_so(ask: Ask) -> None:
    answer = ask("云岭市和霜桥县的每千人口托位数目标各是多少？")
    assert rows(answer)[1] == ["霜桥县", "未载明"]
    assert {citation.region for citation in answer.citations} == {"云岭市"}


def test_a_year_that_has_no_figure_does_not_take_another_years(ask: Ask) -> None:
    answer = ask("青禾县2023年和2025年每千人口托位数分别是多少？")
    table = dict(rows(answer))
    assert table["2023年"] == "未载明"
    assert table["2025年"].startswith("4.2个")


def test_who_is_ahead_is_told_from_the_figures(ask: Ask) -> None:
    answer = ask("云岭市和青禾县谁的居民健康素养水平高？")
    assert [row[1].split("（")[0] for row in rows(answer)] == ["28%以上", "26%"]


def test_no_row_says_anything_then_nothing_is_compared(ask: Ask) -> None:
    answer = ask("云岭市和霜桥县的航天发射场各有几个？")
    assert answer.abstained
    assert not rows(answer)


def test_every_notice_that_mentions_the_words_and_how_many(ask: Ask) -> None:
    answer = ask("哪些文件提到岚派温灸？")
    assert answer.answer.startswith("共 3 份文件")
    assert {citation.source for citation in answer.citations} == {
        "云岭市要点.txt",
        "青禾县方案.txt",
        "霜桥县方案.txt",
    }
    assert all("岚派温灸" in row[1] for row in rows(answer))
    assert len(rows(answer)) == 3


@pytest.mark.parametrize(
    ("question", "count"),
    [("有几个文件提到岚派温灸？", 3), ("有几个文件提到卒中？", 1), ("多少份文件提到乡村医生？", 2)],
)
def test_notices_are_counted(ask: Ask, question: str, count: int) -> None:
    answer = ask(question)
    assert answer.answer.startswith(f"共 {count} 份文件")
    assert len(rows(answer)) == count


def test_words_nobody_mentions_are_said_not_to_be_there(ask: Ask) -> None:
    answer = ask("哪些文件提到航天发射？")
    assert answer.abstained
    assert not answer.citations


def test_a_figure_over_all_notices(ask: Ask) -> None:
    answer = ask("各地居民健康素养水平目标是多少？")
    assert answer.answer.startswith("共 2 份文件")
    assert [row[1].split("（")[0] for row in rows(answer)] == ["28%以上", "26%"]


def test_every_row_has_a_marker_of_its_notice(ask: Ask) -> None:
    answer = ask("哪些文件提到岚派温灸？")
    by_marker = {str(citation.marker): citation for citation in answer.citations}
    for name, words in rows(answer):
        (marker,) = re.findall(r"\[(\d+)\]$", words)
        title = name.partition("《")[2].rstrip("》")
        assert title in by_marker[marker].title or "关于印发" in by_marker[marker].title
        assert words.rsplit(" [", 1)[0] in by_marker[marker].text


# Cells


@pytest.mark.parametrize("text", ["甲|乙", "||", "甲\n乙", "  甲\t乙 ", "甲\r\n|\n乙"])
def test_a_cell_has_no_breaks_of_its_own(text: str) -> None:
    assert not BREAK.search(cell(text))
    assert cell(text) == cell(text).strip()


def test_a_plain_cell_stays_as_it_is() -> None:
    assert cell("不低于60%（力争）") == "不低于60%（力争）"


def test_a_pipe_in_a_notice_does_not_break_its_row(fill: Fill, light_settings: RagSettings) -> None:
    text = "甲|乙工作方案\n一、项目\n推广岚派温灸|贴敷|拔罐三项技术。\n二、要求\n按期完成。\n"
    answer = Assistant(fill({"一.txt": text}), light_settings).answer("哪些文件提到岚派温灸？")
    table = [line for line in answer.answer.splitlines() if line.startswith("|")]
    assert len(table) == 3
    assert {len(BREAK.findall(line)) for line in table} == {3}


def test_a_comparison_of_nothing_is_none() -> None:
    assert compare([("甲县", None), ("乙县", None)]) is None


def test_a_comparison_keeps_the_order_asked_in() -> None:
    said = Draft((Line("9个", (Quote("d", 0, 2),)),), 0.8)
    draft = compare([("乙县", said), ("甲县", None)])
    assert draft is not None
    assert [line.text for line in draft.lines[2:]] == ["| 乙县 | 9个", "| 甲县 | 未载明 |"]
