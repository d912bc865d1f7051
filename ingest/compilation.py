"""One file, several documents: where each begins.

Web compilations head their documents ``第一篇：…``, or not at all; a file put together in an office has the next
notice's organ line and number. In every case what gives a new document away is that it starts anew: its own header,
or its own title followed by numbering that begins again at 一.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.headings import heading_marker
from ingest.numerals import CHINESE_NUMBER
from ingest.readers.lines import Line

_PIECE = re.compile(
    rf"^(?:第(?:{CHINESE_NUMBER}|\d{{1,3}})篇|篇(?:{CHINESE_NUMBER}|\d{{1,3}}))[：:\s]\s*(?P<title>.*)$"
)
DOCUMENT_NUMBER = re.compile(
    r"(?P<organ>[\u4e00-\u9fff]{1,14})\s*[〔\[［（(【〈]\s*(?P<year>(?:19|20)\d{2})\s*[〕\]］）)】〉]\s*"
    r"(?:第\s*)?(?P<serial>\d{1,5})\s*号"
)
GENRE = (
    r"(?:通知|意见|办法|方案|规划|计划|要点|决定|决议|公告|通告|公报|函|细则|规定|指南|指引|批复|请示|报告|纪要|条例|"
    r"制度|标准|规范|目录|清单|汇总|总结|安排|措施|预案|章程|纲要|倡议书|公开信|解读|答复)"
)
_TAIL = r"(?:[（(][^（）()]{1,20}[）)]|》)*"
TITLE_LINE = re.compile(rf"^[^。；！？]{{2,80}}{GENRE}{_TAIL}$")
_TEASER = re.compile(r"(?:\.{3}|…+)$")
_ATTACHMENT = re.compile(rf"^附\s*件\s*(?:\d{{1,2}}|{CHINESE_NUMBER})?\s*[：:]?")


@dataclass(frozen=True, slots=True)
class DocumentLines:
    """The lines of one document of a file; ``title`` is what the file's own divider calls it, often empty."""

    lines: tuple[Line, ...]
    title: str = ""


def split_documents(lines: Sequence[Line]) -> list[DocumentLines]:
    """The documents of a file in order; one where it holds just one. Blank lines are kept inside.

    A divider line is not part of a document's text. What stands before the first divider (site name, page title, a
    teaser that repeats the first document) belongs to none.
    """
    dividers = _piece_dividers(lines)
    pieces = _cut_at_dividers(lines, dividers) if dividers else [DocumentLines(tuple(lines))]
    return [part for piece in pieces for part in _split_unmarked(piece)]


def _piece_dividers(lines: Sequence[Line]) -> list[int]:
    """Lines ``第N篇：…``. A teaser under the same number (cut off with an ellipsis) is no divider."""
    found = [i for i, line in enumerate(lines) if _PIECE.match(line.text) and not _TEASER.search(line.text)]
    found = [i for i in found if len(lines[i].text) <= 80]
    return found if len(found) >= 2 else []


def _cut_at_dividers(lines: Sequence[Line], dividers: list[int]) -> list[DocumentLines]:
    documents: list[DocumentLines] = []
    for start, end in zip(dividers, [*dividers[1:], len(lines)], strict=True):
        match = _PIECE.match(lines[start].text)
        documents.append(
            DocumentLines(tuple(lines[start + 1 : end]), match.group("title").strip() if match else "")
        )
    return documents


def _split_unmarked(document: DocumentLines) -> list[DocumentLines]:
    starts = [0, *_restarts(document.lines)]
    if len(starts) == 1:
        return [document]
    parts: list[DocumentLines] = []
    for start, end in zip(starts, [*starts[1:], len(document.lines)], strict=True):
        parts.append(DocumentLines(document.lines[start:end], document.title if start == 0 else ""))
    return parts


def _restarts(lines: Sequence[Line]) -> list[int]:
    """Where a document begins without a divider, after the first."""
    starts: list[int] = []
    chapters = 0  # chapters 一、二、… seen in the document that is open
    attached = False  # an 附件 line has been seen since: a title then is the attachment's
    for i, line in enumerate(lines):
        marker = heading_marker(line.text)
        if marker and marker.style == "chapter":
            chapters += 1
        if _ATTACHMENT.match(line.text) and len(line.text) <= 60:
            attached = True
        if chapters < 2:
            continue
        head = _header_start(lines, i)
        if head is not None or (not attached and _is_title(line) and _numbering_restarts(lines, i)):
            starts.append(i if head is None else head)
            chapters, attached = 0, False
    return starts


def _header_start(lines: Sequence[Line], i: int) -> int | None:
    """If line ``i`` is a document number standing alone, where its header begins (the organ line above it)."""
    match = DOCUMENT_NUMBER.search(lines[i].text)
    if not match or len(lines[i].text) - len(match.group()) > 12:
        return None
    start = i
    for back in range(i - 1, max(-1, i - 6), -1):
        text = lines[back].text
        if text.endswith("文件") or (text and len(text) <= 30 and not re.search(r"[，。；：、]", text)):
            start = back
        elif text:
            break
    return start


def _is_title(line: Line) -> bool:
    return bool(TITLE_LINE.match(line.text)) and len(line.text) <= 60 and heading_marker(line.text) is None


def _numbering_restarts(lines: Sequence[Line], i: int) -> bool:
    """Whether the next chapter number after line ``i`` is 一."""
    for line in lines[i + 1 :]:
        marker = heading_marker(line.text)
        if marker and marker.style == "chapter":
            return marker.label.startswith("一、") or marker.label == "一"
    return False
