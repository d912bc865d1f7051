"""Lines without typesetting's spaces, sentences that lose nothing, and what counts as equal."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.anatomy.traced import traced
from ingest.readers.lines import Line
from ingest.text import fold, sentences, tidy
from tests.ingest.samples import official_text


def tidy_line(text: str) -> str:
    (line,) = traced([Line(text)])
    return tidy(line).text


any_text = st.text() | official_text


@pytest.mark.parametrize(
    ("line", "tidy"),
    [
        ("通   知", "通知"),
        ("到 2024 年底，力争 60%的党支部", "到2024年底，力争60%的党支部"),
        ("关于印发2024年全市卫生健康 工作要点的通知", "关于印发2024年全市卫生健康工作要点的通知"),
        ("\u3000\u3000各县：\u00a0", "各县："),
        ("医\u200b共\ufeff体", "医共体"),
        ("cold chain 5 G", "cold chain 5 G"),
        ("甲市民政局 甲市财政局", "甲市民政局 甲市财政局"),
        ("“三会一课” “党员活动日”", "“三会一课”“党员活动日”"),
        ("", ""),
    ],
)
def test_spaces_of_typesetting_go(line: str, tidy: str) -> None:
    assert tidy_line(line) == tidy


@pytest.mark.parametrize("gap", ["  ", "\u3000\u3000", "        "])
def test_columns_stay_apart(gap: str) -> None:
    assert tidy_line(f"床位{gap}张数").split() == ["床位", "张数"]


@given(any_text)
@example("床位  张数")
@example("床位\x1f张数")
@example("e\u200b\u0301")
def test_a_tidy_line_is_left_alone(line: str) -> None:
    assert tidy_line(tidy_line(line)) == tidy_line(line)


@given(official_text)
def test_tidying_takes_only_white_space(line: str) -> None:
    assert "".join(tidy_line(line).split()) == "".join(line.split())


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("一句。二句！三句", ["一句。", "二句！", "三句"]),
        ("他说：“好。”然后走了。", ["他说：“好。”", "然后走了。"]),
        ("（见附件。）下文；完", ["（见附件。）", "下文；", "完"]),
        ("上行\n下行", ["上行\n", "下行"]),
        ("达到7.5张，12.8%。", ["达到7.5张，12.8%。"]),
        ("", []),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == parts


@given(any_text)
def test_sentences_cover_the_text_once(text: str) -> None:
    spans = sentences(text)
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(before[1] == after[0] for before, after in pairwise(spans))


@given(st.lists(st.sampled_from([*"甲1， |（；。\n", "达到35%，"]), min_size=1, max_size=4).map("".join))
@example("的")
@example("达到35%，")
def test_no_sentence_goes_on_without_end(piece: str) -> None:
    text = piece * (9000 // len(piece))
    spans = sentences(text)
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(end - start <= 2000 for start, end in spans)
    assert all(end - start > 1000 or text[end - 1] in "；。\n" for start, end in spans[:-1])


def test_a_sentence_without_end_is_parted_at_a_stop() -> None:
    text = "覆盖率达到35%，" * 300
    assert all(text[:end].endswith("，") for _, end in sentences(text))


@pytest.mark.parametrize(
    ("one", "other"), [("９０％", "90%"), ("ＩＣＵ 床位", "icu床位"), ("（一）", "(一)"), ("甲\n乙", "甲乙")]
)
def test_width_case_and_space_make_no_difference(one: str, other: str) -> None:
    assert fold(one) == fold(other)
