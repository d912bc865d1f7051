"""A run in figures: means by kind and overall, each with its interval; and the answers worth reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.metrics.statistics import interval, mean, percentile
from eval.result import Row, RunResult
from eval.scorers import METRICS

# A case whose answer is nearer to wrong than to right is worth reading.
_FAILED_BELOW = 0.5


@dataclass(frozen=True, slots=True)
class Score:
    """A mean over the cases that have gold for it (``cases`` of them), with its bootstrap 95 % interval."""

    mean: float
    low: float | None
    high: float | None
    cases: int


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds."""

    median: float
    p95: float


@dataclass(frozen=True, slots=True)
class Group:
    """The cases of one kind, or all of them (``kind`` empty). ``judged`` are a model's opinions, for what they are."""

    kind: str
    cases: int
    scores: dict[str, Score]
    stages_ms: dict[str, Latency]
    judged: dict[str, Score]


def summarise(result: RunResult) -> tuple[Group, ...]:
    """One group a kind, in the order in which the kinds first come, and all cases last."""
    kinds = dict.fromkeys(row.case.type for row in result.rows)
    groups = [_group(kind, [row for row in result.rows if row.case.type == kind]) for kind in kinds]
    return (*groups, _group("", result.rows))


def failures(result: RunResult) -> tuple[Row, ...]:
    """The wrong answers, worst first; without ``must``, those far from the expected wording."""
    scored = [(main_score(row), row) for row in result.rows]
    failed = [(score, row) for score, row in scored if score is not None and score < _FAILED_BELOW]
    return tuple(row for _, row in sorted(failed, key=lambda pair: pair[0]))


def main_score(row: Row) -> float | None:
    """Right or wrong where the case can say so, else how near the wording is; None without gold for either."""
    if row.error:
        return 0.0
    correct = row.scores.get("correct")
    return row.scores.get("rouge_l_headline") if correct is None else correct


def _group(kind: str, rows: Sequence[Row]) -> Group:
    stages = dict.fromkeys(stage for row in rows for stage in row.stages_ms)
    opinions = dict.fromkeys(key for row in rows for key in row.judged)
    return Group(
        kind=kind,
        cases=len(rows),
        scores=_scores({metric.key: [row.scores.get(metric.key) for row in rows] for metric in METRICS}),
        stages_ms={
            stage: _latency([row.stages_ms[stage] for row in rows if stage in row.stages_ms])
            for stage in stages
        },
        judged=_scores({key: [row.judged.get(key) for row in rows] for key in opinions}),
    )


def _scores(values: dict[str, list[float | None]]) -> dict[str, Score]:
    scores = {key: _score(each) for key, each in values.items()}
    return {key: score for key, score in scores.items() if score is not None}


def _score(values: Sequence[float | None]) -> Score | None:
    average = mean(values)
    if average is None:
        return None
    low, high = interval(values) or (None, None)
    return Score(average, low, high, sum(value is not None for value in values))


def _latency(values: Sequence[float]) -> Latency:
    return Latency(percentile(values, 50) or 0.0, percentile(values, 95) or 0.0)
