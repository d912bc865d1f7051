"""Only what is in force, at every door. Both notices are of years that are over."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import openai
import pytest
from mcp import Client
from typer.testing import CliRunner

from tests.ui.support import Service
from ui.cli import app

QUESTION = "云溪县2024年每千人口托位数要达到多少？"
STRICT = {"standing": "in-force"}


def test_over_http(client: httpx.Client) -> None:
    assert not client.post("/v1/answer", json={"question": QUESTION}).json()["abstained"]
    refused = client.post("/v1/answer", json={"question": QUESTION, "filters": STRICT}).json()
    assert refused["abstained"]
    assert "现行" in refused["answer"]
    assert client.post("/v1/search", json={"query": "托位", "filters": STRICT}).json() == {"passages": []}
    assert client.post("/v1/search", json={"query": "托位", "filters": {"standing": None}}).json()["passages"]
    wrong = client.post("/v1/search", json={"query": "托位", "filters": {"standing": "old"}})
    assert wrong.json()["errors"][0]["pointer"] == "#/filters/standing"


def test_as_a_model(service: Service) -> None:
    asked = openai.OpenAI(base_url=f"{service.url}/v1", api_key="none", max_retries=0)
    answer = asked.chat.completions.create(
        model="yaodian",
        messages=[{"role": "user", "content": QUESTION}],
        extra_body={"filters": STRICT},
    )
    assert answer.model_dump()["abstained"]


@pytest.mark.anyio
@pytest.mark.parametrize("anyio_backend", ["asyncio"])
async def test_as_a_tool(service: Service) -> None:
    async with Client(f"{service.url}/mcp") as client:
        held = (await client.call_tool("documents", {})).structured_content
        strict = (await client.call_tool("documents", {"in_force": True})).structured_content
        answer = (
            await client.call_tool("answer", {"question": QUESTION, "in_force": True})
        ).structured_content
    assert held
    assert len(held["documents"]) == 2
    assert strict == {"documents": []}
    assert answer
    assert answer["abstained"]


@pytest.mark.usefixtures("workspace")
def test_on_the_command_line(filled_dir: Path) -> None:
    def answered(*options: str) -> bool:
        arguments = ["ask", QUESTION, "--json", *options]
        done = CliRunner().invoke(app, arguments, env={"YAODIAN_DATA_DIR": str(filled_dir)})
        return not json.loads(done.stdout)["abstained"]

    assert answered()
    assert answered("--region", "云溪")  # a short name will do
    assert not answered("--in-force")
