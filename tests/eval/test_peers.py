"""Plain recipes beside ours, and opinions beside scores."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from eval.baseline import Baseline, terms_for
from eval.compare import scored
from eval.errors import EvalError
from eval.extras import needing
from eval.gate import judge as gate
from eval.judge import judged, open_judge
from eval.peers import bigrams, open_peer
from eval.questions import Case
from eval.result import Row
from eval.runner import describe, run_cases
from eval.summary import summarise
from ingest.models import Notice
from ingest.settings import IngestSettings
from rag.settings import RagSettings
from rag.types import Answer, Citation

pytest.importorskip("langchain_text_splitters", reason="the optional part 'peers' is not installed")


@pytest.mark.parametrize("peer", ["bigram-bm25", "langchain-dense"])
def test_a_peer_is_asked_and_scored_like_ours(peer: Any, workspace: Any, tmp_path: Path) -> None:
    asked = Case(
        id="r1",
        type="reading",
        question="云南岭县居民健康素养水平达到多少？",
        documents=("云南岭县.txt",),
        answer="云南岭县居民健康素养水平达到35%",
    )
    other = open_peer(peer, workspace, IngestSettings())
    result = run_cases([asked], other, describe([asked], other))
    scores = result.rows[0].scores
    assert scores["document_recall@1"] == 1.0
    assert scores["rouge_l"] is not None
    assert scores["rouge_l"] > 0.4
    assert result.info.settings == {"overlap_chars": 200, "peer": peer, "piece_chars": 1000}


def test_ties_and_questions_without_a_known_word_keep_the_order_of_places(workspace: Any) -> None:
    assistant = open_peer("bigram-bm25", workspace, IngestSettings()).assistant
    assert [hit.start for hit in assistant.search("xyz", 2)] == [0, 0]
    assert bigrams("健康 促进") == ["健康", "康促", "促进"]


class Wavering:
    """A judge that has an opinion of the first case only."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def opinions(self, row: Row) -> dict[str, float]:
        self.asked.append(row.case.id)
        if len(self.asked) > 1:
            raise TimeoutError
        return {"faithfulness": 0.3}


def test_opinions_stand_beside_the_scores_and_decide_nothing(
    workspace: Any, ask: Any, north: Notice, make_citation: Any
) -> None:
    cited: tuple[Citation, ...] = (make_citation(north, "云北县居民健康素养水平达到30%"),)
    workspace.assistant.answers = {
        "甲？": Answer(answer="30%[1]", abstained=False, citations=cited),
        "乙？": Answer(answer="30%[1]", abstained=False, citations=cited),
        "丙？": Answer(answer="没有写", abstained=True),
    }
    result = ask([Case(id=name, type="t", question=f"{name}？", must=(("30%",),)) for name in "甲乙丙"])
    judge = Wavering()
    opined = judged(result, judge)
    assert judge.asked == ["甲", "乙"]
    assert [row.judged for row in opined.rows] == [{"faithfulness": 0.3}, {}, {}]
    assert summarise(opined)[-1].judged["faithfulness"].cases == 1
    assert scored(opined) == scored(result)
    assert all(
        finding.metric.key != "faithfulness" for finding in gate(held(result), scored(opined)).findings
    )


def held(result: Any) -> Baseline:
    return Baseline(terms=terms_for("", "", [], []), cases=scored(result))


def test_a_judge_needs_a_model() -> None:
    with pytest.raises(EvalError, match="needs a model"):
        open_judge(RagSettings())


def test_an_optional_part_that_is_missing_is_named() -> None:
    with pytest.raises(EvalError, match=r"yaodian\[judge\]"), needing("judge"):
        raise ImportError(name="ragas")
