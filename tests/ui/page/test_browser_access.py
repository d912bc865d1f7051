"""The page behind keys, in a real browser: the way in, what each may do, and how often one may ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Error, Page, expect
from pydantic import SecretStr

from ingest.intake.pipeline import ingest_paths
from rag.build import Workspace, open_workspace
from ui.app import create_app
from ui.settings import UiSettings

pytestmark = pytest.mark.browser

SAMPLE = Path(__file__).parents[3] / "examples" / "notices" / "青岚市2024年卫生健康工作要点.txt"
READER, EDITOR = "r" * 20, "e" * 20
QUESTION, FIGURE = "青岚市2024年居民健康素养水平要达到多少？", "27%"
MINUTES = "3/30 minute"  # so long that it does not begin anew while a test runs

Visit = Callable[..., Any]


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A store of one notice, behind keys, where nobody asks more often than three times."""
    settings = UiSettings(
        data_dir=tmp_path_factory.mktemp("guarded"),
        api_keys=SecretStr(f"reader:{READER} editor:{EDITOR}"),
        local_open=False,
        rate_limit=MINUTES,
    )
    workspace = open_workspace(settings)
    ingest_paths([SAMPLE], workspace.store, settings)
    return workspace


@pytest.fixture(scope="module")
def url(guarded: Workspace, server_of: Callable[[FastAPI], Any]) -> Iterator[str]:
    assert isinstance(guarded.settings, UiSettings)
    with server_of(create_app(guarded, guarded.settings)) as address:
        yield address


def _as(key: str, **headers: str) -> dict[str, Any]:
    """What a browser sends once its person has filled in the question for a password."""
    options: dict[str, Any] = {"http_credentials": {"username": "anybody", "password": key}}
    return {**options, "extra_http_headers": headers} if headers else options


def _ask(page: Page, question: str) -> None:
    page.locator("#yd-question textarea").fill(question)
    page.keyboard.press("Enter")


def _answered(page: Page, question: str) -> None:
    _ask(page, question)
    expect(page.locator("#yd-live article[aria-busy=false]", has_text=question)).to_be_visible(timeout=60_000)


def test_without_a_key_the_browser_asks_for_one_and_shows_nothing(url: str, chromium: Browser) -> None:
    context = chromium.new_context()
    with pytest.raises(Error, match="AUTH_CREDENTIALS"):  # a browser with a person before it would ask now
        context.new_page().goto(url)
    context.close()


def test_a_wrong_key_shows_nothing(url: str, chromium: Browser) -> None:
    context = chromium.new_context(**_as("w" * 20))
    seen = context.new_page().goto(url)
    assert seen is not None
    assert seen.status == 401
    assert seen.headers["www-authenticate"].startswith("Basic")
    assert seen.headers["content-type"] == "application/problem+json"
    assert "青岚" not in seen.text()
    context.close()


def test_a_reader_asks_and_cannot_add_or_delete(url: str, visit: Visit) -> None:
    page = visit(url, **_as(READER)).page
    _answered(page, QUESTION)
    expect(page.locator("#yd-live .answer")).to_contain_text(FIGURE)
    page.locator("#yd-live .why").click()
    expect(page.locator("#yd-live .explained")).to_contain_text("居民健康素养水平")
    page.locator(".tab[data-tab-to=files]").click()
    page.locator("[data-act=delete-ask]").first.click()
    page.locator("[data-act=delete]").click()
    expect(page.locator("#yd-report .problem")).to_contain_text("只能查看和提问")
    expect(page.locator(".card")).to_have_count(1)


def test_an_editor_adds_a_notice(url: str, visit: Visit, guarded: Workspace, tmp_path: Path) -> None:
    page = visit(url, **_as(EDITOR)).page
    page.locator(".tab[data-tab-to=files]").click()
    page.locator("#yd-drop input[type=file]").set_input_files(
        {"name": "甲.txt", "mimeType": "text/plain", "buffer": "甲县2021年通知\n一、完成率达到90%。".encode()}
    )
    expect(page.locator("#yd-report .added")).to_be_visible(timeout=60_000)
    added = next(notice for notice in guarded.store.notices() if notice.source == "甲.txt")
    guarded.store.delete(added.id)


def test_who_asks_too_often_is_told_how_long_to_wait(url: str, visit: Visit) -> None:
    far = {"x-forwarded-for": "203.0.113.9"}  # as a proxy on this machine says it of somebody elsewhere
    page = visit(url, **_as(READER, **far)).page
    for place in range(3):
        _answered(page, f"第{place}问：{QUESTION}")
    _ask(page, QUESTION)
    expect(page.locator("#yd-problem .problem")).to_contain_text("提问过于频繁")
    expect(page.locator("#yd-question textarea")).to_have_value(QUESTION)
    assert len(page.locator(".exchange").all()) == 3
    # What the service is asked counts together with it.
    assert page.evaluate("fetch('/v1/documents').then((answer) => answer.status)") == 429
