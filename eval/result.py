"""A run as it is kept: one file, enough to read every answer again and to score it anew."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from eval.questions import Case
from rag.types import Answer


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FoundPassage(_Frozen):
    """Where a search hit stands; its text is the notice's text there."""

    document_id: str
    source: str
    clause: str
    start: int
    end: int
    score: float


class Row(_Frozen):
    """One case with what came back. ``error`` says why the question was refused; the answer is empty then."""

    case: Case
    answer: Answer
    error: str = ""
    hits: tuple[FoundPassage, ...]
    scores: dict[str, float | None]
    answer_ms: float
    search_ms: float


class RunResult(_Frozen):
    """Every row of a run, and what it was run with. ``warnings`` name gold that the corpus does not hold."""

    format: Literal[1] = 1
    name: str
    started_at: str
    code_version: str
    corpus_sha256: str
    documents: int
    settings: dict[str, Any]
    warnings: tuple[str, ...] = ()
    rows: tuple[Row, ...]
