"""The command line ``yaodian``. Its help is in Chinese and English; what takes seconds to import waits."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.errors import Lang, NotFoundError, QuestionError, SettingsError, YaodianError
from ui.console import citation_text, hit_text, note, notice_line, notice_text, progress_bar, report_text, say
from ui.plugins import PluginGroup
from ui.version import version

if TYPE_CHECKING:
    from pydantic import BaseModel

    from ingest.pipeline import IngestReport
    from rag.build import Workspace
    from rag.types import Answer, Filters
    from ui.settings import UiSettings

_PARTLY = 1
_NOTHING = 2
_UNEXPECTED = 70  # sysexits' EX_SOFTWARE: a defect of ours, not of what was asked

app = typer.Typer(
    name="yaodian",
    cls=PluginGroup,
    help="要点：向一批政策文件提问，句句有出处。· Answers from policy notices, every statement cited.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
documents = typer.Typer(
    help="查看、删除已录入的文件。· Look at and delete the notices held.", no_args_is_help=True
)
app.add_typer(documents, name="documents")

LangOption = Annotated[
    Lang,
    typer.Option(
        "--lang", envvar="YAODIAN_LANG", help="界面语言。· Language of messages.", show_envvar=False
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="输出 JSON。· Print JSON.")]
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
IdArgument = Annotated[str, typer.Argument(metavar="ID", help="文件编号。· Id of the notice.")]


def _show_version(wanted: bool) -> None:
    if wanted:
        say(f"yaodian {version()}")
        raise typer.Exit


def main() -> None:
    """Run the command line; the console script."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character shows a question mark instead of ending the command.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    with _reporting(_lang()):
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
    as_json: JsonOption = False,
    lang: LangOption = "zh",
) -> None:
    """录入文件或文件夹。· Take in files or folders.

    退出码：0 全部录入，1 有跳过，2 一份也没录入。· Exit code 0: all taken in, 1: some skipped, 2: none.
    """
    with _reporting(lang, failure=_NOTHING):
        settings = _settings(lang)
        from ingest.pipeline import ingest_paths
        from ingest.store import NoticeStore

        store = NoticeStore.open(settings)
        with progress_bar(lang) as listen:
            report = ingest_paths(paths, store, settings, listen)
        if as_json:
            from ui.schemas import IngestResult

            _json(IngestResult.of([report], lang))
        else:
            say(report_text(report, lang))
        taken = _took(report, lang)
    if not taken or not report.ok:
        raise typer.Exit(_PARTLY if taken else _NOTHING)


@app.command()
def ask(
    question: Annotated[
        str, typer.Argument(metavar="QUESTION", help="问题。· The question.", show_default=False)
    ],
    region: RegionOption = None,
    year: YearOption = None,
    document: DocumentOption = None,
    as_json: JsonOption = False,
    lang: LangOption = "zh",
) -> None:
    """提问，答案逐句附出处。· Ask; every statement of the answer is cited."""
    with _reporting(lang):
        workspace = _workspace(lang)
        filters = _filters(region, year, document)
        if as_json:
            _json(workspace.assistant.answer(question, (), filters))
        else:
            _tell(_streamed(workspace, question, filters), lang)
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
    as_json: JsonOption = False,
    lang: LangOption = "zh",
) -> None:
    """查找原文段落，不组织答案。· Find passages without composing an answer."""
    with _reporting(lang):
        workspace = _workspace(lang)
        hits = workspace.assistant.search(query, k, _filters(region, year, document))
        if as_json:
            from ui.schemas import PassageFound, SearchResponse

            _json(SearchResponse(passages=[PassageFound.of(hit) for hit in hits]))
        else:
            say(
                "\n\n".join(hit_text(place, hit) for place, hit in enumerate(hits, 1))
                or _in(lang, "没有找到。", "None.")
            )
        _hint_when_empty(workspace, lang)


@documents.command("list")
def list_documents(as_json: JsonOption = False, lang: LangOption = "zh") -> None:
    """列出已录入的文件。· List the notices held."""
    with _reporting(lang):
        from ingest.store import NoticeStore

        notices = NoticeStore.open(_settings(lang)).notices()
        if as_json:
            from ui.schemas import DocumentList, DocumentSummary

            _json(DocumentList(documents=[DocumentSummary.of(notice) for notice in notices]))
        elif notices:
            say("\n".join(notice_line(notice) for notice in notices))
        else:
            note(_empty_hint(lang))


@documents.command("show")
def show_document(document_id: IdArgument, as_json: JsonOption = False, lang: LangOption = "zh") -> None:
    """显示一份文件的信息和全文。· Show what is known about a notice, and its text."""
    with _reporting(lang):
        from ingest.store import NoticeStore

        store = NoticeStore.open(_settings(lang))
        notice = store.notice(document_id)
        if as_json:
            from ui.schemas import DocumentDetail

            _json(DocumentDetail.of(notice))
        else:
            say(notice_text(notice, len(store.passages(document_id)), lang))


