"""The page around the talk, as HTML: header, welcome, scope line, upload report. Pure, without Gradio."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence

from ingest.errors import Lang
from ingest.intake.pipeline import IngestReport
from rag.types import Filters
from ui.page import wording
from ui.page.library import View
from ui.page.markup import attributes, escape, icon
from ui.page.offers import example_questions
from ui.page.tabs.wording import TARGETS_HELD

# The mark: a sheet with one line marked on it. Drawn here, so that nothing has to be fetched.
_MARK = (
    '<svg class="mark" viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="7"/>'
    '<path class="line" d="M9 10h14M9 22h9"/><path class="key" d="M9 16h14"/></svg>'
)


TABS = {
    "chat": wording.CHAT_TAB,
    "ledger": wording.LEDGER_TAB,
    "files": wording.FILES_TAB,
    "tasks": wording.TASKS_TAB,
    "runs": wording.RUNS_TAB,
}


def header_html(lang: Lang) -> str:
    """Name and purpose, the tabs, and the switches of the page."""
    switch = attributes(
        type="button", class_="quiet", data_event="language", lang="en" if lang == "zh" else "zh-CN"
    )
    tabs = "".join(
        f"<button{attributes(type='button', class_='tab', data_tab_to=name)}>{title.text(lang)}</button>"
        for name, title in TABS.items()
    )
    new = attributes(type="button", class_="quiet new", data_event="clear", data_tab_to="chat")
    return (
        f'<header class="top"{attributes(data_lang=lang, data_title=wording.PAGE_TITLE.text(lang))}>'
        f'<div class="brand">{_MARK}<h1>{wording.NAME.text(lang)}</h1>'
        f"<p>{wording.TAGLINE.text(lang)}</p></div>"
        f'<nav class="tabs"{attributes(aria_label=wording.TABS.text(lang))}>{tabs}</nav>'
        f'<div class="switches"><button{new}>{icon("plus")}'
        f"<span>{wording.NEW_CONVERSATION.text(lang)}</span></button>"
        f"<button{switch}>{wording.OTHER_LANGUAGE.text(lang)}</button></div></header>"
    )


def welcome_html(view: View, filters: Filters, types: Sequence[str], lang: Lang) -> str:
    """What stands in the middle before the first question."""
    if not view.notices:
        return _empty(types, lang)
    lead = wording.WELCOME_LEAD.text(lang, count=wording.notices(len(view.notices), lang))
    examples = example_questions(view.within(filters))
    listed = f"<h3>{wording.EXAMPLES.text(lang)}</h3>{_questions(examples)}" if examples else ""
    return (
        f'<div class="welcome"><h2>{wording.WELCOME.text(lang)}</h2><p class="lead">{lead}</p>{listed}</div>'
    )


def add_hint_html(types: Sequence[str], most: int, lang: Lang) -> str:
    """What the drop area says above its button."""
    limits = wording.ADD_LIMITS.text(lang, types=" ".join(types), size=wording.size(most))
    return (
        f'<div class="add-hint"{attributes(data_most=most, data_types=",".join(types))}>'
        f"<p>{wording.ADD_HINT.text(lang)}</p>"
        f'<p class="limits">{escape(limits)}</p></div>'
    )


def progress_html(words: str, share: float) -> str:
    """How far an upload has come."""
    percent = round(100 * min(max(share, 0.0), 1.0))
    return (
        f'<div class="progress" role="status"><p>{escape(words)}</p>'
        f'<div class="bar"><i style="width:{percent}%"></i></div></div>'
    )


def report_html(reports: Sequence[IngestReport], refused: Sequence[str], view: View, lang: Lang) -> str:
    """What became of an upload: each notice added, known already, or refused and why. ``view``: what is held now."""
    rows: list[str] = []
    for report in reports:
        rows += [_added(report, view, lang)] if report.added else []
        rows += [_row("known", wording.UNCHANGED.text(lang), [notice.title]) for notice in report.unchanged]
        rows += [
            _row(
                "refused",
                wording.REFUSED.text(lang),
                [wording.REASON.text(lang, name=skip.path, reason=skip.text(lang))],
            )
            for skip in report.skipped
        ]
    rows += [_row("refused", wording.REFUSED.text(lang), [reason]) for reason in refused]
    return f'<div class="report" role="status">{"".join(rows)}</div>' if rows else ""


def _added(report: IngestReport, view: View, lang: Lang) -> str:
    passages = wording.PASSAGES.text(lang, count=report.passages)
    targets = TARGETS_HELD.text(lang, count=sum(notice.target_count for notice in report.added))
    head = " · ".join((wording.ADDED.text(lang), passages, targets))
    titles = [notice.title for notice in report.added]
    warnings = [warning for notice in report.added for warning in notice.warnings]
    questions = example_questions(view.among(report.added), 2)
    asked = f"<h4>{wording.ASK_ABOUT_IT.text(lang)}</h4>{_questions(questions)}" if questions else ""
    return _row("added", head, titles, warnings, asked)


def _row(kind: str, head: str, lines: Sequence[str], warnings: Sequence[str] = (), more: str = "") -> str:
    symbol = icon("error" if kind == "refused" else "done")
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    body += "".join(f'<p class="warned">{escape(warning)}</p>' for warning in warnings)
    return f'<div class="row {kind}"><p class="row-head">{symbol}{escape(head)}</p>{body}{more}</div>'


def _questions(questions: Sequence[str]) -> str:
    buttons = "".join(
        f"<li><button{attributes(type='button', class_='example', data_event='ask', data_question=question, data_tab_to='chat')}>"
        f"{escape(question)}</button></li>"
        for question in questions
    )
    return f'<ul class="examples" lang="zh-CN">{buttons}</ul>'


def _empty(types: Sequence[str], lang: Lang) -> str:
    command = f"<code>{escape(wording.EMPTY_COMMAND.text(lang))}</code>"
    upload = escape(wording.EMPTY_STEP_UPLOAD.text(lang, types=" ".join(types)))
    folder = wording.EMPTY_STEP_FOLDER.text(lang, command=command)
    return (
        f'<div class="welcome empty">{icon("document")}<h2>{wording.EMPTY.text(lang)}</h2>'
        f'<p class="lead">{wording.EMPTY_LEAD.text(lang)}</p>'
        f"<ul><li>{upload}</li><li>{folder}</li></ul></div>"
    )


def footnote_html(talking: bool, lang: Lang) -> str:
    """What a reader must know about every answer; where there is a talk, the ways to save it."""
    save = ""
    if talking:
        kinds = (("md", wording.EXPORT_MARKDOWN), ("docx", wording.EXPORT_DOCX))
        buttons = "".join(
            f"<button{attributes(type='button', class_='link', data_act='export', data_kind=kind)}>"
            f"{words.text(lang)}</button>"
            for kind, words in kinds
        )
        save = f'<span class="save">{wording.EXPORT_AS.text(lang)}{buttons}</span>'
    return f"<p><span>{wording.FOOTNOTE.text(lang)}</span>{save}</p>"


def said_html(words: str) -> str:
    """What has been done."""
    return f'<p class="said" role="status">{icon("done")}<span>{escape(words)}</span></p>' if words else ""


def clauses_html(forms: Sequence[str]) -> str:
    """The clauses offered where a person names the right one."""
    options = "".join(f"<option{attributes(value=form)}></option>" for form in forms)
    return f'<datalist id="yd-clauses">{options}</datalist>'


def file_html(name: str, kind: str, data: bytes, key: int) -> str:
    """A file for the browser to keep; it takes it up when ``key`` changes."""
    content = attributes(data_name=name, data_type=kind, data_base64=b64encode(data).decode(), data_file=key)
    return f"<span{content} hidden></span>"


def kept_html(talk: str, key: int) -> str:
    """The talk for the browser to keep, as JSON; it takes it up when ``key`` changes."""
    return f"<span{attributes(data_kept=key, data_talk=talk)} hidden></span>"


def problem_html(words: str) -> str:
    """Why a question was not taken, above the box where it still stands."""
    return f'<p class="problem" role="alert">{icon("error")}<span>{escape(words)}</span></p>' if words else ""
