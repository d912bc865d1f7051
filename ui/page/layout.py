"""The components of the page and where they stand. No behaviour: that is chat.py."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from ingest.errors import Lang
from ingest.settings import IngestSettings
from ui.page import panels, wording
from ui.page.conversation import Conversation

# Every press of a button inside our HTML becomes an event of its component, named by data-event and carrying
# the button's data. Gradio offers as events only the names quoted in this text; hence its first line.
_EVENTS = """
// 'ask' 'cite' 'clear' 'close' 'language' 'oversize'
element.addEventListener('click', (press) => {
  const button = press.target.closest('[data-event]');
  if (button) trigger(button.dataset.event, { ...button.dataset });
});
element.addEventListener('yaodian', (news) => trigger(news.detail.event, news.detail));
"""


def markup(value: str = "", *, elem_id: str) -> gr.HTML:
    """HTML of our own, already escaped, whose buttons raise events."""
    return gr.HTML(value, elem_id=elem_id, js_on_load=_EVENTS, apply_default_css=False)


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
    scope_title: gr.HTML
    regions: gr.Dropdown
    years: gr.Dropdown
    add_title: gr.HTML
    add_hint: gr.HTML
    add: gr.UploadButton
    report: gr.HTML
    source: gr.HTML
    conversation: gr.State
    lang: gr.State
    stored_lang: gr.Textbox


def lay_out(settings: IngestSettings, types: list[str], lang: Lang = "zh") -> Parts:
    """Place every component; to be called inside the Blocks."""
    header = markup(panels.header_html(lang), elem_id="yd-header")
    with gr.Row(elem_id="yd-main", equal_height=False):
        with gr.Column(elem_id="yd-side", min_width=0):
            scope_title = markup(panels.side_title_html(wording.SCOPE.text(lang)), elem_id="yd-scope-title")
            regions = _pick_list(wording.REGIONS, lang, "yd-regions")
            years = _pick_list(wording.YEARS, lang, "yd-years")
            add_title = markup(panels.side_title_html(wording.ADD_NOTICES.text(lang)), elem_id="yd-add-title")
            with gr.Column(elem_id="yd-drop", min_width=0):
                add_hint = markup(
                    panels.add_hint_html(types, settings.max_file_bytes, lang), elem_id="yd-add-hint"
                )
                add = gr.UploadButton(
                    wording.CHOOSE.text(lang),
                    file_count="multiple",
                    elem_id="yd-add",
                    size="sm",
                )
            report = markup(elem_id="yd-report")
        with gr.Column(elem_id="yd-centre", min_width=0):
            with gr.Column(elem_id="yd-talk", min_width=0):
                past = markup(elem_id="yd-past")
                live = markup(elem_id="yd-live")
            with gr.Column(elem_id="yd-composer", min_width=0):
                problem = markup(elem_id="yd-problem")
                with gr.Row(elem_id="yd-ask"):
                    question = _question_box(lang)
                    send = gr.Button(
                        wording.SEND.text(lang), variant="primary", elem_id="yd-send", min_width=0
                    )
                    stop = gr.Button(wording.STOP.text(lang), visible=False, elem_id="yd-stop", min_width=0)
                scope = markup(elem_id="yd-scope")
                footnote = markup(panels.footnote_html(lang), elem_id="yd-footnote")
        with gr.Column(elem_id="yd-aside", min_width=0):
            source = markup(elem_id="yd-source")
    return Parts(
        header=header,
        past=past,
        live=live,
        problem=problem,
        question=question,
        send=send,
        stop=stop,
        scope=scope,
        footnote=footnote,
        scope_title=scope_title,
        regions=regions,
        years=years,
        add_title=add_title,
        add_hint=add_hint,
        add=add,
        report=report,
        source=source,
        conversation=gr.State(Conversation()),
        lang=gr.State(lang),
        stored_lang=gr.Textbox(visible=False),
    )


def _pick_list(label: wording.Phrase, lang: Lang, elem_id: str) -> gr.Dropdown:
    return gr.Dropdown(
        choices=[],
        value=[],
        multiselect=True,
        label=label.text(lang),
        elem_id=elem_id,
        min_width=0,
    )


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
