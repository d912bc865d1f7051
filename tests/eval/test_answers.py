"""Right, up front, declined, close in wording: expected values are arithmetic."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics.answers import (
    abstention_recall,
    common_subsequence,
    correct,
    exact_match,
    false_abstention,
    headline,
    rouge_l,
    rouge_l_headline,
)

MUST = (("65%", "百分之六十五"), ("2024年",))
GOOD = "65%（到2024年底，力争）[1]\n到2024年底，健康县区覆盖率力争达到65%。"


def test_every_group_needs_one_of_its_alternatives() -> None:
    assert correct(GOOD, abstained=False, must=MUST) == 1.0
    assert correct("百分之六十五，2024年底前", abstained=False, must=MUST) == 1.0


@pytest.mark.parametrize(
    ("broken", "abstained"),
    [
        (GOOD.replace("65%", "66%"), False),
        (GOOD.replace("65%", "165%"), False),
        (GOOD.replace("65%", "65"), False),
        (GOOD.replace("2024年", "2025年"), False),
        (GOOD.replace("2024年", "12024年"), False),
        ("", False),
        (GOOD, True),
        (GOOD + "上犹县为60%。", False),
        ("[65%][2024年]", True),
    ],
)
def test_a_broken_answer_loses(broken: str, abstained: bool) -> None:
    assert correct(broken, abstained=abstained, must=MUST, must_not=("60%",)) == 0.0


def test_what_is_forbidden_is_matched_as_carefully() -> None:
    assert correct("达到65%", abstained=False, must=(("65%",),), must_not=("5%",)) == 1.0


def test_an_unanswerable_case_wants_an_abstention() -> None:
    assert correct("通知里没有写。", abstained=True, must=(), unanswerable=True) == 1.0
    assert correct("65%", abstained=False, must=(), unanswerable=True) == 0.0
    assert (
        correct("没有写，但可能是60%。", abstained=True, must=(), must_not=("60%",), unanswerable=True) == 0.0
    )


def test_without_gold_there_is_no_score() -> None:
    assert correct("65%", abstained=False, must=()) is None
    assert headline("65%", abstained=False, must=()) is None
    assert headline("没有写", abstained=True, must=(("没有",),), unanswerable=True) is None
    assert abstention_recall(True, unanswerable=False) is None
    assert false_abstention(True, unanswerable=True) is None
    assert rouge_l("65%", "") is None
    assert exact_match("65%", " ") is None


@pytest.mark.parametrize(("filler", "score"), [(0, 1.0), (117, 1.0), (118, 0.0), (500, 0.0)])
def test_headline_ends_after_120_characters(filler: int, score: float) -> None:
    # "65%" has 3 characters: it ends within 120 after at most 117 others.
    assert headline("字" * filler + "65%", abstained=False, must=(("65%",),)) == score


def test_headline_does_not_count_markers_and_spaces() -> None:
    assert headline("字 " * 117 + "[1][2]65%", abstained=False, must=(("65%",),)) == 1.0


def test_headline_does_not_cut_a_number_short() -> None:
    assert headline("字" * 118 + "6512", abstained=False, must=(("65",),)) == 0.0


def test_headline_is_lost_by_declining() -> None:
    assert headline("65%", abstained=True, must=(("65%",),)) == 0.0


def test_abstention_is_counted_on_either_side() -> None:
    assert abstention_recall(True, unanswerable=True) == 1.0
    assert abstention_recall(False, unanswerable=True) == 0.0
    assert false_abstention(True, unanswerable=False) == 1.0
    assert false_abstention(False, unanswerable=False) == 0.0


@pytest.mark.parametrize(
    ("answer", "gold", "score"),
    [
        ("健康促进科", "健康促进科", 1.0),
        ("由健康促进科牵头", "健康促进科", 2 * 5 / (8 + 5)),
        ("健康科", "健康促进科", 2 * 3 / (3 + 5)),
        ("科进促康健", "健康促进科", 2 * 1 / (5 + 5)),
        ("达到６５％[1]", "65%", 2 * 3 / (5 + 3)),
        ("宣传股", "健康促进科", 0.0),
        ("", "健康促进科", 0.0),
    ],
)
def test_rouge_l_is_the_f1_of_the_common_subsequence(answer: str, gold: str, score: float) -> None:
    assert rouge_l(answer, gold) == pytest.approx(score)


def test_the_first_line_is_scored_apart() -> None:
    answer = "健康促进科[1]\n二、责任分工。由健康促进科牵头。"
    assert rouge_l_headline(answer, "健康促进科") == 1.0
    assert exact_match(answer, "健康促进科。") == 1.0
    assert exact_match("由健康促进科牵头", "健康促进科") == 0.0
    assert exact_match("", "健康促进科") == 0.0


@given(st.text(alphabet="甲乙丙12", max_size=30), st.text(alphabet="甲乙丙12", max_size=30))
def test_common_subsequence_agrees_with_the_textbook(one: str, other: str) -> None:
    table = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i, left in enumerate(one, start=1):
        for j, right in enumerate(other, start=1):
            table[i][j] = table[i - 1][j - 1] + 1 if left == right else max(table[i - 1][j], table[i][j - 1])
    assert common_subsequence(one, other) == table[-1][-1]


@given(st.text(max_size=40), st.text(max_size=40))
def test_rouge_l_is_a_share(answer: str, gold: str) -> None:
    score = rouge_l(answer, gold)
    assert score is None or 0.0 <= score <= 1.0
