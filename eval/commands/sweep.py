"""``yaodian eval sweep``: what a setting is worth."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from eval.commands.common import (
    CorpusOption,
    JobsOption,
    LangOption,
    jobs_for,
    make_bars,
    opened,
    reporting,
    write_text,
)
from eval.errors import EvalError
from eval.making import Plan
from eval.report.markdown import markdown_table
from eval.report.terminal import show_table
from eval.summary import Group
from eval.sweep import Point, grid_of, sweep_point, sweep_table
from ingest.errors import Lang
from rag.build import Workspace, open_workspace
from rag.settings import RagSettings


def sweep(
    sets: Annotated[
        list[Path], typer.Argument(metavar="SET…", help="问题集（JSONL）· Question sets (JSONL).")
    ],
    grid: Annotated[
        list[str],
        typer.Option(
            help="设置=值,值；可多次，取所有组合。· setting=value,value; repeatable, all combinations."
        ),
    ],
    corpus: CorpusOption = None,
    markdown_out: Annotated[
        Path | None, typer.Option("--markdown", help="另写一份 Markdown 表。· Also write a Markdown table.")
    ] = None,
    jobs: JobsOption = None,
    lang: LangOption = "zh",
) -> None:
    """在一组设置上各评测一遍，列成表。· Ask the same questions at every point of a grid of settings."""
    errors = Console(stderr=True)
    with reporting(errors, lang):
        base = RagSettings()
        plan = Plan.of(sets, corpus or [])
        points = grid_of(grid, base)
        _refuse_own_store(plan, points)
        results: list[tuple[Point, Group]] = []
        with make_bars(errors) as bars:
            task = bars.add_task("组合" if lang == "zh" else "points", total=len(points))
            for _, group in groupby(points, key=lambda point: point.store):
                for result in _asked(plan, list(group), bars, errors, lang, jobs_for(jobs, base)):
                    results.append(result)
                    bars.advance(task)
        table = sweep_table(results, lang)
        if markdown_out:
            write_text(markdown_out, markdown_table(table) + "\n")
    show_table(table, Console())


def _asked(
    plan: Plan, points: Sequence[Point], bars: Progress, errors: Console, lang: Lang, jobs: int
) -> list[tuple[Point, Group]]:
    """Points that share a store: it is built once, and each point opens it with its own settings."""
    results = []
    with opened(plan.material, bars, errors, lang, points[0].settings) as built:
        for point in points:
            results.append((point, sweep_point(plan, point, _reopened(built, point), jobs)))
    return results


def _reopened(built: Workspace, point: Point) -> Workspace:
    places = {"data_dir": built.settings.data_dir, "chroma_url": built.settings.chroma_url}
    return open_workspace(point.settings.model_copy(update=places))


def _refuse_own_store(plan: Plan, points: Sequence[Point]) -> None:
    if plan.material is None and len({point.store for point in points}) > 1:
        raise EvalError(
            "sweep-needs-corpus",
            zh="这些设置要重新建库：请用 --corpus 给出通知的文件或文件夹，你自己的库不会被改动。",
            en="These settings need stores of their own: name the notices with --corpus; your own store stays as it is.",
        )
