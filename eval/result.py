"""A run as it is kept: enough to read every answer again and to score it anew."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

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
    """One case with what came back.

    ``error`` says why the question was refused; the answer is empty then. ``stages_ms`` are milliseconds by stage.
    ``confidence`` is what the assistant held against its threshold, where it says so. ``judged`` are a model's opinions:
    kept apart from ``scores``, because judges waver and nothing may be decided by them.
    """

    case: Case
    answer: Answer
    error: str = ""
    hits: tuple[FoundPassage, ...]
    scores: dict[str, float | None]
    stages_ms: dict[str, float] = Field(default_factory=dict)
    confidence: float | None = None
    judged: dict[str, float] = Field(default_factory=dict)


class RunInfo(_Frozen):
    """What a run was made with. Two runs of equal ``fingerprint`` ask the same of the same."""

    format: Literal[2] = 2
    name: str
    started_at: str
    code_version: str
    corpus_sha256: str
    documents: int
    cases_sha256: str
    cases: int
    model: str = ""
    prompts: dict[str, str] = Field(default_factory=dict)
    settings: dict[str, Any] = Field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> dict[str, Any]:
        """Everything that may change an answer or a score."""
        return self.model_dump(exclude={"name", "started_at", "warnings"})


class RunResult(_Frozen):
    """Every row of a run in the order of its cases, and what it was run with."""

    info: RunInfo
    rows: tuple[Row, ...]
