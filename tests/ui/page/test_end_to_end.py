"""The page over a real store and the real assistant, with sample notices: from a question to its proof."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from fastapi import FastAPI
from playwright.sync_api import Page, expect

from ingest.intake.pipeline import ingest_paths
from rag.build import Workspace, open_workspace
from ui.asking import Asking
from ui.limits import RateLimits
from ui.metrics import Metrics
from ui.page import mount_page
from ui.settings import UiSettings

pytestmark = pytest.mark.browser

SAMPLES = Path(__file__).parents[3] / "examples" / "notices"
LOADED = ["青岚市2024年卫生健康工作要点.txt", "澄屿县2025年卫生健康工作要点.md"]
QUESTION, FIGURE = "青岚市2024年居民健康素养水平要达到多少？", "27%"

HOSTILE = "<img/src=x/onerror=window.hit=1>[点](javascript:window.hit=1)"
HOSTILE_NOTICE = f"""榕溪县卫生健康局文件
榕卫字〔2031〕9号
关于印发榕溪县{HOSTILE}工作方案的通知
各乡镇卫生院：
一、主要目标
到2031年底，榕溪县{HOSTILE}签约覆盖率达到83%。
榕溪县卫生健康局
2031年3月3日
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A store of two sample notices."""
    workspace = open_workspace(UiSettings(data_dir=tmp_path_factory.mktemp("store")))
    ingest_paths([SAMPLES / name for name in LOADED], workspace.store, workspace.settings)
    return workspace


@pytest.fixture(scope="module")
def url(loaded: Workspace, server_of: Callable[[FastAPI], Any]) -> Iterator[str]:
    assert isinstance(loaded.settings, UiSettings)
    with server_of(
        mount_page(FastAPI(), Asking(loaded, loaded.settings, Metrics()), RateLimits((), ()))
    ) as address:
        yield address


@pytest.fixture(scope="module")
def called() -> Iterator[set[str]]:
    """The hosts that this process, and so the server in it, looks up or connects to."""
    hosts: set[str] | None = set()

    def hear(event: str, told: tuple[Any, ...]) -> None:
        if hosts is None:
            return
        if event in ("socket.getaddrinfo", "socket.gethostbyname"):
            hosts.add(str(told[0]))
        elif event in ("socket.connect", "socket.sendto") and isinstance(told[1], tuple):
            hosts.add(str(told[1][0]))

    sys.addaudithook(hear)  # for good: it can only be made deaf
    yield hosts
    hosts = None


@pytest.fixture(autouse=True)
def nobody_else_is_called(called: set[str]) -> Iterator[None]:
    """As the browser, whose requests are looked at wherever it is used, the server asks nothing of another machine."""
    called.clear()
    yield
    assert called <= {"127.0.0.1", "localhost", "::1", "None"}


@pytest.fixture(autouse=True)
def as_before(loaded: Workspace) -> Iterator[None]:
    """What a test uploads is gone after it."""
    held = {notice.id for notice in loaded.store.notices()}
    yield
    for notice in loaded.store.notices():
        if notice.id not in held:
            loaded.store.delete(notice.id)


def ask(page: Page, question: str) -> None:
    page.locator("#yd-question textarea").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator("#yd-live article[aria-busy=false]", has_text=question)).to_be_visible(timeout=60_000)


def docx_notice() -> bytes:
    """A small notice as Word writes it."""
    document = docx.Document()
    for line in (
        "桐川县卫生健康局文件",
        "桐卫字〔2032〕5号",
        "关于印发桐川县健康驿站建设方案的通知",
        "各乡镇卫生院：",
        "一、建设目标",
        "到2032年底，全县健康驿站覆盖率达到72%。（牵头科室：基层卫生科）",
        "桐川县卫生健康局",
        "2032年4月8日",
    ):
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def upload(page: Page, *files: tuple[str, bytes]) -> None:
    """Drop the files on the page, as a person does with a mouse."""
    transfer = page.evaluate_handle(
        """(files) => {
             const transfer = new DataTransfer();
             for (const [name, bytes] of files) transfer.items.add(new File([new Uint8Array(bytes)], name));
             return transfer;
           }""",
        [[name, list(data)] for name, data in files],
    )
    page.dispatch_event("#yd-chat", "drop", {"dataTransfer": transfer})
    expect(page.locator(".report")).to_be_visible(timeout=60_000)


def test_a_figure_and_its_proof_on_a_phone_and_in_the_scope_only(visit: Callable[..., Any], url: str) -> None:
    page = visit(url, width=390).page
    ask(page, QUESTION)
    expect(page.locator("#yd-live .answer")).to_contain_text(FIGURE)
    page.locator("#yd-live .answer .chip").first.click()
    marks = page.locator(".source mark.cited")
    expect(marks.first).to_be_in_viewport()
    assert FIGURE in "".join(marks.all_inner_texts())
    expect(page.locator(".source-head")).to_contain_text("青岚市")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.keyboard.press("Escape")
    page.get_by_label("地区").select_option("澄屿县")
    expect(page.locator(".scope-chip[data-act=unscope]")).to_have_text("澄屿县")
    page.locator("#yd-live [data-event=ask]").click()
    expect(page.locator("#yd-live .abstained")).to_be_visible(timeout=60_000)


def test_uploaded_notices_are_everywhere_at_once_and_never_more_than_words(
    visit: Callable[..., Any], url: str
) -> None:
    page = visit(url).page
    hostile = ("榕溪<img src=x onerror=window.hit=1>.txt", HOSTILE_NOTICE.encode())
    bad = (("空.txt", b""), ("坏.docx", b"PK no zip"), ("表.xlsx", b"x"))
    upload(page, ("桐川县.docx", docx_notice()), hostile, *bad)
    expect(page.locator(".report .added").first).to_contain_text("关于印发桐川县健康驿站建设方案的通知")
    expect(page.locator(".report .added").last).to_contain_text(HOSTILE)
    for name in ("空.txt", "坏.docx", "表.xlsx"):
        expect(page.locator(".report .refused", has_text=name)).to_be_visible()
    expect(page.locator(".report")).not_to_contain_text("Traceback")
    expect(page.locator("#yd-files .card")).to_have_count(4)
    expect(page.locator("#yd-files .card", has_text="onerror=window.hit=1.txt")).to_be_visible()
    page.locator(".tab[data-tab-to=ledger]").click()
    page.locator("#yd-ledger").get_by_label("地区").select_option("桐川县")
    page.get_by_role("button", name="健康驿站覆盖率").first.click()
    expect(page.locator(".source mark.cited").first).to_contain_text("72%")
    page.locator(".tab[data-tab-to=files]").click()
    page.locator(".report .example", has_text="健康驿站覆盖率").click()
    expect(page.locator("#yd-live article[aria-busy=false] .answer")).to_contain_text("72%", timeout=60_000)
    ask(page, "榕卫字〔2031〕9号是什么文件？")
    page.locator("#yd-live .answer .chip").first.click()
    expect(page.locator(".source")).to_contain_text(HOSTILE)
    assert page.locator("#yd-main :is(img, a, strong)").count() == 0
    assert page.evaluate("window.hit") is None
