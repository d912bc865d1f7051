"""A run over an assistant and a store in memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from eval.questions import Case
from eval.result import Row, RunResult
from eval.runner import describe, run_cases
from ingest.errors import QuestionError
from ingest.models import Notice
from rag.types import Answer, Citation, Turn
from rag.writing.prompts import VARIABLES

TARGET = "到2024年底，云北县居民健康素养水平达到30%"

Cite = Callable[..., Citation]


def case(**more: Any) -> Case:
    return Case(
        **({"id": "t1", "type": "target", "question": "云北县健康素养水平？", "must": (("30%",),)} | more)
    )


def run(cases: Sequence[Case], workspace: Any, **more: Any) -> RunResult:
    return run_cases(cases, workspace, describe(cases, workspace), **more)


def good(north: Notice, make_citation: Cite) -> Answer:
    return Answer(answer="30%（到2024年底）[1]", abstained=False, citations=(make_citation(north, TARGET),))


def scored(workspace: Any, answer: Answer | QuestionError, **more: Any) -> Row:
    asked = case(evidence=(TARGET,), documents=("云北县.txt",), **more)
    workspace.assistant.answers[asked.question] = answer
    (row,) = run([asked], workspace).rows
    return row


def test_a_good_answer_wins_everywhere(workspace: Any, north: Notice, make_citation: Cite) -> None:
    row = scored(workspace, good(north, make_citation))
    assert {key: score for key, score in row.scores.items() if score is not None} == {
        "correct": 1.0,
        "headline": 1.0,
        "citation_recall": 1.0,
        "citation_precision": 1.0,
        "markers_placed": 1.0,
        "offsets_valid": 1.0,
        "figures_borne_out": 1.0,
        "false_abstention": 0.0,
        "recall@1": 1.0,
        "recall@5": 1.0,
        "recall@10": 1.0,
        "mrr": 1.0,
        "ndcg@10": 1.0,
        "document_recall@1": 1.0,
        "document_recall@5": 1.0,
        "document_recall@10": 1.0,
        "document_ndcg@10": 1.0,
        "answer_chars": float(len("30%（到2024年底）")),
    }


def test_every_way_of_breaking_the_answer_costs_its_score(
    workspace: Any, north: Notice, south: Notice, make_citation: Cite
) -> None:
    answer = good(north, make_citation)
    cited = answer.citations[0]
    shifted = cited.model_copy(update={"start": cited.start + 1, "end": cited.end + 1})
    wrong_place = make_citation(south, "云南岭县居民健康素养水平达到35%")
    long_winded = "说明" * 60 + answer.answer
    broken: dict[str, Answer] = {
        "correct": answer.model_copy(update={"answer": "130%（到2024年底）[1]"}),
        "headline": answer.model_copy(update={"answer": long_winded}),
        "citation_recall": answer.model_copy(update={"citations": ()}),
        "citation_precision": answer.model_copy(update={"citations": (cited, wrong_place)}),
        "offsets_valid": answer.model_copy(update={"citations": (shifted,)}),
    }
    for key, mutant in broken.items():
        score = scored(workspace, mutant).scores[key]
        assert score is not None
        assert score < 1.0, key
    declined = scored(workspace, Answer(answer="通知里没有写。30%", abstained=True))
    assert (declined.scores["correct"], declined.scores["false_abstention"]) == (0.0, 1.0)


def test_a_search_that_misses_costs_its_score(
    workspace: Any, north: Notice, south: Notice, make_citation: Cite
) -> None:
    workspace.assistant.kept = [south]
    row = scored(workspace, good(north, make_citation))
    assert [row.scores[key] for key in ("recall@10", "mrr", "document_recall@10")] == [0.0, 0.0, 0.0]


def test_guessing_where_nothing_is_said_loses(workspace: Any) -> None:
    asked = case(must=(), unanswerable=True)
    for answer, right in (
        (Answer(answer="没有写", abstained=True), 1.0),
        (Answer(answer="30%", abstained=False), 0.0),
    ):
        workspace.assistant.answers[asked.question] = answer
        scores = run([asked], workspace).rows[0].scores
        assert (scores["correct"], scores["abstention_recall"], scores["false_abstention"]) == (
            right,
            right,
            None,
        )


def test_a_reading_case_is_scored_by_its_wording(workspace: Any) -> None:
    asked = case(must=(), answer="健康促进科", documents=("云北县",))
    workspace.assistant.answers[asked.question] = Answer(answer="由健康促进科牵头", abstained=False)
    scores = run([asked], workspace).rows[0].scores
    assert scores["rouge_l"] == 2 * 5 / (8 + 5)
    assert scores["exact_match"] == 0.0
    assert scores["correct"] is None
    assert scores["document_recall@1"] == 1.0


def test_a_declined_reading_case_has_no_wording(workspace: Any) -> None:
    asked = case(must=(), answer="健康促进科")
    workspace.assistant.answers[asked.question] = Answer(answer="没有写健康促进科", abstained=True)
    assert run([asked], workspace).rows[0].scores["rouge_l"] == 0.0


def test_the_history_goes_to_the_assistant_and_retrieval_is_not_judged(workspace: Any) -> None:
    turn = Turn(role="user", content="云南岭县健康素养水平？")
    row = scored(workspace, Answer(answer="30%", abstained=False), history=(turn,))
    assert workspace.assistant.heard == [(row.case.question, (turn,))]
    assert row.scores["correct"] == 1.0
    assert all(row.scores[key] is None for key in ("recall@5", "mrr", "document_recall@1"))


@pytest.mark.parametrize("unanswerable", [False, True])
def test_a_refused_question_is_a_wrong_answer_and_not_the_end(workspace: Any, unanswerable: bool) -> None:
    refusal = QuestionError("question-too-long", zh="问题太长", en="too long")
    workspace.assistant.answers = {"甲": refusal, "乙": Answer(answer="30%", abstained=False)}
    first = case(id="a", question="甲", unanswerable=unanswerable)
    rows = run([first, case(id="b", question="乙")], workspace).rows
    assert [(row.error, row.scores["correct"]) for row in rows] == [("问题太长", 0.0), ("", 1.0)]


def test_the_same_run_twice_gives_the_same_scores(workspace: Any, north: Notice, make_citation: Cite) -> None:
    asked = case(evidence=(TARGET,))
    workspace.assistant.answers[asked.question] = good(north, make_citation)
    one, other = run([asked], workspace), run([asked], workspace)
    assert [row.scores for row in one.rows] == [row.scores for row in other.rows]
    assert one.info.corpus_sha256 == other.info.corpus_sha256


def test_the_corpus_hash_follows_the_notices_and_not_their_order(workspace: Any) -> None:
    def fingerprint() -> str:
        return run([], workspace).info.corpus_sha256

    before = fingerprint()
    workspace.store.kept.reverse()
    assert fingerprint() == before
    workspace.store.kept.pop()
    assert fingerprint() != before


def test_no_secret_goes_into_the_result(workspace: Any) -> None:
    result = run([], workspace)
    kept = result.model_dump_json()
    assert result.info.settings == {"llm_base_url": "http://models.example:8000/v1", "passage_tokens": 320}
    assert not any(secret in kept for secret in ("sk-very-secret", "hunter2", "/home/somebody"))


def test_gold_that_no_notice_holds_is_told(workspace: Any) -> None:
    asked = case(evidence=(TARGET, "达到31%"), documents=("云北县.txt", "云东县.txt"))
    workspace.assistant.answers[asked.question] = Answer(answer="30%", abstained=False)
    assert run([asked], workspace).info.warnings == ("t1: evidence: 达到31%", "t1: documents: 云东县.txt")


def test_progress_and_the_time_spent(workspace: Any) -> None:
    cases = [case(id=str(number)) for number in range(3)]
    workspace.assistant.answers[cases[0].question] = Answer(answer="30%", abstained=False)
    heard: list[tuple[int, int]] = []
    result = run(cases, workspace, progress=lambda done, total: heard.append((done, total)))
    assert heard == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert RunResult.model_validate(json.loads(result.model_dump_json())) == result
    assert all(set(row.stages_ms) == {"first", "answer", "search"} for row in result.rows)


def untimed(rows: Sequence[Row]) -> list[Row]:
    return [row.model_copy(update={"stages_ms": {}}) for row in rows]


def test_several_at_a_time_give_the_same_rows_in_the_same_order(
    workspace: Any, north: Notice, make_citation: Cite
) -> None:
    cases = [case(id=str(number), question=f"第{number}问？") for number in range(20)]
    for number, each in enumerate(cases):
        answer = Answer(answer=f"{number}%", abstained=False) if number % 3 else good(north, make_citation)
        workspace.assistant.answers[each.question] = answer
    one, many = run(cases, workspace), run(cases, workspace, jobs=4)
    assert untimed(one.rows) == untimed(many.rows)
    assert [row.case.id for row in many.rows] == [each.id for each in cases]


def test_what_is_done_is_not_asked_again_and_what_is_new_is_kept(workspace: Any) -> None:
    cases = [case(id="a", question="甲"), case(id="b", question="乙")]
    workspace.assistant.answers = {"甲": Answer(answer="30%", abstained=False)} | {
        "乙": Answer(answer="31%", abstained=False)
    }
    whole = run(cases, workspace)
    workspace.assistant.heard.clear()
    kept: list[Row] = []
    resumed = run(cases, workspace, done={"a": whole.rows[0]}, keep=kept.append)
    assert [question for question, _ in workspace.assistant.heard] == ["乙"]
    assert [row.case.id for row in kept] == ["b"]
    assert untimed(resumed.rows) == untimed(whole.rows)


def test_a_run_says_which_prompts_it_was_made_with(workspace: Any) -> None:
    assert set(run([], workspace).info.prompts) == set(VARIABLES)


def test_equal_fingerprints_mean_the_same_asked_of_the_same(workspace: Any) -> None:
    before = describe([case()], workspace, "甲")
    assert describe([case()], workspace, "乙").fingerprint == before.fingerprint
    assert describe([case(must=(("31%",),))], workspace).fingerprint != before.fingerprint
    workspace.settings = workspace.settings.model_copy(update={"passage_tokens": 160})
    assert describe([case()], workspace).fingerprint != before.fingerprint
