"""Commands that other packages and rooms add to ``yaodian``, found by entry point so that nobody here imports them."""

from __future__ import annotations

from importlib import import_module, metadata
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

from ingest.errors import YaodianError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "yaodian.commands"


class PluginError(YaodianError):
    """A command of another package cannot be loaded. Consequence: that command fails, the others work."""

    def __init__(self, name: str, module: str, cause: Exception) -> None:
        reason = f"{type(cause).__name__}: {cause}"
        super().__init__(
            "broken-command",
            zh=f"命令 {name} 无法载入（{module}：{reason}）。请重新安装要点，或报告此事。",
            en=f"Command {name} cannot be loaded ({module}: {reason}). Reinstall Yaodian or report this.",
        )


class PluginCommand(TyperCommand):
    """Stands in ``--help`` for a command of another package, which is imported when it is run."""

    def __init__(self, entry_point: EntryPoint) -> None:
        super().__init__(entry_point.name, help=_summary(entry_point), add_help_option=False)
        self.entry_point = entry_point

    def make_context(self, info_name: Any, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """The context of the real command, so that its own options and help apply."""
        return self.load().make_context(info_name, args, parent, **extra)

    def load(self) -> TyperCommand | TyperGroup:
        """The real command, or group of commands. Raises PluginError."""
        name, module = self.entry_point.name, self.entry_point.module
        try:
            app = self.entry_point.load()
        except (
            Exception
        ) as error:  # whatever an import raises: it is said, and the other commands stay usable
            raise PluginError(name, module, error) from error
        if not isinstance(app, typer.Typer):
            raise PluginError(name, module, TypeError(f"{self.entry_point.value} is no typer.Typer"))
        command = typer.main.get_command(app)
        command.name = name
        assert isinstance(command, TyperCommand | TyperGroup)
        return command


class PluginGroup(TyperGroup):
    """A command group that also holds the commands of other packages. Our own names win."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Our own commands in the order they are defined, then the others by name."""
        own = super().list_commands(ctx)
        return own + sorted(name for name in _entry_points() if name not in own)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """A command of ours, or the stand-in of another package's."""
        own = super().get_command(ctx, cmd_name)
        if own is not None:
            return own
        found = _entry_points().get(cmd_name)
        return PluginCommand(found) if found else None


def _entry_points() -> dict[str, EntryPoint]:
    return {found.name: found for found in metadata.entry_points(group=GROUP)}


def _summary(entry_point: EntryPoint) -> str:
    # The first line of the package it stands in, not the command module's: importing that one may take seconds.
    try:
        words = import_module(entry_point.module.rpartition(".")[0] or entry_point.module).__doc__ or ""
    except Exception as error:
        return f"无法载入 · cannot be loaded: {type(error).__name__}: {error}"
    return words.strip().split("\n")[0].split(". ")[0]