@documents.command("delete")
def delete_document(document_id: IdArgument, as_json: JsonOption = False, lang: LangOption = "zh") -> None:
    """删除一份文件，此后不再引用。· Delete a notice; it is never cited again."""
    with _reporting(lang):
        from ingest.store import NoticeStore

        store = NoticeStore.open(_settings(lang))
        notice = store.notice(document_id)
        store.delete(document_id)
        if as_json:
            from ui.schemas import DocumentSummary

            _json(DocumentSummary.of(notice))
        else:
            say(f"{_in(lang, '已删除', 'Deleted')} {notice_line(notice)}")


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
    with _reporting(lang):
        from ui.server import is_loopback
        from ui.server import serve as run

        settings = _settings(lang, host=host, port=port)
        if not is_loopback(settings.host):
            note(
                _in(
                    lang,
                    "注意：服务没有口令，能连到本机的人都可以查看、录入和删除文件。",
                    "Note: there is no password. Who reaches this machine can read, add and delete notices.",
                )
            )
        note(_in(lang, "正在启动……", "Starting…"))
        run(
            settings,
            lambda address: note(_ready(address, lang)),
            lambda space: _prepare(space, notices, lang),
        )


def _prepare(workspace: Workspace, notices: list[Path] | None, lang: Lang) -> None:
    """Take in the notices that were named, and make the first question quick."""
    if notices:
        from ingest.pipeline import ingest_paths

        with progress_bar(lang) as listen:
            report = ingest_paths(notices, workspace.store, workspace.settings, listen)
        note(report_text(report, lang))
        if not _took(report, lang):
            raise typer.Exit(_NOTHING)  # an empty page would hide what is wrong with the paths
    workspace.assistant.warm()


def _took(report: IngestReport, lang: Lang) -> bool:
    """Whether anything named is held now; where there was nothing to take, that is said."""
    taken = bool(report.added or report.unchanged)
    if not taken and report.ok:
        note(_in(lang, "没有找到可录入的文件。", "No file was found that can be taken in."))
    return taken


def _ready(address: str, lang: Lang) -> str:
    return _in(
        lang,
        f"要点已就绪：{address}（接口说明：{address}/docs）。按 Ctrl+C 停止。",
        f"Yaodian is ready: {address} (HTTP description: {address}/docs). Ctrl+C stops it.",
    )


def _streamed(workspace: Workspace, question: str, filters: Filters) -> Answer:
    from rag.types import Done, Token

    answer: Answer | None = None
    for event in workspace.assistant.stream(question, (), filters):
        if isinstance(event, Token):
            say(event.text, end="")
        elif isinstance(event, Done):
            answer = event.answer
    assert answer is not None
    say("")
    return answer


def _tell(answer: Answer, lang: Lang) -> None:
    if answer.citations:
        say(_in(lang, "\n出处", "\nSources"))
        say("\n".join(citation_text(citation) for citation in answer.citations))
    for warning in answer.warnings:
        note(f"! {warning}")


def _hint_when_empty(workspace: Workspace, lang: Lang) -> None:
    if not workspace.store.notices():
        note(_empty_hint(lang))


def _empty_hint(lang: Lang) -> str:
    return _in(
        lang,
        "还没有录入文件。请先运行：yaodian ingest 文件或文件夹",
        "No notices are held yet. First run: yaodian ingest FILE-OR-FOLDER",
    )


def _settings(lang: Lang, **given: object) -> UiSettings:
    from ui.settings import load_settings

    return load_settings(lang=lang, **given)


def _workspace(lang: Lang) -> Workspace:
    settings = _settings(lang)
    from rag.build import open_workspace

    return open_workspace(settings)


def _filters(regions: list[str] | None, years: list[int] | None, ids: list[str] | None) -> Filters:
    from rag.types import Filters

    return Filters(regions=tuple(regions or ()), years=tuple(years or ()), document_ids=tuple(ids or ()))


def _json(body: BaseModel) -> None:
    typer.echo(body.model_dump_json(indent=2))


def _in(lang: Lang, zh: str, en: str) -> str:
    return zh if lang == "zh" else en


def _lang() -> Lang:
    return "en" if os.environ.get("YAODIAN_LANG") == "en" else "zh"


@contextmanager
def _reporting(lang: Lang, failure: int = 1) -> Iterator[None]:
    """Turn errors into one line and an exit code: 2 for what was asked wrongly, ``failure`` for the rest."""
    try:
        yield
    except YaodianError as error:
        note(error.text(lang))
        wrong = isinstance(error, (QuestionError, NotFoundError, SettingsError))
        raise SystemExit(_NOTHING if wrong else failure) from error
    except (BrokenPipeError, typer.Exit, typer.Abort):
        raise  # a reader that went away, or the command's own end: typer knows what to do
    except OSError as error:
        what = f"{error.strerror or type(error).__name__}: {error.filename or ''}".rstrip(": ")
        note(_in(lang, f"系统不允许或无法完成：{what}", f"The system refused: {what}"))
        raise SystemExit(failure) from error
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__} ({Path(place.filename).name}:{place.lineno})"
        note(_in(lang, f"内部错误：{where}。请报告此事。", f"Internal error: {where}. Please report it."))
        raise SystemExit(_UNEXPECTED) from error
