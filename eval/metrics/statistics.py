"""Means with their uncertainty, and whether two runs differ by more than chance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import stats

_RESAMPLES = 2000
_SEED = 20240426
# Draws of the permutation test; up to 13 differing cases all sign patterns are counted instead of drawn.
_PERMUTATIONS = 9999


def mean(values: Sequence[float | None]) -> float | None:
    """Mean of the values that exist; None when none does."""
    present = [value for value in values if value is not None]
    return sum(present) / len(present) if present else None


def interval(values: Sequence[float | None]) -> tuple[float, float] | None:
    """Bootstrap 95 % interval of the mean (2000 resamples, fixed seed); None below two values."""
    present = np.array([value for value in values if value is not None], dtype=float)
    if present.size < 2:
        return None
    draws = np.random.default_rng(_SEED).integers(0, present.size, size=(_RESAMPLES, present.size))
    low, high = np.percentile(present[draws].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)


def percentile(values: Sequence[float], share: float) -> float | None:
    """The value below which ``share`` percent of the values lie, interpolated; None without values."""
    return float(np.percentile(np.array(values, dtype=float), share)) if values else None


def chance_of(differences: Sequence[float], one_sided: bool = False) -> float:
    """How likely differences like these of paired scores are by chance alone (the p value).

    Where every difference is a whole flip (-1 or 1) this is McNemar's exact test, else a paired permutation test
    (exact for few, seeded draws for many). ``one_sided`` asks for a fall only. 1 where nothing differs.
    """
    changed = np.array([each for each in differences if each], dtype=float)
    if not changed.size:
        return 1.0
    side = "less" if one_sided else "two-sided"
    if np.all(np.abs(changed) == 1):
        return float(stats.binomtest(int((changed > 0).sum()), changed.size, 0.5, alternative=side).pvalue)
    if changed.size == 1:
        return 0.5 if one_sided and changed[0] < 0 else 1.0
    tested = stats.permutation_test(
        (changed,),
        np.mean,
        permutation_type="samples",
        vectorized=True,
        n_resamples=_PERMUTATIONS,
        alternative=side,
        rng=np.random.default_rng(_SEED),
    )
    return float(tested.pvalue)
