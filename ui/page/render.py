"""Exchanges as HTML: pure, safe, without Gradio.

An answer is data, whoever wrote it. Nothing in it is interpreted except what the answer's contract names:
``[n]`` of a citation that exists, lines, ``- `` items and tables in pipe rows. All else shows as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from ingest.errors import Lang
from rag.types import Answer, Citation
from ui.page import wording
from ui.page.citing import official_form
from ui.page.conversation import Conversation, Exchange, Status
from ui.page.exchange_actions import answer_actions, question_actions
from ui.page.markup import attributes, escape, icon
from ui.page.scoping import scope_names
from ui.page.why import why_html

# The citations by marker, or None while the answer still streams and they are not known yet.
Known = dict[int, Citation] | None

_MARKER = re.compile(r"\[(\d{1,3})\]")
_UNFINISHED_MARKER = re.compile(r"\[\d{0,3}$")
_RULE_ROW = re.compile(r"^\|(\s*:?-{2,}:?\s*\|)+$")


def exchange_html(exchange: Exchange, index: int, lang: Lang) -> str:
    """A question with its answer, or what stands in its place. ``index`` is its place in the talk."""
    answering = exchange.status is Status.ANSWERING
    busy = "true" if answering else "false"
    after = "" if answering else _scope(exchange, index, lang)
    return (
        f'<article class="exchange" data-exchange="{index}" aria-busy="{busy}">'
        f'<div class="question"><span class="sr-only">{wording.YOU_ASKED.text(lang)}</span>'
        f"<p>{_lines(escape(exchange.question))}</p>{'' if answering else question_actions(index, lang)}</div>"
        f'<div class="reply">{_reply(exchange, index, lang)}{after}</div></article>'
    )


def exchanges_html(conversation: Conversation, lang: Lang, upto: int | None = None) -> str:
    """The exchanges before ``upto``, in order."""
    shown = conversation.exchanges[:upto]
    return "".join(exchange_html(exchange, index, lang) for index, exchange in enumerate(shown))


def answer_text(answer: Answer, lang: Lang) -> str:
    """The answer for the clipboard: its words, then its sources, as plain text."""
    lines = [answer.answer.strip()]
    if answer.citations:
        lines += ["", f"{wording.SOURCES.text(lang)}{'：' if lang == 'zh' else ':'}"]
        lines += [
            f"[{each.marker}] {official_form(each.title, each.document_number, each.clause)}"
            for each in answer.citations
        ]
    return "\n".join(lines)


def _reply(exchange: Exchange, index: int, lang: Lang) -> str:
    if exchange.status is Status.FAILED:
        return _callout("error", wording.FAILED.text(lang), [exchange.failure], role="alert")
    if exchange.answer is not None:
        return _finished(exchange, exchange.answer, index, lang)
    if exchange.status is Status.STOPPED:
        return _stopped(exchange.draft, lang)
    if not exchange.draft:
        return f'<p class="searching">{wording.SEARCHING.text(lang)}</p>'
    draft = _UNFINISHED_MARKER.sub("", exchange.draft)
    return f'<div class="answer writing">{_body(draft, None, index, lang)}</div>'


def _stopped(draft: str, lang: Lang) -> str:
    if not draft.strip():
        return f'<p class="searching still">{wording.STOPPED_EARLY.text(lang)}</p>'
    note = f'<p class="note">{wording.UNCHECKED.text(lang)}</p>'
    return f'<div class="answer">{_body(draft, None, 0, lang)}</div>{note}'


def _finished(exchange: Exchange, answer: Answer, index: int, lang: Lang) -> str:
    known = {citation.marker: citation for citation in answer.citations}
    body = f'<div class="answer">{_body(answer.answer, known, index, lang)}</div>'
    if answer.abstained:
        head = f'<p class="callout-title">{icon("absent")}{wording.ABSTAINED.text(lang)}</p>'
        body = f'<div class="callout abstained">{head}{body}</div>'
    warnings = _callout("warning", wording.WARNING.text(lang), answer.warnings) if answer.warnings else ""
    return (
        body
        + warnings
        + _sources(answer.citations, index, lang)
        + answer_actions(exchange, answer_text(answer, lang), index, lang)
        + why_html(exchange, lang)
    )


def _callout(kind: str, title: str, sentences: Sequence[str], role: str = "note") -> str:
    words = "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)
    head = f'<p class="callout-title">{icon(kind)}{escape(title)}</p>'
    return f'<div class="callout {kind}" role="{role}">{head}{words}</div>'


def _sources(citations: Sequence[Citation], index: int, lang: Lang) -> str:
    """Each cited notice once, with the places in it that are cited."""
    by_notice: dict[str, list[Citation]] = {}
    for citation in citations:
        by_notice.setdefault(citation.document_id, []).append(citation)
    if not by_notice:
        return ""
    rows = "".join(f"<li>{_source(cited, index, lang)}</li>" for cited in by_notice.values())
    return f'<div class="sources"><h3>{wording.SOURCES.text(lang)}</h3><ol>{rows}</ol></div>'


def _source(cited: Sequence[Citation], index: int, lang: Lang) -> str:
    first = cited[0]
    details = " · ".join(part for part in (first.document_number, first.issuer, first.issued_on) if part)
    places = "".join(_place(citation, index, lang) for citation in cited)
    return (
        f'<p class="title">{escape(first.title)}</p><p class="details">{escape(details)}</p>'
        f'<div class="places">{places}</div>'
    )


def _place(citation: Citation, index: int, lang: Lang) -> str:
    where = citation.clause.rstrip("、.．") or wording.READ_SOURCE.text(lang)
    form = official_form(citation.title, citation.document_number, citation.clause)
    label = f"{wording.COPY_CITATION.text(lang)} {citation.marker}"
    copy = attributes(
        type="button", class_="icon-button", data_copy=form, aria_label=label, title=f"{label}：{form}"
    )
    return (
        f'<span class="place-pair"><button class="place"{_cite(citation.marker, index)}>'
        f'<span class="number">{citation.marker}</span>{escape(where)}</button>'
        f"<button{copy}>{icon('copy')}</button></span>"
    )


def _scope(exchange: Exchange, index: int, lang: Lang) -> str:
    """What was looked through, and the way to another scope."""
    scope = exchange.scope
    names = scope_names(scope.filters, scope.titles, lang)
    names.append(wording.SCOPE_COUNT.text(lang, count=wording.notices(scope.count, lang)))
    tags = "".join(f'<span class="scope-tag">{escape(name)}</span>' for name in names)
    press = attributes(
        type="button", class_="quiet", data_act="rescope", data_exchange=index, data_compose=""
    )
    return (
        f'<p class="asked-within">{wording.ASKED_WITHIN.text(lang)}{tags}'
        f"<button{press}>{wording.RESCOPE.text(lang)}</button></p>"
    )


def _body(text: str, known: Known, index: int, lang: Lang) -> str:
    blocks: list[str] = []
    for kind, lines in _blocks(text):
        if kind == "row" and _is_table(lines):
            blocks.append(_table(lines, known, index, lang))
        elif kind == "item":
            items = (_inline(line.removeprefix("- "), known, index, lang) for line in lines)
            blocks.append("<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>")
        else:
            blocks.append(f"<p>{'<br>'.join(_inline(line, known, index, lang) for line in lines)}</p>")
    return "".join(blocks)


def _blocks(text: str) -> Iterator[tuple[str, list[str]]]:
    """Runs of lines of one kind: table rows, list items or plain lines. An empty line ends a run."""
    for kind, run in groupby((line.strip() for line in text.splitlines()), key=_kind):
        if kind:
            yield kind, list(run)


def _kind(line: str) -> str:
    if not line:
        return ""
    return "row" if line.startswith("|") else "item" if line.startswith("- ") else "plain"


def _is_table(block: Sequence[str]) -> bool:
    return len(block) >= 2 and _RULE_ROW.match(block[1]) is not None


def _table(rows: Sequence[str], known: Known, index: int, lang: Lang) -> str:
    def cells(row: str, tag: str) -> str:
        inner = row.strip().removeprefix("|").removesuffix("|")
        parts = re.split(r"(?<!\\)\|", inner)
        shown = (_inline(part.replace("\\|", "|").strip(), known, index, lang) for part in parts)
        return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in shown) + "</tr>"

    body = "".join(cells(row, "td") for row in rows[2:])
    head = cells(rows[0], "th")
    return f'<div class="table" tabindex="0"><table><thead>{head}</thead><tbody>{body}</tbody></table></div>'


def _inline(line: str, known: Known, index: int, lang: Lang) -> str:
    """Escaped words with chips: to press where the citation exists, waiting while none is known."""
    pieces: list[str] = []
    position = 0
    for match in _MARKER.finditer(line):
        citation = known.get(int(match[1])) if known is not None else None
        if known is not None and citation is None:
            continue
        pieces.append(escape(line[position : match.start()]))
        pieces.append(_chip(citation, index, lang) if citation else _waiting_chip(match[1]))
        position = match.end()
    pieces.append(escape(line[position:]))
    return "".join(pieces)


def _chip(citation: Citation, index: int, lang: Lang) -> str:
    label = wording.OPEN_SOURCE.text(
        lang, marker=citation.marker, title=citation.title, clause=citation.clause
    ).strip()
    hint = " ".join(part for part in (citation.title, citation.clause) if part)
    return (
        f'<button class="chip"{_cite(citation.marker, index)}{attributes(aria_label=label, title=hint)}>'
        f"{citation.marker}</button>"
    )


def _waiting_chip(marker: str) -> str:
    return f'<span class="chip waiting">{int(marker)}</span>'


def _cite(marker: int, index: int) -> str:
    return attributes(type="button", data_act="cite", data_exchange=index, data_marker=marker)


def _lines(escaped: str) -> str:
    return escaped.replace("\n", "<br>")
