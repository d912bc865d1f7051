"""The tools behind the protocol: over HTTP beside the service, or over standard input and output."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from mcp.server.mcpserver import MCPServer
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import ToolAnnotations

from ui.asking import Asking
from ui.mcp.tools import Tools
from ui.paths import MCP
from ui.version import version

_INSTRUCTIONS = (
    "Answers over a collection of Chinese policy notices. Quote what `answer` and `search` give back word for word and "
    "keep its sources; where `answer` abstains, the notices do not say. Ask in Chinese, or in plain English."
)


def build_server(asking: Asking) -> MCPServer[Any]:
    """A server of the four tools."""
    server: MCPServer[Any] = MCPServer(
        "yaodian",
        title="要点 Yaodian",
        version=version(),
        instructions=_INSTRUCTIONS,
        log_level="WARNING",
        subscriptions=False,
    )
    tools = Tools(asking)
    reads = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    for tool in (tools.search, tools.answer, tools.documents, tools.targets):
        server.add_tool(tool, annotations=reads)
    return server


def mount_mcp(app: FastAPI) -> MCPServer[Any]:
    """Serve the tools at ``/mcp`` of ``app``. Its lifespan must run the server's ``session_manager``."""
    server = build_server(app.state.asking)
    mounted = server.streamable_http_app(
        streamable_http_path=MCP,
        # Every request stands for itself, so that any process behind a balancer can take it.
        stateless_http=True,
        json_response=True,
        # Hosts and origins are looked at around the whole application.
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )
    app.router.routes.extend(mounted.routes)
    return server
