"""Plain text keeps its lines; Markdown gives headings and rows and keeps the rest as it stands."""

from __future__ import annotations

import pytest

from ingest.readers.lines import Line
from ingest.readers.plain import markdown_lines, text_lines


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_lines_end_however_the_system_ends_them(end: str) -> None:
    assert [line.text for line in text_lines(f"一{end}二{end}{end}三")] == ["一", "二", "", "三"]


def test_a_page_break_ends_a_line() -> None:
    assert [line.text for line in text_lines("上页\f下页\v续")] == ["上页", "下页", "续"]


def test_text_is_not_repaired() -> None:
    raw = "  **市中医医院  ％  2024 年\u3000x"
    assert text_lines(raw) == (Line(raw),)


@pytest.mark.parametrize(
    ("source", "text", "level"),
    [
        ("# 总体要求", "总体要求", 1),
        ("### （一）目标 ###", "（一）目标", 3),
        ("##重点任务", "重点任务", 2),
        ("####### 七个", "####### 七个", 0),
        ("#", "#", 0),
        ("普通一行 # 不是标题", "普通一行 # 不是标题", 0),
    ],
)
def test_headings(source: str, text: str, level: int) -> None:
    (line,) = markdown_lines(source)
    assert (line.text, line.heading) == (text, level)


def test_an_underlined_heading() -> None:
    assert markdown_lines("工作要点\n====\n正文") == (Line("工作要点", 1, True), Line("正文"))


def test_lists_quotes_and_bold_stay_as_text() -> None:
    source = "> 引文\n- 一项\n* 二项\n1. 三项\n到**2024**年底"
    assert "\n".join(line.text for line in markdown_lines(source)) == source


def test_a_pipe_table_gives_one_whole_line_a_row() -> None:
    source = "前\n| 指标 | 目标值 |\n|:---|---:|\n| 床位数 | 6.5 |\n| 甲\\|乙 |  |\n\n后"
    assert markdown_lines(source) == (
        Line("前"),
        Line("指标 | 目标值", whole=True, table=1),
        Line("床位数 | 6.5", whole=True, table=1),
        Line("甲|乙 |", whole=True, table=1),
        Line(""),
        Line("后"),
    )


def test_a_table_without_outer_pipes() -> None:
    assert [line.text for line in markdown_lines("指标 | 值\n--- | ---\n床位 | 5")] == [
        "指标 | 值",
        "床位 | 5",
    ]


def test_comments_and_rules_are_dropped() -> None:
    assert [line.text for line in markdown_lines("前<!-- 一\n二 -->后\n---\n<!-- 没有结尾")] == [
        "前后",
        "",
        "<!-- 没有结尾",
    ]


def test_escapes_of_converters_are_undone() -> None:
    assert [line.text for line in markdown_lines(r"1\. 目标 \[文号\] C\盘")] == ["1. 目标 [文号] C\\盘"]
