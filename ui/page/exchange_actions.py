"""What a person can do with a question and its answer: edit, ask again, copy, judge."""

from __future__ import annotations

from ingest.errors import Lang
from ui.page import wording
from ui.page.conversation import Exchange
from ui.page.markup import attributes, escape, icon
from ui.page.why import why_button
from ui.page.wording import Phrase


def question_actions(index: int, lang: Lang) -> str:
    """Put the question back into the box, or ask it once more in the present scope."""
    edit = attributes(type="button", class_="quiet", data_act="edit", data_exchange=index, data_compose="")
    retry = attributes(type="button", class_="quiet", data_event="ask", data_exchange=index)
    return (
        f'<div class="actions"><button{edit}>{icon("edit")}<span>{wording.EDIT.text(lang)}</span></button>'
        f"<button{retry}>{icon('retry')}<span>{wording.RETRY.text(lang)}</span></button></div>"
    )


def answer_actions(exchange: Exchange, words: str, index: int, lang: Lang) -> str:
    """Copy the answer (``words``), say whether it is right, ask why it is what it is."""
    copy = attributes(type="button", class_="quiet", data_copy=words, data_copied=wording.COPIED.text(lang))
    copied = f"<button{copy}>{icon('copy')}<span>{wording.COPY.text(lang)}</span></button>"
    thumbs = _thumb("up", wording.HELPFUL, "good", exchange, index, lang)
    thumbs += _thumb("down", wording.WRONG, "bad", exchange, index, lang)
    return f'<div class="actions">{copied}{thumbs}{why_button(exchange, index, lang)}</div>{_feedback(exchange, index, lang)}'


def _thumb(rating: str, words: Phrase, symbol: str, exchange: Exchange, index: int, lang: Lang) -> str:
    press = attributes(
        type="button",
        class_="quiet thumb",
        data_act="rate",
        data_exchange=index,
        data_rating=rating,
        aria_pressed="true" if exchange.rating == rating else "false",
        id=f"yd-rate-{rating}-{index}",
    )
    return f"<button{press}>{icon(symbol)}<span>{words.text(lang)}</span></button>"


def _feedback(exchange: Exchange, index: int, lang: Lang) -> str:
    if exchange.rated:
        return f'<p class="thanks" role="status">{icon("done")}{wording.THANKS.text(lang)}</p>'
    if not exchange.rating:
        return ""
    ask = wording.WHAT_IS_GOOD if exchange.rating == "up" else wording.WHAT_IS_WRONG
    form = attributes(class_="feedback", data_act="feedback")
    place = attributes(type="hidden", name="exchange", value=index)
    hint = escape(wording.RIGHT_CLAUSE_HINT.text(lang))
    clause = (
        f'<label class="field"><span>{wording.RIGHT_CLAUSE.text(lang)}</span>'
        f'<input name="right_clause" list="yd-clauses" autocomplete="off" maxlength="500" placeholder="{hint}"></label>'
    )
    focus = attributes(data_focus=f"{exchange.rating}-{index}")
    cancel = attributes(type="button", class_="quiet", data_act="rate", data_exchange=index, data_rating="")
    return (
        f'<form{form}><input{place}><label class="field"><span>{ask.text(lang)}</span>'
        f'<textarea name="reason" rows="2" maxlength="2000"{focus}></textarea></label>'
        f"{clause if exchange.rating == 'down' else ''}"
        f'<div class="actions"><button type="submit" class="solid">{wording.SEND_FEEDBACK.text(lang)}</button>'
        f"<button{cancel}>{wording.CANCEL.text(lang)}</button></div></form>"
    )
