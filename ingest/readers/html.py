"""A web page saved whole: its article as lines, without the page around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString
from bs4.exceptions import ParserRejectedMarkup

from ingest.errors import NoticeError
from ingest.readers import refusals
from ingest.readers.html_article import find_article, find_title, is_too_deep, lacks_title, strip_furniture
from ingest.readers.html_table import is_layout, rows
from ingest.readers.lines import Line, RawDocument
from ingest.readers.numbering import write_number
from ingest.readers.plain import row_text
from ingest.readers.words import collapsed, joined

_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_BLOCKS: Final = frozenset(
    [
        *(
            "address",
            "article",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "details",
            "div",
            "dl",
            "dt",
        ),
        *(
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "header",
            "hr",
            "html",
            "legend",
            "li",
            "main",
        ),
        *("ol", "p", "section", "summary", "tbody", "td", "tfoot", "th", "thead", "tr", "ucapcontent", "ul"),
    ]
)
_LIST_FORMATS: Final = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def html_document(name: str, text: str) -> RawDocument:
    """The article of the page ``text``. NoticeError ``no-text`` or ``broken-file``."""
    try:
        return _document(name, text)
    except (RecursionError, ParserRejectedMarkup):
        raise _malformed(name) from None


def _document(name: str, text: str) -> RawDocument:
    soup = BeautifulSoup(text, "lxml")
    if is_too_deep(soup):
        raise _malformed(name)
    title = find_title(soup)
    strip_furniture(soup)
    article = find_article(soup)
    writer = _Writer()
    lines = list(writer.lines(article))
    if not lines:
        raise refusals.no_text(name)
    if title and lacks_title(title, [line.text for line in lines]):
        lines.insert(0, Line(title, heading=1, whole=True))
    pictures = len(article.find_all("img"))
    warning = f"网页正文里有 {pictures} 张图片，图片里的文字没有读入。"
    return RawDocument(tuple(lines), (warning,) if pictures else ())


def _malformed(name: str) -> NoticeError:
    return refusals.broken_file(
        name,
        "网页结构异常（嵌套过深或已损坏），无法读取。请用浏览器打开，复制正文，存为 .txt 或 .docx。",
        "the page is malformed or nested too deeply. Open it in a browser and copy its text to .txt.",
    )


class _Writer:
    """Collects inline text until a block begins or ends, then writes it as one line."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._heading = 0
        self._tables = 0

    def lines(self, root: Tag) -> Iterator[Line]:
        yield from self._children(root)
        yield from self._flush()

    def _children(self, parent: Tag) -> Iterator[Line]:
        for node in parent.children:
            if isinstance(node, Tag):
                yield from self._tag(node)
            elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
                self._pieces.append(str(node))

    def _tag(self, tag: Tag) -> Iterator[Line]:
        name = tag.name
        if name == "br":
            yield from self._flush()
        elif name == "pre":
            yield from self._flush()
            yield from (Line(line.rstrip()) for line in tag.get_text().strip("\r\n").splitlines())
        elif name == "table" and not is_layout(tag):
            yield from self._table(tag)
        elif name == "ol":
            yield from self._ordered(tag)
        elif name in _HEADINGS or name in _BLOCKS or name == "table":
            yield from self._block(tag)
        elif name not in ("del", "s", "strike"):
            yield from self._children(tag)

    def _block(self, tag: Tag, label: str = "") -> Iterator[Line]:
        yield from self._flush()
        outer, self._heading = self._heading, _HEADINGS.get(tag.name, self._heading)
        if label:
            self._pieces.append(label)
        yield from self._children(tag)
        yield from self._flush()
        self._heading = outer

    def _ordered(self, tag: Tag) -> Iterator[Line]:
        yield from self._flush()
        number = _number(tag, "start", 1)
        written = _LIST_FORMATS.get(str(tag.get("type", "")), "decimal")
        for node in tag.children:
            if isinstance(node, Tag) and node.name == "li":
                number = _number(node, "value", number)
                yield from self._block(node, f"{write_number(number, written)}. ")
                number += 1
            elif isinstance(node, Tag):
                yield from self._tag(node)
        yield from self._flush()

    def _table(self, table: Tag) -> Iterator[Line]:
        yield from self._flush()
        self._tables += 1
        for cells in rows(table):
            text = row_text([_words(cell) for cell in cells])
            if text.strip(" |"):
                yield Line(text, whole=True, table=self._tables)

    def _flush(self) -> Iterator[Line]:
        text = collapsed("".join(self._pieces)).strip()
        # A label whose item turned out to be blocks of its own waits for the first of them.
        if text and not _is_lone_label(self._pieces):
            yield Line(text, self._heading, whole=True)
            self._pieces = []
        elif not text:
            self._pieces = []


def _words(cell: Tag | None) -> str:
    return "" if cell is None else joined(line.text for line in _Writer().lines(cell))


def _is_lone_label(pieces: list[str]) -> bool:
    return re.fullmatch(r"\w{1,9}\. ", pieces[0]) is not None and not "".join(pieces[1:]).strip()


def _number(tag: Tag, attribute: str, default: int) -> int:
    text = str(tag.get(attribute, ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default
