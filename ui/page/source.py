"""The side panel: a cited passage, marked where it stands in its notice, with what the notice is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.errors import Lang
from ingest.models import Clause, Notice
from rag.types import Citation
from ui.page import wording
from ui.page.markup import attributes, escape, icon, paint
from ui.page.wording import Phrase

# A browser lays out this much text at once without a pause; of a longer notice, the surroundings are shown.
_WHOLE = 60_000
_SURROUNDINGS = 15_000


@dataclass(frozen=True, slots=True)
class OpenSource:
    """What the panel shows: a citation of the exchange at ``exchange``, and all that stand beside it."""

    citation: Citation
    fellows: Sequence[Citation]
    exchange: int


def source_html(opened: OpenSource, notice: Notice | None, lang: Lang) -> str:
    """The panel. ``notice`` is None when it has been removed since; then the quotation stands alone."""
    citation = opened.citation
    if notice is None:
        body = _quotation(citation, wording.NOTICE_GONE, lang)
    elif notice.text[citation.start : citation.end] != citation.text:
        body = _quotation(citation, wording.NOTICE_CHANGED, lang)
    else:
        body = _text(notice, citation, opened.fellows, lang)
    key = f"{opened.exchange}:{citation.marker}:{citation.document_id}"
    return (
        f'<section class="source"{attributes(aria_label=wording.SOURCE_PANEL.text(lang), data_key=key)}>'
        f"{_bar(opened, lang)}{_head(citation, notice, lang)}"
        f'<div class="notice-text" tabindex="0" lang="zh-CN">{body}</div></section>'
    )


def _bar(opened: OpenSource, lang: Lang) -> str:
    steps = "".join(f"<button{_step(fellow, opened)}>{fellow.marker}</button>" for fellow in opened.fellows)
    close = attributes(
        type="button", class_="icon-button", data_event="close", aria_label=wording.CLOSE.text(lang)
    )
    title = wording.SOURCE_PANEL.text(lang)
    return (
        f'<header class="source-bar"><h2 tabindex="-1">{title}</h2><div class="steps">{steps}</div>'
        f"<button{close}>{icon('close')}</button></header>"
    )


def _step(fellow: Citation, opened: OpenSource) -> str:
    current = "true" if fellow.marker == opened.citation.marker else "false"
    return attributes(
        type="button",
        class_="chip",
        data_event="cite",
        data_exchange=opened.exchange,
        data_marker=fellow.marker,
        aria_current=current,
        title=fellow.title,
    )


def _head(citation: Citation, notice: Notice | None, lang: Lang) -> str:
    title = notice.title if notice else citation.title
    rows = "".join(_fact(label, value, lang) for label, value in _facts(citation, notice, lang))
    return (
        f'<div class="source-head"><p class="source-title" lang="zh-CN">{escape(title)}</p>'
        f'{_badge(notice, lang)}<dl class="facts">{rows}</dl></div>'
    )


def _badge(notice: Notice | None, lang: Lang) -> str:
    if notice is None:
        return ""
    kind = notice.provenance
    hint = wording.PROVENANCE_HINT[kind].text(lang)
    return (
        f'<p class="provenance"><span class="badge {kind.value}">{wording.PROVENANCE[kind].text(lang)}</span>'
        f"<span>{hint}</span></p>"
    )


def _facts(citation: Citation, notice: Notice | None, lang: Lang) -> list[tuple[Phrase, str]]:
    inferred = notice.inferred if notice else ()
    region = notice.region.full_name if notice else citation.region
    known = [
        (wording.NUMBER, citation.document_number, "document_number"),
        (wording.ISSUER, citation.issuer, "issuer"),
        (wording.ISSUED_ON, citation.issued_on, "issued_on"),
        (wording.REGION, region, "region"),
        (wording.CLAUSE, _trail(citation, notice), ""),
        (wording.FILE, citation.source, ""),
    ]
    between = "（{}）" if lang == "zh" else " ({})"
    note = between.format(wording.INFERRED.text(lang))
    return [(label, value + note if value and field in inferred else value) for label, value, field in known]


def _fact(label: Phrase, value: str, lang: Lang) -> str:
    shown = (
        f"<dd>{escape(value)}</dd>" if value else f'<dd class="missing">{wording.NOT_STATED.text(lang)}</dd>'
    )
    return f"<div><dt>{label.text(lang)}</dt>{shown}</div>"


def _trail(citation: Citation, notice: Notice | None) -> str:
    """``二、主要任务 › （一）健全机制``: the labels with the headings, which the path alone lacks."""
    index = _clause_at(notice.clauses, citation.start) if notice else None
    if notice is None or index is None:
        return citation.clause
    names = [clause.label + clause.heading for clause in notice.trail(index)]
    return " › ".join(name for name in names if name) or citation.clause


def _clause_at(clauses: Sequence[Clause], position: int) -> int | None:
    around = [index for index, clause in enumerate(clauses) if clause.start <= position < clause.end]
    return max(around, key=lambda index: clauses[index].depth, default=None)


def _quotation(citation: Citation, note: Phrase, lang: Lang) -> str:
    words = _paragraphs(citation.text, 0, [(0, len(citation.text), "cited")])
    return f'<p class="left-out">{note.text(lang)}</p>{words}'


def _text(notice: Notice, citation: Citation, fellows: Sequence[Citation], lang: Lang) -> str:
    low, high = _window(notice.text, citation)
    before = f'<p class="left-out">{wording.TEXT_BEFORE.text(lang)}</p>' if low > 0 else ""
    after = f'<p class="left-out">{wording.TEXT_AFTER.text(lang)}</p>' if high < len(notice.text) else ""
    spans = [*_headings(notice), *_others(citation, fellows), (citation.start, citation.end, "cited")]
    visible = [span for span in spans if span[0] < high and span[1] > low]
    return before + _paragraphs(notice.text[:high], low, visible) + after


def _window(text: str, citation: Citation) -> tuple[int, int]:
    if len(text) <= _WHOLE:
        return 0, len(text)
    low = max(0, citation.start - _SURROUNDINGS)
    low = text.rfind("\n", 0, low) + 1
    high = text.find("\n", min(len(text), citation.end + _SURROUNDINGS))
    return low, high if high >= 0 else len(text)


def _headings(notice: Notice) -> Iterator[tuple[int, int, str]]:
    """Where a clause's number and heading stand, so that the outline can be seen in the running text."""
    for clause in notice.clauses:
        end = clause.start + len(clause.label) + len(clause.heading)
        if clause.label and notice.text[clause.start : end] == clause.label + clause.heading:
            yield clause.start, end, f"heading depth-{min(clause.depth, 2)}"


def _others(citation: Citation, fellows: Sequence[Citation]) -> Iterator[tuple[int, int, str]]:
    for fellow in fellows:
        if fellow.document_id == citation.document_id and fellow.marker != citation.marker:
            yield fellow.start, fellow.end, "cited-too"


def _paragraphs(text: str, start: int, spans: Sequence[tuple[int, int, str]]) -> str:
    paragraphs: list[str] = []
    for line in text[start:].splitlines(keepends=True):
        words = line.rstrip()
        if words:
            first = start + len(words) - len(words.lstrip())
            near = [span for span in spans if span[0] < start + len(words) and span[1] > first]
            paragraphs.append(f"<p>{paint(text, first, start + len(words), near)}</p>")
        start += len(line)
    return "".join(paragraphs)
