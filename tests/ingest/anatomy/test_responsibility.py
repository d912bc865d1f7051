"""Who is responsible, read off the note at a clause's end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.anatomy.duties import split_units
from ingest.anatomy.responsibility import find_responsibilities
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
        ("抓落实。\n牵头单位：甲局\n配合单位：乙局、丙局\n", ["甲局"], ["乙局", "丙局"]),
        ("抓落实。完成时限：年底前。责任单位：甲局", [], ["甲局"]),
        ("抓落实。（牵头单位：甲局，责任单位：乙局、丙局）", ["甲局"], ["乙局", "丙局"]),
        ("抓落实。（责任科室：甲科、乙科等相关科室）", [], ["甲科", "乙科"]),
        ("抓落实。〔责任单位：甲局、乙局、甲局〕", [], ["甲局", "乙局"]),
        ("抓落实。（甲局、乙局按职责分工负责）", [], ["甲局", "乙局"]),
        ("抓落实。（甲局负责）", [], ["甲局"]),
        ("抓落实。（甲局牵头，乙局、丙局参与）", ["甲局"], ["乙局", "丙局"]),
        (
            "抓落实。（甲局牵头，乙局等按职责分工负责，各县（市、区）人民政府落实）",
            ["甲局"],
            ["乙局", "各县（市、区）人民政府"],
        ),
        (
            "抓落实。（县卫生健康委（县中医药局）、县财政局按职责分工负责）",
            [],
            ["县卫生健康委（县中医药局）", "县财政局"],
        ),
        ("由健康促进科牵头。", ["健康促进科"], []),
        ("由县卫健委牵头，县财政局、县医保局配合，推进改革。", ["县卫健委"], ["县财政局", "县医保局"]),
        ("县卫健委牵头，县财政局和县医保局配合。", ["县卫健委"], ["县财政局", "县医保局"]),
        ("由县卫健委会同县财政局牵头实施。", ["县卫健委"], ["县财政局"]),
        ("由县人民医院和县人力资源和社会保障局牵头。", ["县人民医院", "县人力资源和社会保障局"], []),
        ("由市疾控中心负责技术指导。", [], ["市疾控中心"]),
    ],
)
def test_notes(text: str, lead: list[str], other: list[str]) -> None:
    (note,) = find_responsibilities(text)
    assert (list(note.lead), list(note.other)) == (lead, other)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "抓落实。",
        "（试行）",
        "落实责任单位。",
        "（详见附件：任务清单）",
        "抓好（负责同志要亲自抓）。",
        "（责任落实）",
        "严格落实首诊负责制。",
        "以县人民医院为牵头医院，组建医共体。",
        "建立由分管领导牵头的专班。",
        "主要负责人要牵头抓总。",
    ],
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
