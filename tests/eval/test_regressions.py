"""Ten deliberate regressions, one at a time: the gate fails on each and names the metric that it spoils.

The assistant, its store and the sample notices are real; what is broken is broken at a seam.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from eval.baseline import Baseline, terms_for, write_baseline
from eval.cli import app
from eval.compare import scored
from eval.gate import Verdict, judge
from eval.labels import Label
from eval.ledger import LEDGER_METRICS, ledger_cases, match_ledger
from eval.questions import Case, load_set
from eval.result import RunResult
from eval.runner import Workspace, describe, run_cases
from eval.throwaway import Material, throwaway_workspace
from ingest.models import Notice, Target, notice_id
from rag.build import Workspace as OwnWorkspace
from rag.build import open_workspace
from rag.types import NO_FILTERS, Answer, AnswerEvent, Citation, Done, Filters, Hit, Turn

ROOT = Path(__file__).parents[2]
# The samples, and questions about what the notices name but do not say: only such can show a threshold that is gone.
SETS = (ROOT / "examples" / "questions.jsonl", Path(__file__).parent / "data" / "near_misses.jsonl")
NOTICES = ROOT / "examples" / "notices"


@pytest.fixture(scope="module")
def whole() -> Iterator[OwnWorkspace]:
    """The sample notices, answered as they should be; without the reader, which takes most of the time and can make good
    what is broken before it."""
    with throwaway_workspace(Material((NOTICES,), {})) as (workspace, _):
        yield open_workspace(workspace.settings.model_copy(update={"span_reader": False}))


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return [case for path in SETS for case in load_set(path).cases]


@pytest.fixture(scope="module")
def baseline(whole: OwnWorkspace, cases: list[Case]) -> Baseline:
    return Baseline(terms=terms_for("完好", "", SETS, [NOTICES]), cases=scored(run(cases, whole)))


@dataclass
class Broken:
    """The assistant with what goes in or what comes out of it changed."""

    whole: OwnWorkspace
    asking: Callable[[str, Sequence[Turn]], tuple[str, Sequence[Turn], Filters]] = lambda question, history: (
        question,
        history,
        NO_FILTERS,
    )
    saying: Callable[[Answer], Answer] = lambda answer: answer

    def stream(
        self, question: str, history: Sequence[Turn] = (), filters: Filters = NO_FILTERS
    ) -> Iterator[AnswerEvent]:
        for event in self.whole.assistant.stream(*self.asking(question, history)):
            yield Done(self.saying(event.answer)) if isinstance(event, Done) else event

    def search(self, query: str, k: int = 10, filters: Filters = NO_FILTERS) -> list[Hit]:
        return self.whole.assistant.search(query, k, filters)


def run(cases: Sequence[Case], workspace: Workspace) -> RunResult:
    return run_cases(cases, workspace, describe(cases, workspace))


def judged(
    baseline: Baseline,
    cases: Sequence[Case],
    whole: OwnWorkspace,
    kinds: Sequence[str] = (),
    assistant: Broken | None = None,
    **settings: float,
) -> set[tuple[str, str]]:
    """Metrics and kinds that the gate names. Only ``kinds`` are asked, where others cannot change: time is short."""
    asked = [case for case in cases if not kinds or case.type in kinds]
    known = {case.id: baseline.cases[case.id] for case in asked}
    workspace: Workspace = whole
    if settings:
        workspace = open_workspace(whole.settings.model_copy(update=settings))
    if assistant:
        workspace = SimpleNamespace(settings=whole.settings, store=whole.store, assistant=assistant)
    verdict = judge(Baseline(terms=baseline.terms, cases=known), scored(run(asked, workspace)))
    return named(verdict)


def named(verdict: Verdict) -> set[tuple[str, str]]:
    assert verdict.passed is not bool(verdict.findings)
    return {(finding.metric.key, finding.kind) for finding in verdict.findings}


def test_the_whole_assistant_passes_and_gives_the_same_scores_bit_for_bit(
    baseline: Baseline, cases: list[Case], whole: OwnWorkspace
) -> None:
    again = scored(run_cases(cases, whole, describe(cases, whole), jobs=4))
    assert again == baseline.cases
    assert judge(baseline, again).passed


def test_bm25_off(baseline: Baseline, cases: list[Case], whole: OwnWorkspace) -> None:
    kinds = ["target", "responsible", "list", "deadline"]
    found = judged(baseline, cases, whole, kinds, weight_passage=0, weight_notice=0)
    assert {("recall@1", ""), ("mrr", ""), ("ndcg@10", "")} <= found


def test_offsets_shifted_by_one(baseline: Baseline, cases: list[Case], whole: OwnWorkspace) -> None:
    def shifted(citation: Citation) -> Citation:
        return citation.model_copy(update={"start": citation.start + 1, "end": citation.end + 1})

    broken = Broken(
        whole,
        saying=lambda answer: answer.model_copy(update={"citations": tuple(map(shifted, answer.citations))}),
    )
    assert judged(baseline, cases, whole, ["target"], broken) == {("offsets_valid", "")}


def test_abstain_threshold_0(baseline: Baseline, cases: list[Case], whole: OwnWorkspace) -> None:
    assert ("abstention_recall", "") in judged(baseline, cases, whole, ["unanswerable"], abstain_below=0)


def test_region_filter_dropped(baseline: Baseline, cases: list[Case], whole: OwnWorkspace) -> None:
    places = sorted({name for notice in whole.store.notices() for name in notice.region.names}, key=len)
    anywhere = re.compile("|".join(re.escape(name) for name in reversed(places)))
    broken = Broken(whole, asking=lambda question, history: (anywhere.sub("", question), history, NO_FILTERS))
    found = judged(baseline, cases, whole, ["target", "compare", "responsible", "list", "deadline"], broken)
    assert {("correct", ""), ("citation_recall", "")} <= found


def test_ledger_deadline_off_by_a_year() -> None:
    notices, labels = ledger()
    baseline = Baseline(
        terms=terms_for("完好", "", [], []), cases=ledger_cases(match_ledger(labels, notices))
    )
    (notice,) = notices
    late = tuple(
        replace(target, deadline=f"{int(target.deadline[:4]) + 1}{target.deadline[4:]}")
        for target in notice.targets
    )
    broken = ledger_cases(match_ledger(labels, [replace(notice, targets=late)]))
    assert named(judge(baseline, ledger_cases(match_ledger(labels, notices)), LEDGER_METRICS)) == set()
    assert named(judge(baseline, broken, LEDGER_METRICS)) == {("target_deadline", "")}


def test_citations_shuffled(baseline: Baseline, cases: list[Case], whole: OwnWorkspace) -> None:
    def shuffled(answer: Answer) -> Answer:
        turned = (*answer.citations[1:], *answer.citations[:1])
        markers = (citation.marker for citation in answer.citations)
        return answer.model_copy(
            update={
                "citations": tuple(
                    c.model_copy(update={"marker": marker}) for c, marker in zip(turned, markers, strict=True)
                )
            }
        )

    found = judged(
        baseline, cases, whole, ["list", "deadline", "compare", "aggregate"], Broken(whole, saying=shuffled)
    )
    assert found == {("markers_placed", ""), ("citation_precision", ""), ("figures_borne_out", "")}


def test_a_unit_lost(baseline: Baseline, cases: list[Case], whole: OwnWorkspace) -> None:
    unit = re.compile(r"(?<=\d)(?:%|‰|个|张|元|人|家|所)")
    broken = Broken(
        whole, saying=lambda answer: answer.model_copy(update={"answer": unit.sub("", answer.answer)})
    )
    assert ("correct", "") in judged(baseline, cases, whole, ["target", "compare"], broken)


def test_history_ignored(baseline: Baseline, cases: list[Case], whole: OwnWorkspace) -> None:
    broken = Broken(whole, asking=lambda question, _: (question, (), NO_FILTERS))
    assert ("correct", "") in judged(baseline, cases, whole, ["follow-up"], broken)


def test_compare_limited_to_top_k(baseline: Baseline, cases: list[Case], whole: OwnWorkspace) -> None:
    def nearest(question: str, history: Sequence[Turn]) -> tuple[str, Sequence[Turn], Filters]:
        top = whole.assistant.search(question, 1)
        return question, history, Filters(document_ids=tuple(hit.document_id for hit in top))

    found = judged(baseline, cases, whole, ["compare", "aggregate"], Broken(whole, asking=nearest))
    assert {("correct", ""), ("citation_recall", "")} <= found


def test_prompt_variable_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "answer.zh.md").write_text(
        "<!-- variables: question -->\n# system\n答。\n# user\n{question}\n"
    )
    monkeypatch.setattr("rag.writing.prompts.resources.files", lambda _: tmp_path)
    text = "云北县居民健康素养水平达到30%。"
    (tmp_path / "notice.txt").write_text(text, encoding="utf-8")
    asked = tmp_path / "set.jsonl"
    asked.write_text('{"id": "a", "type": "target", "question": "健康素养水平？", "must": [["30%"]]}\n')
    kept = tmp_path / "baseline.jsonl"
    write_baseline(Baseline(terms=terms_for("完好", "", [asked], []), cases={}), kept)
    result = CliRunner().invoke(
        app, ["gate", str(kept), str(asked), "--corpus", str(tmp_path / "notice.txt")]
    )
    assert result.exit_code == 1, result.output
    assert "prompts" in result.output
    assert "evidence" in result.output


def ledger() -> tuple[list[Notice], list[Label]]:
    """A notice of six targets, each as it should be read, and the labels that say so."""
    sentences = [f"到2025年底，第{n}项覆盖率达到{n}0%。" for n in range(1, 7)]
    text = "\n".join(sentences)
    targets = []
    for n, sentence in enumerate(sentences, start=1):
        start = text.index(sentence)
        targets.append(
            Target(
                clause_index=0,
                indicator=f"第{n}项覆盖率",
                start=start,
                end=start + len(sentence),
                comparator="=",
                value=n * 10.0,
                value_text=f"{n}0%",
                value_start=text.index(f"{n}0%"),
                unit="%",
                deadline="2025-12-31",
            )
        )
    notice = Notice(notice_id(text), "要点", text, (), "要点.txt", "0", targets=tuple(targets))
    labels = [
        Label(
            document="要点",
            kind="figure",
            quote=sentence,
            value_text=target.value_text,
            comparator="=",
            value=target.value,
            unit="%",
            deadline="2025-12-31",
        )
        for sentence, target in zip(sentences, targets, strict=True)
    ]
    return [notice], labels
