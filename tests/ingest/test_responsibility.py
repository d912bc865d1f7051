"""Who is responsible, read off the note at a clause's end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.responsibility import find_responsibilities, split_units
from tests.ingest.samples import official_text


@pytest.mark.parametrize(
    ("text", "lead", "other"),
    [
        ("抓落实。（牵头科室：A科、B科；责任科室：各相关科室）", ["A科", "B科"], ["各相关科室"]),
        ("抓落实。〔责任单位：县卫健委、县财政局〕", [], ["县卫健委", "县财政局"]),
        ("抓落实。【牵头单位：甲局；配合单位：乙局】", ["甲局"], ["乙局"]),
        ("抓落实。[责任单位：甲局]", [], ["甲局"]),
        ("抓落实。(责任单位:甲局,乙局)", [], ["甲局", "乙局"]),
        (
            "抓落实。（牵头科室：机关党委[机关纪委]、办公室[宣教科]）",
            ["机关党委[机关纪委]", "办公室[宣教科]"],
            [],
        ),
        ("抓落实。（责任单位：甲局（乙办）、丙局）", [], ["甲局（乙办）", "丙局"]),
        ("抓落实。（责任单位：甲局、乙局〕", [], ["甲局", "乙局"]),  # a clerk's bracket
        ("抓落实。（责任单位：甲局、乙局", [], ["甲局", "乙局"]),  # never closed
        ("抓落实。（责任单位：甲局\n下一段。）", [], ["甲局"]),
        ("抓落实。（\n责任单位：甲局）", [], ["甲局"]),
        ("抓落实。\n责任单位：甲局、乙局", [], ["甲局", "乙局"]),
    ],
)
def test_notes(text: str, lead: list[str], other: list[str]) -> None:
    (note,) = find_responsibilities(text)
    assert (list(note.lead), list(note.other)) == (lead, other)


@pytest.mark.parametrize(
    "text", ["", "抓落实。", "（试行）", "落实责任单位。", "由健康促进科牵头。", "（详见附件：任务清单）"]
)
def test_no_note(text: str) -> None:
    assert find_responsibilities(text) == []


def test_the_note_is_found_where_it_stands() -> None:
    text = "抓落实。（责任单位：甲局）其他。"
    (note,) = find_responsibilities(text)
    assert text[note.start : note.end] == "（责任单位：甲局）"


def test_every_note_in_order() -> None:
    notes = find_responsibilities("一条。（责任单位：甲局）二条。（牵头单位：乙局）")
    assert [(note.lead, note.other) for note in notes] == [((), ("甲局",)), (("乙局",), ())]


@given(st.text() | official_text)
def test_no_text_breaks_it(text: str) -> None:
    position = 0
    for note in find_responsibilities(text):
        assert position <= note.start < note.end <= len(text)
        assert all(unit in text for unit in (*note.lead, *note.other))
        position = note.end


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("甲局、乙局，丙局", ["甲局", "乙局", "丙局"]),
        ("甲局（乙、丙办）、丁局", ["甲局（乙、丙办）", "丁局"]),
        ("各县（市、区）人民政府", ["各县（市、区）人民政府"]),
        (" 、甲局、 ", ["甲局"]),
        ("", []),
    ],
)
def test_units_keep_their_brackets(text: str, units: list[str]) -> None:
    assert split_units(text) == units
