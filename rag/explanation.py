"""Why an answer is what it is: the question as understood, where it was looked for, what was found, how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from ingest.errors import Lang

if TYPE_CHECKING:
    from rag.corpus.corpus import Corpus
    from rag.question.query import Query
    from rag.reading.draft import Draft
    from rag.retrieval.scope import Scope
    from rag.types import Hit

_MOST_NOTICES = 20


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True)


class Outcome(StrEnum):
    """What became of the question."""

    ANSWERED = "answered"
    UNSTATED = "unstated"  # the notices hold something about it, but not what was asked
    UNSURE = "unsure"
    NOTHING_FOUND = "nothing-found"
    OUT_OF_SCOPE = "out-of-scope"


class UnderstoodQuestion(_Shown):
    """The question as it was understood. ``inherited`` names what earlier turns filled in."""

    asks: str
    topic: str
    places: tuple[str, ...]
    unknown_places: tuple[str, ...]
    years: tuple[int, ...]
    deadline: str
    document_numbers: tuple[str, ...]
    across: bool
    inherited: tuple[str, ...]


class ScopedNotice(_Shown):
    """A notice that the answer was looked for in; ``weight`` is 1 where place and year are those asked for."""

    document_id: str
    title: str
    weight: float


class Candidate(_Shown):
    """A passage found. ``scores``: what lexical search of the passage and of its notice, and meaning, gave (0 to 1)."""

    passage_id: str
    title: str
    clause: str
    text: str
    score: float
    scores: dict[str, float]


class Explanation(_Shown):
    """``confidence`` against ``threshold`` decides between an answer and a refusal; both are shares of the question."""

    question: UnderstoodQuestion
    notices: int = Field(description="How many notices were in scope.")
    scope: tuple[ScopedNotice, ...] = Field(description="The first of them, best first.")
    missing: tuple[str, ...] = Field(description="What the question names and no notice answers to.")
    candidates: tuple[Candidate, ...]
    confidence: float | None
    threshold: float
    outcome: Outcome
    decision: str

    def told(self, lang: Lang) -> str:
        """The decision in Chinese or English."""
        return (
            self.decision if lang == "zh" else _decision(self.outcome, self.confidence, self.threshold, lang)
        )


def explain(
    query: Query,
    scope: Scope,
    hits: Sequence[Hit],
    found: Draft | None,
    threshold: float,
    corpus: Corpus,
) -> Explanation:
    """The explanation of an answer, from what each stage made of the question."""
    confidence = round(found.confidence, 3) if found else None
    outcome = _outcome(scope, found, threshold)
    weighed = sorted(scope.weights.items(), key=lambda item: (-item[1], item[0]))
    return Explanation(
        question=UnderstoodQuestion(
            asks=query.asks.value,
            topic=query.topic,
            places=query.places,
            unknown_places=query.unknown_places,
            years=query.years,
            deadline=query.deadline,
            document_numbers=query.document_numbers,
            across=query.across,
            inherited=query.inherited,
        ),
        notices=len(weighed),
        scope=tuple(
            ScopedNotice(document_id=key, title=corpus.notices[key].title, weight=weight)
            for key, weight in weighed[:_MOST_NOTICES]
        ),
        missing=scope.missing,
        candidates=tuple(
            Candidate(
                passage_id=hit.passage_id,
                title=hit.title,
                clause=hit.clause,
                text=hit.text,
                score=round(hit.score, 4),
                scores={name: round(score, 4) for name, score in hit.scores.items()},
            )
            for hit in hits
        ),
        confidence=confidence,
        threshold=threshold,
        outcome=outcome,
        decision=_decision(outcome, confidence, threshold, "zh"),
    )


def _outcome(scope: Scope, found: Draft | None, threshold: float) -> Outcome:
    if not scope.weights:
        return Outcome.OUT_OF_SCOPE
    if found is None:
        return Outcome.NOTHING_FOUND
    if found.confidence < threshold:
        return Outcome.UNSURE
    return Outcome.UNSTATED if found.unstated else Outcome.ANSWERED


def _decision(outcome: Outcome, confidence: float | None, threshold: float, lang: Lang) -> str:
    zh, en = _DECISIONS[outcome]
    return (zh if lang == "zh" else en).format(confidence=confidence, threshold=threshold)


_DECISIONS = {
    Outcome.ANSWERED: (
        "把握 {confidence:.2f} 不低于作答线 {threshold:.2f}，作答",
        "confidence {confidence:.2f} is not below the threshold {threshold:.2f}: answered",
    ),
    Outcome.UNSTATED: (
        "文件没有给出所问的内容，只说明文件写了什么，不作答",
        "the notices do not state what was asked; what they state instead is told: not answered",
    ),
    Outcome.UNSURE: (
        "把握 {confidence:.2f} 低于作答线 {threshold:.2f}，不作答",
        "confidence {confidence:.2f} is below the threshold {threshold:.2f}: not answered",
    ),
    Outcome.NOTHING_FOUND: (
        "范围内的文件没有与问题对应的内容，不作答",
        "nothing in the notices in scope corresponds to the question: not answered",
    ),
    Outcome.OUT_OF_SCOPE: (
        "没有符合地区、年份、文号或筛选条件的文件，不作答",
        "no notice is of the place, year, number or filters: not answered",
    ),
}
