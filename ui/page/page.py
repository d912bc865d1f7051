"""The page as one Gradio application: events of the browser in, updates of components out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast
from weakref import WeakValueDictionary

import gradio as gr

from ingest.errors import Lang, YaodianError
from ingest.readers.read import SUFFIXES
from ui.access import Caller, wait_for
from ui.keys import Role
from ui.page import panels, wording
from ui.page.acts import Desk, Press, do
from ui.page.conversation import Conversation
from ui.page.drawing import Drawing, Updates
from ui.page.keeping import conversation_from
from ui.page.layout import Parts, lay_out
from ui.page.library import Library
from ui.page.session import Session
from ui.page.tabs import wording as tab_wording
from ui.page.talk import Talk
from ui.page.theme import OPENING
from ui.page.uploads import Ingest, Underway, take_in

if TYPE_CHECKING:
    from ui.asking import Asking
    from ui.limits import RateLimits

logger = logging.getLogger(__name__)

_ANSWERS_AT_ONCE = 16

Handler = TypeVar("Handler", bound=Callable[..., Updates])


def _calm(handler: Handler) -> Handler:
    """Whatever goes wrong in an event, a person reads a sentence; the trace goes to the log. What changes nothing, such as a
    thumb pressed while an answer is being written, changes nothing."""

    @wraps(handler)
    def guarded(page: Page, session: Session, *values: Any) -> Updates:
        try:
            # Gradio takes no updates at all for too few of them.
            return handler(page, session, *values) or {page._parts.problem: gr.skip()}
        except YaodianError as error:
            return page.apologise(error.text(session.lang))
        except Exception:
            logger.exception("An event of the page failed")
            return page.apologise(wording.UNEXPECTED.text(session.lang))

    return cast(Handler, guarded)


class Page:
    """One page over one workspace. It keeps nothing of a person: a session lives as long as its browser's page."""

    def __init__(self, asking: Asking, limits: RateLimits, ingest: Ingest) -> None:
        self._library = Library(asking.workspace.store)
        self._asking = asking
        self._settings = asking.settings
        self._limits = limits
        self._ingest = ingest
        self._types = sorted(SUFFIXES)
        self._open: WeakValueDictionary[str, Session] = WeakValueDictionary()

    def build(self) -> gr.Blocks:
        """The page, ready to be mounted."""
        blocks: gr.Blocks
        with gr.Blocks(
            analytics_enabled=False, title=wording.PAGE_TITLE.text("zh"), fill_width=True, fill_height=True
        ) as blocks:
            self._parts = lay_out(self._settings, self._types)
            self._drawing = Drawing(self._parts, self._library, self._settings, self._types)
            self._desk = Desk(self._parts, self._drawing, self._library, self._asking)
            self._talk = Talk(self._desk)
            self._wire(blocks, self._parts)
        blocks.queue(default_concurrency_limit=None, api_open=False)
        return blocks

    # Events

    @_calm
    def open_page(self, session: Session, stored_lang: str, talk: str, request: gr.Request) -> Updates:
        """A browser opens the page: its language, the talk it kept, and what the store holds now."""
        self._open[request.session_hash or ""] = session
        session.lang = cast(Lang, stored_lang) if stored_lang in ("zh", "en") else self._settings.lang
        if not session.conversation.exchanges:  # else a question was faster than the page
            session.conversation = conversation_from(talk)
        return self._drawing.everything(session)

    def leave_page(self, request: gr.Request) -> None:
        """The page was closed: nobody waits for its answer any more."""
        session = self._open.pop(request.session_hash or "", None)
        if session is not None:
            session.conversation.stop()

    @_calm
    def switch_language(self, session: Session) -> Updates:
        """The other language, everywhere."""
        session.lang = "en" if session.lang == "zh" else "zh"
        return self._drawing.everything(session)

    @_calm
    def act(self, session: Session, event: gr.EventData, request: gr.Request) -> Updates:
        """Whatever else is pressed, chosen or filled in."""
        return do(self._desk, session, Press(_fields(event), _may_edit(request)))

    def ask(self, question: str, session: Session, request: gr.Request) -> Iterator[Updates]:
        """Answer the question in the box."""
        if refusal := self._refusal(session, request):
            yield {self._parts.problem: panels.problem_html(refusal)}
            return
        yield from self._talk.answer(question, session)

    def ask_pressed(self, session: Session, event: gr.EventData, request: gr.Request) -> Iterator[Updates]:
        """Answer the question of a button, or an earlier one once more, in the present scope."""
        if refusal := self._refusal(session, request):
            yield {self._parts.problem: panels.problem_html(refusal)}
            return
        press = Press(_fields(event))
        question, conversation = press.text("question"), session.conversation
        if earlier := conversation.at(press.text("exchange")):
            conversation.drop(earlier)
            question = earlier.question
        yield from self._talk.answer(question, session)

    @_calm
    def stop(self, session: Session) -> Updates:
        """Leave the answer as it stands; Gradio cancels the event that writes it."""
        session.conversation.stop()
        return {
            **self._drawing.latest(session),
            **self._drawing.idle(),
            **self._drawing.kept(session),
        }

    @_calm
    def clear(self, session: Session) -> Updates:
        """A new conversation."""
        session.conversation.clear()
        session.conversation, session.opened = Conversation(), None
        parts = self._parts
        said: Updates = {parts.problem: "", parts.source: "", parts.question: ""}
        drawing = self._drawing
        return {**drawing.talk(session), **drawing.idle(), **drawing.kept(session), **said}

    def upload(self, paths: Sequence[str] | None, session: Session, request: gr.Request) -> Iterator[Updates]:
        """Take notices in; whatever shows notices follows."""
        files = [Path(path) for path in paths or ()]
        if not _may_edit(request):
            for path in files:
                path.unlink(missing_ok=True)
            yield {self._parts.report: panels.problem_html(tab_wording.MAY_NOT.text(session.lang))}
            return
        for news in take_in(files, self._ingest, session.lang):
            if isinstance(news, Underway):
                yield {self._parts.report: panels.progress_html(news.words, news.share)}
            else:
                report = panels.report_html(news.reports, news.refused, self._library.view(), session.lang)
                yield {**self._drawing.loaded(session), self._parts.report: report}

    def _refusal(self, session: Session, request: gr.Request) -> str:
        """Why a question is not taken now; empty where it is, and it is counted then."""
        if session.conversation.busy:
            return wording.BUSY.text(session.lang)
        caller = _caller(request)
        wait = wait_for(caller, self._limits, editing=False) if caller else 0
        return wording.TOO_OFTEN.text(session.lang, seconds=wait) if wait else ""

    def apologise(self, words: str) -> Updates:
        """Say what went wrong."""
        return self._drawing.problem(words)

    # Which event does what

    def _wire(self, blocks: gr.Blocks, parts: Parts) -> None:
        quiet: dict[str, Any] = {
            "outputs": parts.shown,
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
        blocks.load(
            self.open_page,
            [parts.session, parts.stored_lang, parts.stored_talk],
            js=OPENING.read_text(encoding="utf-8"),
            **quiet,
        )
        blocks.unload(self.leave_page)
        asked = [
            gr.on(
                [parts.question.submit, parts.send.click], self.ask, [parts.question, parts.session], **asking
            ),
            parts.bus.ask(self.ask_pressed, [parts.session], **asking),
        ]
        session = [parts.session]
        parts.bus.act(self.act, session, trigger_mode="multiple", **quiet)
        parts.bus.clear(self.clear, session, cancels=asked, queue=False, **quiet)
        parts.bus.language(self.switch_language, session, **quiet)
        parts.stop.click(self.stop, session, cancels=asked, queue=False, **quiet)
        parts.add.upload(self.upload, [parts.add, parts.session], concurrency_limit=1, **quiet)


def _fields(event: gr.EventData) -> dict[str, str]:
    """What the browser sent with an event; whatever it may be, it becomes text."""
    data = event._data
    return {str(name): str(value) for name, value in data.items()} if isinstance(data, dict) else {}


def _may_edit(request: gr.Request) -> bool:
    """Whether whoever sent the request may add and delete; everybody where no access is asked for."""
    if not request.request:
        return False
    caller = _caller(request)
    return caller is None or (caller.role is not None and caller.role >= Role.EDITOR)


def _caller(request: gr.Request) -> Caller | None:
    """Who sent the request; ``None`` where no access is asked for."""
    return getattr(request.request.state, "caller", None) if request.request else None
