"""Two runs side by side: what changed by metric and by case, and whether it is more than chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.metrics.statistics import chance_of, interval, mean
from eval.provenance import case_sha256
from eval.result import Row, RunResult
from eval.scorers import METRICS, Metric, Scores
from eval.summary import main_score

# A baseline keeps six places: what is smaller than this is rounding, not a change.
_PLACES = 5


@dataclass(frozen=True, slots=True)
class Scored:
    """A case as far as comparing goes: its kind, a hash of its words, its scores."""

    kind: str
    sha256: str
    scores: Scores

    @classmethod
    def of(cls, row: Row) -> Scored:
        return cls(row.case.type, case_sha256(row.case), row.scores)


def scored(result: RunResult) -> dict[str, Scored]:
    """The cases of a run by id."""
    return {row.case.id: Scored.of(row) for row in result.rows}


@dataclass(frozen=True, slots=True)
class Change:
    """A metric before and after, over the cases that have it in both runs.

    ``low`` and ``high`` bound the change with 95 % confidence. ``chance`` is how likely such a change is by chance.
    ``gains`` are the changes by case, positive where it got better; ``worse`` and ``better`` are ids, the greatest
    change first.
    """

    metric: Metric
    before: float
    after: float
    low: float | None
    high: float | None
    chance: float
    gains: dict[str, float]

    @property
    def worse(self) -> tuple[str, ...]:
        return tuple(
            sorted((key for key, gain in self.gains.items() if gain < 0), key=self.gains.__getitem__)
        )

    @property
    def better(self) -> tuple[str, ...]:
        return tuple(
            sorted((key for key, gain in self.gains.items() if gain > 0), key=lambda key: -self.gains[key])
        )


@dataclass(frozen=True, slots=True)
class Flip:
    """A case whose answer got better or worse: its main score before and after, and both answers."""

    before: Row
    after: Row

    @property
    def gain(self) -> float:
        return (main_score(self.after) or 0.0) - (main_score(self.before) or 0.0)


@dataclass(frozen=True, slots=True)
class Comparison:
    """``flips`` stand worst first. ``only_before``, ``only_after`` and ``rewritten`` are ids that were not compared."""

    before: RunResult
    after: RunResult
    changes: tuple[Change, ...]
    flips: tuple[Flip, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    rewritten: tuple[str, ...]


def compare(before: RunResult, after: RunResult) -> Comparison:
    """The two runs, case by case; a case that was rewritten in between is not compared."""
    old, new = ({row.case.id: row for row in run.rows} for run in (before, after))
    shared = [key for key in old if key in new]
    rewritten = {key for key in shared if case_sha256(old[key].case) != case_sha256(new[key].case)}
    pairs = {key: (old[key], new[key]) for key in shared if key not in rewritten}
    flips = [Flip(*pair) for pair in pairs.values() if main_score(pair[0]) is not None]
    return Comparison(
        before=before,
        after=after,
        changes=tuple(
            changes(
                {key: Scored.of(pair[0]) for key, pair in pairs.items()},
                {key: Scored.of(pair[1]) for key, pair in pairs.items()},
            )
        ),
        flips=tuple(sorted((flip for flip in flips if flip.gain), key=lambda flip: flip.gain)),
        only_before=tuple(key for key in old if key not in new),
        only_after=tuple(key for key in new if key not in old),
        rewritten=tuple(sorted(rewritten)),
    )


def changes(
    before: Mapping[str, Scored], after: Mapping[str, Scored], metrics: Sequence[Metric] = METRICS
) -> list[Change]:
    """What became of each metric that both have; metrics that nobody has are left out."""
    found = (change(metric, before, after) for metric in metrics)
    return [each for each in found if each is not None]


def change(metric: Metric, before: Mapping[str, Scored], after: Mapping[str, Scored]) -> Change | None:
    """What became of one metric over the cases of both; None where no case has it in both."""
    sign = -1.0 if metric.lower_is_better else 1.0
    old: list[float] = []
    new: list[float] = []
    gains: dict[str, float] = {}
    for key, each in before.items():
        was = each.scores.get(metric.key)
        now = after[key].scores.get(metric.key) if key in after else None
        if was is not None and now is not None:
            old.append(was)
            new.append(now)
            gains[key] = round(sign * (now - was), _PLACES)
    if not gains:
        return None
    low, high = interval([now - was for was, now in zip(old, new, strict=True)]) or (None, None)
    return Change(
        metric=metric,
        before=mean(old) or 0.0,
        after=mean(new) or 0.0,
        low=low,
        high=high,
        chance=chance_of(list(gains.values())),
        gains=gains,
    )
