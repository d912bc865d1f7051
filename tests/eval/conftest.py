"""A small corpus, and an assistant and a store over it that live in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import pytest
from pydantic import BaseModel, SecretStr

from eval.result import RunResult
from eval.runner import describe, run_cases
from ingest.errors import QuestionError
from ingest.models import Notice, notice_id
from rag.types import Answer, AnswerEvent, Citation, Done, Filters, Hit, Token, Turn

NORTH = "一、工作目标。到2024年底，云北县居民健康素养水平达到30%。\n二、责任分工。由健康促进科牵头。"
SOUTH = "一、工作目标。到2025年底，云南岭县居民健康素养水平达到35%。\n二、责任分工。由宣传股牵头。"


def notice(text: str, name: str) -> Notice:
    return Notice(
        id=notice_id(text), title=f"{name}要点", text=text, clauses=(), source=f"{name}.txt", source_hash=name
    )


EVERYTHING = Filters()
Ask = Callable[..., RunResult]


@dataclass
class FakeStore:
    kept: list[Notice]

    def notices(self) -> list[Notice]:
        return list(self.kept)


class FakeSettings(BaseModel):
    data_dir: str = "/home/somebody/store"
    cache_dir: str = "/home/somebody/cache"
    llm_api_key: SecretStr = SecretStr("sk-very-secret")
    llm_base_url: str = "http://clerk:hunter2@models.example:8000/v1"
    passage_tokens: int = 320


Scripted = Answer | QuestionError


@dataclass
class FakeAssistant:
    """Answers what it was told to; finds lines, those that share most characters with the query first."""

    kept: list[Notice]
    answers: dict[str, Scripted] = field(default_factory=dict)
    heard: list[tuple[str, tuple[Turn, ...]]] = field(default_factory=list)

    def stream(
        self, question: str, history: Sequence[Turn] = (), filters: Filters = EVERYTHING
    ) -> Iterator[AnswerEvent]:
        self.heard.append((question, tuple(history)))
        scripted = self.answers[question]
        if isinstance(scripted, QuestionError):
            raise scripted
        return iter((Token(scripted.answer), Done(scripted)))

    def search(self, query: str, k: int = 10, filters: Filters = EVERYTHING) -> list[Hit]:
        hits = [hit(each, line) for each in self.kept for line in each.text.split("\n")]
        return sorted(hits, key=lambda found: -len(set(found.text) & set(query)))[:k]


@dataclass
class FakeWorkspace:
    settings: FakeSettings
    store: FakeStore
    assistant: FakeAssistant


def hit(source: Notice, text: str) -> Hit:
    start = source.text.index(text)
    return Hit(
        passage_id=f"{source.id}-{start}",
        document_id=source.id,
        source=source.source,
        title=source.title,
        clause="",
        text=text,
        start=start,
        end=start + len(text),
        score=1.0,
        scores={},
    )


def cite(source: Notice, text: str, marker: int = 1) -> Citation:
    start = source.text.index(text)
    return Citation(
        marker=marker,
        document_id=source.id,
        title=source.title,
        document_number="",
        issuer="",
        issued_on="",
        region="",
        source=source.source,
        clause="",
        text=text,
        start=start,
        end=start + len(text),
    )


@pytest.fixture
def north() -> Notice:
    return notice(NORTH, "云北县")


@pytest.fixture
def south() -> Notice:
    return notice(SOUTH, "云南岭县")


@pytest.fixture
def ask(workspace: FakeWorkspace) -> Ask:
    """Run cases over the workspace."""
    return lambda cases, **more: run_cases(cases, workspace, describe(cases, workspace, "样题"), **more)


@pytest.fixture
def make_citation() -> Callable[..., Citation]:
    return cite


@pytest.fixture
def make_hit() -> Callable[..., Hit]:
    return hit


@pytest.fixture
def workspace(north: Notice, south: Notice) -> FakeWorkspace:
    kept = [north, south]
    return FakeWorkspace(FakeSettings(), FakeStore(kept), FakeAssistant(kept))
