"""The tabs beside the talk in a real Chromium: ledger, notices, tasks; safe, reachable, fitting a phone."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from ingest.models import Notice
from rag.types import Answer, Citation

pytestmark = pytest.mark.browser

HOSTILE = (
    '<img src=x onerror="window.hit=1">[点](javascript:window.hit=1)**粗**$x$<script>window.hit=1</script>'
)
TABS = ("ledger", "files", "tasks", "runs")
Visit = Callable[..., Any]


def open_tab(page: Page, name: str) -> None:
    page.locator(f".tab[data-tab-to={name}]").click()
    expect(page.locator(f"#yd-{name} h2").first).to_be_visible()


def ask(page: Page, question: str) -> None:
    page.locator("#yd-question textarea").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator("#yd-live article[aria-busy=false]", has_text=question)).to_be_visible()


def test_the_ledger_is_filtered_sorted_compared_opened_and_taken_home(page_url: str, visit: Visit) -> None:
    page = visit(page_url).page
    open_tab(page, "ledger")
    rows = page.locator("#yd-ledger tbody tr")
    expect(rows).to_have_count(4)
    expect(page.locator(".bars li")).to_have_count(2)
    expect(page.locator(".bars li").first).to_contain_text("青禾市 · 2033")
    expect(page.locator(".bars li").first).to_contain_text("31%")

    page.get_by_label("指标词").press_sequentially("素养")
    expect(rows).to_have_count(2)
    expect(page.get_by_label("指标词")).to_be_focused()
    page.locator("#yd-ledger").get_by_label("地区").select_option("云溪县")
    expect(rows).to_have_count(1)
    page.locator("#yd-ledger [type=reset]").click()
    expect(rows).to_have_count(4)
    page.locator("#yd-ledger-sort-value").click()
    expect(rows.first).to_contain_text("27%")
    expect(page.locator("#yd-ledger-sort-value")).to_be_focused()

    with page.expect_download() as saving:
        page.locator("[data-kind=csv]").click()
    data = Path(saving.value.path()).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    lines = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert [line["数值"] for line in lines] == ["27", "31", "45", ""]
    with page.expect_download() as saving:
        page.locator("[data-kind=xlsx]").click()
    sheet = openpyxl.load_workbook(io.BytesIO(Path(saving.value.path()).read_bytes())).active
    assert sheet is not None
    assert [cell.value for cell in sheet["D"]][1:] == [27, 31, 45, None]

    page.get_by_role("button", name="健康社区覆盖率").first.click()
    expect(page.locator(".source mark.cited")).to_have_text("健康社区覆盖率达到45%以上")
    expect(page.locator(".source mark.cited")).to_be_in_viewport()


def test_a_notice_is_read_asked_alone_and_deleted_after_a_second_press(
    page_url: str, visit: Visit, workspace: Any
) -> None:
    opened = visit(page_url)
    page = opened.page
    open_tab(page, "files")
    large = {"name": "大文件.txt", "mimeType": "text/plain", "buffer": b"x" * (2 * 1024 * 1024 + 1)}
    page.locator("#yd-drop input[type=file]").set_input_files(large)
    expect(page.locator(".report .refused")).to_contain_text("大文件.txt：超过 2 MB")
    assert not [address for address in opened.asked if "upload" in address]
    cards = page.locator("#yd-files .card")
    expect(cards).to_have_count(2)
    page.get_by_role("button", name="阅读：云溪县托育服务提升行动").click()
    expect(page.locator(".source-title")).to_have_text("云溪县托育服务提升行动")
    page.keyboard.press("Escape")
    expect(page.locator(".source")).to_have_count(0)

    page.get_by_role("button", name="只问这份：云溪县托育服务提升行动").click()
    expect(page.locator(".scope-chip[data-act=unscope]")).to_have_text("云溪县托育服务提升行动")
    ask(page, "谁牵头？")
    (document_id,) = workspace.assistant.heard[-1][2].document_ids

    open_tab(page, "files")
    page.get_by_role("button", name="删除：云溪县托育服务提升行动").click()
    expect(page.locator("[data-act=delete-not]")).to_be_focused()
    assert document_id in workspace.store.held
    page.locator("[data-act=delete]").click()
    expect(page.locator("#yd-report .said")).to_have_text("已删除：云溪县托育服务提升行动")
    expect(cards).to_have_count(1)
    assert document_id not in workspace.store.held
    page.locator(".tab[data-tab-to=chat]").click()
    expect(page.locator(".scope-chip[data-act=unscope]")).to_have_count(0)


def test_tasks_are_found_by_unit_and_open_their_clause(page_url: str, visit: Visit) -> None:
    page = visit(page_url).page
    open_tab(page, "tasks")
    rows = page.locator("#yd-tasks tbody tr")
    expect(rows).to_have_count(2)
    page.locator("#yd-tasks").get_by_label("单位").fill("教育")
    expect(rows).to_have_count(1)
    page.get_by_role("button", name="加强组织领导").click()
    expect(page.locator(".source .facts")).to_contain_text("牵头：县卫生健康局；配合：教育局")


def test_hostile_words_stay_words_on_every_tab(
    page_url: str,
    visit: Visit,
    workspace: Any,
    notices: tuple[Notice, Notice],
    cite: Callable[..., Citation],
) -> None:
    first = notices[0]
    hostile = replace(
        first,
        title=HOSTILE,
        text=first.text.replace("完善服务网络", HOSTILE),
        clauses=tuple(replace(clause, heading=HOSTILE) for clause in first.clauses),
        targets=tuple(replace(target, indicator=HOSTILE, lead_units=(HOSTILE,)) for target in first.targets),
        source=HOSTILE,
        issuer=HOSTILE,
        region=replace(first.region, city=HOSTILE),
        warnings=(HOSTILE,),
        provenance_reasons=(HOSTILE,),
        audit=replace(first.audit, dropped=(HOSTILE,)),
    )
    workspace.store.held = {hostile.id: hostile}
    answer = Answer(
        answer=f"{HOSTILE}[1]", abstained=False, citations=(cite(hostile, HOSTILE),), warnings=(HOSTILE,)
    )
    workspace.assistant.answers = {HOSTILE: answer}
    page = visit(page_url).page
    ask(page, HOSTILE)
    assert page.locator("#yd-live .answer").inner_text().startswith(HOSTILE)
    page.locator("#yd-live .answer .chip").first.click()
    expect(page.locator(".source mark.cited").first).to_contain_text(HOSTILE)
    page.locator("#yd-live .thumb").last.click()
    expect(page.locator(".feedback")).to_be_visible()
    for tab in TABS:
        open_tab(page, tab)
    expect(page.locator("#yd-files .card h3")).to_have_text(HOSTILE)
    expect(page.locator("#yd-ledger .row-open").first).to_have_text(HOSTILE)
    page.locator(".tab[data-tab-to=ledger]").click()
    page.locator("#yd-ledger .row-open").first.click()
    expect(page.locator(".source-title")).to_have_text(HOSTILE)
    made = "#yd-main :is(img, a, script, strong, iframe), [onerror], [href^=javascript]"
    assert page.locator(made).count() == 0
    assert page.evaluate("window.hit") is None


@pytest.mark.parametrize(("width", "scheme", "lang"), [(1280, "light", "zh"), (390, "dark", "en")])
def test_every_tab_fits_and_can_be_used_by_everybody(
    page_url: str, visit: Visit, workspace: Any, width: int, scheme: str, lang: str
) -> None:
    axe_module = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-core is not installed"
    )
    axe = axe_module.Axe()
    workspace.settings.lang = lang
    answer = next(iter(workspace.assistant.answers.values()))
    workspace.assistant.answers = {"覆盖率多少": answer.model_copy(update={"warnings": ("请核对。",)})}
    page = visit(page_url, width=width, color_scheme=scheme).page

    def check(what: str) -> None:
        assert page.evaluate("document.documentElement.scrollWidth") <= width, what
        found = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
        grave = [
            (each["id"], [node["html"][:160] for node in each["nodes"]])
            for each in found
            if each["impact"] in ("serious", "critical")
        ]
        assert grave == [], what

    check("welcome")
    ask(page, "没有的问题")
    ask(page, "覆盖率多少")
    page.locator("#yd-live .thumb").last.click()
    expect(page.locator(".feedback")).to_be_visible()
    page.locator("#yd-live .why").click()
    expect(page.locator(".explained")).to_be_visible()
    check("talk")
    page.locator("#yd-live .answer .chip").first.click()
    expect(page.locator(".source mark.cited")).to_be_in_viewport()
    check("reader")
    page.keyboard.press("Escape")
    for tab in TABS:
        open_tab(page, tab)
        check(tab)
