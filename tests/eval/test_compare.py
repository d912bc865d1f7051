"""Two runs, case by case; and a run against a baseline."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from eval.baseline import Baseline, read_baseline, terms_for, write_baseline
from eval.compare import Scored, compare, scored
from eval.errors import EvalError
from eval.gate import judge
from eval.questions import Case
from eval.result import RunResult
from rag.types import Answer


def cases(count: int, **more: Any) -> list[Case]:
    return [
        Case(**({"id": f"t{n}", "type": "target", "question": f"第{n}问？", "must": (("30%",),)} | more))
        for n in range(count)
    ]


def answered(workspace: Any, ask: Any, asked: list[Case], wrong: set[str]) -> RunResult:
    workspace.assistant.answers = {
        case.question: Answer(answer="没有" if case.id in wrong else "30%", abstained=False) for case in asked
    }
    made: RunResult = ask(asked)
    return made


def held(cases: Mapping[str, Scored]) -> Baseline:
    return Baseline(terms=terms_for("初次", "0", [], []), cases=dict(cases))


def test_flips_stand_worst_first(workspace: Any, ask: Any) -> None:
    before = answered(workspace, ask, cases(6), {"t0"})
    after = answered(workspace, ask, cases(6), {"t4", "t5"})
    found = compare(before, after)
    assert [(flip.after.case.id, flip.gain) for flip in found.flips] == [("t4", -1), ("t5", -1), ("t0", 1)]
    (change,) = [each for each in found.changes if each.metric.key == "correct"]
    assert (change.before, change.after, change.worse, change.better) == (5 / 6, 4 / 6, ("t4", "t5"), ("t0",))
    assert change.chance == 1.0  # two of three coins: nothing to speak of


def test_cases_of_one_run_only_and_rewritten_ones_are_named(workspace: Any, ask: Any) -> None:
    before = answered(workspace, ask, cases(3), set())
    rewritten = [*cases(3)[1:2], *cases(3, must=(("31%",),))[2:], *cases(4)[3:]]
    found = compare(before, answered(workspace, ask, rewritten, set()))
    assert (found.only_before, found.only_after, found.rewritten) == (("t0",), ("t3",), ("t2",))
    assert [len(change.gains) for change in found.changes if change.metric.key == "correct"] == [1]


def test_lower_is_better_is_turned_round(workspace: Any, ask: Any) -> None:
    asked = cases(2)
    before = answered(workspace, ask, asked, set())
    workspace.assistant.answers = {c.question: Answer(answer="没有", abstained=True) for c in asked}
    after = ask(asked)
    (change,) = [c for c in compare(before, after).changes if c.metric.key == "false_abstention"]
    assert (change.before, change.after, set(change.worse)) == (0.0, 1.0, {"t0", "t1"})


@pytest.mark.parametrize(("lost", "won", "passes"), [(0, 0, True), (4, 0, True), (5, 0, False), (5, 4, True)])
def test_a_fall_beyond_noise_fails_the_gate(
    lost: int, won: int, passes: bool, workspace: Any, ask: Any
) -> None:
    names = [f"t{n}" for n in range(30)]
    before = answered(workspace, ask, cases(30), set(names[:won]))
    after = answered(workspace, ask, cases(30), set(names[10 : 10 + lost]))
    verdict = judge(held(scored(before)), scored(after))
    assert verdict.passed is passes
    if not passes:
        assert {finding.metric.key for finding in verdict.findings} == {"correct", "headline"}
        assert set(verdict.findings[0].cases) == {f"t{n}" for n in range(10, 15)}


def test_a_kind_that_is_ruined_does_not_drown(workspace: Any, ask: Any) -> None:
    asked = [*cases(40), *cases(5, type="follow-up", id="x")]
    asked = [case.model_copy(update={"id": f"c{n}", "question": f"{n}？"}) for n, case in enumerate(asked)]
    ruined, mended = {f"c{n}" for n in range(40, 45)}, {f"c{n}" for n in range(5)}
    before = answered(workspace, ask, asked, mended)
    after = answered(workspace, ask, asked, ruined)
    findings = judge(held(scored(before)), scored(after)).findings
    assert {(finding.metric.key, finding.kind) for finding in findings} == {
        ("correct", "follow-up"),
        ("headline", "follow-up"),
    }


def test_an_invariant_may_not_fall_at_all() -> None:
    before = {"a": Scored("target", "", {"offsets_valid": 1.0})}
    after = {"a": Scored("target", "", {"offsets_valid": 0.5})}
    (finding,) = judge(held(before), after).findings
    assert (finding.metric.key, finding.before, finding.after) == ("offsets_valid", 1.0, 0.5)


def test_a_case_cannot_be_lost_from_the_set_unseen(workspace: Any, ask: Any) -> None:
    baseline = held(scored(answered(workspace, ask, cases(3), set())))
    easier = [*cases(1), *cases(2, must=(("30",), ("%",)))[1:], *cases(4)[3:]]
    verdict = judge(baseline, scored(answered(workspace, ask, easier, set())))
    assert (verdict.missing, verdict.new, verdict.compared) == (("t1", "t2"), ("t3",), 1)
    assert not verdict.passed


def test_a_baseline_is_read_as_it_was_written(workspace: Any, ask: Any, tmp_path: Path) -> None:
    result = answered(workspace, ask, cases(3), {"t1"})
    terms = terms_for(
        "有意的变化", result.info.corpus_sha256, [Path("a.jsonl")], [Path("../far")], here=tmp_path
    )
    assert (terms.sets, terms.corpus) == (("a.jsonl",), ())
    path = tmp_path / "deep" / "base.jsonl"
    write_baseline(Baseline(terms=terms, cases=scored(result)), path)
    read = read_baseline(path)
    assert read.terms == terms
    assert judge(read, scored(result)).passed
    assert len(path.read_text(encoding="utf-8").splitlines()) == 1 + 3


def test_another_file_is_no_baseline(tmp_path: Path) -> None:
    path = tmp_path / "base.jsonl"
    with pytest.raises(EvalError, match="cannot be read"):
        read_baseline(path)
    for text in ("", "{}", "not json"):
        path.write_text(text)
        with pytest.raises(EvalError, match="no baseline"):
            read_baseline(path)
