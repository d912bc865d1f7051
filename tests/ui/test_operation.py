"""What operators ask of a running service: is it ready, how does it fare, what does it say in its log."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator

import httpx
import pytest

from rag.build import Workspace
from tests.ui.support import ScriptedAssistant, Service, serving
from ui.api import create_api
from ui.logs import set_up_logging
from ui.settings import UiSettings

QUESTION = {"question": "机密问题是什么？"}


def _counted(client: httpx.Client, name: str) -> float:
    text = client.get("/metrics").text
    found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    return float(found.group(1)) if found else 0.0


def test_ready_says_how_many_notices_are_held(client: httpx.Client) -> None:
    assert client.get("/readyz").json() == {"status": "ready", "notices": 2}


def test_requests_are_counted_by_pattern_not_by_address(client: httpx.Client) -> None:
    name = 'yaodian_requests_total{method="GET",route="/v1/documents/{document_id}",status="404"}'
    before = _counted(client, name)
    client.get("/v1/documents/made-up")
    client.get("/v1/documents/made-up-again")
    assert _counted(client, name) == before + 2
    client.get("/v1/made-up")
    metrics = client.get("/metrics")
    assert "made-up" not in metrics.text
    assert metrics.headers["content-type"].startswith("text/plain")
    assert _counted(client, 'yaodian_request_seconds_count{route="/v1/documents/{document_id}"}') >= 2
    assert _counted(client, "yaodian_requests_running") == 1  # the one that asks


def test_every_answer_carries_the_id_of_its_request(client: httpx.Client) -> None:
    first, second = client.get("/healthz"), client.get("/v1/none")
    assert len(first.headers["x-request-id"]) == 32
    assert first.headers["x-request-id"] != second.headers["x-request-id"]
    assert client.get("/healthz", headers={"x-request-id": "of-the-caller"}).headers["x-request-id"] == (
        "of-the-caller"
    )
    made_up = client.get("/healthz", headers={"x-request-id": 'x"} {"level": "forged'})
    assert "forged" not in made_up.headers["x-request-id"]


@pytest.fixture
def own_logging() -> Iterator[None]:
    """Logging as it was before, afterwards."""
    root, ours = logging.getLogger(), logging.getLogger("yaodian")
    before = (root.handlers[:], root.level, ours.level)
    yield
    root.handlers[:], root.level, ours.level = before[0], before[1], before[2]


@pytest.mark.usefixtures("own_logging")
@pytest.mark.parametrize("asked", [False, True])
def test_questions_are_logged_only_where_asked_for(
    workspace: Workspace, settings: UiSettings, capsys: pytest.CaptureFixture[str], asked: bool
) -> None:
    wanted = UiSettings(
        **{**settings.model_dump(), "log_format": "json", "log_requests": True, "log_content": asked}
    )
    set_up_logging(wanted)
    assistant = ScriptedAssistant()
    fake = Workspace(settings=wanted, store=workspace.store, assistant=assistant)  # type: ignore[arg-type]
    with serving(create_api(fake, wanted)) as service:
        service.client.post("/v1/answer", json=QUESTION, headers={"x-request-id": "the-question"})
        assistant.error = RuntimeError(QUESTION["question"])
        service.client.post("/v1/answer", json={**QUESTION, "more": QUESTION["question"]})
        assert service.client.post("/v1/search", json={"query": "机密"}).status_code == 500
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    answered = [line for line in lines if line.get("request_id") == "the-question"]
    assert [line["name"] for line in answered] == ["yaodian.questions"] * asked + ["yaodian.requests"]
    assert all(
        ("机密" in json.dumps(line, ensure_ascii=False)) is (asked and "question" in line) for line in lines
    )
    assert any("incident" in line["message"] for line in lines)


@pytest.mark.usefixtures("own_logging")
def test_log_lines_for_people_carry_the_same(
    workspace: Workspace, settings: UiSettings, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = UiSettings(**{**settings.model_dump(), "log_requests": True})
    set_up_logging(wanted)
    with serving(create_api(workspace, wanted)) as service:
        service.client.get("/v1/documents", headers={"x-request-id": "for-people"})
    line = next(line for line in capsys.readouterr().err.splitlines() if "for-people" in line)
    assert "route=/v1/documents status=200" in line


def test_hanging_reader_holds_nobody_up(scripted: tuple[Service, ScriptedAssistant]) -> None:
    """Readers that take nothing of endless answers, more of them than threads; others are served meanwhile."""
    from rag.types import Token

    service, assistant = scripted
    assistant.events = [Token("字" * 4000)] * 20_000
    streams = [
        service.client.build_request("POST", "/v1/answer", json={**QUESTION, "stream": True})
        for _ in range(service.app.state.settings.workers + 8)
    ]
    answers = [service.client.send(request, stream=True) for request in streams]
    try:
        assert service.client.post("/v1/search", json={"query": "托位"}).status_code == 200
    finally:
        for answer in answers:
            answer.close()
