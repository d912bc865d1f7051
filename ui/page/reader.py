"""The side panel: a notice with the cited words, or a place of the reader's choice, marked where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.errors import Lang
from ingest.models import Notice
from rag.types import Citation
from ui.page import wording
from ui.page.library import View
from ui.page.markup import attributes, escape, icon, paint
from ui.page.opened import Opened
from ui.page.reader_head import head_html, steps_html
from ui.page.search import matches
from ui.page.wording import Phrase

# A browser lays out this much text at once without a pause; of a longer notice, the surroundings are shown.
_WHOLE = 60_000
_SURROUNDINGS = 15_000

Span = tuple[int, int, str]


def reader_html(opened: Opened, view: View, today: str, lang: Lang) -> str:
    """The panel. Of a notice that is gone or has changed, the quotation stands alone."""
    notice = view.by_id.get(opened.document_id)
    citation = opened.citation
    tools = ""
    if notice is None:
        body = _quotation(citation, wording.NOTICE_GONE, lang)
    elif citation and notice.text[citation.start : citation.end] != citation.text:
        body = _quotation(citation, wording.NOTICE_CHANGED, lang)
    else:
        found = matches(notice.text, opened.words)
        tools = _tools(notice, opened, len(found), lang)
        body = _text(notice, opened, found, lang)
    return (
        f'<section class="source"{attributes(aria_label=wording.SOURCE_PANEL.text(lang), data_key=opened.key)}>'
        f"{_bar(opened, lang)}{head_html(opened, notice, view, today, lang)}{tools}"
        f'<div class="notice-text" tabindex="0" role="document" lang="zh-CN"'
        f"{attributes(aria_label=wording.SOURCE_PANEL.text(lang))}>{body}</div></section>"
    )


def _bar(opened: Opened, lang: Lang) -> str:
    steps = "".join(f"<button{_step(fellow, opened)}>{fellow.marker}</button>" for fellow in opened.fellows)
    close = attributes(
        type="button", class_="icon-button", data_act="close", aria_label=wording.CLOSE.text(lang)
    )
    title = wording.SOURCE_PANEL.text(lang)
    return (
        f'<header class="source-bar"><h2 tabindex="-1">{title}</h2><div class="steps">{steps}</div>'
        f"<button{close}>{icon('close')}</button></header>"
    )


def _step(fellow: Citation, opened: Opened) -> str:
    current = opened.citation is not None and fellow.marker == opened.citation.marker
    label = wording.OPEN_SOURCE.text("zh", marker=fellow.marker, title=fellow.title, clause=fellow.clause)
    return attributes(
        type="button",
        class_="chip",
        data_act="cite",
        data_exchange=opened.exchange,
        data_marker=fellow.marker,
        aria_current="true" if current else "false",
        aria_label=label.strip(),
        title=fellow.title,
        id=f"yd-step-{fellow.marker}",
    )


def _tools(notice: Notice, opened: Opened, found: int, lang: Lang) -> str:
    """Search, neighbours, outline."""
    return (
        f'<div class="reader-tools">{_search(opened, found, lang)}'
        f"{steps_html(opened, notice, _outline(notice, lang), lang)}</div>"
    )


def _search(opened: Opened, found: int, lang: Lang) -> str:
    box = attributes(
        type="search",
        name="words",
        value=opened.words,
        id="yd-find",
        autocomplete="off",
        maxlength=100,
        placeholder=wording.FIND.text(lang),
        aria_label=wording.FIND.text(lang),
    )
    said = ""
    if opened.words.strip():
        place = opened.match + 1 if found else 0
        said = wording.FOUND.text(lang, place=place, count=found) if found else wording.FOUND_NONE.text(lang)
    turns = ""
    if found > 1:
        back = _turn((opened.match - 1) % found, "up", wording.FIND_BACK, lang)
        turns = back + _turn((opened.match + 1) % found, "down", wording.FIND_ON, lang)
    return (
        f'<form role="search"{attributes(data_act="find")}><input{box}>'
        f'<span class="found" role="status">{said}</span>{turns}</form>'
    )


def _turn(match: int, symbol: str, words: Phrase, lang: Lang) -> str:
    press = attributes(
        type="button",
        class_="icon-button",
        data_act="match",
        data_match=match,
        aria_label=words.text(lang),
        id=f"yd-match-{symbol}",
    )
    return f"<button{press}>{icon(symbol)}</button>"


def _outline(notice: Notice, lang: Lang) -> str:
    items = "".join(
        f'<li class="depth-{min(clause.depth, 3)}"><button{_place(notice, clause.start, clause.own_end)}>'
        f"{escape(clause.label + clause.heading[:60])}</button></li>"
        for clause in notice.clauses
        if clause.label
    )
    if not items:
        return ""
    return (
        f'<details class="outline"><summary>{icon("outline")}{wording.OUTLINE.text(lang)}</summary>'
        f'<ol lang="zh-CN">{items}</ol></details>'
    )


def _place(notice: Notice, start: int, end: int) -> str:
    return attributes(type="button", data_act="open", data_document=notice.id, data_start=start, data_end=end)


def _quotation(citation: Citation | None, note: Phrase, lang: Lang) -> str:
    text = citation.text if citation else ""
    words = _paragraphs(text, 0, [(0, len(text), "cited")])
    return f'<p class="left-out">{note.text(lang)}</p>{words}'


def _text(notice: Notice, opened: Opened, found: Sequence[tuple[int, int]], lang: Lang) -> str:
    spans = [*_headings(notice), *_others(opened)]
    spans += [(start, end, "found") for start, end in found]
    start, end = opened.start, opened.end
    if found and opened.words:
        start, end = found[opened.match % len(found)]
        spans.append((start, end, "found-here"))
    elif end > start:
        spans.append((start, end, "cited"))
    low, high = _window(notice.text, start, end)
    before = f'<p class="left-out">{wording.TEXT_BEFORE.text(lang)}</p>' if low > 0 else ""
    after = f'<p class="left-out">{wording.TEXT_AFTER.text(lang)}</p>' if high < len(notice.text) else ""
    visible = [span for span in spans if span[0] < high and span[1] > low]
    return before + _paragraphs(notice.text[:high], low, visible) + after


def _window(text: str, start: int, end: int) -> tuple[int, int]:
    if len(text) <= _WHOLE:
        return 0, len(text)
    low = max(0, start - _SURROUNDINGS)
    low = text.rfind("\n", 0, low) + 1
    high = text.find("\n", min(len(text), end + _SURROUNDINGS))
    return low, high if high >= 0 else len(text)


def _headings(notice: Notice) -> Iterator[Span]:
    """Where a clause's number and heading stand, so that the outline can be seen in the running text."""
    for clause in notice.clauses:
        end = clause.start + len(clause.label) + len(clause.heading)
        if clause.label and notice.text[clause.start : end] == clause.label + clause.heading:
            yield clause.start, end, f"heading depth-{min(clause.depth, 2)}"


def _others(opened: Opened) -> Iterator[Span]:
    for fellow in opened.fellows:
        if fellow.document_id == opened.document_id and fellow is not opened.citation:
            yield fellow.start, fellow.end, "cited-too"


def _paragraphs(text: str, start: int, spans: Sequence[Span]) -> str:
    paragraphs: list[str] = []
    for line in text[start:].splitlines(keepends=True):
        words = line.rstrip()
        if words:
            first = start + len(words) - len(words.lstrip())
            near = [span for span in spans if span[0] < start + len(words) and span[1] > first]
            paragraphs.append(f"<p>{paint(text, first, start + len(words), near)}</p>")
        start += len(line)
    return "".join(paragraphs)
