"""A grid of settings, each asked the same questions: what a default is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from pydantic import ValidationError

from eval.errors import EvalError
from eval.making import Plan
from eval.report.tables import Table, number
from eval.runner import Workspace, describe, run_cases
from eval.scorers import METRICS
from eval.summary import Group, summarise
from ingest.errors import Lang, SettingsError
from ingest.settings import IngestSettings
from rag.settings import RagSettings

_COLUMNS = (
    "correct",
    "citation_recall",
    "citation_precision",
    "abstention_recall",
    "false_abstention",
    "recall@1",
    "recall@5",
    "document_recall@1",
    "rouge_l_headline",
)
# Where a store is and how large a file may be changes nothing in it.
_NOT_OF_THE_STORE = {"data_dir", "cache_dir", "chroma_url"}

Values = dict[str, str]


@dataclass(frozen=True, slots=True)
class Point:
    """One combination of the grid, and the settings it makes."""

    values: Values
    settings: RagSettings

    @property
    def store(self) -> str:
        """Equal for points that can share a store."""
        fields = set(IngestSettings.model_fields) - _NOT_OF_THE_STORE
        return self.settings.model_dump_json(include=fields)


def grid_of(given: Sequence[str], base: RagSettings) -> list[Point]:
    """The points of ``name=a,b`` axes, in their order, those that share a store together. Raises EvalError."""
    axes = [_axis(each) for each in given]
    points = []
    for chosen in product(*(values for _, values in axes)):
        values = dict(zip((name for name, _ in axes), chosen, strict=True))
        points.append(Point(values, _settings(base, values)))
    order = list(dict.fromkeys(point.store for point in points))
    return sorted(points, key=lambda point: order.index(point.store))


def sweep_point(plan: Plan, point: Point, workspace: Workspace, jobs: int = 1) -> Group:
    """All cases asked at one point, as the overall means."""
    info = describe(plan.cases, workspace, plan.name)
    return summarise(run_cases(plan.cases, workspace, info, jobs=jobs))[-1]


def sweep_table(results: Sequence[tuple[Point, Group]], lang: Lang) -> Table:
    """A line a point; the best of each column is starred."""
    names = list(results[0][0].values) if results else []
    metrics = [m for m in METRICS if m.key in _COLUMNS and any(m.key in group.scores for _, group in results)]
    best = {
        metric.key: (min if metric.lower_is_better else max)(
            round(group.scores[metric.key].mean, 3) for _, group in results if metric.key in group.scores
        )
        for metric in metrics
    }
    lines = []
    for point, group in results:
        cells = [
            number(metric, group.scores[metric.key].mean)
            + ("★" if round(group.scores[metric.key].mean, 3) == best[metric.key] else "")
            for metric in metrics
        ]
        lines.append([*point.values.values(), *cells, f"{group.stages_ms['answer'].median:.0f}"])
    title = f"{'扫描' if lang == 'zh' else 'Sweep'} · {results[0][1].cases}" if results else ""
    header = [
        *names,
        *(metric.label(lang) for metric in metrics),
        "答题毫秒" if lang == "zh" else "answer ms",
    ]
    return Table(title, header, lines)


def _axis(given: str) -> tuple[str, list[str]]:
    name, _, values = given.partition("=")
    if name not in RagSettings.model_fields or not values:
        known = ", ".join(RagSettings.model_fields)
        raise EvalError(
            "bad-axis",
            zh=f"--grid {given}：应写成 名称=值,值，名称是一个设置（{known}）。",
            en=f"--grid {given}: write name=value,value; the name is a setting ({known}).",
        )
    return name, values.split(",")


def _settings(base: RagSettings, values: Values) -> RagSettings:
    try:
        return RagSettings(**{**base.model_dump(), **values})
    except (ValidationError, SettingsError) as error:
        said = error.text("zh") if isinstance(error, SettingsError) else str(error.errors()[0]["msg"])
        shown = ", ".join(f"{name}={value}" for name, value in values.items())
        raise EvalError(
            "bad-point",
            zh=f"--grid {shown}：不是允许的设置（{said}）。",
            en=f"--grid {shown}: not an allowed setting ({said}).",
        ) from error
