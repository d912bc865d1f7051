"""The tools through the official ``mcp`` client over HTTP, and what they refuse."""

from __future__ import annotations

import json
from typing import Any

import pytest
from mcp import Client

from tests.ui.support import ScriptedAssistant, Service

QUESTION = "云溪县2024年每千人口托位数要达到多少？"

pytestmark = pytest.mark.anyio


async def _call(client: Client, tool: str, **arguments: Any) -> Any:
    result: Any = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content
    # What a model without structured results reads says the same.
    assert json.loads(result.content[0].text) == result.structured_content
    return result.structured_content


async def test_tools_are_described_and_only_read(service: Service) -> None:
    async with Client(f"{service.url}/mcp") as client:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
    assert set(tools) == {"search", "answer", "documents", "targets"}
    for tool in tools.values():
        assert tool.description
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint
        assert tool.output_schema
    assert tools["answer"].input_schema["required"] == ["question"]


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_tools_over_http(service: Service, mode: Any) -> None:
    async with Client(f"{service.url}/mcp", mode=mode) as client:
        plain = service.client.post("/v1/answer", json={"question": QUESTION}).json()
        assert await _call(client, "answer", question=QUESTION) == plain
        found = await _call(client, "search", query="居民健康素养水平", k=1)
        assert "31%" in found["passages"][0]["text"]
        assert await _call(client, "search", query="居民健康素养水平", years=[1999]) == {"passages": []}
        held = await _call(client, "documents", title="托育")
        assert [document["document_number"] for document in held["documents"]] == ["云卫发〔2024〕12号"]
        assert await _call(client, "documents", offset=9) == {"documents": []}
        targets = await _call(client, "targets", regions=["青禾市"])
        assert targets == service.client.get("/v1/targets", params={"region": "青禾市", "limit": 50}).json()


async def test_what_cannot_be_answered_is_told_in_words(service: Service) -> None:
    async with Client(f"{service.url}/mcp") as client:
        result: Any = await client.call_tool("answer", {"question": " "})
        assert result.is_error
        assert "问题是空的" in result.content[0].text
        result = await client.call_tool("search", {"query": "托位", "k": 1000})
        assert result.is_error


async def test_an_unforeseen_error_tells_nothing_of_the_inside(
    scripted: tuple[Service, ScriptedAssistant],
) -> None:
    service, assistant = scripted
    assistant.error = RuntimeError("机密问题")
    async with Client(f"{service.url}/mcp") as client:
        result: Any = await client.call_tool("answer", {"question": QUESTION})
    assert result.is_error
    assert "机密" not in str(result)
    assert "incident" in result.content[0].text
