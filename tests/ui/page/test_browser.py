"""The page in a real Chromium, over two fictional notices and an assistant that says what is laid down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from threading import Event
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Page, expect

from ingest.errors import ModelError, StoreError
from ingest.models import Notice
from rag.types import Answer, Citation

pytestmark = pytest.mark.browser

COVERAGE = "健康社区覆盖率要达到多少？"
TARGET = "到2033年底，健康社区覆盖率达到45%以上，居民健康素养水平达到31%。"
HOSTILE = (
    '<img src=x onerror="window.hit=1">[点](javascript:window.hit=1)**粗**$x$<script>window.hit=1</script>'
)

# Contrast of every visible text with what lies behind it, as WCAG counts it; gives what falls short.
CONTRAST = """
() => {
  const parse = (colour) => {
    const found = colour.match(/[\\d.]+/g).map(Number);
    return { rgb: found.slice(0, 3), alpha: found.length > 3 ? found[3] : 1 };
  };
  const luminance = (rgb) => {
    const linear = (part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    const [red, green, blue] = rgb.map((part) => linear(part / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const { rgb, alpha } = parse(getComputedStyle(at).backgroundColor);
      if (alpha > 0.99) return rgb;
    }
    return parse(getComputedStyle(document.body).backgroundColor).rgb;
  };
  const poor = [];
  for (const element of document.querySelectorAll('.gradio-container *')) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || !element.checkVisibility()) continue;
    if (element.closest('.sr-only, [aria-hidden=true], .hide')) continue;
    const style = getComputedStyle(element);
    const [one, other] = [luminance(parse(style.color).rgb), luminance(behind(element))];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (ratio < 4.5) poor.push(`${element.className} ${element.textContent} ${ratio}`);
  }
  return poor;
}
"""


def ask(page: Page, question: str) -> None:
    """Write the question, press Enter, and wait until it is the latest and answered."""
    page.locator("#yd-question textarea").fill(question)
    page.keyboard.press("Enter")
    latest = page.locator("#yd-live article[aria-busy=false]", has_text=question)
    expect(latest).to_be_visible()


def open_source(page: Page) -> None:
    page.locator("#yd-live .answer .chip").first.click()
    expect(page.locator(".source mark.cited").first).to_be_visible()


def test_ask_read_the_answer_and_open_its_source(page_url: str, visit: Callable[..., Any]) -> None:
    page = visit(page_url).page
    ask(page, COVERAGE)
    expect(page.locator("#yd-live .answer")).to_contain_text("45%以上")
    open_source(page)
    assert page.locator(".source mark.cited").all_inner_texts() == [TARGET]
    expect(page.locator(".source mark.cited")).to_be_in_viewport()
    expect(page.locator(".source-head")).to_contain_text("青禾卫发〔2031〕12号")
    expect(page.locator(".badge")).to_have_text("正式文件")


def test_the_answer_streams_and_can_be_stopped(
    page_url: str, visit: Callable[..., Any], workspace: Any
) -> None:
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
    workspace.assistant.gate = None
    ask(page, "那云溪县呢？")
    expect(page.locator("#yd-live .abstained")).to_contain_text("文件中没有找到答案")


def test_a_follow_up_carries_the_talk_along(page_url: str, visit: Callable[..., Any], workspace: Any) -> None:
    page = visit(page_url).page
    ask(page, COVERAGE)
    ask(page, "谁负责？")
    _, history, _ = workspace.assistant.heard[-1]
    assert [turn.role for turn in history] == ["user", "assistant"]
    assert history[0].content == COVERAGE


def test_each_visitor_has_a_conversation_of_their_own(
    page_url: str, visit: Callable[..., Any], workspace: Any
) -> None:
    one, other = visit(page_url).page, visit(page_url).page
    ask(one, COVERAGE)
    ask(other, "谁负责？")
    assert workspace.assistant.heard[-1][1] == ()
    expect(other.locator("#yd-centre")).not_to_contain_text("45%以上")


def test_a_new_conversation_begins_empty(page_url: str, visit: Callable[..., Any], workspace: Any) -> None:
    page = visit(page_url).page
    ask(page, COVERAGE)
    open_source(page)
    page.locator("[data-event=clear]").click()
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator(".source")).to_have_count(0)
    ask(page, "谁负责？")
    assert workspace.assistant.heard[-1][1] == ()


def test_an_example_is_asked_when_pressed(page_url: str, visit: Callable[..., Any], workspace: Any) -> None:
    page = visit(page_url).page
    example = page.locator(".welcome .example").first
    question = example.inner_text()
    assert "青禾" in question
    example.click()
    expect(page.locator("#yd-live article[aria-busy=false]", has_text=question)).to_be_visible()
    assert workspace.assistant.heard[-1][0] == question


def test_the_scope_goes_along_with_the_question(
    page_url: str, visit: Callable[..., Any], workspace: Any
) -> None:
    page = visit(page_url).page
    expect(page.locator(".scope")).to_have_text("在全部 2 份文件中查找")
    page.get_by_label("地区").click()
    page.get_by_role("option", name="云溪县").click()
    page.keyboard.press("Escape")
    expect(page.locator(".scope")).to_have_text("在 1 份文件中查找：云溪县")
    ask(page, COVERAGE)
    assert workspace.assistant.heard[-1][2].regions == ("云溪县",)
    page.get_by_label("年份").click()
    page.get_by_role("option", name="2033年").click()
    expect(page.locator(".scope")).to_have_text("范围内没有文件：云溪县 · 2033年")


def test_a_question_that_is_not_taken_stays_in_the_box(page_url: str, visit: Callable[..., Any]) -> None:
    page = visit(page_url).page
    page.locator("#yd-question textarea").fill("  ")
    page.locator("#yd-send").click()
    expect(page.locator(".problem")).to_have_text("请先写下问题。")
    expect(page.locator(".welcome")).to_be_visible()
    ask(page, COVERAGE)
    expect(page.locator(".problem")).to_have_count(0)


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (ModelError("model-down", zh="模型没有回应。", en="The model is silent."), "模型没有回应。"),
        (RuntimeError("secret detail in /etc"), "出了点问题，请稍后再试。"),
    ],
)
def test_a_failure_is_said_calmly(
    page_url: str, visit: Callable[..., Any], workspace: Any, failure: Exception, words: str
) -> None:
    workspace.assistant.failure = failure
    page = visit(page_url).page
    ask(page, COVERAGE)
    expect(page.locator("#yd-live .callout.error")).to_contain_text(words)
    assert "secret" not in page.content()
    expect(page.locator("#yd-send")).to_be_visible()


def test_a_store_that_cannot_be_read_is_said_too(
    page_url: str, visit: Callable[..., Any], workspace: Any
) -> None:
    page = visit(page_url).page
    workspace.store.held.popitem()  # another revision, which is read at the next look
    workspace.store.failure = StoreError("broken", zh="文件库打不开。", en="The store cannot be opened.")
    page.get_by_label("地区").click()
    page.get_by_role("option", name="云溪县").click()
    expect(page.locator(".problem")).to_have_text("文件库打不开。")


def test_chinese_in_any_browser_until_the_switch_which_is_remembered(
    page_url: str, visit: Callable[..., Any]
) -> None:
    page = visit(page_url, locale="en-GB").page
    expect(page.locator("#yd-send")).to_have_text("提问")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    ask(page, COVERAGE)
    page.locator("[data-event=language]").click()
    expect(page.locator("#yd-send")).to_have_text("Ask")
    expect(page.locator("#yd-live .sources h3")).not_to_have_text("出处")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.reload()
    expect(page.locator("#yd-send")).to_have_text("Ask")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_english_at_first_where_the_settings_say_so(
    page_url: str, visit: Callable[..., Any], workspace: Any
) -> None:
    workspace.settings.lang = "en"
    page = visit(page_url, locale="zh-CN").page
    expect(page.locator("#yd-send")).to_have_text("Ask")


def test_an_empty_corpus_says_what_to_do(page_url: str, visit: Callable[..., Any], workspace: Any) -> None:
    workspace.store.held.clear()
    page = visit(page_url).page
    expect(page.locator(".welcome.empty")).to_contain_text("还没有文件")
    expect(page.locator(".welcome code")).to_have_text("yaodian ingest 文件夹路径")
    expect(page.locator(".example")).to_have_count(0)


def test_hostile_words_stay_words(
    page_url: str,
    visit: Callable[..., Any],
    workspace: Any,
    notices: tuple[Notice, Notice],
    cite: Callable[..., Citation],
) -> None:
    first = notices[0]
    text = first.text.replace("完善服务网络", HOSTILE)
    region = replace(first.region, city=HOSTILE)
    hostile = replace(
        first, title=HOSTILE, text=text, clauses=(), source=HOSTILE, issuer=HOSTILE, region=region
    )
    workspace.store.held = {hostile.id: hostile}
    citation = cite(hostile, HOSTILE)
    answer = Answer(answer=f"{HOSTILE}[1]", abstained=False, citations=(citation,), warnings=(HOSTILE,))
    workspace.assistant.answers = {HOSTILE: answer}
    page = visit(page_url).page
    ask(page, HOSTILE)
    open_source(page)
    page.keyboard.press("Escape")
    page.get_by_label("地区").click()
    expect(page.get_by_role("option", name=HOSTILE)).to_be_visible()
    assert page.locator("#yd-live .answer").inner_text().startswith(HOSTILE)
    assert page.locator("#yd-main img, #yd-main a, #yd-main script, #yd-main strong").count() == 0
    assert page.evaluate("window.hit") is None


def test_the_keyboard_is_enough(page_url: str, visit: Callable[..., Any]) -> None:
    page = visit(page_url).page
    ask(page, COVERAGE)
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('.answer .chip')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".source h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".source")).to_have_count(0)
    assert page.evaluate("document.activeElement.matches('.answer .chip')")


def test_enter_inside_an_input_method_does_not_ask(
    page_url: str, visit: Callable[..., Any], workspace: Any
) -> None:
    page = visit(page_url).page
    box = page.locator("#yd-question textarea")
    box.fill("健康")
    for kind in ("keydown", "keypress"):
        composing = "{key: 'Enter', bubbles: true, isComposing: true}"
        box.evaluate(f"(box, kind) => box.dispatchEvent(new KeyboardEvent(kind, {composing}))", kind)
    ask(page, COVERAGE)
    assert [question for question, _, _ in workspace.assistant.heard] == [COVERAGE]


def test_the_answer_can_be_copied_with_its_sources(page_url: str, visit: Callable[..., Any]) -> None:
    page = visit(page_url, permissions=["clipboard-read", "clipboard-write"]).page
    ask(page, COVERAGE)
    page.locator("[data-copy]").click()
    expect(page.locator("[data-copy] span")).to_have_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("45%以上[1]")
    assert "[1] 《关于印发青禾市健康社区建设方案的通知》，青禾卫发〔2031〕12号" in copied


def test_too_large_a_file_is_refused_before_it_is_sent(
    serve: Callable[[], str], visit: Callable[..., Any], workspace: Any
) -> None:
    workspace.settings.max_file_bytes = 2 * 1024 * 1024
    opened = visit(serve())
    large = {"name": "大文件.txt", "mimeType": "text/plain", "buffer": b"x" * (2 * 1024 * 1024 + 1)}
    opened.page.locator("#yd-drop input[type=file]").set_input_files(large)
    expect(opened.page.locator(".report .refused")).to_contain_text("大文件.txt：超过 2 MB")
    assert not [address for address in opened.asked if "upload" in address]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_it_fits_and_every_text_has_contrast(
    page_url: str, visit: Callable[..., Any], workspace: Any, scheme: str, width: int
) -> None:
    answer = workspace.assistant.answers[COVERAGE]
    workspace.assistant.answers[COVERAGE] = answer.model_copy(update={"warnings": ("请核对。",)})
    page = visit(page_url, width=width, color_scheme=scheme).page
    assert page.evaluate(CONTRAST) == []
    ask(page, "没有的问题")
    ask(page, COVERAGE)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(CONTRAST) == []
    open_source(page)
    expect(page.locator(".source mark.cited")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(CONTRAST) == []


def test_on_a_phone_the_side_column_is_a_drawer(page_url: str, visit: Callable[..., Any]) -> None:
    page = visit(page_url, width=390, height=844).page
    expect(page.locator("#yd-side")).to_be_hidden()
    page.locator("[data-toggle-side]").click()
    expect(page.get_by_label("地区")).to_be_visible()
    expect(page.locator("[data-toggle-side]")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(page.locator("#yd-side")).to_be_hidden()


def test_nothing_is_asked_of_another_machine(page_url: str, visit: Callable[..., Any]) -> None:
    opened = visit(page_url)
    ask(opened.page, COVERAGE)
    open_source(opened.page)
    asked = [urlsplit(address) for address in opened.asked]
    assert asked
    assert {address.hostname for address in asked if address.scheme not in ("data", "blob")} == {"127.0.0.1"}
    policy = httpx.get(page_url).headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy


def test_every_button_has_a_name(page_url: str, visit: Callable[..., Any]) -> None:
    page = visit(page_url).page
    ask(page, COVERAGE)
    open_source(page)
    nameless = page.evaluate(
        "() => [...document.querySelectorAll('button, input, textarea')].filter((e) => e.checkVisibility() &&"
        " !(e.innerText.trim() || e.ariaLabel || (e.labels && e.labels.length))).map((e) => e.outerHTML)"
    )
    assert nameless == []
