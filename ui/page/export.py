"""A conversation as a file to pass on: Markdown, or Word."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from ingest.errors import Lang
from ui.page import wording
from ui.page.citing import official_form
from ui.page.conversation import Conversation, Exchange

# What a Markdown viewer would take for markup or for a link; pipes of an answer's table stay.
_MARKUP = re.compile(r"[\\`*_<>#~$]|(?<=\])\(|!(?=\[)")
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FONT = "宋体"


def conversation_markdown(conversation: Conversation, lang: Lang) -> bytes:
    """Questions, answers and their sources. Words of notices and models are escaped: they stay words."""
    lines = [f"# {wording.EXPORT_TITLE.text(lang)}", ""]
    for exchange in _ended(conversation):
        lines += [f"## {_plain(exchange.question)}", "", _plain(_said(exchange)), ""]
        lines += [f"> {_plain(warning)}" for warning in _warnings(exchange)]
        sources = _sources(exchange)
        if sources:
            lines += [f"**{wording.SOURCES.text(lang)}**", ""]
            for marker, where, words in sources:
                lines += [f"- [{marker}] {_plain(where)}", f"  > {_plain(words)}"]
        lines.append("")
    lines.append(wording.FOOTNOTE.text(lang))
    return ("\n".join(lines) + "\n").encode()


def conversation_docx(conversation: Conversation, lang: Lang) -> bytes:
    """The same as a Word document."""
    import docx
    from docx.oxml.ns import qn

    document = docx.Document()
    for name in ("Normal", "Title", "Heading 2"):
        style = document.styles[name]
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)
    document.add_heading(wording.EXPORT_TITLE.text(lang), 0)
    for exchange in _ended(conversation):
        document.add_heading(_xml(exchange.question), 2)
        for line in _said(exchange).splitlines():
            document.add_paragraph(_xml(line))
        for warning in _warnings(exchange):
            document.add_paragraph(_xml(warning), style="Intense Quote")
        for marker, where, words in _sources(exchange):
            document.add_paragraph(f"[{marker}] {_xml(where)}")
            document.add_paragraph(_xml(words), style="Quote")
    document.add_paragraph(wording.FOOTNOTE.text(lang))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _ended(conversation: Conversation) -> Iterator[Exchange]:
    return (exchange for exchange in conversation.exchanges if exchange.answer or exchange.draft)


def _said(exchange: Exchange) -> str:
    return (exchange.answer.answer if exchange.answer else exchange.draft).strip()


def _warnings(exchange: Exchange) -> tuple[str, ...]:
    return exchange.answer.warnings if exchange.answer else ()


def _sources(exchange: Exchange) -> list[tuple[int, str, str]]:
    """Marker, official form, the words cited."""
    citations = exchange.answer.citations if exchange.answer else ()
    return [
        (
            each.marker,
            official_form(each.title, each.document_number, each.clause),
            " ".join(each.text.split()),
        )
        for each in citations
    ]


def _plain(words: str) -> str:
    return _MARKUP.sub(lambda found: "\\" + found[0], words)


def _xml(words: str) -> str:
    return _NOT_XML.sub("", words)
