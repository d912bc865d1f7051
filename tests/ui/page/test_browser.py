"""The talk in a real Chromium, over two fictional notices and an assistant that says what is laid down."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import docx
import httpx
import pytest
from playwright.sync_api import Page, expect

from ingest.errors import ModelError
from ingest.models import Validity

pytestmark = pytest.mark.browser

COVERAGE = "健康社区覆盖率要达到多少？"
TARGET = "到2033年底，健康社区覆盖率达到45%以上，居民健康素养水平达到31%。"
TITLE = "关于印发青禾市健康社区建设方案的通知"
Visit = Callable[..., Any]


def ask(page: Page, question: str) -> None:
    """Write the question, press Enter, and wait until it is the latest and answered."""
    page.locator("#yd-question textarea").fill(question)
    page.keyboard.press("Enter")
    answered(page, question)


def answered(page: Page, question: str) -> None:
    expect(page.locator("#yd-live article[aria-busy=false]", has_text=question)).to_be_visible()


def open_source(page: Page) -> None:
    page.locator("#yd-live .answer .chip").first.click()
    expect(page.locator(".source mark.cited").first).to_be_visible()


def test_ask_read_the_answer_and_open_its_source(page_url: str, visit: Visit) -> None:
    page = visit(page_url, permissions=["clipboard-read", "clipboard-write"]).page
    ask(page, COVERAGE)
    expect(page.locator("#yd-live .answer")).to_contain_text("45%以上")
    open_source(page)
    assert page.locator(".source mark.cited").all_inner_texts() == [TARGET]
    expect(page.locator(".source mark.cited")).to_be_in_viewport()
    expect(page.locator(".source-head")).to_contain_text("青禾卫发〔2031〕12号")
    expect(page.locator(".source .badge").first).to_have_text("正式文件")

    page.locator(".source [data-copy]").click()
    expect(page.locator(".source [data-copy] span")).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == f"《{TITLE}》（青禾卫发〔2031〕12号）一"

    page.locator(".source .neighbour").click()
    expect(page.locator(".source mark.cited").first).to_have_text("二、重点任务")
    page.locator("#yd-find").fill("档案")
    page.keyboard.press("Enter")
    expect(page.locator(".source mark.found-here")).to_have_text("档案")
    page.locator(".outline summary").click()
    page.locator(".outline button", has_text="完善服务网络").click()
    expect(page.locator(".source mark.cited").first).to_be_in_viewport()


def test_the_answer_streams_and_can_be_stopped(page_url: str, visit: Visit, workspace: Any) -> None:
    gate = workspace.assistant.gate = Event()
    page = visit(page_url).page
    page.locator("#yd-question textarea").fill(COVERAGE)
    page.locator("#yd-send").click()
    expect(page.locator("#yd-live .answer.writing")).to_contain_text("45%以上")
    expect(page.locator("#yd-send")).to_be_hidden()
    page.locator("#yd-stop").click()
    expect(page.locator("#yd-live")).to_contain_text("未经核对")
    expect(page.locator("#yd-send")).to_be_visible()
    gate.set()
    ask(page, "那云溪县呢？")
    expect(page.locator("#yd-live .abstained")).to_contain_text("文件中没有找到答案")


def test_a_press_that_changes_nothing_is_no_error(
    page_url: str, visit: Visit, capfd: pytest.CaptureFixture[str]
) -> None:
    page = visit(page_url).page
    ask(page, COVERAGE)
    thumb = page.locator("#yd-live .thumb").last
    for exchange in (
        "99",
        "0",
    ):  # of no such exchange, as while an answer is being written; then of the right one
        thumb.evaluate("(button, place) => { button.dataset.exchange = place }", exchange)
        thumb.click()
    expect(page.locator(".feedback")).to_be_visible()
    assert "Traceback" not in capfd.readouterr().err


def test_a_talk_goes_on_over_a_reload_and_is_each_visitors_own(
    page_url: str, visit: Visit, workspace: Any
) -> None:
    page = visit(page_url).page
    ask(page, COVERAGE)
    page.reload()
    expect(page.locator("#yd-live .answer")).to_contain_text("45%以上")
    ask(page, "谁负责？")
    _, history, _ = workspace.assistant.heard[-1]
    assert [turn.role for turn in history] == ["user", "assistant"]
    assert history[0].content == COVERAGE

    other = visit(page_url).page
    expect(other.locator(".welcome")).to_be_visible()
    ask(other, "谁负责？")
    assert workspace.assistant.heard[-1][1] == ()

    open_source_of_past = page.locator("#yd-past .answer .chip").first
    open_source_of_past.click()
    expect(page.locator(".source mark.cited")).to_be_visible()
    page.locator("[data-event=clear]").click()
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator(".source")).to_have_count(0)
    page.reload()
    expect(page.locator(".welcome")).to_be_visible()


def test_the_scope_goes_along_with_a_question_and_can_be_changed_after_it(
    page_url: str, visit: Visit, workspace: Any
) -> None:
    page = visit(page_url).page
    example = page.locator(".welcome .example").first
    question = example.inner_text()
    assert "青禾" in question
    example.click()
    answered(page, question)
    assert workspace.assistant.heard[-1][0] == question
    expect(page.locator("#yd-live .asked-within")).to_contain_text("全部地区全部年份2 份文件")

    page.get_by_label("地区").select_option("云溪县")
    expect(page.locator(".scope-count")).to_have_text("1 份文件")
    page.locator("#yd-live [data-event=ask]").click()
    expect(page.locator("#yd-live .asked-within")).to_contain_text("云溪县全部年份1 份文件")
    assert workspace.assistant.heard[-1][2].regions == ("云溪县",)
    assert len(page.locator(".exchange").all()) == 1
    expect(page.get_by_label("地区")).to_have_value("")

    page.get_by_label("年份").select_option("2033")
    expect(page.locator(".scope-count")).to_have_text("范围内没有文件")
    page.get_by_label("不再限于 云溪县").click()
    expect(page.locator(".scope-count")).to_have_text("1 份文件")
    page.locator("#yd-live [data-act=rescope]").click()
    expect(page.locator("#yd-question textarea")).to_have_value(question)
    expect(page.locator(".scope-chip[data-act=unscope]")).to_have_text("云溪县")


def test_only_what_is_in_force_is_a_press_away(page_url: str, visit: Visit, workspace: Any) -> None:
    first, second = workspace.store.held.values()
    over = replace(second, validity=Validity(in_force_until="2001-12-31", basis="planned"))
    workspace.store.held = {over.id: over, first.id: first}  # in another order: another revision
    page = visit(page_url).page
    chip = page.locator("#yd-in-force")
    expect(chip).to_have_attribute("aria-pressed", "false")
    chip.press("Enter")
    expect(chip).to_have_attribute("aria-pressed", "true")
    expect(chip).to_be_focused()
    expect(page.locator(".scope-count")).to_have_text("1 份文件")
    ask(page, COVERAGE)
    expect(page.locator("#yd-live .asked-within")).to_contain_text("现行1 份文件")
    assert workspace.assistant.heard[-1][2].standing == "in-force"
    chip.click()
    expect(chip).to_have_attribute("aria-pressed", "false")
    ask(page, "再问一次")
    assert workspace.assistant.heard[-1][2].standing is None


def test_why_an_answer_is_what_it_is_opens_and_folds(page_url: str, visit: Visit) -> None:
    page = visit(page_url).page
    ask(page, COVERAGE)
    why = page.locator("#yd-live .why")
    expect(why).to_have_text("为什么这样回答")
    why.press("Enter")
    told = page.locator("#yd-live .explained")
    expect(told).to_contain_text("把握 0.90 不低于作答线 0.35，作答")
    expect(told.locator("tbody tr")).to_have_count(1)
    expect(told).to_contain_text("<img src=x onerror=window.hit=1>")
    assert page.evaluate("window.hit") is None
    expect(why).to_have_attribute("aria-expanded", "true")
    page.locator("[data-event=language]").click()
    expect(told).to_contain_text("Passage words")
    why.click()
    expect(told).to_have_count(0)


def test_a_question_that_is_not_taken_stays_and_a_failure_is_said_calmly(
    page_url: str, visit: Visit, workspace: Any
) -> None:
    page = visit(page_url).page
    page.locator("#yd-question textarea").fill("  ")
    page.locator("#yd-send").click()
    expect(page.locator("#yd-problem .problem")).to_have_text("请先写下问题。")
    expect(page.locator(".welcome")).to_be_visible()
    workspace.assistant.failure = ModelError("model-down", zh="模型没有回应。", en="The model is silent.")
    ask(page, COVERAGE)
    expect(page.locator("#yd-live .callout.error")).to_contain_text("模型没有回应。")
    expect(page.locator("#yd-problem .problem")).to_have_count(0)
    workspace.assistant.failure = RuntimeError("secret detail in /etc")
    ask(page, "再问一次")
    expect(page.locator("#yd-live .callout.error")).to_contain_text("出了点问题，请稍后再试。")
    assert "secret detail" not in page.content()
    workspace.store.held.popitem()  # another revision, which is read at the next look
    workspace.store.failure = RuntimeError("secret")
    page.get_by_label("地区").select_option("云溪县")
    expect(page.locator("#yd-problem .problem")).to_have_text("出了点问题，请稍后再试。")


def test_english_where_the_browser_reads_no_chinese_but_english(page_url: str, visit: Visit) -> None:
    expect(visit(page_url, locale="en-GB").page.locator("#yd-send")).to_have_text("Ask")


def test_chinese_until_the_switch_which_is_remembered(page_url: str, visit: Visit) -> None:
    page = visit(page_url).page
    expect(page.locator("#yd-send")).to_have_text("提问")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    ask(page, COVERAGE)
    page.locator(".tab[data-tab-to=ledger]").click()
    expect(page.locator("#yd-ledger h2")).to_have_text("指标台账")
    page.locator("[data-event=language]").click()
    expect(page.locator("#yd-ledger h2")).to_have_text("Target ledger")
    page.reload()
    expect(page.locator("#yd-ledger h2")).to_have_text("Target ledger")  # the address names the tab
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator(".tab[data-tab-to=chat]").click()
    expect(page.locator("#yd-live .sources h3")).to_have_text("Sources")


def test_an_empty_corpus_says_what_to_do(page_url: str, visit: Visit, workspace: Any) -> None:
    workspace.store.held.clear()
    workspace.settings.lang = "en"
    page = visit(page_url, locale="zh-CN").page
    expect(page.locator(".welcome.empty")).to_contain_text("No notices yet")
    expect(page.locator(".example")).to_have_count(0)
    for tab in ("ledger", "files", "tasks"):
        page.locator(f".tab[data-tab-to={tab}]").click()
        expect(page.locator(f"#yd-{tab} .nothing")).to_be_visible()


def test_the_keyboard_is_enough(page_url: str, visit: Visit, workspace: Any) -> None:
    page = visit(page_url).page
    box = page.locator("#yd-question textarea")
    box.fill("健康")
    for kind in ("keydown", "keypress"):  # Enter inside an input method does not ask
        composing = "{key: 'Enter', bubbles: true, isComposing: true}"
        box.evaluate(f"(box, kind) => box.dispatchEvent(new KeyboardEvent(kind, {composing}))", kind)
    ask(page, COVERAGE)
    assert [question for question, _, _ in workspace.assistant.heard] == [COVERAGE]
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('.answer .chip')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".source h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".source")).to_have_count(0)
    assert page.evaluate("document.activeElement.matches('.answer .chip')")


def test_the_answer_is_copied_judged_and_saved(page_url: str, visit: Visit, workspace: Any) -> None:
    page = visit(page_url, permissions=["clipboard-read", "clipboard-write"]).page
    ask(page, COVERAGE)
    page.locator("#yd-live .reply > .actions [data-copy]").click()
    expect(page.locator("#yd-live .reply > .actions [data-copy] span")).to_have_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("45%以上[1]")
    assert f"[1] 《{TITLE}》（青禾卫发〔2031〕12号）一" in copied

    page.locator("#yd-live .thumb", has_text="答错了").click()
    page.get_by_label("哪里不对？").fill("应看重点任务")
    page.get_by_label("正确的条款").fill(f"《{TITLE}》（青禾卫发〔2031〕12号）二、（一）")
    page.locator(".feedback [type=submit]").click()
    expect(page.locator("#yd-live .thanks")).to_be_visible()
    (line,) = (Path(workspace.settings.data_dir) / "feedback.jsonl").read_text(encoding="utf-8").splitlines()
    row = json.loads(line)
    assert (row["question"], row["rating"], row["reason"]) == (COVERAGE, "down", "应看重点任务")
    assert row["evidence"] == ["（一）完善服务网络。每个街道至少设置1所社区卫生服务中心。"]

    with page.expect_download() as saving:
        page.locator("[data-act=export][data-kind=docx]").click()
    assert saving.value.suggested_filename == "要点问答记录.docx"
    words = [paragraph.text for paragraph in docx.Document(str(saving.value.path())).paragraphs]
    assert COVERAGE in words
    with page.expect_download() as saving:
        page.locator("[data-act=export][data-kind=md]").click()
    assert f"《{TITLE}》" in Path(saving.value.path()).read_text(encoding="utf-8")


def test_the_browser_itself_refuses_other_machines(page_url: str) -> None:
    policy = httpx.get(page_url).headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy
