"""The documents a notice names, and what it says it does to them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.anatomy.references import find_references
from tests.ingest.samples import official_text

NUMBER = "砚卫发〔2019〕3号"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("关于印发《甲市办法》的通知", [("issues", "甲市办法", "")]),
        ("关于印发《甲市健康行动\n实施方案》的\n通知", [("issues", "甲市健康行动实施方案", "")]),
        ("关于印发2024年全市工作要点的通知", [("issues", "2024年全市工作要点", "")]),
        ("现将《甲市办法》印发给你们，请执行。", [("issues", "甲市办法", "")]),
        ("《甲市办法》已经市政府同意，现印发给你们。", [("issues", "甲市办法", "")]),
        ("关于转发省卫生健康委医疗质量提升方案的通知", [("forwards", "省卫生健康委医疗质量提升方案", "")]),
        (f"现将《全省办法》（{NUMBER}）转发给你们。", [("forwards", "全省办法", NUMBER)]),
        (f"原《甲市办法》（{NUMBER}）同时废止。", [("repeals", "甲市办法", NUMBER)]),
        (
            f"《甲办法》（{NUMBER}）、《乙规定》同时废止。",
            [("repeals", "甲办法", NUMBER), ("repeals", "乙规定", "")],
        ),
        ("决定废止《甲办法》和《乙规定》。", [("repeals", "甲办法", ""), ("repeals", "乙规定", "")]),
        (f"原{NUMBER}文件不再执行。", [("repeals", "", NUMBER)]),
        ("对《甲市办法》作如下修改：", [("amends", "甲市办法", "")]),
        ("关于修改《甲市办法》的决定", [("amends", "甲市办法", "")]),
        (
            f"根据《甲法》、《乙条例》和《丙通知》（{NUMBER}）精神，制定本方案。",
            [("based-on", "甲法", ""), ("based-on", "乙条例", ""), ("based-on", "丙通知", NUMBER)],
        ),
        (
            "为贯彻落实省政府《甲计划》和市政府《乙计划》精神，现印发本方案。",
            [("based-on", "甲计划", ""), ("based-on", "乙计划", "")],
        ),
        (f"按照{NUMBER}要求抓好落实。", [("based-on", "", NUMBER)]),
        ("学习《求是》杂志文章。", []),
        ("砚卫字〔2024〕18号", []),
        ("", []),
    ],
)
def test_relations(text: str, found: list[tuple[str, str, str]]) -> None:
    references = find_references(text)
    assert [(ref.relation.value, ref.title, ref.document_number) for ref in references] == found


def test_a_reference_is_found_where_it_stands() -> None:
    text = f"一、依据。根据《甲法》（{NUMBER}）制定。"
    (reference,) = find_references(text)
    assert text[reference.start : reference.end] == f"《甲法》（{NUMBER}）"


@given(st.text() | official_text)
def test_no_text_breaks_it(text: str) -> None:
    for reference in find_references(text):
        assert 0 <= reference.start < reference.end <= len(text)
        assert reference.title.replace(" ", "") in text.replace("\n", "").replace(" ", "")
