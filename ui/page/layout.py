"""The components of the page and where they stand. No behaviour."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from ingest.errors import Lang
from ingest.settings import IngestSettings
from ui.page import panels, wording
from ui.page.session import Session

# One component hears of every press, choice and form on the page and raises the event that it names. Gradio offers as
# events only the names quoted in this text; hence its first line.
_BUS = """
// 'act' 'ask' 'clear' 'language'
document.addEventListener('yaodian', (news) => trigger(news.detail.event, news.detail));
"""


def markup(value: str = "", *, elem_id: str) -> gr.HTML:
    """HTML of our own, already escaped."""
    return gr.HTML(value, elem_id=elem_id, js_on_load=None, apply_default_css=False)


@dataclass(frozen=True)
class Parts:
    """The components that behaviour is hung on."""

    header: gr.HTML
    past: gr.HTML
    live: gr.HTML
    problem: gr.HTML
    question: gr.Textbox
    send: gr.Button
    stop: gr.Button
    scope: gr.HTML
    footnote: gr.HTML
    clauses: gr.HTML
    ledger_form: gr.HTML
    ledger_rows: gr.HTML
    files_form: gr.HTML
    add_hint: gr.HTML
    add: gr.UploadButton
    report: gr.HTML
    files_rows: gr.HTML
    tasks_form: gr.HTML
    tasks_rows: gr.HTML
    runs: gr.HTML
    source: gr.HTML
    file: gr.HTML
    kept: gr.HTML
    bus: gr.HTML
    session: gr.State
    stored_lang: gr.Textbox
    stored_talk: gr.Textbox

    @property
    def shown(self) -> list[gr.components.Component]:
        """Every component that an event may change."""
        unseen = {"bus", "session", "stored_lang", "stored_talk"}
        return [part for name, part in vars(self).items() if name not in unseen]


def lay_out(settings: IngestSettings, types: list[str], lang: Lang = "zh") -> Parts:
    """Place every component; to be called inside the Blocks."""
    bus = gr.HTML("", elem_id="yd-bus", js_on_load=_BUS, apply_default_css=False)
    placed: dict[str, gr.components.Component] = {
        "header": markup(panels.header_html(lang), elem_id="yd-header")
    }
    with gr.Row(elem_id="yd-main", equal_height=False):
        with gr.Column(elem_id="yd-chat", elem_classes="yd-panel", min_width=0):
            placed |= _chat(lang)
        with gr.Column(elem_id="yd-ledger", elem_classes="yd-panel", min_width=0):
            placed["ledger_form"] = markup(elem_id="yd-ledger-form")
            placed["ledger_rows"] = markup(elem_id="yd-ledger-rows")
        with gr.Column(elem_id="yd-files", elem_classes="yd-panel", min_width=0):
            placed |= _files(settings, types, lang)
        with gr.Column(elem_id="yd-tasks", elem_classes="yd-panel", min_width=0):
            placed["tasks_form"] = markup(elem_id="yd-tasks-form")
            placed["tasks_rows"] = markup(elem_id="yd-tasks-rows")
        with gr.Column(elem_id="yd-runs", elem_classes="yd-panel", min_width=0):
            placed["runs"] = markup(elem_id="yd-runs-rows")
        with gr.Column(elem_id="yd-aside", min_width=0):
            placed["source"] = markup(elem_id="yd-source")
    return Parts(
        **placed,  # type: ignore[arg-type]
        file=markup(elem_id="yd-file"),
        kept=markup(elem_id="yd-kept"),
        bus=bus,
        session=gr.State(Session(lang=lang)),
        stored_lang=gr.Textbox(visible=False),
        stored_talk=gr.Textbox(visible=False),
    )


def _chat(lang: Lang) -> dict[str, gr.components.Component]:
    with gr.Column(elem_id="yd-talk", min_width=0):
        past = markup(elem_id="yd-past")
        live = markup(elem_id="yd-live")
    with gr.Column(elem_id="yd-composer", min_width=0):
        problem = markup(elem_id="yd-problem")
        with gr.Row(elem_id="yd-ask"):
            question = _question_box(lang)
            send = gr.Button(wording.SEND.text(lang), variant="primary", elem_id="yd-send", min_width=0)
            stop = gr.Button(wording.STOP.text(lang), visible=False, elem_id="yd-stop", min_width=0)
        scope = markup(elem_id="yd-scope")
        footnote = markup(panels.footnote_html(False, lang), elem_id="yd-footnote")
        clauses = markup(elem_id="yd-clause-list")
    return {
        "past": past,
        "live": live,
        "problem": problem,
        "question": question,
        "send": send,
        "stop": stop,
        "scope": scope,
        "footnote": footnote,
        "clauses": clauses,
    }


def _files(settings: IngestSettings, types: list[str], lang: Lang) -> dict[str, gr.components.Component]:
    form = markup(elem_id="yd-files-form")
    with gr.Column(elem_id="yd-drop", min_width=0):
        hint = markup(panels.add_hint_html(types, settings.max_file_bytes, lang), elem_id="yd-add-hint")
        add = gr.UploadButton(wording.CHOOSE.text(lang), file_count="multiple", elem_id="yd-add", size="sm")
    return {
        "files_form": form,
        "add_hint": hint,
        "add": add,
        "report": markup(elem_id="yd-report"),
        "files_rows": markup(elem_id="yd-files-rows"),
    }


def _question_box(lang: Lang) -> gr.Textbox:
    return gr.Textbox(
        label=wording.QUESTION_LABEL.text(lang),
        placeholder=wording.QUESTION_PLACEHOLDER.text(lang),
        lines=1,
        max_lines=6,
        autofocus=True,
        container=False,
        elem_id="yd-question",
        min_width=0,
    )
