"""文件: the loaded notices, how far each can be trusted, what parsing found; read, asked alone, deleted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ingest.errors import Lang
from ingest.models import Audit, Notice
from ingest.text import fold
from ui.page import wording as page_wording
from ui.page.badges import provenance_badge, standing_badge
from ui.page.library import View
from ui.page.markup import attributes, escape, icon
from ui.page.tabs import wording
from ui.page.tabs.controls import PAGE, form_html, input_html, pager_html, pages_of, title_html
from ui.page.wording import Phrase


@dataclass
class FilesView:
    """What a person looks for among the notices, the page, and the notice about to be deleted."""

    words: str = ""
    page: int = 0
    deleting: str = ""

    def narrow(self, fields: Mapping[str, str]) -> None:
        """Take over what the form says."""
        self.words, self.page = fields.get("words", ""), 0


def files_form_html(view: View, files: FilesView, lang: Lang) -> str:
    """Title and search box."""
    head = title_html(wording.FILES_TITLE, wording.FILES_LEAD, lang)
    if not view.notices:
        return head
    return head + form_html("files", [input_html("words", wording.FILES_SEARCH, files.words, lang)], lang)


def files_rows_html(view: View, files: FilesView, today: str, lang: Lang) -> str:
    """The notices as cards."""
    if not view.notices:
        return f'<p class="nothing">{page_wording.EMPTY_LEAD.text(lang)}</p>'
    notices = [notice for notice in view.notices if _goes_by(notice, files.words)]
    if not notices:
        return f'<p class="nothing" role="status">{wording.NOTHING_FITS.text(lang)}</p>'
    files.page = min(files.page, pages_of(len(notices)) - 1)
    shown = notices[files.page * PAGE : (files.page + 1) * PAGE]
    cards = "".join(f"<li>{_card(notice, view, files, today, lang)}</li>" for notice in shown)
    count = wording.FILES_COUNT.text(lang, count=len(notices))
    return (
        f'<div class="tab-bar"><p role="status">{count}</p></div><ul class="cards">{cards}</ul>'
        f"{pager_html('files-page', files.page, len(notices), lang)}"
    )


def _goes_by(notice: Notice, words: str) -> bool:
    names = fold(" ".join((notice.title, notice.document_number, notice.issuer, notice.source)))
    return all(fold(word) in names for word in words.split())


def _card(notice: Notice, view: View, files: FilesView, today: str, lang: Lang) -> str:
    details = " · ".join(
        part
        for part in (notice.document_number, notice.issuer, notice.issued_on, notice.region.full_name)
        if part
    )
    badges = provenance_badge(notice, lang) + standing_badge(notice, view, today, lang)
    counts = [
        wording.TARGETS_HELD.text(lang, count=len(notice.targets)),
        wording.CLAUSES_HELD.text(lang, count=sum(1 for clause in notice.clauses if clause.label)),
        notice.source,
    ]
    return (
        f'<article class="card"><h3 lang="zh-CN">{escape(notice.title)}</h3>'
        f'<p class="details" lang="zh-CN">{escape(details)}</p><p class="badges">{badges}</p>'
        f'<p class="counts">{escape(" · ".join(counts))}</p>'
        f"{_reasons(notice, lang)}{_checks(notice, lang)}{_actions(notice, files, lang)}</article>"
    )


def _reasons(notice: Notice, lang: Lang) -> str:
    reasons = "；".join(notice.provenance_reasons)
    validity = notice.validity.stated
    rows = [(wording.REASONS, reasons), (wording.WARNINGS, "；".join(notice.warnings))]
    rows += [(page_wording.VALIDITY, validity)] if validity else []
    facts = "".join(
        f'<div><dt>{label.text(lang)}</dt><dd lang="zh-CN">{escape(words)}</dd></div>'
        for label, words in rows
        if words
    )
    return f'<dl class="facts">{facts}</dl>' if facts else ""


def _checks(notice: Notice, lang: Lang) -> str:
    """What the parse audit found; the sentences and lines themselves on request."""
    audit = notice.audit
    found = _findings(audit, lang)
    head = f"{wording.CHECKS.text(lang)}：" if lang == "zh" else f"{wording.CHECKS.text(lang)}: "
    if not found:
        return f'<p class="checks calm">{icon("done")}{head}{wording.CHECKS_NONE.text(lang)}</p>'
    gaps = _listed("", audit.numbering_gaps)
    dropped = _listed(wording.DROPPED_LINES.text(lang), audit.dropped)
    summary = f"{icon('warning')}{head}{escape(' · '.join(found))}"
    if not (gaps or dropped):
        return f'<p class="checks">{summary}</p>'
    return f'<details class="checks"><summary>{summary}</summary>{gaps}{dropped}</details>'


def _findings(audit: Audit, lang: Lang) -> list[str]:
    lost = audit.tables_in - audit.tables_out
    counted: list[tuple[Phrase, int]] = [
        (wording.GAPS, len(audit.numbering_gaps)),
        (wording.MASKS, audit.masks),
        (wording.DROPPED, len(audit.dropped)),
    ]
    found = [phrase.text(lang, count=count) for phrase, count in counted if count]
    found += [wording.TABLES_LOST.text(lang, lost=lost)] if lost > 0 else []
    found += [wording.UNREADABLE.text(lang, share=f"{audit.unreadable:.1%}")] if audit.unreadable > 0 else []
    return found


def _listed(title: str, lines: tuple[str, ...]) -> str:
    if not lines:
        return ""
    head = f"<p>{title}</p>" if title else ""
    return f'{head}<ul lang="zh-CN">{"".join(f"<li>{escape(line)}</li>" for line in lines)}</ul>'


def _actions(notice: Notice, files: FilesView, lang: Lang) -> str:
    if files.deleting == notice.id:
        yes = attributes(type="button", class_="danger", data_act="delete", data_document=notice.id)
        no = attributes(
            type="button",
            class_="quiet",
            data_act="delete-not",
            id=f"yd-keep-{notice.id}",
            data_focus=notice.id,
        )
        return (
            f'<div class="sure" role="alert"><p>{wording.DELETE_SURE.text(lang)}</p>'
            f"<button{yes}>{wording.DELETE_YES.text(lang)}</button>"
            f"<button{no}>{page_wording.CANCEL.text(lang)}</button></div>"
        )
    read = _button("open", notice, wording.READ, wording.READ_NAMED, "document", lang)
    ask = _button("only", notice, page_wording.ASK_THIS_ONE, wording.ASK_NAMED, "scope", lang)
    delete = _button("delete-ask", notice, wording.DELETE, wording.DELETE_NAMED, "delete", lang)
    return f'<div class="actions">{read}{ask}{delete}</div>'


def _button(act: str, notice: Notice, words: Phrase, named: Phrase, symbol: str, lang: Lang) -> str:
    press = attributes(
        type="button",
        class_="quiet",
        data_act=act,
        data_document=notice.id,
        id=f"yd-{act}-{notice.id}",
        aria_label=named.text(lang, title=notice.title),
    )
    press += attributes(data_tab_to="chat") if act == "only" else ""
    return f"<button{press}>{icon(symbol)}<span>{words.text(lang)}</span></button>"
