"""Reports as Markdown, for a pull request."""

from __future__ import annotations

from eval.compare import Comparison
from eval.report.tables import Table, change_table, run_tables
from eval.report.wording import asked, expected, got, labelled, origin
from eval.result import RunResult
from eval.summary import failures
from ingest.errors import Lang


def markdown(
    result: RunResult, lang: Lang, failures_shown: int = 10, comparison: Comparison | None = None
) -> str:
    """The tables of a run, its first failures, and, given a comparison, what changed since the run before."""
    parts = [f"# {_cell(result.info.name)}", origin(result.info, lang)]
    parts += [markdown_table(table) for table in run_tables(result, lang)]
    if comparison:
        parts.append(comparison_markdown(comparison, lang, failures_shown))
    shown = failures(result)[:failures_shown]
    if shown:
        parts.append("## 答错的题" if lang == "zh" else "## Failures")
    for row in shown:
        points = [f"- {label}{_cell(text)}" for label, text in labelled(row, lang)]
        parts.append("\n".join([f"### {_cell(row.case.id)} · {_cell(row.case.type)}", "", *points]))
    return "\n\n".join(parts) + "\n"


def comparison_markdown(comparison: Comparison, lang: Lang, shown: int = 10) -> str:
    """What changed between two runs, by metric and by case."""
    parts = [markdown_table(change_table(comparison, lang))]
    labels = (
        ("问：", "应答：", "之前：", "之后：")
        if lang == "zh"
        else ("asked: ", "expected: ", "before: ", "after: ")
    )
    for flip in comparison.flips[:shown]:
        texts = (asked(flip.after), expected(flip.after, lang), got(flip.before), got(flip.after))
        points = [f"- {label}{_cell(text)}" for label, text in zip(labels, texts, strict=True)]
        parts.append("\n".join([f"### {_cell(flip.after.case.id)} {flip.gain:+.2f}", "", *points]))
    return "\n\n".join(parts)


def markdown_table(table: Table) -> str:
    """One table under its title."""
    rule = ["---"] + ["---:"] * (len(table.header) - 1)
    rows = [f"| {' | '.join(map(_cell, table.header))} |", f"| {' | '.join(rule)} |"]
    rows += [f"| {' | '.join(map(_cell, line))} |" for line in table.lines]
    return "\n".join([f"## {table.title}", "", *rows])


def _cell(text: str) -> str:
    """``text`` on one line, harmless inside a Markdown table."""
    escaped = " ".join(text.split()).replace("\\", "\\\\")
    for mark in "|<>*_`[]#":
        escaped = escaped.replace(mark, f"\\{mark}")
    return escaped
