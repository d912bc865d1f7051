"""What the commands share: options, bars, the store that is asked, errors as exit codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from eval.errors import EvalError
from eval.throwaway import Material, throwaway_workspace
from ingest.errors import Lang, YaodianError
from ingest.intake.pipeline import IngestReport
from ingest.intake.pipeline import Progress as IngestProgress
from rag.build import Workspace, open_workspace
from rag.settings import RagSettings

# The run was not made (a bad set, no notices, a broken store), as against "made, and not good enough".
NOT_RUN = 2
BELOW = 1
_INTERRUPTED = 130

LangOption = Annotated[Lang, typer.Option(envvar="YAODIAN_LANG", help="zh / en")]
CorpusOption = Annotated[
    list[Path] | None,
    typer.Option(
        help="用这些文件或文件夹建一个临时库来问；阅读题集默认用自带的文档。· "
        "Ask a throw-away store of these files or folders; a reading set brings its own."
    ),
]
JobsOption = Annotated[
    int | None,
    typer.Option(
        min=1, max=64, help="同时问几道题；用模型时默认 4。· Questions asked at a time; 4 with a model."
    ),
]


@contextmanager
def reporting(errors: Console, lang: Lang) -> Iterator[None]:
    """Our own errors become their text and exit code 2, an interruption 130."""
    try:
        yield
    except YaodianError as error:
        errors.print(error.text(lang), style="red", markup=False, soft_wrap=True)
        raise typer.Exit(NOT_RUN) from error
    except KeyboardInterrupt as error:
        said = "已中断；加 --resume 接着评测" if lang == "zh" else "interrupted; go on with --resume"
        errors.print(said, style="yellow")
        raise typer.Exit(_INTERRUPTED) from error


def make_bars(console: Console) -> Progress:
    """Progress bars that leave nothing behind."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True)


@contextmanager
def opened(
    material: Material | None,
    bars: Progress,
    errors: Console,
    lang: Lang,
    settings: RagSettings | None = None,
) -> Iterator[Workspace]:
    """What is asked: a throw-away store of ``material``, or the store of the settings. Raises EvalError if empty."""
    if material is None:
        workspace = open_workspace(settings)
        _refuse_empty(workspace)
        yield workspace
        return
    with throwaway_workspace(material, _ingest_bar(bars, lang), settings) as (workspace, report):
        _tell_skipped(report, errors, lang)
        _refuse_empty(workspace)
        yield workspace


def jobs_for(jobs: int | None, settings: RagSettings) -> int:
    """As many as asked for; else several where a model is waited for, one where the processor is the limit."""
    return jobs or (4 if settings.llm_configured else 1)


def write_text(path: Path, text: str) -> None:
    """Write a report. Raises EvalError where that cannot be done."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise EvalError(
            "report-folder",
            zh=f"{path}：写不了（{error.strerror}）。请换一个位置。",
            en=f"{path}: cannot be written ({error.strerror}). Choose another place.",
        ) from error


def tell(lines: Sequence[str], errors: Console) -> None:
    """Print warnings, one a line."""
    for line in lines:
        errors.print(line, style="yellow", markup=False, soft_wrap=True)


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


def _tell_skipped(report: IngestReport, errors: Console, lang: Lang) -> None:
    tell([skipped.text(lang) for skipped in report.skipped], errors)
