"""One file, several documents: where each begins.

Web compilations head their documents (see dividers.py), or not at all; a file put together in an office has the next
notice's organ line and number. In every case what gives a new document away is that it starts anew: its own letterhead,
its own title with recipients, or its own title followed by numbering that begins again at 一. An attachment does the
like and is none: it follows a line 附件.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic

from ingest.anatomy.dividers import Divider, LineT, find_dividers
from ingest.anatomy.headings import heading_marker
from ingest.anatomy.letterhead import (
    ASIDE,
    ATTACHMENT,
    DATE_ONLY,
    ORGAN,
    RECIPIENTS,
    TITLE_LINE,
    is_full_number,
    number_in,
    red_head,
)
from ingest.anatomy.titles import opening_subject
from ingest.readers.lines import Line

_LONGEST_TITLE = 60
_HEAD_REACH = 9  # lines, blank ones left out, that a letterhead may have above its number
_LISTED = re.compile(r"^目\s*[录次]$")
_TOP_STYLES = ("chapter", "part", "article")
_NAMED_ATTACHMENT = re.compile(r"^附\s*件\s*\d{0,2}\s*[：:].{1,60}$")
# 砚溪市人民政府关于…的通告: no attachment and no heading is called so.
_FULL_TITLE = re.compile(
    r"^[\u4e00-\u9fff、 ]{4,40}(?:委员会|政府|局|厅|部|委|办公室|医院|中心)\s*关于[^。]{4,60}的?"
    r"(?:通知|通告|公告|决定|决议|意见|函|批复|通报|请示|报告)$"
)
# A title that stands after an attachment begins a document only if it says whose or which year's it is.
_OWN_NAME = re.compile(
    r"(?:19|20)\d{2}年?|[xX×*]{2,4}年|[全本][省市县区州]|[\u4e00-\u9fff]{2,}(?:省|市|县|区|州|局|委员会|政府)"
)


@dataclass(frozen=True, slots=True)
class DocumentLines(Generic[LineT]):
    """The lines of one document of a file; ``title`` is what the file's own divider calls it, often empty."""

    lines: tuple[LineT, ...]
    title: str = ""


def split_documents(lines: Sequence[LineT]) -> list[DocumentLines[LineT]]:
    """The documents of a file in order; one where it holds just one. Blank lines are kept inside.

    A divider line is not part of a document's text. What stands before the first divider (site name, page title, a
    teaser that repeats the first document) belongs to none, unless it is a document itself.
    """
    dividers = find_dividers(lines)
    pieces = _cut_at_dividers(lines, dividers) if dividers else [DocumentLines(tuple(lines))]
    parts = [part for piece in pieces for part in _split_unmarked(piece)]
    return [part for part in parts if not _is_contents(part)] if len(parts) > 1 else parts


def _cut_at_dividers(lines: Sequence[LineT], dividers: list[Divider]) -> list[DocumentLines[LineT]]:
    documents: list[DocumentLines[LineT]] = []
    before = tuple(lines[: dividers[0].line])
    if _is_document(before):
        documents.append(DocumentLines(before))
    ends = [divider.line for divider in dividers[1:]] + [len(lines)]
    for divider, end in zip(dividers, ends, strict=True):
        documents.append(DocumentLines(tuple(lines[divider.line + 1 : end]), divider.title))
    return documents


def _is_document(lines: Sequence[LineT]) -> bool:
    """Whether what stands before the first divider is more than a page's head."""
    chapters = sum(1 for line in lines if (m := heading_marker(line.text)) and m.style == "chapter")
    return chapters >= 2 or any(number_in(line.text) for line in lines)


def _is_contents(document: DocumentLines[LineT]) -> bool:
    """A table of contents in front of the documents."""
    texts = [line.text for line in document.lines if line.text]
    return any(_LISTED.match(text) for text in texts[:4]) and not any("。" in text for text in texts)


def _split_unmarked(document: DocumentLines[LineT]) -> list[DocumentLines[LineT]]:
    lines = document.lines
    starts = [0, *_Starts(lines).found()]
    if len(starts) == 1:
        return [document]
    parts: list[DocumentLines[LineT]] = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        first, title = _named(lines[start:end])
        parts.append(
            DocumentLines(lines[start + first : end], title or (document.title if not start else ""))
        )
    return parts


def _named(lines: Sequence[LineT]) -> tuple[int, str]:
    """``一、关于…的通知`` above a letterhead is the file's own name for what follows: how many lines it takes, the name."""
    full = [index for index, line in enumerate(lines) if line.text][: _HEAD_REACH + 1]
    marker = heading_marker(lines[full[0]].text) if full else None
    if marker is None or not any(number_in(lines[index].text) for index in full[1:]):
        return 0, ""
    title = lines[full[0]].text[marker.length :]
    return (full[0] + 1, title) if TITLE_LINE.match(title) else (0, "")


