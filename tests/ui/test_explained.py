"""Why an answer is what it is: over HTTP, on the command line and in words."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner, Result

from rag.build import Workspace
from rag.stages import listening
from rag.types import NO_FILTERS, Done
from ui.cli import app
from ui.explained import candidate_cells, candidate_heads, explanation_rows

QUESTION = "云溪县2024年每千人口托位数要达到多少？"
UNKNOWN = "南昌市2024年每千人口托位数要达到多少？"

pytestmark = pytest.mark.usefixtures("workspace")  # it fills the folder


def _ask(filled_dir: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["ask", *arguments], env={"YAODIAN_DATA_DIR": str(filled_dir)})


def test_an_explanation_comes_where_it_is_asked_for(client: httpx.Client) -> None:
    plain = client.post("/v1/answer", json={"question": QUESTION}).json()
    explained = client.post("/v1/answer", json={"question": QUESTION, "explain": True}).json()
    told = explained.pop("explanation")
    assert explained == plain
    assert "explanation" not in plain
    assert told["question"]["places"] == ["云溪县"]
    assert told["outcome"] == "answered"
    assert told["confidence"] == plain["confidence"] >= told["threshold"]
    assert "4.6" in told["candidates"][0]["text"]


def test_of_a_stream_the_last_event_carries_it(client: httpx.Client) -> None:
    asked = {"question": UNKNOWN, "explain": True}
    whole = client.post("/v1/answer", json=asked).json()
    streamed = client.post("/v1/answer", json={**asked, "stream": True}).text
    last = streamed.rstrip().rpartition("data: ")[2]
    assert json.loads(last) == whole
    assert whole["explanation"]["outcome"] == "out-of-scope"
    assert whole["explanation"]["missing"] == ["南昌市"]


def test_the_description_shows_one(client: httpx.Client) -> None:
    operation = client.get("/openapi.json").json()["paths"]["/v1/answer"]["post"]
    examples = operation["responses"]["200"]["content"]["application/json"]["examples"]
    answered = client.post("/v1/answer", json={"question": QUESTION, "explain": True}).json()
    stated = {name for name, value in answered.items() if value is not None}  # a description holds no nulls
    assert set(examples["explained"]["value"]) == stated
    assert set(examples["explained"]["value"]["explanation"]) == set(answered["explanation"])


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", ["为什么这样回答", "所问", "数值", "云溪县", "作答", "段落词面", "一、（一）"]),
        ("en", ["Why this answer", "Asks for", "a figure", "云溪县", "answered", "Passage words"]),
    ],
)
def test_the_command_line_shows_tables(filled_dir: Path, lang: str, words: list[str]) -> None:
    told = _ask(filled_dir, QUESTION, "--explain", "--lang", lang)
    assert told.exit_code == 0, told.output
    before, _, after = told.stdout.partition(words[0])
    assert "4.6" in before
    for word in words[1:]:
        assert word in after


def test_as_json_it_is_the_body_of_the_service(filled_dir: Path, client: httpx.Client) -> None:
    printed = json.loads(_ask(filled_dir, QUESTION, "--explain", "--json").stdout)
    assert printed == client.post("/v1/answer", json={"question": QUESTION, "explain": True}).json()


def test_a_refusal_is_told_in_both_languages(workspace: Workspace) -> None:
    told = workspace.assistant.explain(UNKNOWN, (), NO_FILTERS)
    assert dict(explanation_rows(told, "zh"))["没有文件对应"] == "南昌市"
    assert dict(explanation_rows(told, "zh"))["判定"].endswith("不作答")
    assert dict(explanation_rows(told, "en"))["Decision"].endswith("not answered")
    assert candidate_heads(told, "en") == ["Clause", "Score"]


def test_a_candidate_has_a_cell_under_every_head(workspace: Workspace) -> None:
    told = workspace.assistant.explain("托位", (), NO_FILTERS)
    assert told.notices == 2
    for candidate in told.candidates:
        cells = candidate_cells(told, candidate)
        assert len(cells) == len(candidate_heads(told, "zh"))
        assert cells[0] == f"《{candidate.title}》{candidate.clause}"


def test_one_reading_serves_the_answer_and_its_explanation(workspace: Workspace) -> None:
    heard: list[str] = []
    with listening(lambda stage, _: heard.append(stage)):
        told, events = workspace.assistant.explained(QUESTION)
        *_, done = events
    assert isinstance(done, Done)
    assert told.confidence == done.answer.confidence
    assert heard.count("read") == 1
