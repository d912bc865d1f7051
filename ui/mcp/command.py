"""``yaodian mcp``: the tools for an assistant on this machine, or over HTTP for others."""

from __future__ import annotations

from typing import Annotated

import typer

from ui.command import LangOption, reporting, settings_for
from ui.console import note

app = typer.Typer(add_completion=False)


@app.command("mcp")
def serve_tools(
    http: Annotated[
        bool, typer.Option("--http", help="改用 HTTP（/mcp，无网页）。· Over HTTP at /mcp, without the page.")
    ] = False,
    host: Annotated[str | None, typer.Option(help="HTTP 监听地址。· Address to listen on.")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="HTTP 端口。· Port; 0: any free one.")
    ] = None,
    lang: LangOption = "zh",
) -> None:
    """供其他 AI 助手使用的工具（MCP），默认经标准输入输出。· Tools for other assistants, by default over stdio."""
    with reporting(lang):
        settings = settings_for(lang, host=host, port=port)
        if http:
            from ui.api import create_api
            from ui.server import serve

            serve(settings, lambda address: note(f"{address}/mcp"), create=create_api)
            return
        from rag.build import open_workspace
        from ui.asking import Asking
        from ui.logs import set_up_logging
        from ui.mcp.mount import build_server
        from ui.metrics import Metrics

        set_up_logging(settings)  # on standard error: standard output belongs to the protocol
        build_server(Asking(open_workspace(settings), settings, Metrics())).run("stdio")
