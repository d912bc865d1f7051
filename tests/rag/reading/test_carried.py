"""A measure said once for two figures in a row is the second one's as well; a second measure of its own is its own."""

from __future__ import annotations

from collections.abc import Callable

from ingest.models import Notice
from rag.language.spoken import in_written_words
from rag.reading.figure.carried import carried_measures

Parse = Callable[[str, str], Notice]

PLAN = """苍溪市2024年产业工作要点
一、壮大产业
1.做强园区。力争全市新材料全产业链营收目标突破370亿元，核心区苍溪新材料产业园突破190亿元。
2.稳定投资。全市工业投资规模达到85亿元，技改投资占比达到40%，新区招商引资达到60亿元。
"""


def carried(notice: Notice, words: str) -> dict[str, str]:
    start = notice.text.index(words)
    text = notice.text[start : notice.text.index("。", start) + 1]
    found = carried_measures(text, start, notice.targets)
    return {t.value_text: found[t.value_start] for t in notice.targets if t.value_start in found}


def test_the_measure_before_is_taken_over(parse_text: Parse) -> None:
    notice = parse_text("要点.txt", PLAN)
    (said,) = carried(notice, "力争全市").items()
    assert said[0] == "190亿元"
    assert said[1].endswith("营收目标")


def test_a_figure_of_another_unit_takes_nothing_over(parse_text: Parse) -> None:
    assert "40%" not in carried(parse_text("要点.txt", PLAN), "全市工业投资")


def test_what_is_taken_in_as_revenue_is_no_fee() -> None:
    assert "收费" not in in_written_words("产业园营收多少")
    assert "收费" not in in_written_words("今年招收几名学员")
    assert "收费" in in_written_words("停车收多少")
