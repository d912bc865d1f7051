"""Lines tidied, and sentences put together again that a page or line break cut; words are never touched.

Every rule is about form, never about content, and each works on any notice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.anatomy.headings import heading_marker, is_bare_label
from ingest.anatomy.letterhead import GENRE
from ingest.anatomy.traced import TracedLine, traced
from ingest.readers.lines import Line
from ingest.text import tidy

_BOOKMARK = re.compile(r"\[bookmark:[^\]]*\]")
_QUOTE_MARK = re.compile(r"\A> ")

_TERMINAL = "。！？；：…!?;:"
_CLOSER = "）)》”」』】〕]"
_CONTINUES = re.compile(r"^[，,、。；;：:）)》”的和与及等并或]")
_BODY_MARK = re.compile(r"[，。；,;、：]")
_ORGAN_LINE = re.compile(r"^.{2,40}(?:委员会|人民政府|办公室|局|厅|部|院|中心|委|处|会)(?:文件)?$")
_DATE_LINE = re.compile(
    r"^.{0,30}(?:\d{4}|[二一][〇零○ＯOo0０九一二三四五六七八]{3})年.{1,3}月.{1,3}日(?:印发|印)?$"
    r"|^(?:19|20)\d{2}[.\-/]\d{1,2}[.\-/]\d{1,2}$"
)
# What begins a part of the letter's frame; it never goes on the line before.
_FRAME = re.compile(r"^(?:附\s*[件表录]|抄\s*[送报]|主\s*送|签\s*发\s*人|主\s*题\s*词|[（(]此件|[（(]联系人)")
_LONGEST_LABEL_LINE = 60  # no organ's or date's line is longer
_MOST_SIGNATURES = 12

# …的通知砚卫字〔2024〕8号各县：, all on one line: a web page lost the header's line breaks.
_RUN_TOGETHER = re.compile(
    r"^(?P<title>[^。]{4,100}(?:通知|意见|公告|决定|办法|方案|通报|函))?"
    r"(?P<number>[\u4e00-\u9fff]{2,10}[〔\[［]20\d{2}[〕\]］]\s*\d{1,4}号)"
    r"(?P<rest>[^）)》，。]{0,12}各[^。]{2,400}[：:])?$"
)
_HEAD_LINES = 8  # full lines in which a header is looked for

_FLAT_DATE = r"(?:(?:19|20)\d{2}年\d{1,2}月\d{1,2}日|[二一][〇零○ＯOo0０九一二三四五六七八]{3}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十廿]{1,3}日)"
_FLAT_BREAK = re.compile(
    rf"(?<=[。！？；：”）])\s+|(?<=[:;)])\s+(?![A-Za-z])|\s*\u3000\u3000+|\s{{2,}}|\s+(?={_FLAT_DATE}(?:\s|$))"
    r"|(?<=[\d一二三四五六七八九十]日)\s+|\s+(?=[一二三四五六七八九十]{1,3}、)"
)
# A title with the spaces between its organs, up to its genre word; else a headline, of one piece or two.
_FLAT_TITLE = re.compile(
    rf"^((?:[^\s。，,：:（(]{{2,40}} ){{0,8}}?[^\s。，,：:]{{4,80}}{GENRE}"
    r"(?:[（(][^（）()\s]{1,20}[）)]|[\u4e00-\u9fff]{2,10}[〔\[［]20\d{2}[〕\]］]\d{1,4}号)?) (\S.*)$"
    r"|^([^\s。，,]{6,60}(?: (?!\S*(?:新华社|日电|日讯))[^\s。，,：:（(]{2,30})?) (\S.*)$",
    re.DOTALL,
)
# What a table's frame leaves behind a line's last word when a page is saved as text.
_FRAME_LEFT = re.compile(r"(?<=[^|\s])[ \t]*\|\s*\Z")
_INDENT_INSIDE = re.compile(r"(?<=\S)\u3000{2,}(?=\S{12})")


def clean_lines(lines: Sequence[Line]) -> list[TracedLine]:
    """Tidied lines without blanks' noise: flattened text is cut at its paragraph marks, blank lines stay as breaks."""
    out: list[TracedLine] = []
    flat = _is_flattened(lines)
    head = _HEAD_LINES
    for line in traced(lines):
        line = line.without(_BOOKMARK).without(_QUOTE_MARK)
        if line.text.count("|") == 1:
            line = line.without(_FRAME_LEFT)
        pieces = _flat_pieces(line.stripped()) if flat else _cut_at(line, _INDENT_INSIDE)
        for tidied in map(tidy, pieces):
            head -= bool(tidied.text)
            out += _head_pieces(tidied) if head >= 0 else [tidied]
    return out


def _head_pieces(line: TracedLine) -> list[TracedLine]:
    match = _RUN_TOGETHER.match(line.text)
    if not match or line.heading or not (match.group("title") or match.group("rest")):
        return [line]
    return [line.cut(*match.span(name)) for name in ("title", "number", "rest") if match.group(name)]


