"""评测: the latest runs over question sets, as their files in the data folder tell them."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from ingest.errors import Lang
from ui.page.markup import escape
from ui.page.tabs import wording
from ui.page.tabs.controls import Column, Order, table_html, title_html
from ui.page.wording import Phrase

logger = logging.getLogger(__name__)

_LATEST = 10
_SHOWN = {
    "correct": Phrase("正确", "Correct"),
    "citation_recall": Phrase("引文召回", "Citation recall"),
    "citation_precision": Phrase("引文准确", "Citation precision"),
    "abstention_recall": Phrase("该拒答时拒答", "Abstains when it should"),
    "recall@5": Phrase("检索召回@5", "Retrieval recall@5"),
    "document_recall@5": Phrase("文件召回@5", "Document recall@5"),
    "rouge_l_headline": Phrase("ROUGE-L（首行）", "ROUGE-L (first line)"),
}
_COLUMNS = tuple(
    Column(title)
    for title in (wording.RUN_NAME, wording.RUN_AT, wording.RUN_CASES, wording.RUN_MODEL, *_SHOWN.values())
)


class Run(BaseModel):
    """What a run was made with, and its means by metric (None where no case had gold for it)."""

    model_config = ConfigDict(frozen=True)

    name: str
    started_at: str
    cases: int
    model: str = ""
    scores: dict[str, float | None] = {}


def latest_runs(folder: Path) -> list[Run]:
    """The runs kept in ``folder``, newest first. A file that is no finished run is passed over."""
    paths = sorted(folder.glob("*.jsonl"), key=lambda path: path.stem[-15:], reverse=True)
    found = (_read(path) for path in paths)
    return [run for run in found if run][:_LATEST]


def runs_html(runs: list[Run], lang: Lang) -> str:
    """The runs as a table."""
    head = title_html(wording.RUNS_TITLE, wording.RUNS_LEAD, lang)
    if not runs:
        return head + f'<p class="nothing">{wording.RUNS_NONE.text(lang)}</p>'
    return head + table_html("runs", _COLUMNS, [_cells(run, lang) for run in runs], Order(), lang)


def _read(path: Path) -> Run | None:
    try:
        # Only line feeds end a line; answers may hold other separators.
        lines = path.read_text(encoding="utf-8").strip("\n").split("\n")
        first, last = json.loads(lines[0]), json.loads(lines[-1])
        return Run.model_validate({**first, "scores": _means(last)})
    except (OSError, ValueError, LookupError, TypeError, AttributeError, ValidationError):
        logger.warning("Not a finished run: %s", path.name)
        return None


def _means(summary: dict[str, Any]) -> dict[str, float]:
    scores = summary["groups"][-1]["scores"]
    return {name: score["mean"] for name, score in scores.items()}


def _cells(run: Run, lang: Lang) -> list[str]:
    model = escape(run.model) if run.model else f"<small>{wording.RUN_NO_MODEL.text(lang)}</small>"
    scores = (run.scores.get(name) for name in _SHOWN)
    when = run.started_at[:16].replace("T", " ")
    return [
        f"<b>{escape(run.name)}</b>",
        f'<span class="date">{escape(when)}</span>',
        str(run.cases),
        model,
        *("—" if score is None else f"{score:.3f}" for score in scores),
    ]
