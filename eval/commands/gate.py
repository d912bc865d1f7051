"""``yaodian eval gate``: nothing gets worse unseen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from eval.baseline import Baseline, read_baseline, terms_for, write_baseline
from eval.commands.common import (
    BELOW,
    CorpusOption,
    JobsOption,
    LangOption,
    jobs_for,
    make_bars,
    opened,
    reporting,
    tell,
)
from eval.compare import scored
from eval.errors import EvalError
from eval.gate import ALPHA, judge
from eval.making import Plan
from eval.report.terminal import show_verdict
from eval.result import RunResult
from eval.runfile import read_run
from eval.runner import describe, run_cases
from ingest.errors import Lang, SettingsError
from rag.settings import RagSettings


def gate(
    path: Annotated[Path, typer.Argument(metavar="BASELINE", help="基线文件。· File of the baseline.")],
    sets: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[SET…]", help="问题集；默认是基线自己的。· Question sets; the baseline's own by default."
        ),
    ] = None,
    corpus: CorpusOption = None,
    run: Annotated[
        Path | None, typer.Option(help="不重新评测，用这次的结果。· Judge this run instead of a new one.")
    ] = None,
    accept: Annotated[
        str,
        typer.Option(
            metavar="理由 · REASON", help="把这次的结果定为新基线。· Make this result the baseline."
        ),
    ] = "",
    alpha: Annotated[
        float,
        typer.Option(
            min=0.0, max=0.5, help="变差出于偶然的概率低于此值才算变差。· A fall less likely by chance fails."
        ),
    ] = ALPHA,
    jobs: JobsOption = None,
    lang: LangOption = "zh",
) -> None:
    """与基线相比，变差则退出码为 1。· Exit 1 where a metric falls below the baseline beyond its noise."""
    errors, console = Console(stderr=True), Console()
    with reporting(errors, lang):
        known = read_baseline(path) if path.exists() or not accept else None
        sets = sets or [Path(each) for each in (known.terms.sets if known else ())]
        corpus = corpus or [Path(each) for each in (known.terms.corpus if known else ())]
        _refuse_nothing(sets, run)
        result = read_run(run) if run else _run(sets, corpus, jobs, errors, lang)
        if accept:
            terms = terms_for(accept, result.info.corpus_sha256, sets, corpus)
            write_baseline(Baseline(terms=terms, cases=scored(result)), path)
            said = "已更新基线" if lang == "zh" else "baseline renewed"
            console.print(f"{said}: {path}", markup=False, soft_wrap=True)
            return
        assert known is not None  # without --accept it has been read
        verdict = judge(known, scored(result), alpha=alpha)
    show_verdict(verdict, console, lang)
    if not verdict.passed:
        raise typer.Exit(BELOW)


def _run(
    sets: Sequence[Path], corpus: Sequence[Path], jobs: int | None, errors: Console, lang: Lang
) -> RunResult:
    settings = RagSettings()
    plan = Plan.of(sets, corpus)
    with make_bars(errors) as bars, opened(plan.material, bars, errors, lang, settings) as workspace:
        try:
            info = describe(plan.cases, workspace, plan.name)
        except SettingsError as error:
            # A prompt that cannot be used is no accident of this machine: it is what changed, and it fails the gate.
            errors.print(f"prompts: {error.text(lang)}", style="red", markup=False, soft_wrap=True)
            raise typer.Exit(BELOW) from error
        task = bars.add_task("评测" if lang == "zh" else "questions", total=len(plan.cases))
        result = run_cases(
            plan.cases,
            workspace,
            info,
            progress=lambda done, _: bars.update(task, completed=done),
            jobs=jobs_for(jobs, settings),
        )
    missing = "语料里没有" if lang == "zh" else "not in the notices:"
    tell([f"{missing} {warning}" for warning in result.info.warnings], errors)
    return result


def _refuse_nothing(sets: Sequence[Path], run: Path | None) -> None:
    if not sets and not run:
        raise EvalError(
            "no-sets",
            zh="基线里没有写问题集。请写出问题集，或用 --run 给出一次评测的结果。",
            en="The baseline names no sets. Name them, or a run with --run.",
        )
