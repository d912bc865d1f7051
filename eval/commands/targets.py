"""``yaodian eval targets``: the ledger against labels made by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from eval.baseline import Baseline, read_baseline, terms_for, write_baseline
from eval.commands.common import BELOW, LangOption, reporting, tell, write_text
from eval.corpus import Corpus
from eval.gate import judge
from eval.labels import load_labels
from eval.ledger import LEDGER_METRICS, ledger_cases, ledger_table, match_ledger, misses
from eval.parsing import parse_corpus
from eval.report.markdown import markdown_table
from eval.report.terminal import show_table, show_verdict
from rag.settings import RagSettings


def targets(
    labels: Annotated[
        list[Path], typer.Argument(metavar="LABELS…", help="人工标注（JSONL）· Labels made by hand (JSONL).")
    ],
    corpus: Annotated[
        list[Path],
        typer.Option(help="通知的文件、文件夹或阅读题集。· Notices: files, folders or reading sets."),
    ],
    wrong: Annotated[int, typer.Option(min=0, help="列出多少处错误。· Errors to list.")] = 0,
    baseline: Annotated[
        Path | None,
        typer.Option("--gate", help="与此基线相比，变差则退出码为 1。· Exit 1 below this baseline."),
    ] = None,
    accept: Annotated[
        str,
        typer.Option(
            metavar="理由 · REASON", help="把这次的结果定为 --gate 的新基线。· Renew the baseline of --gate."
        ),
    ] = "",
    markdown_out: Annotated[
        Path | None, typer.Option("--markdown", help="另写一份 Markdown。· Also write Markdown here.")
    ] = None,
    lang: LangOption = "zh",
) -> None:
    """用人工标注检验指标台账：准确、召回、数值、时限。· Hold the ledger against labels."""
    errors, console = Console(stderr=True), Console()
    verdict = None
    with reporting(errors, lang):
        labelled = load_labels(labels)
        notices, refused = parse_corpus(corpus, RagSettings())
        tell([error.text(lang) for error in refused], errors)
        documents = match_ledger(labelled, notices)
        cases = ledger_cases(documents)
        table = ledger_table(documents, lang)
        if markdown_out:
            write_text(markdown_out, markdown_table(table) + "\n")
        if baseline and accept:
            terms = terms_for(accept, Corpus.of(notices).sha256, labels, corpus)
            write_baseline(Baseline(terms=terms, cases=cases), baseline)
        elif baseline:
            verdict = judge(read_baseline(baseline), cases, LEDGER_METRICS)
    show_table(table, console)
    for line in misses(documents, lang)[:wrong]:
        console.print(line, markup=False, soft_wrap=True)
    if verdict:
        show_verdict(verdict, console, lang)
        if not verdict.passed:
            raise typer.Exit(BELOW)
