"""Does every figure, date and name of an answer stand in what its own line cites?"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from eval.metrics.borne_out import figures_borne_out, lines_said
from ingest.models import Notice
from rag.types import Citation

Cite = Callable[..., Citation]


@pytest.fixture
def cited(north: Notice, make_citation: Cite) -> list[Citation]:
    return [make_citation(north, "到2024年底，云北县居民健康素养水平达到30%。")]


def _share(answer: str, cited: list[Citation], question: str = "云北县健康素养多少？") -> float | None:
    return figures_borne_out(question, answer, cited, abstained=False)


def test_a_figure_that_is_quoted_is_borne_out(cited: list[Citation]) -> None:
    assert _share("30%（到2024年底）[1]", cited) == 1.0


@pytest.mark.parametrize("wrong", ["35%", "3%", "30个", "30%（到2031年底）", "云海市30%", "由气象局定为30%"])
def test_what_is_cited_nowhere_is_seen(cited: list[Citation], wrong: str) -> None:
    assert _share(f"{wrong}[1]", cited) == 0.0


def test_a_figure_of_another_lines_passage_does_not_count(
    north: Notice, south: Notice, make_citation: Cite
) -> None:
    both = [
        make_citation(north, "居民健康素养水平达到30%"),
        make_citation(south, "居民健康素养水平达到35%", 2),
    ]
    assert _share("| 甲 | 30% [1] |\n| 乙 | 35% [2] |", both) == 1.0
    assert _share("| 甲 | 35% [1] |\n| 乙 | 30% [2] |", both) == 0.0


def test_counts_of_ours_and_words_of_the_question_are_free(cited: list[Citation]) -> None:
    assert _share("共 12 项：[1]", cited) == 1.0
    question = "云北县2031年健康素养多少？"
    assert _share("2031年健康素养多少：30%[1]", cited, question) == 1.0
    assert _share("健康素养多少：30%（2031年）[1]", cited, question) == 0.0


def test_a_quotation_of_several_lines_is_one_line(cited: list[Citation]) -> None:
    said = lines_said("", "原文：“第三条\n居民健康素养水平30%”[1]", cited)
    assert len(said) == 1


def test_an_answer_that_declines_or_cites_nothing_has_no_share(cited: list[Citation]) -> None:
    assert figures_borne_out("", "35%[1]", cited, abstained=True) is None
    assert _share("35%", cited) is None
