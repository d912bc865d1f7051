"""Means, intervals, percentiles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics.statistics import chance_of, interval, mean, percentile


def test_a_missing_score_is_not_a_zero() -> None:
    assert mean([1.0, None, 0.0, None]) == (1 + 0) / 2
    assert mean([None]) is None
    assert mean([]) is None


def test_the_interval_is_the_same_every_time_and_narrows_with_more_cases() -> None:
    few, many = [1.0, 0.0] * 10, [1.0, 0.0] * 250
    assert interval(few) == interval(few)
    (few_low, few_high), (many_low, many_high) = interval(few) or (0, 0), interval(many) or (0, 0)
    # Standard error .5/√20 = .112 and .5/√500 = .022: about ±.22 and ±.044.
    assert few_high - few_low > 3 * (many_high - many_low)
    assert 0.25 <= few_low <= 0.33
    assert 0.44 <= many_low <= 0.47


def test_equal_scores_leave_no_doubt_and_one_score_no_interval() -> None:
    assert interval([1.0] * 5) == (1.0, 1.0)
    assert interval([1.0]) is None
    assert interval([None, 1.0, None]) is None


@given(st.lists(st.floats(0, 1), min_size=2, max_size=30))
def test_the_interval_lies_within_the_scores(values: list[float]) -> None:
    low, high = interval(values) or (-1.0, 2.0)
    assert min(values) - 1e-9 <= low <= high <= max(values) + 1e-9


def test_percentiles_are_interpolated() -> None:
    assert percentile([10.0, 20.0, 30.0, 40.0], 50) == (20 + 30) / 2
    assert percentile([], 95) is None


@pytest.mark.parametrize(
    ("lost", "won", "chance"),
    [
        (5, 0, 1 / 32),  # all five of five coins fall that way
        (4, 0, 1 / 16),
        (4, 1, (1 + 5) / 32),  # none or one of five
        (0, 5, 1.0),
        (0, 0, 1.0),
    ],
)
def test_whole_flips_are_coins(lost: int, won: int, chance: float) -> None:
    differences = [-1.0] * lost + [1.0] * won + [0.0] * 50
    assert chance_of(differences, one_sided=True) == pytest.approx(chance)


def test_both_sides_count_twice() -> None:
    assert chance_of([-1.0] * 5) == pytest.approx(2 / 32)


def test_parts_of_a_score_are_permuted_by_sign() -> None:
    # Of the 2**6 ways to set six signs one only is as low as all of them negative.
    assert chance_of([-0.5, -0.25, -0.5, -0.1, -0.3, -0.2], one_sided=True) == pytest.approx(1 / 64)
    assert chance_of([-0.5], one_sided=True) == 0.5
    many = [-0.5, 0.25] * 40
    assert chance_of(many) == chance_of(many) < 0.05


@given(st.lists(st.sampled_from([-1.0, -0.5, 0.0, 0.5, 1.0]), max_size=12))
def test_a_chance_is_a_share_and_falls_are_the_mirror_of_rises(differences: list[float]) -> None:
    chance = chance_of(differences)
    assert 0.0 <= chance <= 1.0
    assert chance == pytest.approx(chance_of([-each for each in differences]))
