"""What the commands share: their options, settings and languages, and errors turned into exit codes."""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.errors import Lang, NotFoundError, QuestionError, SettingsError, YaodianError
from ui.console import note

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings
    from pydantic import BaseModel

    from ui.settings import UiSettings

PARTLY = 1
NOTHING = 2
INTERRUPTED = 130  # what shells give a program that Ctrl+C has stopped
_UNEXPECTED = 70  # sysexits' EX_SOFTWARE: a defect of ours, not of what was asked

LangOption = Annotated[
    Lang,
    typer.Option(
        "--lang", envvar="YAODIAN_LANG", help="界面语言。· Language of messages.", show_envvar=False
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="输出 JSON。· Print JSON.")]


def settings_for(lang: Lang, **given: object) -> UiSettings:
    """The settings of the environment, with those ``given`` instead."""
    from ui.settings import load_settings

    return load_settings(lang=lang, **given)


def embeddings_for(settings: UiSettings, *, soon: bool) -> Embeddings:
    """Those of the settings. ``soon``: something is to be embedded at once, so the bundled model is loaded while Chroma
    and the rest are imported, half a second each."""
    from ingest.embedding.embedding_cache import CachedEmbeddings
    from ingest.embedding.embeddings import make_embeddings

    embeddings = make_embeddings(settings)
    if soon and isinstance(embeddings, CachedEmbeddings):
        embeddings.load_soon()
    return embeddings


def print_json(body: BaseModel, *, indent: int | None = 2) -> None:
    """A body of the HTTP service, on standard output."""
    typer.echo(body.model_dump_json(indent=indent))


def in_lang(lang: Lang, zh: str, en: str) -> str:
    """The words in the language asked for."""
    return zh if lang == "zh" else en


def environment_lang() -> Lang:
    """The language before any option has been read."""
    return "en" if os.environ.get("YAODIAN_LANG") == "en" else "zh"


def empty_hint(lang: Lang) -> str:
    """What to do where nothing is held."""
    return in_lang(
        lang,
        "还没有录入文件。请先运行：yaodian ingest 文件或文件夹",
        "No notices are held yet. First run: yaodian ingest FILE-OR-FOLDER",
    )


@contextmanager
def reporting(lang: Lang, failure: int = 1) -> Iterator[None]:
    """Turn errors into one line and an exit code: 2 for what was asked wrongly, ``failure`` for the rest."""
    try:
        yield
    except YaodianError as error:
        note(error.text(lang))
        wrong = isinstance(error, (QuestionError, NotFoundError, SettingsError))
        raise SystemExit(NOTHING if wrong else failure) from error
    except (BrokenPipeError, typer.Exit, typer.Abort):
        raise  # a reader that went away, or the command's own end: typer knows what to do
    except OSError as error:
        what = f"{error.strerror or type(error).__name__}: {error.filename or ''}".rstrip(": ")
        note(in_lang(lang, f"系统不允许或无法完成：{what}", f"The system refused: {what}"))
        raise SystemExit(failure) from error
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__} ({Path(place.filename).name}:{place.lineno})"
        note(in_lang(lang, f"内部错误：{where}。请报告此事。", f"Internal error: {where}. Please report it."))
        raise SystemExit(_UNEXPECTED) from error
