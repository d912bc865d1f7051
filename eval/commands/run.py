"""``yaodian eval run``: ask, score, keep, report."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

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
    write_text,
)
from eval.compare import Comparison, compare
from eval.errors import EvalError
from eval.judge import Judge, open_judge
from eval.making import Plan, make_run, path_of_run
from eval.metrics.statistics import mean
from eval.peers import Peer, open_peer
from eval.report.html import html
from eval.report.markdown import markdown
from eval.report.terminal import show
from eval.result import RunResult
from eval.runfile import finished, make_folder, read_run, runs_folder
from eval.runner import describe
from ingest.errors import Lang
from rag.settings import RagSettings


def run(
    sets: Annotated[
        list[Path], typer.Argument(metavar="SET…", help="问题集（JSONL）· Question sets (JSONL).")
    ],
    corpus: CorpusOption = None,
    name: Annotated[str, typer.Option(help="这次评测的名字。· Name of this run.")] = "",
    out: Annotated[
        Path | None,
        typer.Option(
            help="结果文件；默认在数据文件夹的 eval 里。· The run's file; by default in eval/ of the data folder."
        ),
    ] = None,
    html_out: Annotated[
        Path | None,
        typer.Option(
            "--html", help="网页报告；默认与结果文件同名。· HTML report; beside the run by default."
        ),
    ] = None,
    markdown_out: Annotated[
        Path | None, typer.Option("--markdown", help="另写一份 Markdown 报告。· Also write Markdown here.")
    ] = None,
    jobs: JobsOption = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="接着上次中断的评测。· Go on with the run that was interrupted.")
    ] = False,
    peer: Annotated[
        Peer | None,
        typer.Option(help="改问一种通用做法，以便对照。· Ask a plain recipe instead of our assistant."),
    ] = None,
    judge: Annotated[
        bool,
        typer.Option(
            "--judge", help="另请模型评判（ragas），仅供参考。· Also ask a model's opinion (ragas)."
        ),
    ] = False,
    failures: Annotated[int, typer.Option(min=0, help="列出多少道答错的题。· Failures to list.")] = 10,
    min_correct: Annotated[
        float | None,
        typer.Option(min=0.0, max=1.0, help="正确率低于此值则退出码为 1。· Exit 1 below this accuracy."),
    ] = None,
    lang: LangOption = "zh",
) -> None:
    """跑一遍问题集并写出报告。· Run question sets and write the report."""
    errors, console = Console(stderr=True), Console()
    with reporting(errors, lang):
        plan = Plan.of(sets, corpus or [], name)
        settings = RagSettings()
        if out:
            make_folder(out)
        made = _Making(settings, out, resume, jobs_for(jobs, settings), peer)
        result, path = _run(plan, made, open_judge(settings) if judge else None, errors, lang)
        accuracy = _accuracy(result, min_correct)
        comparison = _since_last(result, path, plan)
        page = html_out or path.with_suffix(".html")
        write_text(page, html(result, lang, comparison))
        if markdown_out:
            write_text(markdown_out, markdown(result, lang, failures, comparison))
    show(result, console, lang, failures)
    _tell_places(path, page, console, lang)
    if min_correct is not None and accuracy < min_correct:
        below = f"正确率 {accuracy:.3f} 低于" if lang == "zh" else f"accuracy {accuracy:.3f} is below"
        errors.print(f"{below} {min_correct:.3f}", style="red")
        raise typer.Exit(BELOW)


@dataclass(frozen=True, slots=True)
class _Making:
    """How the run is to be made."""

    settings: RagSettings
    out: Path | None
    resume: bool
    jobs: int
    peer: Peer | None


def _run(
    plan: Plan, made: _Making, judge: Judge | None, errors: Console, lang: Lang
) -> tuple[RunResult, Path]:
    folder = runs_folder(made.settings.data_dir)
    with make_bars(errors) as bars, opened(plan.material, bars, errors, lang, made.settings) as workspace:
        asked = open_peer(made.peer, workspace, made.settings) if made.peer else workspace
        info = describe(plan.cases, asked, plan.name)
        path = made.out or path_of_run(plan, info, folder, made.resume)
        task = bars.add_task("评测" if lang == "zh" else "questions", total=len(plan.cases))
        result = make_run(
            plan,
            asked,
            path,
            info=info,
            progress=lambda done, _: bars.update(task, completed=done),
            jobs=made.jobs,
            judge=judge,
        )
    missing = "语料里没有" if lang == "zh" else "not in the notices:"
    tell([f"{missing} {warning}" for warning in result.info.warnings], errors)
    return result, path


def _since_last(result: RunResult, path: Path, plan: Plan) -> Comparison | None:
    """What changed since the last run of this name in the same folder; None for the first."""
    before = [each for each in finished(path.parent, plan.file_name) if each != path]
    return compare(read_run(before[-1]), result) if before else None


def _accuracy(result: RunResult, min_correct: float | None) -> float:
    accuracy = mean([row.scores["correct"] for row in result.rows])
    if accuracy is None and min_correct is not None:
        raise EvalError(
            "no-accuracy",
            zh="--min-correct 用不上：这些题都没有 must 或 unanswerable，无从判断对错。",
            en="--min-correct does not apply: no case has must or unanswerable to be judged by.",
        )
    return accuracy or 0.0


def _tell_places(path: Path, page: Path, console: Console, lang: Lang) -> None:
    labels = ("结果", "网页报告") if lang == "zh" else ("run", "HTML report")
    for label, place in zip(labels, (path, page), strict=True):
        console.print(f"{label}: {place}", markup=False, soft_wrap=True)
