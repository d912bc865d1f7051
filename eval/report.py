"""A run for people: means by kind and overall, on the terminal, as Markdown and as a JSON file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from eval.metrics.statistics import interval, mean, percentile
from eval.result import Row, RunResult
from eval.scorers import METRICS, Metric
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
    """The cases of one kind, or all of them (``kind`` empty)."""

    kind: str
    cases: int
    scores: dict[str, Score]
    answer_ms: Latency
    search_ms: Latency


def summarise(result: RunResult) -> tuple[Group, ...]:
    """One group a kind, in the order in which the kinds first come, and all cases last."""
    kinds = dict.fromkeys(row.case.type for row in result.rows)
    groups = [_group(kind, [row for row in result.rows if row.case.type == kind]) for kind in kinds]
    return (*groups, _group("", result.rows))


def failures(result: RunResult) -> tuple[Row, ...]:
    """The wrong answers, worst first; without ``must``, those far from the expected wording."""
    scored = [(_main_score(row), row) for row in result.rows]
    failed = [(score, row) for score, row in scored if score is not None and score < _FAILED_BELOW]
    return tuple(row for _, row in sorted(failed, key=lambda pair: pair[0]))


def write_json(result: RunResult, path: Path) -> None:
    """The whole run with its summary, in one file; replaced as a whole or not at all."""
    content = result.model_dump(mode="json")
    content["summary"] = [asdict(group) for group in summarise(result)]
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    beside.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    beside.replace(path)


def read_json(path: Path) -> RunResult:
    """The run that :func:`write_json` wrote."""
    content = json.loads(path.read_text(encoding="utf-8"))
    content.pop("summary", None)
    return RunResult.model_validate(content)


def show(result: RunResult, console: Console, lang: Lang, failures_shown: int) -> None:
    """Print the tables and the first failures."""
    for title, header, lines in _tables(result, lang):
        # Headers break within words: a terminal of 80 columns shows every figure and every kind in full.
        table = Table(
            title=title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False, collapse_padding=True
        )
        for index, name in enumerate(header):
            first = index == 0
            table.add_column(name, justify="left" if first else "right", no_wrap=first, overflow="fold")
        for line in lines:
            table.add_row(*map(escape, line))
        console.print(table)
    for row in failures(result)[:failures_shown]:
        console.print(f"\n[bold]{escape(row.case.id)}[/bold] {escape(row.case.type)}")
        for label, text in _failure(row, lang):
            console.print(f"  {label}{escape(text)}")


def markdown(result: RunResult, lang: Lang, failures_shown: int = 10) -> str:
    """The same as :func:`show` prints, for a pull request or a page."""
    parts = [f"# {_cell(result.name)}", _origin(result, lang)]
    for title, header, lines in _tables(result, lang):
        rule = ["---"] + ["---:"] * (len(header) - 1)
        rows = [f"| {' | '.join(map(_cell, line))} |" for line in (header, rule, *lines)]
        parts.append("\n".join([f"## {title}", "", *rows]))
    shown = failures(result)[:failures_shown]
    if shown:
        parts.append("## 答错的题" if lang == "zh" else "## Failures")
    for row in shown:
        points = [f"- {label}{_cell(text)}" for label, text in _failure(row, lang)]
        parts.append("\n".join([f"### {_cell(row.case.id)} · {_cell(row.case.type)}", "", *points]))
    return "\n\n".join(parts) + "\n"


def _group(kind: str, rows: Sequence[Row]) -> Group:
    scores = {metric.key: _score([row.scores.get(metric.key) for row in rows]) for metric in METRICS}
    return Group(
        kind=kind,
        cases=len(rows),
        scores={key: score for key, score in scores.items() if score is not None},
        answer_ms=_latency([row.answer_ms for row in rows]),
        search_ms=_latency([row.search_ms for row in rows]),
    )


def _score(values: Sequence[float | None]) -> Score | None:
    average = mean(values)
    if average is None:
        return None
    low, high = interval(values) or (None, None)
    return Score(average, low, high, sum(value is not None for value in values))


def _latency(values: Sequence[float]) -> Latency:
    return Latency(percentile(values, 50) or 0.0, percentile(values, 95) or 0.0)


def _main_score(row: Row) -> float | None:
    if row.error:
        return 0.0
    correct = row.scores.get("correct")
    return row.scores.get("rouge_l_headline") if correct is None else correct


Lines = list[list[str]]


def _tables(result: RunResult, lang: Lang) -> list[tuple[str, list[str], Lines]]:
    groups = summarise(result)
    return [_kind_table(groups, lang), _overall_table(groups[-1], lang)]


def _kind_table(groups: Sequence[Group], lang: Lang) -> tuple[str, list[str], Lines]:
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
            f"{group.answer_ms.median:.0f}",
        ]
        for group in groups
    ]
    return ("按题型" if zh else "By kind"), header, lines


def _overall_table(group: Group, lang: Lang) -> tuple[str, list[str], Lines]:
    zh = lang == "zh"
    header = ["指标", "平均", "95% 区间", "题数"] if zh else ["metric", "mean", "95 % interval", "cases"]
    lines = [
        [_label(metric, lang), _value(metric, score), _interval(metric, score), str(score.cases)]
        for metric in METRICS
        if (score := group.scores.get(metric.key))
    ]
    spent = (("答题", "answer", group.answer_ms), ("检索", "search", group.search_ms))
    for name_zh, name_en, latency in spent:
        label = f"{name_zh}毫秒（中位；95%）" if zh else f"{name_en} ms (median; 95 %)"
        lines.append([label, f"{latency.median:.0f}; {latency.p95:.0f}", "", str(group.cases)])
    return ("全部题目" if zh else "All cases"), header, lines


def _label(metric: Metric, lang: Lang) -> str:
    if not metric.lower_is_better:
        return metric.label(lang)
    return f"{metric.zh}（越低越好）" if lang == "zh" else f"{metric.en} (lower is better)"


def _value(metric: Metric, score: Score | None) -> str:
    if score is None:
        return "–"
    return f"{score.mean:.3f}" if metric.share else f"{score.mean:.0f}"


def _interval(metric: Metric, score: Score) -> str:
    if score.low is None or score.high is None:
        return ""
    return f"{score.low:.3f}–{score.high:.3f}" if metric.share else f"{score.low:.0f}–{score.high:.0f}"


def _failure(row: Row, lang: Lang) -> list[tuple[str, str]]:
    asked, expected, got = (
        ("问：", "应答：", "实答：") if lang == "zh" else ("asked: ", "expected: ", "got: ")
    )
    return [
        (
            asked,
            " / ".join(
                [*(turn.content for turn in row.case.history if turn.role == "user"), row.case.question]
            ),
        ),
        (expected, _expected(row, lang)),
        (got, row.error or row.answer.answer),
    ]


def _expected(row: Row, lang: Lang) -> str:
    case = row.case
    zh = lang == "zh"
    parts = ["／".join(group) for group in case.must]
    if case.unanswerable:
        parts.insert(0, "拒答" if zh else "an abstention")
    elif row.answer.abstained:
        parts.insert(0, "不应拒答" if zh else "no abstention")
    if case.answer:
        parts.append(case.answer)
    if case.must_not:
        parts.append(("不得出现 " if zh else "never ") + "／".join(case.must_not))
    return "；".join(parts) if zh else "; ".join(parts)


def _origin(result: RunResult, lang: Lang) -> str:
    facts = (
        len(result.rows),
        result.documents,
        result.corpus_sha256[:12],
        result.code_version,
        result.started_at,
    )
    if lang == "zh":
        return "{} 道题，{} 份文件（{}），版本 {}，{}".format(*facts)
    return "{} cases, {} documents ({}), version {}, {}".format(*facts)


def _cell(text: str) -> str:
    """``text`` on one line, harmless inside a Markdown table."""
    escaped = " ".join(text.split()).replace("\\", "\\\\")
    for mark in "|<>*_`[]#":
        escaped = escaped.replace(mark, f"\\{mark}")
    return escaped
