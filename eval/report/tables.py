"""The tables of every report, as text: what differs between terminal, Markdown and HTML is only how they are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.compare import Change, Comparison
from eval.gate import Finding, Verdict
from eval.result import RunResult
from eval.scorers import METRICS, Metric
from eval.summary import Group, Score, summarise
from ingest.errors import Lang

# The columns of the table by kind, in this order, each where some case has it; the full list stands below it.
_BY_KIND = (
    "correct",
    "headline",
    "citation_recall",
    "citation_precision",
    "recall@5",
    "document_recall@1",
    "rouge_l_headline",
)
_STAGES = {
    "understand": ("理解问题", "understand"),
    "retrieve": ("召回段落", "retrieve"),
    "read": ("查阅", "read"),
    "compose": ("成文", "compose"),
    "first": ("首字", "first piece"),
    "answer": ("答题", "answer"),
    "search": ("检索", "search"),
}
_NAMED = 12


@dataclass(frozen=True, slots=True)
class Table:
    """The first column is text, the others are figures."""

    title: str
    header: list[str]
    lines: list[list[str]]


def run_tables(result: RunResult, lang: Lang) -> list[Table]:
    """By kind, overall, and what a judge thought, where one was asked."""
    groups = summarise(result)
    tables = [_kind_table(groups, lang), _overall_table(groups[-1], lang)]
    if groups[-1].judged:
        tables.append(_judged_table(groups[-1], lang))
    return tables


def change_table(comparison: Comparison, lang: Lang) -> Table:
    """What became of every metric between two runs."""
    zh = lang == "zh"
    header = (
        ["指标", "之前", "之后", "变化的 95% 区间", "偶然概率", "变差", "变好", "题数"]
        if zh
        else [
            "metric",
            "before",
            "after",
            "95 % interval of the change",
            "by chance",
            "worse",
            "better",
            "cases",
        ]
    )
    title = "与上一次相比" if zh else "Against the run before"
    return Table(title, header, [_change_line(each, lang) for each in comparison.changes])


def finding_table(verdict: Verdict, lang: Lang) -> Table:
    """Why the gate fails."""
    zh = lang == "zh"
    header = (
        ["变差的指标", "题型", "基线", "这次", "偶然概率", "题目（变差最多的在前）"]
        if zh
        else ["metric", "kind", "baseline", "now", "by chance", "cases, worst first"]
    )
    return Table("门禁" if zh else "Gate", header, [_finding_line(each, lang) for each in verdict.findings])


def metric_label(metric: Metric, lang: Lang) -> str:
    """The metric's name, and whether lower is better."""
    if not metric.lower_is_better:
        return metric.label(lang)
    return f"{metric.zh}（越低越好）" if lang == "zh" else f"{metric.en} (lower is better)"


def number(metric: Metric, value: float) -> str:
    """A mean as it is shown: shares with three places, counts whole."""
    return f"{value:.3f}" if metric.share else f"{value:.0f}"


def chance(value: float) -> str:
    """A p value as it is shown."""
    return "<.001" if value < 0.001 else f"{value:.3f}"


def _kind_table(groups: Sequence[Group], lang: Lang) -> Table:
    overall = groups[-1]
    metrics = [metric for metric in METRICS if metric.key in _BY_KIND and metric.key in overall.scores]
    zh = lang == "zh"
    header = ["题型" if zh else "kind", "题数" if zh else "cases"]
    header += [metric.label(lang).partition("（")[0].partition(" (")[0] for metric in metrics]
    header.append("答题毫秒" if zh else "answer ms")
    lines = [
        [
            group.kind or ("全部" if zh else "all"),
            str(group.cases),
            *(_value(metric, group.scores.get(metric.key)) for metric in metrics),
            f"{group.stages_ms['answer'].median:.0f}" if "answer" in group.stages_ms else "–",
        ]
        for group in groups
    ]
    return Table("按题型" if zh else "By kind", header, lines)


def _overall_table(group: Group, lang: Lang) -> Table:
    zh = lang == "zh"
    header = ["指标", "平均", "95% 区间", "题数"] if zh else ["metric", "mean", "95 % interval", "cases"]
    lines = [
        [metric_label(metric, lang), _value(metric, score), _interval(metric, score), str(score.cases)]
        for metric in METRICS
        if (score := group.scores.get(metric.key))
    ]
    for stage, latency in group.stages_ms.items():
        name = _STAGES.get(stage, (stage, stage))[0 if zh else 1]
        label = f"{name}毫秒（中位；95%）" if zh else f"{name} ms (median; 95 %)"
        lines.append([label, f"{latency.median:.0f}; {latency.p95:.0f}", "", str(group.cases)])
    return Table("全部题目" if zh else "All cases", header, lines)


def _judged_table(group: Group, lang: Lang) -> Table:
    zh = lang == "zh"
    title = "模型评判（仅供参考，不作门禁）" if zh else "A model's opinion (never part of a gate)"
    header = ["指标", "平均", "95% 区间", "题数"] if zh else ["metric", "mean", "95 % interval", "cases"]
    plain = METRICS[0]
    lines = [
        [key, _value(plain, score), _interval(plain, score), str(score.cases)]
        for key, score in group.judged.items()
    ]
    return Table(title, header, lines)


def _change_line(each: Change, lang: Lang) -> list[str]:
    bounds = "" if each.low is None or each.high is None else f"{each.low:+.3f} … {each.high:+.3f}"
    return [
        metric_label(each.metric, lang),
        number(each.metric, each.before),
        number(each.metric, each.after),
        bounds,
        chance(each.chance) if each.gains and any(each.gains.values()) else "",
        str(len(each.worse)),
        str(len(each.better)),
        str(len(each.gains)),
    ]


def _finding_line(each: Finding, lang: Lang) -> list[str]:
    more = len(each.cases) - _NAMED
    named = " ".join(each.cases[:_NAMED]) + (f" … +{more}" if more > 0 else "")
    return [
        each.metric.label(lang),
        each.kind or ("全部" if lang == "zh" else "all"),
        number(each.metric, each.before),
        number(each.metric, each.after),
        chance(each.chance),
        named,
    ]


def _value(metric: Metric, score: Score | None) -> str:
    return "–" if score is None else number(metric, score.mean)


def _interval(metric: Metric, score: Score) -> str:
    if score.low is None or score.high is None:
        return ""
    return f"{number(metric, score.low)}–{number(metric, score.high)}"
