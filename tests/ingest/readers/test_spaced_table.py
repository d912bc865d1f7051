"""Tables of plain text whose columns are held apart by white space."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.plain import text_lines

_WORDS = st.text("就诊率医生签约覆健康素养", min_size=2, max_size=8)
_FIGURES = st.decimals(0, 999, places=1).map(str)


def _rows(text: str) -> list[str]:
    return [line.text for line in text_lines(text) if line.table]


def _wide(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


def _set_in_columns(rows: list[list[str]]) -> str:
    widths = [max(_wide(row[i]) for row in rows) + 2 for i in range(len(rows[0]))]
    return "\n".join(
        "".join(cell + " " * (width - _wide(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


@given(
    st.integers(2, 5).flatmap(
        lambda n: st.lists(
            st.tuples(_WORDS, st.lists(_FIGURES, min_size=n, max_size=n)), min_size=3, max_size=6
        )
    ),
    st.booleans(),
)
def test_every_cell_stays_in_its_row_and_column(body: list[tuple[str, list[str]]], by_tabs: bool) -> None:
    header = ["指标名称", *(f"{2020 + i}年" for i in range(len(body[0][1])))]
    rows = [header, *([name, *values] for name, values in body)]
    text = "\n".join("\t".join(row) for row in rows) if by_tabs else _set_in_columns(rows)
    assert _rows(f"分年度目标如下：\n\n{text}\n\n二、任务") == [" | ".join(row) for row in rows]


def test_a_long_cell_may_leave_one_space_before_the_next_figure() -> None:
    text = """
序号    指标                          2031年    2032年
1       就诊率（%）                   88        89
2       每千人口执业（助理）医师（人） 2.6       2.8
3       达标率（%）                   70        85
"""
    assert _rows(text)[2] == "2 | 每千人口执业（助理）医师（人） | 2.6 | 2.8"


def test_an_empty_cell_keeps_the_others_in_their_columns() -> None:
    text = "指标      甲镇      乙镇\n签约率    80%       85%\n建档率              90%\n"
    assert _rows(text)[2] == "建档率 |  | 90%"


@pytest.mark.parametrize(
    "text",
    [
        "第一章  总  则\n第一条  为规范管理，制定本办法。\n第二条  本办法适用于全县。\n第三条  实行百分制。\n",
        "    甲县民政局        甲县财政局\n      2031年5月6日\n",
        "一、目标\n    就诊率达到90%。\n    健康素养水平达到30%。\n",
    ],
    ids=["articles", "signatures", "indents"],
)
def test_what_is_only_set_wide_is_no_table(text: str) -> None:
    assert _rows(text) == []


def test_figures_in_columns_are_never_run_together_even_where_no_table_is_made_of_them() -> None:
    lines = text_lines("说明如下\n甲镇   3.8   4.5\n乙镇   4.0   4.6\n")
    assert [line.whole for line in lines if "." in line.text] == [True, True]


def test_markdown_saved_as_plain_text_keeps_its_headings_and_tables() -> None:
    lines = text_lines("# 甲县方案\n\n## 一、目标\n\n| 指标 | 值 |\n| --- | --- |\n| 签约率 | 80% |\n")
    assert [(line.text, line.heading, line.table) for line in lines if line.text] == [
        ("甲县方案", 1, 0),
        ("一、目标", 2, 0),
        ("指标 | 值", 0, 1),
        ("签约率 | 80%", 0, 1),
    ]


def test_one_hash_is_no_heading() -> None:
    assert [line.text for line in text_lines("# 号楼改造\n工作要点")] == ["# 号楼改造", "工作要点"]


def test_columns_of_white_space_beside_a_table_saved_as_markdown() -> None:
    text = "乡镇      时间        人数\n甲镇      5月6日      420\n乙镇      5月9日      380\n\n| 项目 | 电话 |\n| --- | --- |\n| 筛查 | 110 |\n"
    assert _rows(text) == [
        "乡镇 | 时间 | 人数",
        "甲镇 | 5月6日 | 420",
        "乙镇 | 5月9日 | 380",
        "项目 | 电话",
        "筛查 | 110",
    ]


def test_tabs_keep_a_merged_first_cell_and_one_that_reads_like_a_heading() -> None:
    text = "一级指标\t二级指标\t分值\n一、基础条件\t1.场地\t8\n\t2.设备\t6\n二、人员\t3.医师\t9\n"
    assert _rows(text) == [
        "一级指标 | 二级指标 | 分值",
        "一、基础条件 | 1.场地 | 8",
        "| 2.设备 | 6",
        "二、人员 | 3.医师 | 9",
    ]
