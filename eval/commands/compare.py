"""``yaodian eval compare`` and ``report``: look at runs that are on the disk."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from eval.commands.common import LangOption, reporting, write_text
from eval.compare import compare as compare_runs
from eval.report.html import html
from eval.report.markdown import comparison_markdown, markdown
from eval.report.terminal import show, show_comparison
from eval.runfile import read_run

RunArgument = Annotated[Path, typer.Argument(metavar="RUN", help="结果文件。· File of a run.")]
MarkdownOption = Annotated[
    Path | None, typer.Option("--markdown", help="另写一份 Markdown。· Also write Markdown here.")
]


def compare(
    before: Annotated[Path, typer.Argument(metavar="A", help="前一次的结果文件。· The run before.")],
    after: Annotated[Path, typer.Argument(metavar="B", help="后一次的结果文件。· The run after.")],
    shown: Annotated[
        int, typer.Option("--cases", min=0, help="列出多少道变了的题。· Changed cases to list.")
    ] = 20,
    markdown_out: MarkdownOption = None,
    lang: LangOption = "zh",
) -> None:
    """比较两次评测：每个指标、每道题，最差的在前。· Compare two runs by metric and case, worst first."""
    with reporting(Console(stderr=True), lang):
        comparison = compare_runs(read_run(before), read_run(after))
        if markdown_out:
            write_text(markdown_out, comparison_markdown(comparison, lang, shown) + "\n")
    show_comparison(comparison, Console(), lang, shown)


def report(
    path: RunArgument,
    against: Annotated[Path | None, typer.Option(help="与这次评测相比。· Compare with this run.")] = None,
    html_out: Annotated[Path | None, typer.Option("--html", help="网页报告。· HTML report.")] = None,
    markdown_out: MarkdownOption = None,
    failures: Annotated[int, typer.Option(min=0, help="列出多少道答错的题。· Failures to list.")] = 10,
    lang: LangOption = "zh",
) -> None:
    """把一次评测写成报告。· Write the report of a run."""
    with reporting(Console(stderr=True), lang):
        result = read_run(path)
        comparison = compare_runs(read_run(against), result) if against else None
        if html_out:
            write_text(html_out, html(result, lang, comparison))
        if markdown_out:
            write_text(markdown_out, markdown(result, lang, failures, comparison))
    if not (html_out or markdown_out):
        show(result, Console(), lang, failures)
