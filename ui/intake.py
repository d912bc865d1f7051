"""The commands ``yaodian ingest`` and ``yaodian rebuild``: files into the store, and the store made anew."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.errors import Lang, StoreBusyError
from ui.command import (
    INTERRUPTED,
    NOTHING,
    PARTLY,
    JsonOption,
    LangOption,
    embeddings_for,
    in_lang,
    print_json,
    reporting,
    settings_for,
)
from ui.console import note, plan_text, progress_bar, rebuild_text, report_text, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from langchain_core.embeddings import Embeddings

    from ingest.intake.report import IngestReport
    from ingest.store.store import NoticeStore
    from ui.settings import UiSettings

_SWITCH_S = 0.0005


def ingest(
    paths: Annotated[
        list[Path],
        # Nothing is checked here: a path that cannot be read is reported, and the others go in.
        typer.Argument(
            metavar="PATH…",
            help="文件或文件夹。· Files or folders.",
            show_default=False,
            exists=False,
            readable=False,
        ),
    ],
    prune: Annotated[
        bool,
        typer.Option(
            "--prune",
            help="清除原件已不在这些文件夹里的文件。· Take out what came from files that are gone from the folders.",
        ),
    ] = False,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run",
            help="只列出 --prune 将清除什么，不作改动。· Only list what --prune would take out; change nothing.",
        ),
    ] = False,
    watch: Annotated[
        bool,
        typer.Option(
            "--watch",
            help="录入后继续跟踪文件夹，随其增、改、删，按 Ctrl+C 停止。· Then follow the folders' changes, deletions "
            "too, until Ctrl+C.",
        ),
    ] = False,
    as_json: JsonOption = False,
    lang: LangOption = "zh",
) -> None:
    """录入文件或文件夹。· Take in files or folders.

    退出码：0 全部录入，1 有跳过，2 一份也没录入，130 中途停止。· Exit code 0: all taken in, 1: some skipped, 2: none,
    130: stopped half way.
    """
    with reporting(lang, failure=NOTHING):
        from ingest.store.vector_files import is_new

        settings = settings_for(lang)
        # Where there is no store yet everything is new, and is embedded.
        fresh = is_new(settings)
        if not (fresh or dry_run or watch) and _is_unchanged(paths, settings, prune, as_json, lang):
            return
        embeddings = embeddings_for(settings, soon=fresh)
        # The threads that embed hand the interpreter to those that parse and back for every passage.
        sys.setswitchinterval(_SWITCH_S)
        opened = partial(_opened, settings, embeddings)
        if dry_run:
            _show_plan(paths, opened(), as_json, lang)
        elif watch:
            _watch(paths, opened(), settings, as_json, lang)
        elif fresh:
            from ingest.intake.pipeline import ingest_new

            _ingest(partial(ingest_new, paths, opened, embeddings, settings), as_json, lang)
        else:
            from ingest.intake.pipeline import ingest_paths

            _ingest(partial(ingest_paths, paths, opened(), settings, prune=prune), as_json, lang)


def rebuild(as_json: JsonOption = False, lang: LangOption = "zh") -> None:
    """按当前版本和设置重建文件库，原库在完成前不变。· Make the store anew for this version and these settings.

    原件未变的重新读取，其余保留已存文本。· Files that are unchanged are read again; of others the stored text is kept.
    """
    with reporting(lang):
        settings = settings_for(lang)
        from ingest.store.rebuild import rebuild as make_anew

        with progress_bar(lang) as listen:
            report = make_anew(settings, progress=listen)
        if as_json:
            from ui.schemas import RebuildResult

            print_json(RebuildResult.of(report))
        else:
            say(rebuild_text(report, lang))


def took(report: IngestReport, lang: Lang) -> bool:
    """Whether anything named is held now, or was taken out; where there was nothing to take, that is said."""
    taken = bool(report.unchanged or report.changed)
    if not taken and report.ok:
        note(in_lang(lang, "没有找到可录入的文件。", "No file was found that can be taken in."))
    return taken


def _opened(settings: UiSettings, embeddings: Embeddings) -> NoticeStore:
    from ingest.store.store import NoticeStore

    return NoticeStore.open(settings, embeddings)


def _ingest(take_in: Callable[..., IngestReport], as_json: bool, lang: Lang) -> None:
    """``take_in`` is one of the pipeline's, and is given whoever listens."""
    from ingest.intake.pipeline import IngestStopped

    try:
        with progress_bar(lang) as listen:
            report = take_in(progress=listen)
    except IngestStopped as stopped:
        note(in_lang(lang, "已停止。到此为止：", "Stopped. So far:"))
        _show(stopped.report, as_json, lang)
        raise typer.Exit(INTERRUPTED) from None
    _end(report, as_json, lang)


def _is_unchanged(paths: list[Path], settings: UiSettings, prune: bool, as_json: bool, lang: Lang) -> bool:
    """Whether everything is held as it is; then that is all there is to tell."""
    from ingest.intake.unchanged import report_unchanged

    with progress_bar(lang) as listen:
        report = report_unchanged(paths, settings, listen, prune=prune)
    if report:
        _end(report, as_json, lang)
    return report is not None


def _end(report: IngestReport, as_json: bool, lang: Lang) -> None:
    _show(report, as_json, lang)
    taken = took(report, lang)
    if not taken or not report.ok:
        raise typer.Exit(PARTLY if taken else NOTHING)


def _watch(paths: list[Path], store: NoticeStore, settings: UiSettings, as_json: bool, lang: Lang) -> None:
    from ingest.intake.pipeline import IngestStopped
    from ingest.intake.watch import watch_folders

    first = True

    def tell(news: IngestReport | StoreBusyError) -> None:
        nonlocal first
        if isinstance(news, StoreBusyError):
            note(news.text(lang))
            return
        _show(news, as_json, lang, lines=True)
        if first:
            note(in_lang(lang, "正在跟踪，按 Ctrl+C 停止。", "Watching. Ctrl+C stops it."))
        first = False

    try:
        with progress_bar(lang) as listen:
            watch_folders(paths, store, settings, tell, listen)
    except IngestStopped as stopped:
        _show(stopped.report, as_json, lang, lines=True)
    except KeyboardInterrupt:
        pass  # how watching ends
    note(in_lang(lang, "已停止跟踪。", "Stopped watching."))


def _show(report: IngestReport, as_json: bool, lang: Lang, *, lines: bool = False) -> None:
    """``lines``: of several reports, each on a line of its own when printed as JSON."""
    if as_json:
        from ui.schemas import IngestResult

        print_json(IngestResult.of([report], lang), indent=None if lines else 2)
    else:
        say(report_text(report, lang))


def _show_plan(paths: list[Path], store: NoticeStore, as_json: bool, lang: Lang) -> None:
    from ingest.intake.prune import plan_prune
    from ingest.intake.report import IngestReport, Skipped

    plan = plan_prune(paths, store)
    if as_json:
        refused = tuple(Skipped.of(error) for error in plan.refused)
        report = IngestReport(pruned=plan.gone, relocated=plan.relocated, skipped=refused)
        _show(report, as_json, lang)
    else:
        say(plan_text(plan, lang))
    if plan.refused:
        raise typer.Exit(PARTLY)
