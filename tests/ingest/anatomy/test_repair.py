"""What converters, web pages and page breaks did is mended; words stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.anatomy.repair import clean_lines, join_lines
from ingest.anatomy.traced import TracedLine, traced
from ingest.readers.lines import Line
from tests.ingest.samples import official_line


def lines(*texts: str) -> list[TracedLine]:
    return traced([Line(text) for text in texts])


def texts_of(found: list[TracedLine]) -> list[str]:
    return [line.text for line in found]


def test_bookmarks_quotes_and_indents_inside_a_line_go() -> None:
    cleaned = clean_lines(lines("[bookmark: _Toc1]工作 要点", "> 第一段。", ""))
    assert texts_of(cleaned) == ["工作要点", "第一段。", ""]


def test_paragraphs_run_together_on_one_line_are_parted() -> None:
    flat = "　　".join(
        [
            "青禾县2024年工作要点",
            *(f"{n}.抓好第{n}项工作，推动落实见效，确保年底完成。" for n in range(1, 10)),
        ]
    )
    assert len(flat) > 200
    found = texts_of(clean_lines(lines(flat)))
    assert found[0] == "青禾县2024年工作要点"
    assert found[1].startswith("1.")
    assert found[9].startswith("9.")


BODY = "坚持预防为主。"


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("健全舆情处置机制，落实责任。做好舆", "论引导机制。", True),  # a word cut by a page break
        ("常态化防控，落实“乙类", "乙管”措施，做好救治。", True),
        ("加强监测预警，", "提高处置能力。", True),
        ("完善机制（含预案）", "，确保落实。", True),
        ("完善机制。", "加强监测。", False),
        ("完善机制，落实责任", "一、总体要求", False),
        ("完善机制，落实责任", "（二）目标", False),
        ("完善机制，落实责任", "附件", False),
        ("完善机制，落实责任", "2024年4月26日", False),
        ("一、总体要求", "坚持以人民健康为中心。", False),
        ("砚溪市卫生健康委员会", "坚持以人民健康为中心。", False),
        ("附件：任务清单。（牵头科室：办公室）", "其他事项照旧。", False),
        ("完善机制，落实责任", "抄送：市委办公室。", False),
        ("完善机制，落实责任", "附件1：任务清单", False),
        ("完善机制，落实责任", "2024.4.26", False),
        ("1.", "加强党建。", True),  # a number alone on its line
        ("（二）", "加强党建。", True),
    ],
)
def test_a_cut_sentence_is_joined_and_nothing_else(before: str, after: str, joined: bool) -> None:
    found, _ = join_lines(lines(BODY, "", before, "", after))
    assert texts_of(found) == ([BODY, before + after] if joined else [BODY, before, after])


def test_what_the_format_calls_a_paragraph_is_never_joined() -> None:
    whole = traced([Line(BODY), Line("完善机制，", whole=True), Line("落实责任。", whole=True)])
    assert join_lines(whole) == (whole, 0)


@given(st.lists(official_line, max_size=12))
def test_joining_keeps_every_word(texts: list[str]) -> None:
    found, joins = join_lines(lines(*texts))
    assert "".join(texts_of(found)) == "".join(texts)
    assert len(found) + joins == sum(1 for text in texts if text)


def test_a_signature_never_goes_on_the_line_above() -> None:
    signed = ["落实责任，附清单一份，另行下发", "砚溪市卫生健康委员会", "砚溪市财政局", "2024年4月26日"]
    found, _ = join_lines(lines(BODY, *signed))
    assert texts_of(found) == [BODY, *signed]
