"""Is every ``[n]`` at the line that passage n bears out?"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from eval.metrics.markers import markers_placed, misplaced
from ingest.models import Notice
from rag.types import Citation

Cite = Callable[..., Citation]

BOTH = "| 云北县 | 居民健康素养水平达到30% [1] |\n| 云南岭县 | 居民健康素养水平达到35% [2] |"


@pytest.fixture
def pair(north: Notice, south: Notice, make_citation: Cite) -> list[Citation]:
    """Two passages of one wording, which differ by place, year and figure."""
    return [
        make_citation(north, "到2024年底，云北县居民健康素养水平达到30%"),
        make_citation(south, "到2025年底，云南岭县居民健康素养水平达到35%", 2),
    ]


def swapped(pair: list[Citation]) -> list[Citation]:
    return [pair[1].model_copy(update={"marker": 1}), pair[0].model_copy(update={"marker": 2})]


def test_markers_at_their_lines(pair: list[Citation]) -> None:
    assert markers_placed(BOTH, pair, abstained=False) == 2 / 2
    assert misplaced(BOTH, pair) == frozenset()


def test_swapped_markers_are_noticed_though_both_passages_are_cited(pair: list[Citation]) -> None:
    assert markers_placed(BOTH, swapped(pair), abstained=False) == 0 / 2
    assert misplaced(BOTH, swapped(pair)) == {1, 2}


def test_one_line_may_rest_on_two_passages(north: Notice, make_citation: Cite) -> None:
    halves = [
        make_citation(north, "到2024年底，云北县居民健康"),
        make_citation(north, "素养水平达到30%", 2),
    ]
    assert markers_placed("云北县居民健康素养水平达到30%[1][2]", halves, abstained=False) == 2 / 2


def test_a_short_answer_needs_its_few_characters_only(pair: list[Citation]) -> None:
    assert markers_placed("30%（2024年）[1]\n35%（2025年）[2]", pair, abstained=False) == 2 / 2
    assert markers_placed("30%（2024年）[2]\n35%（2025年）[1]", pair, abstained=False) == 0 / 2


def test_a_line_that_no_passage_holds_and_a_number_that_no_passage_has(pair: list[Citation]) -> None:
    assert markers_placed("由民政局负责[1]", pair, abstained=False) == 0 / 1
    assert markers_placed("30%[1][7]", pair, abstained=False) == 1 / 2


def test_where_there_is_nothing_to_judge_there_is_no_score(pair: list[Citation]) -> None:
    assert markers_placed("30%", pair, abstained=False) is None
    assert markers_placed("没有写。最接近的是工作目标[1]", pair, abstained=True) is None


def test_the_clause_a_line_names_counts_as_its_passage(north: Notice, make_citation: Cite) -> None:
    later = make_citation(north, "由健康促进科牵头").model_copy(update={"clause": "三、（二）11"})
    assert markers_placed("事项：三、（二）11 健全网底[1]", [later], abstained=False) == 1.0
