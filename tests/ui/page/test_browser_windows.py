"""Several windows of one browser: each has a talk of its own, and a new one begins with the last."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

Visit = Callable[..., Any]


def _ask(page: Page, question: str) -> None:
    page.locator("#yd-question textarea").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator("#yd-live article[aria-busy=false]", has_text=question)).to_be_visible()


def _asked(page: Page) -> list[str]:
    page.wait_for_selector(".welcome, .exchange")
    return page.locator(".exchange .question p").all_inner_texts()


def _kept(page: Page) -> int:
    """How many talks the browser keeps."""
    count: int = page.evaluate(
        "Object.keys(localStorage).filter(name => name.startsWith('yaodian-talk-')).length"
    )
    return count


def test_windows_do_not_overwrite_each_other(page_url: str, visit: Visit) -> None:
    visited = visit(page_url)
    first, second = visited.page, visited.context.new_page()
    second.goto(page_url)
    assert _asked(second) == []
    _ask(first, "甲")
    _ask(second, "乙")
    _ask(first, "丙")
    first.reload()
    assert _asked(first) == ["甲", "丙"]
    second.reload()
    assert _asked(second) == ["乙"]
    first.reload()
    assert _asked(first) == ["甲", "丙"]


def test_a_new_window_begins_with_the_last_talk_and_goes_on_alone(page_url: str, visit: Visit) -> None:
    visited = visit(page_url)
    first = visited.page
    _ask(first, "甲")
    second = visited.context.new_page()
    second.goto(page_url)
    assert _asked(second) == ["甲"]
    _ask(second, "乙")
    first.reload()
    assert _asked(first) == ["甲"]
    first.close()
    second.close()
    third = visited.context.new_page()
    third.goto(page_url)
    assert _asked(third) == ["甲", "乙"]
    third.locator("[data-event=clear]").click()
    expect(third.locator(".welcome")).to_be_visible()
    third.reload()
    assert _asked(third) == []


def test_a_copied_window_is_another_one(page_url: str, visit: Visit) -> None:
    visited = visit(page_url)
    first = visited.page
    _ask(first, "甲")
    with first.expect_popup() as opened:  # it gets a copy of what the window keeps for itself
        first.evaluate("window.open(location.href)")
    copy = opened.value
    assert _asked(copy) == ["甲"]
    _ask(copy, "乙")
    _ask(first, "丙")
    copy.reload()
    assert _asked(copy) == ["甲", "乙"]


def test_no_more_than_a_few_talks_are_kept(page_url: str, visit: Visit) -> None:
    page = visit(page_url).page
    page.evaluate(
        """() => {
          const windows = [..."abcdef"];
          for (const each of windows) localStorage.setItem(`yaodian-talk-${each}`, "[]");
          localStorage.setItem("yaodian-talks", JSON.stringify(windows));
        }"""
    )
    _ask(page, "甲")
    page.wait_for_function("!localStorage.getItem('yaodian-talk-c')")
    assert page.evaluate("JSON.parse(localStorage.getItem('yaodian-talks')).slice(0, -1)") == ["d", "e", "f"]
    assert _kept(page) == 4
