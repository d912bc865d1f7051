"""The command line ``yaodian``. Its help is in Chinese and English; what takes seconds to import waits."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.errors import Lang
from ui.command import (
    INTERRUPTED,
    NOTHING,
    JsonOption,
    LangOption,
    embeddings_for,
    empty_hint,
    environment_lang,
    in_lang,
    print_json,
    reporting,
    settings_for,
)
from ui.console import citation_text, hit_text, note, progress_bar, report_text, say
from ui.documents import documents
from ui.intake import ingest, rebuild, took
from ui.plugins import PluginGroup
from ui.version import version

if TYPE_CHECKING:
    from rag.build import Workspace
    from rag.explanation import Explanation
    from rag.types import Answer, AnswerEvent, Filters

# Made until Python looks for garbage among them. By its default of 700 that is a twentieth of a start, whose objects stay.
_OBJECTS = 50_000

app = typer.Typer(
    name="yaodian",
    cls=PluginGroup,
    help="要点：向一批政策文件提问，句句有出处。· Answers from policy notices, every statement cited.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(ingest)

RegionOption = Annotated[
    list[str] | None, typer.Option("--region", help="只看该地区，可多次给出。· Only this region; repeatable.")
]
YearOption = Annotated[
    list[int] | None, typer.Option("--year", help="只看该年份，可多次给出。· Only this year; repeatable.")
]
DocumentOption = Annotated[
    list[str] | None,
    typer.Option(
        "--document", help="只看该编号的文件，可多次给出。· Only the notice of this id; repeatable."
    ),
]
InForceOption = Annotated[
    bool, typer.Option("--in-force", help="只看现行文件。· Only notices in force.", show_default=False)
]


def _show_version(wanted: bool) -> None:
    if wanted:
        say(f"yaodian {version()}")
        raise typer.Exit


def main() -> None:
    """Run the command line; the console script."""
    gc.set_threshold(_OBJECTS)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character shows a question mark instead of ending the command.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    with reporting(environment_lang()):
        app()


@app.callback()
def root(
    lang: LangOption = "zh",
    data_dir: Annotated[
        Path | None,
        typer.Option(help="数据文件夹（YAODIAN_DATA_DIR）。· Where the notices are kept.", file_okay=False),
    ] = None,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_version, help="显示版本。· Show the version.", is_eager=True
        ),
    ] = False,
) -> None:
    """要点：向一批政策文件提问，句句有出处。· Answers from policy notices, every statement cited."""
    # Through the environment, because the commands of other packages read their settings from there too.
    os.environ["YAODIAN_LANG"] = lang
    if data_dir is not None:
        os.environ["YAODIAN_DATA_DIR"] = str(data_dir)


@app.command()
def ask(
    question: Annotated[
        str, typer.Argument(metavar="QUESTION", help="问题。· The question.", show_default=False)
    ],
    region: RegionOption = None,
    year: YearOption = None,
    document: DocumentOption = None,
    in_force: InForceOption = False,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain",
            help="并说明为什么这样回答：怎样理解问题、找到什么、把握多大。· Also say why: the question as understood, "
            "what was found, how sure that is.",
            show_default=False,
        ),
    ] = False,
    as_json: JsonOption = False,
    lang: LangOption = "zh",
) -> None:
    """提问，答案逐句附出处。· Ask; every statement of the answer is cited."""
    with reporting(lang):
        workspace = _workspace(lang)
        filters = _filters(region, year, document, in_force)
        told, events = _asked(workspace, question, filters, explain)
        if as_json:
            _print_answer(events, told)
        else:
            _tell(_streamed(events), lang)
            if told:
                _print_explanation(told, lang)
        _hint_when_empty(workspace, lang)


@app.command()
def search(
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help="要找的内容。· What to look for.", show_default=False)
    ],
    k: Annotated[int, typer.Option("-k", min=1, max=50, help="最多几段。· Passages at most.")] = 10,
    region: RegionOption = None,
    year: YearOption = None,
    document: DocumentOption = None,
    in_force: InForceOption = False,
    as_json: JsonOption = False,
    lang: LangOption = "zh",
) -> None:
    """查找原文段落，不组织答案。· Find passages without composing an answer."""
    with reporting(lang):
        workspace = _workspace(lang)
        hits = workspace.assistant.search(query, k, _filters(region, year, document, in_force))
        if as_json:
            from ui.schemas import PassageFound, SearchResponse

            print_json(SearchResponse(passages=[PassageFound.of(hit) for hit in hits]))
        else:
            say(
                "\n\n".join(hit_text(place, hit) for place, hit in enumerate(hits, 1))
                or in_lang(lang, "没有找到。", "None.")
            )
        _hint_when_empty(workspace, lang)


app.add_typer(documents, name="documents")
app.command()(rebuild)


@app.command()
def serve(
    host: Annotated[
        str | None, typer.Option(help="监听地址，默认 127.0.0.1。· Address to listen on.")
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help="端口，默认 7860；0 为任一空闲端口。· Port; 0: any free one."),
    ] = None,
    notices: Annotated[
        list[Path] | None,
        typer.Option(
            help="先录入这些文件或文件夹，可多次给出。· Take these in first; repeatable.",
            exists=False,
            readable=False,
        ),
    ] = None,
    lang: LangOption = "zh",
) -> None:
    """启动网页和 HTTP 服务。· Run the page and the HTTP service."""
    with reporting(lang):
        from ui.server import is_loopback
        from ui.server import serve as run

        settings = settings_for(lang, host=host, port=port)
        if not is_loopback(settings.host) and not settings.keys:
            note(
                in_lang(
                    lang,
                    "注意：服务没有口令，能连到本机的人都可以查看、录入和删除文件。",
                    "Note: there is no password. Who reaches this machine can read, add and delete notices.",
                )
            )
        note(in_lang(lang, "正在启动……", "Starting…"))
        run(
            settings,
            lambda address: note(_ready(address, lang)),
            lambda space: _prepare(space, notices, lang),
        )


def _prepare(workspace: Workspace, notices: list[Path] | None, lang: Lang) -> None:
    """Take in the notices that were named, and make the first question quick."""
    if notices:
        from ingest.intake.pipeline import IngestStopped, ingest_paths

        try:
            with progress_bar(lang) as listen:
                report = ingest_paths(notices, workspace.store, workspace.settings, listen)
        except IngestStopped as stopped:
            note(report_text(stopped.report, lang))
            raise typer.Exit(INTERRUPTED) from None
        note(report_text(report, lang))
        if not took(report, lang):
            raise typer.Exit(NOTHING)  # an empty page would hide what is wrong with the paths
    workspace.assistant.warm()


def _ready(address: str, lang: Lang) -> str:
    return in_lang(
        lang,
        f"要点已就绪：{address}（接口说明：{address}/docs）。按 Ctrl+C 停止。",
        f"Yaodian is ready: {address} (HTTP description: {address}/docs). Ctrl+C stops it.",
    )


def _asked(
    workspace: Workspace, question: str, filters: Filters, explain: bool
) -> tuple[Explanation | None, Iterator[AnswerEvent]]:
    if explain:
        return workspace.assistant.explained(question, (), filters)
    return None, workspace.assistant.stream(question, (), filters)


def _streamed(events: Iterator[AnswerEvent]) -> Answer:
    from rag.types import Done, Token

    answer: Answer | None = None
    for event in events:
        if isinstance(event, Token):
            say(event.text, end="")
        elif isinstance(event, Done):
            answer = event.answer
    assert answer is not None
    say("")
    return answer


def _tell(answer: Answer, lang: Lang) -> None:
    if answer.citations:
        say(in_lang(lang, "\n出处", "\nSources"))
        say("\n".join(citation_text(citation) for citation in answer.citations))
    for warning in answer.warnings:
        note(f"! {warning}")


def _print_answer(events: Iterator[AnswerEvent], explanation: Explanation | None) -> None:
    from rag.types import Done
    from ui.schemas import explained

    print_json(next(explained(event.answer, explanation) for event in events if isinstance(event, Done)))


def _print_explanation(explanation: Explanation, lang: Lang) -> None:
    from rich.console import Console

    from ui.explained import explanation_parts

    Console().print(*explanation_parts(explanation, lang), sep="\n")


def _hint_when_empty(workspace: Workspace, lang: Lang) -> None:
    if not workspace.store.notices():
        note(empty_hint(lang))


def _workspace(lang: Lang) -> Workspace:
    settings = settings_for(lang)
    embeddings = embeddings_for(settings, soon=True)
    from rag.build import open_workspace

    return open_workspace(settings, embeddings=embeddings)


def _filters(
    regions: list[str] | None, years: list[int] | None, ids: list[str] | None, in_force: bool
) -> Filters:
    from rag.types import Filters

    return Filters(
        regions=tuple(regions or ()),
        years=tuple(years or ()),
        document_ids=tuple(ids or ()),
        standing="in-force" if in_force else None,
    )
