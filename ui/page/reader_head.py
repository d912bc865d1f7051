"""Above the text of a notice: what it is worth, where the words stand in it, who answers for them."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.anatomy.responsibility import find_responsibilities
from ingest.errors import Lang
from ingest.models import Clause, Notice
from ui.page import wording
from ui.page.badges import provenance_badge, standing_badge
from ui.page.citing import official_form
from ui.page.library import View
from ui.page.markup import attributes, escape, icon
from ui.page.opened import Opened
from ui.page.tabs import wording as tab_wording
from ui.page.wording import Phrase

_HEADING = 40  # characters of a neighbour's heading


def head_html(opened: Opened, notice: Notice | None, view: View, today: str, lang: Lang) -> str:
    """Title, badges, facts, neighbours, and the citation to copy."""
    if notice is None:
        return _gone(opened, lang)
    index = _clause_index(notice, opened)
    badges = provenance_badge(notice, lang) + standing_badge(notice, view, today, lang)
    rows = "".join(
        _fact(label, value, lang, missing) for label, value, missing in _facts(notice, index, lang)
    )
    return (
        f'<div class="source-head" tabindex="0" role="group"{attributes(aria_label=notice.title)}>'
        f'<p class="source-title" lang="zh-CN">{escape(notice.title)}</p>'
        f'<p class="badges">{badges}</p><dl class="facts">{rows}</dl>'
        "</div>"
    )


def steps_html(opened: Opened, notice: Notice, outline: str, lang: Lang) -> str:
    """Where to go from here: the neighbouring clauses, the citation to copy, a question to this notice alone, and its
    ``outline`` (ready HTML)."""
    index = _clause_index(notice, opened)
    clause = notice.clauses[index] if index is not None else None
    return (
        f"{_neighbours(notice, index, lang)}"
        f'<div class="head-actions">{_copy(notice, clause, lang)}{_ask(notice, lang)}{outline}</div>'
    )


def _gone(opened: Opened, lang: Lang) -> str:
    citation = opened.citation
    title = citation.title if citation else ""
    known = (
        [(wording.NUMBER, citation.document_number), (wording.CLAUSE, citation.clause)] if citation else []
    )
    rows = "".join(_fact(label, value, lang, False) for label, value in known if value)
    return (
        f'<div class="source-head"><p class="source-title" lang="zh-CN">{escape(title)}</p>'
        f'<dl class="facts">{rows}</dl></div>'
    )


def _facts(notice: Notice, index: int | None, lang: Lang) -> Iterator[tuple[Phrase, str, bool]]:
    """Label, value, whether an empty value is worth saying."""
    between = "（{}）" if lang == "zh" else " ({})"
    inferred = set(notice.inferred) | ({"region"} if notice.region.inferred else set())

    def noted(value: str, field: str) -> str:
        note = between.format(wording.INFERRED.text(lang))
        return value + note if value and field in inferred else value

    yield wording.NUMBER, noted(notice.document_number, "document_number"), True
    yield wording.ISSUER, noted(notice.issuer, "issuer"), True
    yield wording.ISSUED_ON, noted(notice.issued_on, "issued_on"), True
    yield wording.REGION, noted(notice.region.full_name, "region"), True
    yield wording.CLAUSE, _trail(notice, index), False
    yield wording.UNITS_OF_CLAUSE, _units(notice, index, lang), False
    yield tab_wording.REASONS, "；".join(notice.provenance_reasons), False
    yield wording.VALIDITY, notice.validity.stated, False
    yield wording.FILE, notice.source, False


def _fact(label: Phrase, value: str, lang: Lang, missing: bool) -> str:
    if not value and not missing:
        return ""
    shown = (
        f'<dd lang="zh-CN">{escape(value)}</dd>'
        if value
        else f'<dd class="missing">{wording.NOT_STATED.text(lang)}</dd>'
    )
    return f"<div><dt>{label.text(lang)}</dt>{shown}</div>"


def _clause_index(notice: Notice, opened: Opened) -> int | None:
    """The deepest clause around the place; None for the whole notice and for what stands in no clause."""
    if opened.end <= opened.start:
        return None
    around = [
        index
        for index, clause in enumerate(notice.clauses)
        if clause.label and clause.start <= opened.start < clause.end
    ]
    return max(around, key=lambda index: notice.clauses[index].depth, default=None)


def _trail(notice: Notice, index: int | None) -> str:
    """``二、主要任务 › （一）健全机制``: the labels with the headings, which the path alone lacks."""
    names = [clause.label + clause.heading for clause in notice.trail(index)] if index is not None else []
    return " › ".join(name for name in names if name)


def _units(notice: Notice, index: int | None, lang: Lang) -> str:
    """The units that the clause names, or the nearest clause above it that does."""
    trail = reversed(notice.trail(index)) if index is not None else ()
    for clause in trail:
        duties = find_responsibilities(notice.text[clause.start : clause.own_end])
        lead = "、".join(dict.fromkeys(unit for duty in duties for unit in duty.lead))
        other = "、".join(dict.fromkeys(unit for duty in duties for unit in duty.other))
        if lead or other:
            parts = [wording.LEADS.text(lang, units=lead)] if lead else []
            parts += [wording.HELPS.text(lang, units=other)] if other else []
            return "；".join(parts)
    return ""


def _neighbours(notice: Notice, index: int | None, lang: Lang) -> str:
    """The clauses before and after it under the same heading."""
    if index is None:
        return ""
    parent = notice.clauses[index].parent
    fellows = [clause for clause in notice.clauses if clause.label and clause.parent == parent]
    place = fellows.index(notice.clauses[index])
    before = fellows[place - 1] if place else None
    after = fellows[place + 1] if place + 1 < len(fellows) else None
    steps = _neighbour(notice, before, wording.BEFORE_IT, "up", lang)
    steps += _neighbour(notice, after, wording.AFTER_IT, "down", lang)
    label = attributes(aria_label=wording.NEIGHBOURS.text(lang))
    return f'<nav class="neighbours"{label}>{steps}</nav>' if steps else ""


def _neighbour(notice: Notice, clause: Clause | None, words: Phrase, symbol: str, lang: Lang) -> str:
    if clause is None:
        return ""
    name = clause.label + clause.heading
    name = name if len(name) <= _HEADING else name[:_HEADING] + "…"
    press = attributes(
        type="button",
        class_="neighbour",
        data_act="open",
        data_document=notice.id,
        data_start=clause.start,
        data_end=clause.own_end,
        aria_label=f"{words.text(lang)} {name}",
        id=f"yd-neighbour-{symbol}",
    )
    return f'<button{press}>{icon(symbol)}<span lang="zh-CN">{escape(name)}</span></button>'


def _copy(notice: Notice, clause: Clause | None, lang: Lang) -> str:
    form = official_form(notice.title, notice.document_number, clause.path if clause else "")
    press = attributes(
        type="button", class_="quiet", data_copy=form, data_copied=wording.COPIED.text(lang), title=form
    )
    return f"<button{press}>{icon('copy')}<span>{wording.COPY_CITATION.text(lang)}</span></button>"


def _ask(notice: Notice, lang: Lang) -> str:
    press = attributes(
        type="button", class_="quiet", data_act="only", data_document=notice.id, data_tab_to="chat"
    )
    return f"<button{press}>{icon('scope')}<span>{wording.ASK_THIS_ONE.text(lang)}</span></button>"
