"""Ask every case, keep what came back, score it.

::

    cases ─▶ assistant.answer ─▶ answer ─┐
          └▶ assistant.search ─▶ hits  ──┴▶ scorers ─▶ rows ─▶ RunResult
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import perf_counter
from typing import Any, Protocol
from urllib.parse import urlsplit

from pydantic import BaseModel, SecretStr

from eval.corpus import Corpus
from eval.questions import Case
from eval.result import FoundPassage, Row, RunResult
from eval.scorers import score_case
from ingest.errors import QuestionError
from ingest.models import Notice
from rag.types import Answer, Filters, Hit, Turn

# Passages asked of the search: enough to make ten different documents of them.
_SEARCHED = 50
# Passages kept with a row: as many as the deepest passage score looks at.
_KEPT = 10

Progress = Callable[[int, int], None]


class Assistant(Protocol):
    """What a run needs of the assistant."""

    def answer(self, question: str, history: Sequence[Turn] = (), filters: Filters = ...) -> Answer: ...
    def search(self, query: str, k: int = 10, filters: Filters = ...) -> list[Hit]: ...


class Notices(Protocol):
    """What a run needs of the store."""

    def notices(self) -> list[Notice]: ...


class Workspace(Protocol):
    """What a run is asked over; :class:`rag.build.Workspace` is one."""

    @property
    def settings(self) -> BaseModel: ...
    @property
    def store(self) -> Notices: ...
    @property
    def assistant(self) -> Assistant: ...


def run_cases(
    cases: Sequence[Case], workspace: Workspace, progress: Progress | None = None, name: str = "run"
) -> RunResult:
    """Answer and score all cases in their order; ``progress`` hears (done, total) after each."""
    started_at = datetime.now(UTC).isoformat(timespec="seconds")
    corpus = Corpus.of(workspace.store.notices())
    _warm_up(cases, workspace.assistant)
    rows: list[Row] = []
    for done, case in enumerate(cases, start=1):
        rows.append(_run_case(case, workspace.assistant, corpus))
        if progress:
            progress(done, len(cases))
    return RunResult(
        name=name,
        started_at=started_at,
        code_version=code_version(),
        corpus_sha256=corpus.sha256,
        documents=len(corpus.texts),
        settings=public_settings(workspace.settings),
        warnings=tuple(f"{each.case}: {each.field}: {each.value}" for each in corpus.lacks(cases)),
        rows=tuple(rows),
    )


def public_settings(settings: BaseModel) -> dict[str, Any]:
    """The settings without keys, without passwords in addresses, and without the place of the data folder."""
    secret = {name for name in type(settings).model_fields if isinstance(getattr(settings, name), SecretStr)}
    shown = settings.model_dump(mode="json", exclude=secret | {"data_dir"})
    return {name: _without_password(value) for name, value in sorted(shown.items())}


def code_version() -> str:
    """The installed version, and the commit where the code runs from a checkout."""
    try:
        installed = version("yaodian")
    except PackageNotFoundError:
        installed = "unknown"
    checkout = Path(__file__).resolve().parent.parent
    if not (checkout / ".git").exists():
        return installed
    command = ["git", "-C", str(checkout), "describe", "--always", "--dirty", "--exclude", "*"]
    try:
        described = subprocess.run(command, capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return installed
    return f"{installed}+{described.stdout.strip()}"


def _run_case(case: Case, assistant: Assistant, corpus: Corpus) -> Row:
    error, hits = "", []
    began = perf_counter()
    try:
        answer = assistant.answer(case.question, case.history)
    except QuestionError as refused:
        # A refusal of the question is a wrong answer to a case, not the end of the run.
        answer, error = Answer(answer="", abstained=False), refused.text("zh")
    answered = perf_counter()
    try:
        hits = assistant.search(case.question, _SEARCHED)
    except QuestionError as refused:
        error = error or refused.text("zh")
    searched = perf_counter()
    return Row(
        case=case,
        answer=answer,
        error=error,
        hits=tuple(_found(hit) for hit in hits[:_KEPT]),
        scores=score_case(case, answer, hits, corpus),
        answer_ms=round((answered - began) * 1000, 3),
        search_ms=round((searched - answered) * 1000, 3),
    )


def _warm_up(cases: Sequence[Case], assistant: Assistant) -> None:
    # The first search loads the embedding model and builds the indexes: not the latency of the first case.
    for case in cases[:1]:
        try:
            assistant.search(case.question, 1)
        except QuestionError:
            return


def _found(hit: Hit) -> FoundPassage:
    return FoundPassage(
        document_id=hit.document_id,
        source=hit.source,
        clause=hit.clause,
        start=hit.start,
        end=hit.end,
        score=hit.score,
    )


def _without_password(value: Any) -> Any:
    if not (isinstance(value, str) and "://" in value and "@" in value):
        return value
    address = urlsplit(value)
    return address._replace(netloc=address.netloc.rpartition("@")[2]).geturl()
