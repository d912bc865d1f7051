"""Ask every case, keep what came back, score it.

::

    cases ─▶ assistant.stream ─▶ answer ─┐
          └▶ assistant.search ─▶ hits  ──┴▶ scorers ─▶ rows ─▶ RunResult

Cases do not depend on each other, so several may be asked at a time: the rows, and every score in them, are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import UTC, datetime
from time import perf_counter
from typing import Protocol

from pydantic import BaseModel

from eval.corpus import Corpus
from eval.provenance import cases_sha256, code_version, prompt_versions, public_settings
from eval.questions import Case
from eval.result import FoundPassage, Row, RunInfo, RunResult
from eval.scorers import score_case
from ingest.errors import QuestionError
from ingest.models import Notice
from rag.stages import listening
from rag.types import Answer, AnswerEvent, Done, Filters, Hit, Turn

# Passages asked of the search: enough to make ten different documents of them.
_SEARCHED = 50
# Passages kept with a row: as many as the deepest passage score looks at.
_KEPT = 10

Progress = Callable[[int, int], None]
Keep = Callable[[Row], None]


class Assistant(Protocol):
    """What a run needs of the assistant."""

    def stream(
        self, question: str, history: Sequence[Turn] = (), filters: Filters = ...
    ) -> Iterator[AnswerEvent]: ...
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


def describe(cases: Sequence[Case], workspace: Workspace, name: str = "run") -> RunInfo:
    """What a run over ``workspace`` would be made with. Raises SettingsError where a prompt cannot be used."""
    corpus = Corpus.of(workspace.store.notices())
    settings = public_settings(workspace.settings)
    return RunInfo(
        name=name,
        started_at=datetime.now(UTC).isoformat(timespec="seconds"),
        code_version=code_version(),
        corpus_sha256=corpus.sha256,
        documents=len(corpus.texts),
        cases_sha256=cases_sha256(cases),
        cases=len(cases),
        model=str(settings.get("llm_model") or ""),
        prompts=prompt_versions(),
        settings=settings,
        warnings=tuple(f"{each.case}: {each.field}: {each.value}" for each in corpus.lacks(cases)),
    )


def run_cases(
    cases: Sequence[Case],
    workspace: Workspace,
    info: RunInfo,
    *,
    done: Mapping[str, Row] | None = None,
    keep: Keep | None = None,
    progress: Progress | None = None,
    jobs: int = 1,
) -> RunResult:
    """Answer and score the cases, ``jobs`` at a time; the rows stand in the order of the cases.

    ``done`` are rows of an earlier, interrupted run by case id, which are not asked again. ``keep`` gets each new row
    as it is ready, ``progress`` hears (done, total); both are called from this thread only.
    """
    corpus = Corpus.of(workspace.store.notices())
    rows = dict(done or {})
    todo = [case for case in cases if case.id not in rows]
    _warm_up(todo, workspace.assistant)
    if progress:
        progress(len(rows), len(cases))
    for row in _answered(todo, workspace.assistant, corpus, jobs):
        rows[row.case.id] = row
        if keep:
            keep(row)
        if progress:
            progress(len(rows), len(cases))
    return RunResult(info=info, rows=tuple(rows[case.id] for case in cases))


def _answered(cases: Sequence[Case], assistant: Assistant, corpus: Corpus, jobs: int) -> Iterator[Row]:
    if jobs == 1:
        yield from (run_case(case, assistant, corpus) for case in cases)
        return
    with ThreadPoolExecutor(jobs, thread_name_prefix="eval") as pool:
        asked = [pool.submit(run_case, case, assistant, corpus) for case in cases]
        try:
            yield from (each.result() for each in as_completed(asked))
        finally:
            pool.shutdown(cancel_futures=True)


def run_case(case: Case, assistant: Assistant, corpus: Corpus) -> Row:
    """Ask and score one case."""
    answer, error, spent = _ask(case, assistant)
    hits: list[Hit] = []
    began = perf_counter()
    try:
        hits = assistant.search(case.question, _SEARCHED)
    except QuestionError as refused:
        error = error or refused.text("zh")
    spent["search"] = _since(began)
    return Row(
        case=case,
        answer=answer,
        error=error,
        hits=tuple(_found(hit) for hit in hits[:_KEPT]),
        scores=score_case(case, answer, hits, corpus),
        stages_ms=spent,
        confidence=answer.confidence,
    )


def _ask(case: Case, assistant: Assistant) -> tuple[Answer, str, dict[str, float]]:
    """The answer, why there is none, and the milliseconds of its stages, to its first piece and to its end."""
    spent: dict[str, float] = {}

    def heard(stage: str, seconds: float) -> None:
        spent[stage] = round(spent.get(stage, 0.0) + seconds * 1000, 3)

    began = perf_counter()
    try:
        with listening(heard):
            for event in assistant.stream(case.question, case.history):
                spent.setdefault("first", _since(began))
                if isinstance(event, Done):
                    return event.answer, "", spent | {"answer": _since(began)}
    except QuestionError as refused:
        # A refusal of the question is a wrong answer to a case, not the end of the run.
        return Answer(answer="", abstained=False), refused.text("zh"), {"answer": _since(began)}
    raise AssertionError("a stream ends with Done")


def _since(began: float) -> float:
    return round((perf_counter() - began) * 1000, 3)


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
