"""``yaodian eval``: the command line of the question sets. ``yaodian`` finds ``app`` by its entry point."""

from __future__ import annotations

import typer

from eval.commands.authoring import add, draft
from eval.commands.compare import compare, report
from eval.commands.gate import gate
from eval.commands.run import run
from eval.commands.sweep import sweep
from eval.commands.targets import targets

app = typer.Typer(help="评测问题集 · Score question sets.", no_args_is_help=True)
for command in (run, compare, gate, report, draft, add, targets, sweep):
    app.command()(command)
