"""Means with their uncertainty."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

_RESAMPLES = 2000
_SEED = 20240426


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
