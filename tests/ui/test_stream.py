"""Answers as server-sent events."""

from __future__ import annotations

import json
import threading
from typing import Any

import httpx

from rag.types import Answer, Citation, Done, Token
from tests.ui.support import ScriptedAssistant, Service

QUESTION = {"question": "云溪县2024年每千人口托位数要达到多少？", "stream": True}
CITATION = Citation(
    marker=1,
    document_id="a" * 16,
    title="t",
    document_number="",
    issuer="",
    issued_on="",
    region="",
    source="s",
    clause="一",
    text="x",
    start=0,
    end=1,
)


def _events(text: str) -> list[tuple[str, Any]]:
    events = []
    for block in text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.split("\n") if not line.startswith(":") and line)
        if lines:
            events.append((lines["event"], json.loads(lines["data"])))
    return events


def test_stream_says_what_the_plain_answer_says(client: httpx.Client) -> None:
    plain = client.post("/v1/answer", json={**QUESTION, "stream": False}).json()
    response = client.post("/v1/answer", json=QUESTION)
    assert response.headers["content-type"].startswith("text/event-stream")
    events = _events(response.text)
    names = [name for name, _ in events]
    assert names[-2:] == ["citations", "done"]
    assert set(names[:-2]) == {"token"}
    assert "".join(data["text"] for name, data in events if name == "token") == plain["answer"]
    assert events[-1][1] == plain
    assert events[-2][1] == {"citations": plain["citations"]}


def test_line_ends_inside_a_token_arrive_whole(scripted: tuple[Service, ScriptedAssistant]) -> None:
    service, assistant = scripted
    words = "| 甲 | 乙 |\r\n\n|---|\u2028\x85end"
    answer = Answer(answer=words, abstained=False, citations=(CITATION,), warnings=("w",))
    assistant.events = [Token(words), Done(answer)]
    events = _events(service.client.post("/v1/answer", json=QUESTION).text)
    assert events[0] == ("token", {"text": words})
    assert events[-1][1]["warnings"] == ["w"]


def test_failure_on_the_way_is_an_event_that_tells_nothing_inside(
    scripted: tuple[Service, ScriptedAssistant],
) -> None:
    service, assistant = scripted
    assistant.events = [Token("一"), RuntimeError("secret question text")]
    response = service.client.post("/v1/answer", json=QUESTION)
    events = _events(response.text)
    assert [name for name, _ in events] == ["token", "error"]
    assert events[-1][1]["status"] == 500
    assert "secret" not in response.text


def test_heartbeats_come_while_nothing_else_does(scripted: tuple[Service, ScriptedAssistant]) -> None:
    service, assistant = scripted
    assistant.gate = threading.Event()
    assistant.events = [Token("一"), Done(Answer(answer="一", abstained=False))]
    with service.client.stream("POST", "/v1/answer", json=QUESTION) as response:
        lines = response.iter_lines()
        assert next(line for line in lines if line.startswith(":")) == ": heartbeat"
        assistant.gate.set()
        assert "event: done" in list(lines)


def test_work_stops_when_the_caller_leaves(scripted: tuple[Service, ScriptedAssistant]) -> None:
    service, assistant = scripted
    assistant.gate = threading.Event()
    assistant.events = [Token("一")] * 1000
    with service.client.stream("POST", "/v1/answer", json=QUESTION) as response:
        assert next(response.iter_lines()) == "event: token"
    assert not assistant.stopped.is_set()
    assistant.gate.set()
    assert assistant.stopped.wait(20)
