"""Means, intervals, percentiles."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from eval.metrics.statistics import interval, mean, percentile


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
