"""Is a run as good as the baseline? A metric that fell beyond its noise fails, and so does an invariant that broke.

The noise is that of the paired test: how likely the falls and rises of the single cases are if the change made nothing
worse. Five cases lost and none won is beyond it, five lost and four won is not. Kinds are tested too, because what ruins
follow-ups drowns among the other cases.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.baseline import Baseline
from eval.compare import Scored, change
from eval.metrics.statistics import chance_of
from eval.scorers import METRICS, Metric

ALPHA = 0.05


@dataclass(frozen=True, slots=True)
class Finding:
    """Why the gate fails. ``kind`` is empty for all cases; ``cases`` are those that lost most, worst first."""

    metric: Metric
    kind: str
    before: float
    after: float
    chance: float
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """``findings`` fail the gate. ``missing`` fail it too: cases of the baseline that the run does not have as they
    were. ``new`` are cases that the baseline does not know."""

    findings: tuple[Finding, ...]
    missing: tuple[str, ...]
    new: tuple[str, ...]
    compared: int

    @property
    def passed(self) -> bool:
        return not (self.findings or self.missing)


def judge(
    baseline: Baseline, after: Mapping[str, Scored], metrics: Sequence[Metric] = METRICS, alpha: float = ALPHA
) -> Verdict:
    """Hold the cases of a run to a baseline; a fall less likely than ``alpha`` by chance alone fails."""
    before = baseline.cases
    kept = {key: each for key, each in before.items() if key in after and after[key].sha256 == each.sha256}
    findings = [
        finding for metric in metrics if metric.gated for finding in _fallen(metric, kept, after, alpha)
    ]
    return Verdict(
        findings=tuple(findings),
        missing=tuple(key for key in before if key not in kept),
        new=tuple(key for key in after if key not in before),
        compared=len(kept),
    )


def _fallen(
    metric: Metric, before: Mapping[str, Scored], after: Mapping[str, Scored], alpha: float
) -> Sequence[Finding]:
    """The fall over all cases; where there is none beyond noise, those of single kinds."""
    overall = _finding(metric, "", before, after, alpha)
    if overall:
        return [overall]
    kinds = dict.fromkeys(each.kind for each in before.values())
    found = (
        _finding(metric, kind, {key: each for key, each in before.items() if each.kind == kind}, after, alpha)
        for kind in kinds
    )
    return [finding for finding in found if finding]


def _finding(
    metric: Metric, kind: str, before: Mapping[str, Scored], after: Mapping[str, Scored], alpha: float
) -> Finding | None:
    changed = change(metric, before, after)
    if changed is None or not changed.worse:
        return None
    chance = chance_of(list(changed.gains.values()), one_sided=True)
    if not metric.invariant and chance > alpha:
        return None
    return Finding(metric, kind, changed.before, changed.after, chance, changed.worse)
