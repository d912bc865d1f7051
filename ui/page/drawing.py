"""What each component shows for a session: every word and row of the page comes from here."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from rag.types import Filters
from ui.page import panels, render, wording
from ui.page.conversation import Scope
from ui.page.feedback import clause_choices
from ui.page.keeping import kept
from ui.page.layout import Parts
from ui.page.library import Library
from ui.page.reader import reader_html
from ui.page.scoping import scope_html
from ui.page.session import Session
from ui.page.tabs.files import files_form_html, files_rows_html
from ui.page.tabs.ledger import ledger_form_html, ledger_rows_html
from ui.page.tabs.runs import latest_runs, runs_html
from ui.page.tabs.tasks import tasks_form_html, tasks_rows_html

if TYPE_CHECKING:
    from ui.settings import UiSettings

_MOST_CLAUSES = 500  # offered at a time; any other can be typed

# What an event gives back: new values for some of the components.
Updates = dict[Any, Any]


class Drawing:
    """Draws the parts of one page from what a session says and the library holds."""

    def __init__(self, parts: Parts, library: Library, settings: UiSettings, types: list[str]) -> None:
        self._parts = parts
        self._library = library
        self._settings = settings
        self._types = types

    def talk(self, session: Session) -> Updates:
        """The whole talk. The latest exchange stands in a part of its own, for only that one changes."""
        parts, conversation = self._parts, session.conversation
        footnote = panels.footnote_html(bool(conversation.exchanges), session.lang)
        if not conversation.exchanges:
            welcome = panels.welcome_html(self._library.view(), session.filters, self._types, session.lang)
            return {parts.past: welcome, parts.live: "", parts.footnote: footnote}
        past = render.exchanges_html(conversation, session.lang, upto=-1)
        return {parts.past: past, parts.footnote: footnote, **self.latest(session)}

    def latest(self, session: Session) -> Updates:
        """The latest exchange."""
        exchanges = session.conversation.exchanges
        if not exchanges:
            return {self._parts.live: ""}
        last = len(exchanges) - 1
        return {self._parts.live: render.exchange_html(exchanges[last], last, session.lang)}

    def scope(self, session: Session) -> Updates:
        """The scope of the next question, and what follows from it."""
        updates: Updates = {
            self._parts.scope: scope_html(self._library.view(), session.filters, session.lang)
        }
        return updates if session.conversation.exchanges else updates | self.talk(session)

    def scope_of(self, filters: Filters) -> Scope:
        """What a question asked now is looked for in."""
        view = self._library.view()
        return Scope(filters, len(view.within(filters)), tuple(view.titled(filters.document_ids)))

    def idle(self) -> Updates:
        """No answer is being written."""
        return {
            self._parts.send: gr.update(visible=True),
            self._parts.stop: gr.update(visible=False),
        }

    def kept(self, session: Session) -> Updates:
        """The talk for the browser to keep."""
        session.keepings += 1
        return {self._parts.kept: panels.kept_html(kept(session.conversation), session.keepings)}

    def problem(self, words: str) -> Updates:
        """What went wrong, where the next question is written and above the files."""
        problem = panels.problem_html(words)
        return {self._parts.problem: problem, self._parts.report: problem}

    def reader(self, session: Session) -> Updates:
        """The side panel, or nothing."""
        if session.opened is None:
            return {self._parts.source: ""}
        panel = reader_html(session.opened, self._library.view(), _today(), session.lang)
        return {self._parts.source: panel}

    def clauses(self, session: Session) -> Updates:
        """The clauses offered where a person names the right one: those of the cited notices first."""
        answers = [exchange.answer for exchange in session.conversation.exchanges if exchange.answer]
        cited = {citation.document_id for answer in answers for citation in answer.citations}
        notices = sorted(self._library.view().notices, key=lambda notice: notice.id not in cited)
        return {self._parts.clauses: panels.clauses_html(list(clause_choices(notices))[:_MOST_CLAUSES])}

    def tab(self, session: Session, name: str, form: bool = False) -> Updates:
        """The rows of a tab; its form too if asked for: that would take the words from under a typing hand."""
        view, parts, lang = self._library.view(), self._parts, session.lang
        if name == "ledger":
            forms = {parts.ledger_form: ledger_form_html(view, session.ledger, lang)} if form else {}
            return {**forms, parts.ledger_rows: ledger_rows_html(view, session.ledger, lang)}
        if name == "files":
            forms = {parts.files_form: files_form_html(view, session.files, lang)} if form else {}
            return {**forms, parts.files_rows: files_rows_html(view, session.files, _today(), lang)}
        if name == "tasks":
            forms = {parts.tasks_form: tasks_form_html(view, session.tasks, lang)} if form else {}
            return {**forms, parts.tasks_rows: tasks_rows_html(view, session.tasks, lang)}
        if name == "runs":
            return {parts.runs: runs_html(latest_runs(Path(self._settings.data_dir) / "eval"), lang)}
        return {}

    def loaded(self, session: Session) -> Updates:
        """Everything that depends on which notices there are."""
        updates = self.scope(session)
        for name in session.seen:
            updates |= self.tab(session, name, form=True)
        return updates

    def everything(self, session: Session) -> Updates:
        """Every word of the page in the session's language."""
        parts, lang = self._parts, session.lang
        question = gr.update(
            label=wording.QUESTION_LABEL.text(lang), placeholder=wording.QUESTION_PLACEHOLDER.text(lang)
        )
        return {
            **self.loaded(session),
            **self.talk(session),
            **self.reader(session),
            parts.header: panels.header_html(lang),
            parts.question: question,
            parts.send: gr.update(value=wording.SEND.text(lang)),
            parts.stop: gr.update(value=wording.STOP.text(lang)),
            parts.add_hint: panels.add_hint_html(self._types, self._settings.max_file_bytes, lang),
            parts.add: gr.update(label=wording.CHOOSE.text(lang)),
            parts.report: "",
            parts.problem: "",
        }


def _today() -> str:
    return date.today().isoformat()
