"""Of figures side by side the one that counts the thing asked for, and 每个 of one kind is not 每个 of another."""

from __future__ import annotations

import pytest

from ingest.figures import find_figures
from rag.question.asked import topic_of
from rag.question.wording import Asks
from rag.reading.claim.quantified import of_another_each
from rag.reading.figure.counted_thing import counts_another

TEXT = "扩大控糖试点覆盖面至7个乡镇80所学校，培训骨干30名。"


@pytest.mark.parametrize(
    ("question", "others"),
    [
        ("试点要扩到多少学校", {"7个", "30名"}),
        ("试点要扩到多少所学校呢", {"7个", "30名"}),
        ("试点要扩到几个乡镇", {"80所", "30名"}),
        ("试点要办多少培训班", set()),
        ("骨干培训的比例", set()),
    ],
)
def test_the_thing_behind_the_figure_tells_which_is_meant(question: str, others: set[str]) -> None:
    figures = find_figures(TEXT)
    assert {f.text for f in figures if counts_another(question, TEXT, f, figures)} == others


@pytest.mark.parametrize(
    ("claimed", "text", "another"),
    [
        ("是否要求每个村都配医生", "每个乡（镇）卫生院至少配备1名医生", True),
        ("是否要求每个乡镇卫生院都配医生", "每个乡（镇）卫生院至少配备1名医生", False),
        ("是否要求每个村都配医生", "每个乡镇设医生，每个村设卫生员", False),
        ("是否要求配医生", "每个乡镇设医生", False),
    ],
)
def test_each_of_one_kind_is_not_each_of_another(claimed: str, text: str, another: bool) -> None:
    assert of_another_each(claimed, text) is another


def test_to_have_to_is_no_word_of_the_matter() -> None:
    assert topic_of("要建总医院", Asks.EXPLAIN) == "建总医院"
    assert "重要岗位" in topic_of("重要岗位轮岗", Asks.EXPLAIN)