def _is_flattened(lines: Sequence[Line]) -> bool:
    """A document whose paragraphs were run together into one or two lines (text copied out of a web page)."""
    full = [line for line in lines if line.text.strip()]
    return 0 < len(full) <= 2 and max(len(line.text) for line in full) > 200


def _flat_pieces(line: TracedLine) -> list[TracedLine]:
    pieces = [piece for piece in _cut_at(line, _FLAT_BREAK) if piece.text]
    title = _FLAT_TITLE.match(pieces[0].text) if pieces else None
    if title:
        first = 1 if title.group(1) else 3
        pieces[:1] = [pieces[0].cut(*title.span(first)), pieces[0].cut(*title.span(first + 1))]
    return pieces


def _cut_at(line: TracedLine, breaks: re.Pattern[str]) -> list[TracedLine]:
    """The pieces of a line between breaks; the breaks themselves go."""
    pieces: list[TracedLine] = []
    at = 0
    for match in breaks.finditer(line.text):
        pieces.append(line.cut(at, match.start()))
        at = match.end()
    return [*pieces, line.cut(at, len(line.text))] if at else [line]


@dataclass(slots=True)
class _Paragraph:
    """The lines joined so far; what is asked of the whole is kept up to date, so that a long one costs no more."""

    lines: list[TracedLine]
    length: int
    marked: bool
    stopped: bool

    @classmethod
    def of(cls, line: TracedLine) -> _Paragraph:
        text = line.text
        return cls([line], len(text), bool(_BODY_MARK.search(text)), "。" in text)

    def add(self, line: TracedLine) -> None:
        self.lines.append(line)
        self.length += len(line.text)
        self.marked = self.marked or bool(_BODY_MARK.search(line.text))
        self.stopped = self.stopped or "。" in line.text

    @property
    def whole(self) -> bool:
        return self.lines[0].whole or bool(self.lines[0].heading) or bool(self.lines[0].table)

    @property
    def short_text(self) -> str:
        """All of a short paragraph, nothing of a long one."""
        return "".join(line.text for line in self.lines) if self.length <= _LONGEST_LABEL_LINE else ""


def join_lines(lines: Sequence[TracedLine]) -> tuple[list[TracedLine], int]:
    """Paragraphs out of lines: a sentence that a page or line break cut is put together again.

    Returns the paragraphs (no blank ones) and how many joins were made. A line goes on when it ends in the middle of
    a sentence and the next one does not begin a clause, a title or a signature.
    """
    full = [line for line in lines if line.text]
    signed = _signature_lines(full)
    out: list[_Paragraph] = []
    in_body = False
    for index, line in enumerate(full):
        if out and index not in signed and _goes_on(out[-1], line, in_body):
            out[-1].add(line)
        else:
            out.append(_Paragraph.of(line))
        in_body = in_body or "。" in line.text
    joined = [paragraph.lines[0].joined(paragraph.lines[1:]) for paragraph in out]
    return joined, len(full) - len(joined)


def _signature_lines(lines: Sequence[TracedLine]) -> set[int]:
    """Lines that name the organs above a date: a signature stands by itself, whatever stands before it."""
    found: set[int] = set()
    for index, line in enumerate(lines):
        if not _DATE_LINE.match(line.text):
            continue
        above = index - 1
        while above > max(-1, index - _MOST_SIGNATURES) and _ORGAN_LINE.match(lines[above].text):
            found.add(above)
            above -= 1
    return found


def _goes_on(before: _Paragraph, line: TracedLine, in_body: bool) -> bool:
    after, last = line.text, before.lines[-1].text[-1]
    if before.whole or line.whole or line.heading or line.table:
        return False
    if heading_marker(after) or _DATE_LINE.match(after) or _FRAME.match(after):
        return False
    if " | " in after or " | " in before.lines[-1].text:  # a table's row, also in plain text
        return False
    if is_bare_label(before.short_text):
        return True
    if last in _TERMINAL:
        return False
    if last in _CLOSER:
        return bool(_CONTINUES.match(after))
    if last in "，,、":
        return True
    return not _stands_alone(before) and _is_prose(before, in_body)


def _stands_alone(paragraph: _Paragraph) -> bool:
    """A heading, a date's line or an organ's."""
    text = paragraph.short_text
    if heading_marker(paragraph.lines[0].text) and not paragraph.stopped and paragraph.length <= 40:
        return True
    return bool(text and (_DATE_LINE.match(text) or _ORGAN_LINE.match(text)))


def _is_prose(paragraph: _Paragraph, in_body: bool) -> bool:
    if paragraph.marked and paragraph.stopped:
        return True
    return in_body and (paragraph.marked or paragraph.length >= 25)
