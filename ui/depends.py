"""What routes ask FastAPI for: the workspace, its assistant, the settings, the caller's language."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

import ui.problems as problems
from ingest.errors import Lang
from rag.build import Workspace
from ui.asking import Asking
from ui.settings import UiSettings


def _workspace(request: Request) -> Workspace:
    workspace: Workspace = request.app.state.workspace
    return workspace


def _asking(request: Request) -> Asking:
    asking: Asking = request.app.state.asking
    return asking


def _settings(request: Request) -> UiSettings:
    settings: UiSettings = request.app.state.settings
    return settings


AskingDep = Annotated[Asking, Depends(_asking)]
WorkspaceDep = Annotated[Workspace, Depends(_workspace)]
SettingsDep = Annotated[UiSettings, Depends(_settings)]
LangDep = Annotated[Lang, Depends(problems.language)]
