"""A caller that leaves: the work ends, the model's connection is closed, and nobody is answered in vain."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from rag.build import open_workspace
from tests.openai_server import Reply, ScriptedServer
from tests.ui.support import Service, serving
from ui.api import create_api
from ui.settings import UiSettings

QUESTION = "云溪县2024年每千人口托位数要达到多少？"
PLAIN = ("/v1/answer", {"question": QUESTION})
OPENAI = ("/v1/chat/completions", {"model": "yaodian", "messages": [{"role": "user", "content": QUESTION}]})


@pytest.fixture
def model() -> Iterator[ScriptedServer]:
    with ScriptedServer() as running:
        yield running


@pytest.fixture
def service(filled_dir: Path, workspace: object, model: ScriptedServer) -> Iterator[Service]:
    """With a model that may take minutes and is asked again where it fails."""
    settings = UiSettings(
        data_dir=filled_dir, llm_base_url=model.url, llm_model="m", llm_timeout_s=300, llm_retries=2
    )
    with serving(create_api(open_workspace(settings), settings)) as running:
        yield running


def _ask_and_leave(service: Service, path: str, body: dict[str, Any], model: ScriptedServer) -> None:
    address = urlsplit(service.url)
    sent = json.dumps(body).encode()
    head = f"POST {path} HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Type: application/json\r\n"
    with socket.create_connection((address.hostname, address.port)) as caller:
        caller.sendall(f"{head}Content-Length: {len(sent)}\r\n\r\n".encode() + sent)
        assert model.asked.wait(60)


def _counted(service: Service) -> list[str]:
    return service.client.get("/metrics").text.splitlines()


@pytest.mark.parametrize("reply", [Reply(mute=True), Reply(hang=True), Reply(("到2024年底，",), hang=True)])
@pytest.mark.parametrize(("path", "body"), [PLAIN, OPENAI], ids=["plain", "openai"])
@pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])
def test_the_model_is_let_go_when_the_caller_leaves(
    service: Service, model: ScriptedServer, path: str, body: dict[str, Any], stream: bool, reply: Reply
) -> None:
    model.script(reply)
    _ask_and_leave(service, path, {**body, "stream": stream}, model)
    assert model.left.wait(60)
    while "yaodian_requests_running 1.0" not in _counted(service):  # this one alone
        pass
    assert len(model.requests) == 1
    counted = "\n".join(_counted(service))
    assert "yaodian_answers_total{" not in counted
    assert "yaodian_model_errors_total{" not in counted
    if not stream:
        assert f'route="{path}",status="499"' in counted


def test_who_stays_is_answered_while_another_leaves(service: Service, model: ScriptedServer) -> None:
    model.script(Reply(hang=True), Reply(("不知道",), status=503, body="{}"))
    _ask_and_leave(service, *PLAIN, model)
    answer = service.client.post(PLAIN[0], json=PLAIN[1]).json()
    assert "4.6" in answer["answer"]
    assert answer["model_error"] == "model-busy"