class _Starts:
    """Goes through the lines of a piece and finds where a document begins after the first."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.texts = [line.text for line in lines]
        self.full = [index for index, text in enumerate(self.texts) if text]
        self.restarts = _restarts([self.texts[index] for index in self.full])
        self.starts: list[int] = []
        self._begin()

    def _begin(self) -> None:
        self.number = ""  # of the document that is open
        self.prose = False  # it has had a sentence
        self.styles: Counter[str] = Counter()  # and so many chapters 一、, 第一章, 第一条
        self.forwards = False  # it passes on another one, which is still to come
        self.attached = False  # it has had a line 附件
        self.attachment_at = -100  # where that line stood, in full lines

    def found(self) -> list[int]:
        for at in range(len(self.full)):
            head = self._head(at)
            if head is not None:
                self.starts.append(self.full[head])
                self._begin()
            self._take(at)
        return self.starts

    def _take(self, at: int) -> None:
        text = self.texts[self.full[at]]
        marker = heading_marker(text)
        if marker and marker.style in _TOP_STYLES:
            self.styles[marker.style] += 1
        self.forwards = self.forwards or (not self.prose and "转发" in text)
        self.prose = self.prose or "。" in text
        self.number = self.number or number_in(text)
        if ATTACHMENT.match(text) or _NAMED_ATTACHMENT.match(text):
            self.attached, self.attachment_at = True, at
        elif DATE_ONLY.match(text):
            self.attachment_at = -100  # 附件 above the signature only lists what comes

    def _head(self, at: int) -> int | None:
        """Where the document begins whose letterhead or title stands at ``at``; ``None`` where none begins."""
        if not self.prose or not (self._is_letter(at) or self._is_anew(at)):
            return None
        head = self._top(at)
        if self.attachment_at >= head - 2:
            return None  # directly below 附件 stands what is attached, be it a whole notice
        if self.forwards and not self.attached:
            self.attached, self.attachment_at = True, at  # what is passed on, without a line 附件 above it
            return None
        return head

    def _is_letter(self, at: int) -> bool:
        """A number that is not that of the open document, a title with recipients or with its organ."""
        text = self.texts[self.full[at]]
        number = number_in(text)
        if number and "《" not in text and not heading_marker(text):  # what cites a notice is no letterhead
            above = [self.texts[index] for index in self.full[max(0, at - 3) : at]]
            headed = is_full_number(number) or any(red_head(line)[0] for line in above)
            return number != self.number and headed
        below = [self.texts[index] for index in self.full[at + 1 : at + 4]]
        if ORGAN.match(text):
            title = next((line for line in below if not ORGAN.match(line)), "")
            return title.startswith("关于")
        if not _is_title(text):
            return False
        return bool(_FULL_TITLE.match(text)) or any(
            RECIPIENTS.match(line) and not heading_marker(line) for line in below
        )

    def _is_anew(self, at: int) -> bool:
        """A title, or the first words of a notice without one, below which the numbering of chapters begins again."""
        text = self.texts[self.full[at]]
        style = self.restarts[at]
        if max(self.styles.values(), default=0) < 2 or not style:
            return False
        if opening_subject([text]):
            return True
        if self.styles["part"] and style == "chapter":
            return False  # 一、 begins again in every 第N章
        return _is_title(text) and (not self.attached or bool(_OWN_NAME.search(text)))

    def _top(self, at: int) -> int:
        """The first line of the head that ``at`` belongs to: organs, title lines and remarks above it."""
        top = at
        while top > max(0, at - _HEAD_REACH) and _is_head_line(self.texts[self.full[top - 1]]):
            top -= 1
        return top


def _is_head_line(text: str) -> bool:
    if "。" in text or DATE_ONLY.match(text) or RECIPIENTS.match(text) or ATTACHMENT.match(text):
        return False
    marker = heading_marker(text)
    if marker:
        return bool(TITLE_LINE.match(text[marker.length :]))
    if ORGAN.match(text) or ASIDE.match(text) or text.endswith("文件") or number_in(text):
        return True
    return _is_title(text) or (len(text) <= 40 and not re.search("[，；：:|]", text))


def _is_title(text: str) -> bool:
    plain = len(text) <= _LONGEST_TITLE and heading_marker(text) is None
    attached = ATTACHMENT.match(text) or _NAMED_ATTACHMENT.match(text)
    return plain and not attached and bool(TITLE_LINE.match(text)) and not red_head(text)[0]


def _restarts(texts: Sequence[str]) -> list[str]:
    """For each line the style of the next chapter's number if it is 一, else empty."""
    found = [""] * len(texts)
    restarts = ""
    for index in range(len(texts) - 1, -1, -1):
        found[index] = restarts
        marker = heading_marker(texts[index])
        if marker and marker.style in _TOP_STYLES:
            restarts = marker.style if marker.number == 1 else ""
    return found
