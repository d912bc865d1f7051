"""The behaviour of the page: events in, updates of components out. How things look is said elsewhere."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import gradio as gr

from ingest.errors import Lang, NotFoundError, QuestionError, YaodianError
from ingest.models import Notice
from ingest.readers.read import SUFFIXES
from rag.types import Done, Filters, Token, Turn
from ui.page import panels, render, source, wording
from ui.page.conversation import Conversation, Exchange, Status
from ui.page.layout import Parts, lay_out
from ui.page.offers import Offers, filters_of
from ui.page.uploads import Ingest, Underway, take_in

if TYPE_CHECKING:
    from rag.build import Workspace
    from ui.settings import UiSettings

logger = logging.getLogger(__name__)

# What an event gives back: new values for some of the components.
Updates = dict[Any, Any]

# Redrawing for every character would keep the browser busy; the eye does not see more than this.
_SECONDS_BETWEEN_DRAWINGS = 0.08
_ANSWERS_AT_ONCE = 16

_STORED_LANGUAGE = "() => [window.localStorage.getItem('yaodian-lang') || '']"


Handler = TypeVar("Handler", bound=Callable[..., Updates])


def _calm(handler: Handler) -> Handler:
    """Whatever goes wrong in an event, a person reads a sentence; the trace goes to the log."""

    @wraps(handler)
    def guarded(page: ChatPage, *values: Any) -> Updates:
        lang: Lang = "en" if "en" in values[:2] else "zh"
        try:
            return handler(page, *values)
        except YaodianError as error:
            return page.apologise(error.text(lang))
        except Exception:
            logger.exception("An event of the page failed")
            return page.apologise(wording.UNEXPECTED.text(lang))

    return cast(Handler, guarded)


class ChatPage:
    """One page over one workspace. It keeps nothing of a person: a talk lives in its browser session."""

    def __init__(self, workspace: Workspace, settings: UiSettings, ingest: Ingest) -> None:
        self._store = workspace.store
        self._assistant = workspace.assistant
        self._settings = settings
        self._ingest = ingest
        self._types = sorted(SUFFIXES)
        self._offers_at = ("", Offers())

    def build(self) -> gr.Blocks:
        """The page, ready to be mounted."""
        blocks: gr.Blocks
        with gr.Blocks(
            analytics_enabled=False, title=wording.PAGE_TITLE.text("zh"), fill_width=True, fill_height=True
        ) as blocks:
            self._parts = lay_out(self._settings, self._types)
            self._wire(blocks, self._parts)
        blocks.queue(default_concurrency_limit=None, api_open=False)
        return blocks

    # Events

    @_calm
    def open_page(self, stored_lang: str) -> Updates:
        """A browser opens the page: its language, and what the store holds now."""
        # Whatever language the browser is in, the page is in its own until the switch is used.
        lang = cast(Lang, stored_lang) if stored_lang in ("zh", "en") else self._settings.lang
        return self._worded(Conversation(), lang, Filters())

    @_calm
    def switch_language(
        self, conversation: Conversation, lang: Lang, regions: list[str], years: list[int]
    ) -> Updates:
        """The other language, everywhere."""
        return self._worded(conversation, "en" if lang == "zh" else "zh", filters_of(regions, years))

    def ask(
        self, question: str, conversation: Conversation, lang: Lang, regions: list[str], years: list[int]
    ) -> Iterator[Updates]:
        """Answer the question in the box."""
        if conversation.busy:
            yield {self._parts.problem: panels.problem_html(wording.BUSY.text(lang))}
            return
        yield from self._answer(question, conversation, lang, filters_of(regions, years))

    def ask_example(
        self,
        conversation: Conversation,
        lang: Lang,
        regions: list[str],
        years: list[int],
        event: gr.EventData,
    ) -> Iterator[Updates]:
        """Answer the question of a button."""
        yield from self.ask(_text_of(event, "question"), conversation, lang, regions, years)

    @_calm
    def stop(self, conversation: Conversation, lang: Lang) -> Updates:
        """Leave the answer as it stands; Gradio cancels the event that writes it."""
        conversation.stop()
        return {**self._latest(conversation, lang), **self._idle()}

    @_calm
    def clear(self, conversation: Conversation, lang: Lang, regions: list[str], years: list[int]) -> Updates:
        """A new conversation."""
        conversation.clear()
        parts = self._parts
        talk = self._talk(conversation, lang, filters_of(regions, years))
        return {**talk, **self._idle(), parts.problem: "", parts.source: "", parts.question: ""}

    @_calm
    def cite(self, conversation: Conversation, lang: Lang, event: gr.EventData) -> Updates:
        """Open the source that a chip stands for."""
        exchange, marker = _text_of(event, "exchange"), _text_of(event, "marker")
        if exchange.isdecimal() and marker.isdecimal():
            conversation.open(int(exchange), int(marker))
        return {self._parts.source: self._source(conversation, lang)}

    @_calm
    def close(self, conversation: Conversation) -> Updates:
        """Close the source panel."""
        conversation.opened = None
        return {self._parts.source: ""}

    @_calm
    def narrow(self, conversation: Conversation, lang: Lang, regions: list[str], years: list[int]) -> Updates:
        """Another scope: what follows from it is shown at once."""
        filters = filters_of(regions, years)
        updates: Updates = {self._parts.scope: panels.scope_html(self._offers(), filters, lang)}
        if not conversation.exchanges:
            updates |= self._talk(conversation, lang, filters)
        return updates

    def upload(
        self,
        paths: Sequence[str] | None,
        conversation: Conversation,
        lang: Lang,
        regions: list[str],
        years: list[int],
    ) -> Iterator[Updates]:
        """Take notices in; filters, scope and examples follow."""
        for news in take_in([Path(path) for path in paths or ()], self._ingest, lang):
            if isinstance(news, Underway):
                yield {self._parts.report: panels.progress_html(news.words, news.share)}
            else:
                report = panels.report_html(news.reports, news.refused, lang)
                yield {
                    self._parts.report: report,
                    **self._loaded(conversation, lang, filters_of(regions, years)),
                }

    @_calm
    def refuse_large(self, lang: Lang, event: gr.EventData) -> Updates:
        """The browser found a file too large and did not send it."""
        most = wording.size(self._settings.max_file_bytes)
        words = wording.TOO_LARGE.text(lang, name=_text_of(event, "name"), size=most)
        return {self._parts.report: panels.report_html([], [words], lang)}

    def apologise(self, words: str) -> Updates:
        """Say what went wrong where the next question is written."""
        return {self._parts.problem: panels.problem_html(words)}

    # What events show

    def _answer(
        self, question: str, conversation: Conversation, lang: Lang, filters: Filters
    ) -> Iterator[Updates]:
        parts = self._parts
        history = conversation.history(self._settings.history_turns, self._settings.history_chars)
        exchange = conversation.ask(question.strip())
        yield {
            **self._talk(conversation, lang, filters),
            parts.question: "",
            parts.problem: "",
            parts.send: gr.update(visible=False),
            parts.stop: gr.update(visible=True),
        }
        try:
            for _ in self._written(exchange, history, filters):
                yield self._latest(conversation, lang)
        except QuestionError as error:
            # Nothing was answered: the question goes back into the box, to be mended there.
            conversation.drop(exchange)
            problem = panels.problem_html(error.text(lang))
            yield {
                **self._talk(conversation, lang, filters),
                parts.problem: problem,
                parts.question: question,
            }
        except YaodianError as error:
            exchange.fail(error.text(lang))
        except Exception:
            # A person is never shown a trace; the log keeps it.
            logger.exception("A question could not be answered")
            exchange.fail(wording.UNEXPECTED.text(lang))
        yield {**self._latest(conversation, lang), **self._idle()}

    def _written(self, exchange: Exchange, history: Sequence[Turn], filters: Filters) -> Iterator[None]:
        """Let the answer grow in ``exchange``; gives a beat whenever it is worth drawing again."""
        drawn = time.monotonic()
        for event in self._assistant.stream(exchange.question, history, filters):
            if exchange.status is not Status.ANSWERING:
                return
            if isinstance(event, Done):
                exchange.finish(event.answer)
            elif isinstance(event, Token):
                exchange.draft += event.text
                if time.monotonic() - drawn >= _SECONDS_BETWEEN_DRAWINGS:
                    drawn = time.monotonic()
                    yield
        if exchange.answer is None:
            raise RuntimeError("The stream ended without an answer")

    def _talk(self, conversation: Conversation, lang: Lang, filters: Filters) -> Updates:
        """The whole talk. The latest exchange stands in a part of its own, for only that one changes."""
        if not conversation.exchanges:
            welcome = panels.welcome_html(self._offers(), filters, self._types, lang)
            return {self._parts.past: welcome, self._parts.live: ""}
        past = render.exchanges_html(conversation, lang, upto=-1)
        return {self._parts.past: past, **self._latest(conversation, lang)}

    def _latest(self, conversation: Conversation, lang: Lang) -> Updates:
        if not conversation.exchanges:
            return {self._parts.live: ""}
        last = len(conversation.exchanges) - 1
        return {self._parts.live: render.exchange_html(conversation.exchanges[last], last, lang)}

    def _idle(self) -> Updates:
        return {self._parts.send: gr.update(visible=True), self._parts.stop: gr.update(visible=False)}

    def _source(self, conversation: Conversation, lang: Lang) -> str:
        if conversation.opened is None:
            return ""
        index, marker = conversation.opened
        exchange = conversation.exchanges[index]
        citation = exchange.citation(marker)
        if citation is None or exchange.answer is None:
            return ""
        opened = source.OpenSource(citation, exchange.answer.citations, index)
        return source.source_html(opened, self._notice(citation.document_id), lang)

    def _loaded(self, conversation: Conversation, lang: Lang, filters: Filters) -> Updates:
        """Everything that depends on which notices there are."""
        parts, offers = self._parts, self._offers()
        years = [(wording.YEAR.text(lang, year=year), year) for year in offers.years()]
        return {
            **(self._talk(conversation, lang, filters) if not conversation.exchanges else {}),
            parts.scope: panels.scope_html(offers, filters, lang),
            parts.regions: gr.update(choices=offers.regions(), label=wording.REGIONS.text(lang)),
            parts.years: gr.update(choices=years, label=wording.YEARS.text(lang)),
        }

    def _worded(self, conversation: Conversation, lang: Lang, filters: Filters) -> Updates:
        """Every word of the page in ``lang``."""
        parts = self._parts
        question = gr.update(
            label=wording.QUESTION_LABEL.text(lang), placeholder=wording.QUESTION_PLACEHOLDER.text(lang)
        )
        return {
            **self._loaded(conversation, lang, filters),
            **self._talk(conversation, lang, filters),
            parts.lang: lang,
            parts.header: panels.header_html(lang),
            parts.question: question,
            parts.send: gr.update(value=wording.SEND.text(lang)),
            parts.stop: gr.update(value=wording.STOP.text(lang)),
            parts.footnote: panels.footnote_html(lang),
            parts.scope_title: panels.side_title_html(wording.SCOPE.text(lang)),
            parts.add_title: panels.side_title_html(wording.ADD_NOTICES.text(lang)),
            parts.add_hint: panels.add_hint_html(self._types, self._settings.max_file_bytes, lang),
            parts.add: gr.update(label=wording.CHOOSE.text(lang)),
            parts.report: "",
            parts.source: self._source(conversation, lang),
            parts.problem: "",
        }

    # What the store holds

    def _offers(self) -> Offers:
        """What the store offers, read again when the store has changed, by whichever process."""
        revision = self._store.revision()
        known, offers = self._offers_at
        if revision != known or not known:
            offers = Offers(tuple(self._store.notices()))
            self._offers_at = (revision, offers)
        return offers

    def _notice(self, document_id: str) -> Notice | None:
        try:
            return self._store.notice(document_id)
        except NotFoundError:
            return None

    # Which event does what

    def _wire(self, blocks: gr.Blocks, parts: Parts) -> None:
        everything = [
            part for name, part in vars(parts).items() if name not in {"conversation", "stored_lang"}
        ]
        session = [parts.conversation, parts.lang]
        scoped = [*session, parts.regions, parts.years]
        quiet: dict[str, Any] = {
            "outputs": everything,
            "show_progress": "hidden",
            "api_visibility": "private",
        }
        asking = {
            **quiet,
            "concurrency_limit": _ANSWERS_AT_ONCE,
            "concurrency_id": "answers",
            # The browser would swallow a question put right after a stop, until the server has confirmed it; whether
            # an answer is still being written is asked of the conversation instead.
            "trigger_mode": "multiple",
        }

        blocks.load(self.open_page, [parts.stored_lang], js=_STORED_LANGUAGE, **quiet)
        asked = [
            gr.on([parts.question.submit, parts.send.click], self.ask, [parts.question, *scoped], **asking),
            parts.past.ask(self.ask_example, scoped, **asking),
            parts.report.ask(self.ask_example, scoped, **asking),
        ]
        parts.stop.click(self.stop, session, cancels=asked, queue=False, **quiet)
        parts.header.clear(self.clear, scoped, cancels=asked, queue=False, **quiet)
        parts.header.language(self.switch_language, scoped, **quiet)
        for part in (parts.past, parts.live, parts.source):
            part.cite(self.cite, session, **quiet)
        parts.source.close(self.close, [parts.conversation], **quiet)
        for pick_list in (parts.regions, parts.years):
            pick_list.change(self.narrow, scoped, **quiet)
        parts.add.upload(self.upload, [parts.add, *scoped], concurrency_limit=1, **quiet)
        parts.add_hint.oversize(self.refuse_large, [parts.lang], **quiet)


def _text_of(event: gr.EventData, name: str) -> str:
    """A value that the browser sent with an event; whatever else it may be, it becomes text."""
    data = event._data
    return str(data.get(name, "")) if isinstance(data, dict) else ""
