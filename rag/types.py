"""A type for every stage between a question and its answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Turn(BaseModel):
    """One earlier message of the conversation."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    role: Literal["user", "assistant"]
    content: str


class Filters(BaseModel):
    """The scope a person set by hand. Strict: what is outside is not looked at. Empty means everything.

    ``regions`` are full or short names and take in the divisions inside them. ``standing`` ``in-force`` leaves out
    notices that are superseded, past their validity or their years, or not yet in force; one that says nothing of it stays.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    regions: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    document_ids: tuple[str, ...] = ()
    standing: Literal["in-force"] | None = None

    @property
    def empty(self) -> bool:
        return not (self.regions or self.years or self.document_ids or self.standing)


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, with its fused score (higher is better) and what each way of searching gave."""

    passage_id: str
    document_id: str
    source: str
    title: str
    clause: str
    text: str
    start: int
    end: int
    score: float
    scores: dict[str, float]


class Citation(BaseModel):
    """A verbatim stretch of a notice: ``text == notice.text[start:end]``, always."""

    model_config = ConfigDict(frozen=True)

    marker: int = Field(ge=1, description="The number n of [n] in the answer.")
    document_id: str
    title: str
    document_number: str
    issuer: str
    issued_on: str
    region: str
    source: str
    clause: str
    text: str
    start: int
    end: int


class Answer(BaseModel):
    """What is said, and every passage it rests on. ``abstained`` means: the notices do not say."""

    model_config = ConfigDict(frozen=True)

    answer: str
    abstained: bool
    citations: tuple[Citation, ...] = ()
    warnings: tuple[str, ...] = ()
    confidence: float | None = Field(
        default=None,
        description="How much of the question the evidence accounts for; below a threshold: abstained.",
    )
    withheld: int | None = Field(
        default=None, description="Sentences of a language model that checking removed; null without a model."
    )
    model_error: str | None = Field(
        default=None,
        description="Code of what went wrong with the language model; null where nothing did, or without one.",
    )


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a streamed answer; the pieces joined are ``Answer.answer`` exactly."""

    text: str


@dataclass(frozen=True, slots=True)
class Done:
    """The end of a stream: the whole answer, checked."""

    answer: Answer


AnswerEvent = Token | Done
