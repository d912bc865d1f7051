"""A person who stops, starts anew or goes away while a model is silent: its connection is closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from playwright.sync_api import Page, expect

from ingest.intake.pipeline import ingest_paths
from rag.build import open_workspace
from tests.openai_server import Reply, ScriptedServer
from ui.app import create_app
from ui.settings import UiSettings

pytestmark = pytest.mark.browser

SAMPLE = Path(__file__).parents[3] / "examples" / "notices" / "青岚市2024年卫生健康工作要点.txt"
QUESTION = "青岚市2024年居民健康素养水平要达到多少？"

Visit = Callable[..., Any]


@pytest.fixture(scope="module")
def silent() -> Iterator[ScriptedServer]:
    with ScriptedServer() as running:
        running.script(Reply(mute=True))
        yield running


@pytest.fixture
def model(silent: ScriptedServer) -> ScriptedServer:
    """A model that says nothing, and has not been asked yet."""
    silent.forget()
    return silent


@pytest.fixture(scope="module")
def url(
    tmp_path_factory: pytest.TempPathFactory, silent: ScriptedServer, server_of: Callable[[FastAPI], Any]
) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("leaving")
    settings = UiSettings(data_dir=folder, llm_base_url=silent.url, llm_model="m", llm_timeout_s=300)
    workspace = open_workspace(settings)
    ingest_paths([SAMPLE], workspace.store, settings)
    with server_of(create_app(workspace, settings)) as address:
        yield address


def _stop(page: Page) -> None:
    page.locator("#yd-stop").click()
    expect(page.locator("#yd-live .reply")).to_contain_text("已停止")


def _start_anew(page: Page) -> None:
    page.locator("[data-event=clear]").click()
    expect(page.locator(".welcome")).to_be_visible()


def _go_away(page: Page) -> None:
    page.close()


@pytest.mark.parametrize("leave", [_stop, _start_anew, _go_away])
def test_a_silent_model_is_let_go(
    url: str, visit: Visit, model: ScriptedServer, leave: Callable[[Page], None]
) -> None:
    page = visit(url).page
    page.locator("#yd-question textarea").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("#yd-stop")).to_be_visible()
    assert model.asked.wait(60)
    leave(page)
    assert model.left.wait(60)
    assert len(model.requests) == 1
