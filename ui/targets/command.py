"""``yaodian targets``: the ledger on the command line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.errors import Lang
from ui.command import JsonOption, LangOption, empty_hint, print_json, reporting, settings_for
from ui.console import note

if TYPE_CHECKING:
    from ui.targets.schemas import TargetList

app = typer.Typer(add_completion=False)


@app.command("targets")
def targets(
    region: Annotated[
        list[str] | None,
        typer.Option(help="只看该地区（含下辖），可多次给出。· Only this region; repeatable."),
    ] = None,
    year: Annotated[
        list[int] | None,
        typer.Option(help="只看该年到期的，可多次给出。· Only due in this year; repeatable."),
    ] = None,
    indicator: Annotated[str, typer.Option(help="指标名称里的字词。· Words of the indicator.")] = "",
    department: Annotated[str, typer.Option(help="责任单位。· Part of a responsible unit's name.")] = "",
    masked: Annotated[
        bool | None,
        typer.Option("--masked/--no-masked", help="只看、不看脱敏的。· Only masked figures, or none."),
    ] = None,
    document: Annotated[
        list[str] | None,
        typer.Option(help="只看该编号的文件，可多次给出。· Only the notice of this id; repeatable."),
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, help="最多几条，默认全部。· Targets at most; all by default.")
    ] = None,
    as_json: JsonOption = False,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="输出 CSV，Excel 可直接打开。· Print CSV that Excel opens.")
    ] = False,
    lang: LangOption = "zh",
) -> None:
    """指标台账：要达到的数值和要按期完成的事。· Figures to reach and tasks with a date."""
    with reporting(lang):
        from ingest.store.store import NoticeStore
        from rag.retrieval.targets import TargetFilter, select_targets
        from ui.targets.schemas import TargetList

        notices = NoticeStore.open(settings_for(lang)).notices()
        wanted = TargetFilter(region or (), year or (), indicator, department, masked, document or ())
        found = TargetList.of(select_targets(notices, wanted), limit)
        if as_json:
            print_json(found)
        elif as_csv:
            _write_csv(found, lang)
        else:
            _draw(found, lang)
        if not notices:
            note(empty_hint(lang))


def _write_csv(found: TargetList, lang: Lang) -> None:
    from ui.targets.table import target_csv

    # As bytes: the text layer would write its own encoding, and on Windows double the line ends.
    sys.stdout.flush()
    sys.stdout.buffer.write(target_csv(found.targets, lang).encode())


def _draw(found: TargetList, lang: Lang) -> None:
    from rich.console import Console

    from ui.targets.table import target_table

    Console().print(target_table(found, lang))
