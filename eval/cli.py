"""``yaodian eval``: the command line of the question sets. ``yaodian`` finds ``app`` by its entry point."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from eval.errors import EvalError
from eval.metrics.statistics import mean
from eval.questions import default_name, load_sets
from eval.report import markdown, show, write_json
from eval.result import RunResult
from eval.runner import run_cases
from eval.throwaway import Material, choose_material, throwaway_workspace
from ingest.errors import Lang, YaodianError
from ingest.pipeline import IngestReport
from ingest.pipeline import Progress as IngestProgress
from rag.build import Workspace, open_workspace

# The run was not made (a bad set, no notices, a broken store), as against "made, and not good enough".
_NOT_RUN = 2
_BELOW = 1

app = typer.Typer(help="评测问题集 · Score question sets.", no_args_is_help=True)


@app.callback()
def main() -> None:
    """评测问题集 · Score question sets."""


@app.command()
def run(
    sets: Annotated[
        list[Path], typer.Argument(metavar="SET…", help="问题集（JSONL）· Question sets (JSONL).")
    ],
    corpus: Annotated[
        list[Path] | None,
        typer.Option(
            help="用这些文件或文件夹建一个临时库来问；阅读题集默认用自带的文档。· "
            "Ask a throw-away store of these files or folders; a reading set brings its own."
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="JSON 报告写到哪里。· Where the JSON report goes.")] = None,
    markdown_out: Annotated[
        Path | None, typer.Option("--markdown", help="另写一份 Markdown 报告。· Also write Markdown here.")
    ] = None,
    name: Annotated[str, typer.Option(help="这次评测的名字。· Name of this run.")] = "",
    failures: Annotated[int, typer.Option(min=0, help="列出多少道答错的题。· Failures to list.")] = 10,
    min_correct: Annotated[
        float | None,
        typer.Option(min=0.0, max=1.0, help="正确率低于此值则退出码为 1。· Exit 1 below this accuracy."),
    ] = None,
    lang: Annotated[Lang, typer.Option(envvar="YAODIAN_LANG", help="zh / en")] = "zh",
) -> None:
    """跑一遍问题集并写出报告。· Run question sets and write the report."""
    name = name or default_name(sets)
    out = out or Path("reports") / f"eval-{default_name([Path(name)])}-{datetime.now():%Y%m%d-%H%M%S}.json"
    errors = Console(stderr=True)
    try:
        result = _run(sets, corpus or [], name, out, errors, lang)
        accuracy = _accuracy(result, min_correct)
    except YaodianError as error:
        errors.print(error.text(lang), style="red", markup=False, soft_wrap=True)
        raise typer.Exit(_NOT_RUN) from error
    if markdown_out:
        markdown_out.parent.mkdir(parents=True, exist_ok=True)
        markdown_out.write_text(markdown(result, lang, failures), encoding="utf-8")
    console = Console()
    show(result, console, lang, failures)
    console.print(f"\n{'报告' if lang == 'zh' else 'Report'}: {out}", markup=False, soft_wrap=True)
    if min_correct is not None and accuracy < min_correct:
        below = f"正确率 {accuracy:.3f} 低于" if lang == "zh" else f"accuracy {accuracy:.3f} is below"
        errors.print(f"{below} {min_correct:.3f}", style="red")
        raise typer.Exit(_BELOW)


def _run(
    sets: list[Path], corpus: list[Path], name: str, out: Path, errors: Console, lang: Lang
) -> RunResult:
    loaded = load_sets(sets)
    cases = [case for each in loaded for case in each.cases]
    material = choose_material(loaded, corpus)
    _make_folder(out)
    with _bars(errors) as bars, _workspace(material, bars, errors, lang) as workspace:
        task = bars.add_task("评测" if lang == "zh" else "questions", total=len(cases))
        result = run_cases(cases, workspace, lambda done, _: bars.update(task, completed=done), name)
    write_json(result, out)
    _warn(result, errors, lang)
    return result


@contextmanager
def _workspace(material: Material | None, bars: Progress, errors: Console, lang: Lang) -> Iterator[Workspace]:
    if material is None:
        workspace = open_workspace()
        _refuse_empty(workspace)
        yield workspace
        return
    with throwaway_workspace(material, _ingest_bar(bars, lang)) as (workspace, report):
        _tell_skipped(report, errors, lang)
        _refuse_empty(workspace)
        yield workspace


def _bars(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True)


def _ingest_bar(bars: Progress, lang: Lang) -> Callable[[IngestProgress], None]:
    labels = (
        {"read": "读取", "embed": "建索引"} if lang == "zh" else {"read": "reading", "embed": "embedding"}
    )
    tasks: dict[str, TaskID] = {}

    def update(step: IngestProgress) -> None:
        if step.stage not in tasks:
            tasks[step.stage] = bars.add_task(labels[step.stage], total=step.total)
        bars.update(tasks[step.stage], completed=step.done, total=step.total)

    return update


def _refuse_empty(workspace: Workspace) -> None:
    if not workspace.store.notices():
        raise EvalError(
            "no-notices",
            zh="没有可问的通知。请先 yaodian ingest，或用 --corpus 给出通知的文件或文件夹。",
            en="No notices to ask. Run yaodian ingest first, or name notices with --corpus.",
        )


def _make_folder(out: Path) -> None:
    # Before the run and not after it: an hour of answers must not end at a folder that cannot be written.
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EvalError(
            "report-folder",
            zh=f"{out.parent}：建不了这个文件夹（{error.strerror}）。请用 --out 换一个位置。",
            en=f"{out.parent}: cannot be made ({error.strerror}). Choose another place with --out.",
        ) from error


def _accuracy(result: RunResult, min_correct: float | None) -> float:
    accuracy = mean([row.scores["correct"] for row in result.rows])
    if accuracy is None and min_correct is not None:
        raise EvalError(
            "no-accuracy",
            zh="--min-correct 用不上：这些题都没有 must 或 unanswerable，无从判断对错。",
            en="--min-correct does not apply: no case has must or unanswerable to be judged by.",
        )
    return accuracy or 0.0


def _tell_skipped(report: IngestReport, errors: Console, lang: Lang) -> None:
    for skipped in report.skipped:
        errors.print(skipped.text(lang), style="yellow", markup=False, soft_wrap=True)


def _warn(result: RunResult, errors: Console, lang: Lang) -> None:
    for warning in result.warnings:
        missing = "语料里没有" if lang == "zh" else "not in the notices:"
        errors.print(f"{missing} {warning}", style="yellow", markup=False, soft_wrap=True)
