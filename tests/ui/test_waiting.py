"""A caller that leaves: the work ends, the model's connection is closed, and nobody is answered in vain."""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import anyio
import anyio.to_thread
import pytest
from mcp import Client, StdioServerParameters

from rag.build import Workspace, open_workspace
from tests.openai_server import Reply, ScriptedServer, fails
from tests.ui.support import Service, serving
from ui.api import create_api
from ui.settings import UiSettings

QUESTION = "云溪县2024年每千人口托位数要达到多少？"
PLAIN = ("/v1/answer", {"question": QUESTION})
OPENAI = ("/v1/chat/completions", {"model": "yaodian", "messages": [{"role": "user", "content": QUESTION}]})


@pytest.fixture(scope="module")
def scripted_model() -> Iterator[ScriptedServer]:
    with ScriptedServer() as running:
        yield running


@pytest.fixture
def model(scripted_model: ScriptedServer) -> ScriptedServer:
    """A model that has not been asked yet."""
    scripted_model.forget()
    return scripted_model


@pytest.fixture(scope="module")
def patient(filled_dir: Path, workspace: object, scripted_model: ScriptedServer) -> Workspace:
    """With a model that may take minutes and is asked again where it fails."""
    settings = UiSettings(
        data_dir=filled_dir, llm_base_url=scripted_model.url, llm_model="m", llm_timeout_s=300, llm_retries=2
    )
    return open_workspace(settings)


@pytest.fixture
def service(patient: Workspace) -> Iterator[Service]:
    """One that has counted nothing yet."""
    assert isinstance(patient.settings, UiSettings)
    with serving(create_api(patient, patient.settings)) as running:
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


async def _answer_and_leave(call: Callable[[], Awaitable[Any]], model: ScriptedServer) -> None:
    model.script(Reply(mute=True))
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(call)
        assert await anyio.to_thread.run_sync(model.asked.wait, 60)
        tasks.cancel_scope.cancel()
    assert await anyio.to_thread.run_sync(model.left.wait, 60)
    assert len(model.requests) == 1


@pytest.mark.anyio
@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_the_model_is_let_go_when_an_assistant_leaves(
    service: Service, model: ScriptedServer, mode: Any
) -> None:
    async def call() -> None:
        async with Client(f"{service.url}/mcp", mode=mode) as client:
            await client.call_tool("answer", {"question": QUESTION})

    await _answer_and_leave(call, model)


@pytest.mark.anyio
@pytest.mark.usefixtures("workspace")  # it fills the folder
async def test_over_standard_input_an_assistant_is_answered_and_may_give_up_its_call(
    filled_dir: Path, model: ScriptedServer
) -> None:
    settings = {
        "YAODIAN_DATA_DIR": str(filled_dir),
        "YAODIAN_CACHE_DIR": os.environ["YAODIAN_CACHE_DIR"],
        "YAODIAN_LLM_BASE_URL": model.url,
        "YAODIAN_LLM_MODEL": "m",
        "YAODIAN_LLM_TIMEOUT_S": "300",
        "PATH": os.environ["PATH"],
    }
    command = ["-c", "from ui.mcp.command import app; app()"]
    async with Client(StdioServerParameters(command=sys.executable, args=command, env=settings)) as client:
        model.script(fails(503))
        told: Any = await client.call_tool("answer", {"question": QUESTION})
        assert not told.is_error, told.content
        assert "4.6" in told.structured_content["answer"]
        model.forget()
        await _answer_and_leave(lambda: client.call_tool("answer", {"question": QUESTION}), model)
