"""``yaodian bench``: what ingest and answering cost, on a corpus that is made up or on a store that is there."""

from __future__ import annotations

import os
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console

from eval.bench.asking import SYNTHETIC_MODEL, ask_all
from eval.bench.chart import chart_of
from eval.bench.filling import Filled, fill_by_files, fill_directly
from eval.bench.intake import measure_intake
from eval.bench.questions import questions_about
from eval.bench.report import Run, keep, machine, table_of
from eval.bench.synthetic import questions
from eval.bench.vectors import SyntheticEmbeddings
from eval.commands.common import LangOption, make_bars, reporting, write_text
from eval.errors import EvalError
from ingest.embedding.embeddings import make_embeddings
from ingest.store.store import NoticeStore
from rag.settings import RagSettings

_SEED = 7

app = typer.Typer(add_completion=False)


@app.command("bench")
def bench(
    passages: Annotated[
        int, typer.Option(min=1, help="合成语料的段落数。· Passages of the corpus that is made up.")
    ] = 5000,
    asked: Annotated[int, typer.Option("--questions", min=10, help="问多少题。· Questions asked.")] = 210,
    synthetic_vectors: Annotated[
        bool, typer.Option("--synthetic-vectors", help="不用模型，用合成向量。· Vectors without a model.")
    ] = False,
    intake: Annotated[
        int,
        typer.Option(
            min=0,
            help="另录入这么多份合成文件，比较用与不用进程。· Also take in so many files, with and without processes.",
        ),
    ] = 0,
    data: Annotated[
        Path | None,
        typer.Option(
            help="放合成库的文件夹，不删；已有文件库则只测提问。· Keep the store here; one that is there is only asked."
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="结果追加到这个 JSON 文件。· Add the result to this JSON file.")
    ] = None,
    chart: Annotated[
        Path | None,
        typer.Option(help="把 --out 中各次结果画成 SVG。· Draw all results of --out as an SVG."),
    ] = None,
    lang: LangOption = "zh",
) -> None:
    """测录入和提问的耗时与内存。· Measure what ingest and answering cost."""
    console, errors = Console(), Console(stderr=True)
    with reporting(errors, lang):
        with TemporaryDirectory() if data is None else nullcontext(str(data)) as folder:
            settings = _settings(Path(folder), synthetic_vectors)
            run = _measure(settings, passages, asked, intake, errors)
        console.print(table_of(run, lang))
        runs = keep(run, out) if out else [run]
        if chart:
            write_text(chart, chart_of(runs))


def _settings(folder: Path, synthetic: bool) -> RagSettings:
    # Said to be another model's, so that no other command takes these vectors for the bundled model's.
    settings = RagSettings(data_dir=folder, chroma_url="", llm_base_url="")
    model = {"embedding": "openai", "embedding_model": SYNTHETIC_MODEL}
    return settings.model_copy(update=model) if synthetic else settings


def _measure(settings: RagSettings, passages: int, count: int, files: int, errors: Console) -> Run:
    synthetic = settings.embedding == "openai"
    embeddings = SyntheticEmbeddings() if synthetic else make_embeddings(settings)
    store = NoticeStore.open(settings, embeddings)
    filled: Filled | None = None
    notices = store.notices()
    if not notices:
        with make_bars(errors) as bars:
            task = bars.add_task("passages", total=passages)
            fill = fill_directly if synthetic else fill_by_files
            filled = fill(store, settings, _SEED, passages, lambda done: bars.update(task, completed=done))
        notices = store.notices()
    held = sum(1 for _ in store.all_passages()) if filled is None else filled.passages
    store.close()
    made_up = filled is not None or synthetic
    put = questions(_SEED, len(notices), count) if made_up else questions_about(notices, count)
    if not put:
        raise EvalError(
            "no-notices", zh="没有可问的文件。", en="There are no notices that questions could be made of."
        )
    first = ask_all(settings, put[:1])  # it makes what the next start finds
    asked = ask_all(settings, put)
    taken = measure_intake(_settings(settings.data_dir, True), _SEED, files) if files else None
    cores = os.cpu_count() or 1
    return Run(held, len(notices), synthetic, cores, machine(), filled, first.ready_s, asked, taken)
