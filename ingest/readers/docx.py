"""Word documents: the text in reading order, as Word shows it with all changes accepted, notes after the body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from ingest.readers import refusals
from ingest.readers.docx_margins import Note, imprint, letterhead, notes_in_order, unsaid
from ingest.readers.docx_package import child, local, open_parts, value
from ingest.readers.docx_styles import Styles
from ingest.readers.lines import Line, RawDocument
from ingest.readers.numbering import Numbering
from ingest.readers.plain import row_text
from ingest.readers.words import joined
from ingest.settings import IngestSettings

# What was struck out, or is no text of the document: its properties, field codes, phonetic guides.
_SKIPPED: Final = frozenset(
    {
        "del",
        "moveFrom",
        "delText",
        "instrText",
        "delInstrText",
        "pPr",
        "rPr",
        "rt",
        "sdtPr",
        "tblPr",
        "Fallback",
    }
)
_PICTURES: Final = frozenset({"pic", "imagedata", "chart", "relIds"})
_MARKS: Final = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
# Ticks and boxes of the symbol fonts that forms use.
_SYMBOLS: Final = {"F0FC": "✓", "F052": "☑", "F0FE": "☑", "F0A8": "□", "F06F": "□", "F0A3": "□", "F06E": "■"}


def docx_document(name: str, data: bytes, settings: IngestSettings) -> RawDocument:
    """Read a .docx. NoticeError ``broken-file``, ``too-large`` or ``no-text``."""
    parts = open_parts(name, data, settings)
    styles = Styles.read(parts.styles)
    body = _Body(styles, Numbering.read(parts.numbering, styles.list_of_style()))
    own = list(body.lines(parts.body))
    notes = [line for note in notes_in_order(parts, body.notes) for line in _note(body, note)]
    head = [line for block in letterhead(parts) for line in body.lines([block])]
    foot = [line for block in imprint(parts) for line in body.lines([block])]
    lines = (*unsaid(head, own), *own, *notes, *unsaid(foot, own))
    if not any(line.text.strip() for line in lines):
        raise refusals.no_text(name)
    return RawDocument(lines, body.warnings(len(notes)))


def _note(body: _Body, note: Note) -> Iterator[Line]:
    text = joined(line.text for line in body.lines(note.content))
    if text:
        yield Line(f"{note.label}：{text}", whole=True)


@dataclass(slots=True)
class _Inline:
    """What the runs of one paragraph add up to."""

    text: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)


@dataclass(slots=True)
class _Body:
    """Walks the document once; list numbers depend on the order."""

    styles: Styles
    numbering: Numbering
    pictures: int = 0
    notes: list[tuple[str, str]] = field(
        default_factory=list
    )  # kind and id of each note, as the text calls it
    embedded: int = 0
    tables: int = 0
    carried: str = ""  # text of a paragraph whose end was deleted: it goes on in the next

    def lines(self, container: Iterable[etree._Element]) -> Iterator[Line]:
        for block in container:
            kind = local(block)
            if kind == "p":
                yield from self._paragraph(block)
            elif kind == "tbl":
                yield from self._table(block)
            elif kind == "altChunk":
                self.embedded += 1
            elif not _is_left_out(block, kind):
                yield from self.lines(block)

    def warnings(self, notes_read: int) -> tuple[str, ...]:
        missing = len(self.notes) - notes_read
        told = (
            (self.pictures, f"文中有 {self.pictures} 张图片或图表，其中的文字没有读入。"),
            (notes_read, f"文中有 {notes_read} 处脚注或尾注，列在正文之后。"),
            (max(0, missing), f"文中有 {missing} 处脚注或尾注没有内容，没有读入。"),
            (self.embedded, f"文中嵌入了 {self.embedded} 个其他文件，没有读入。"),
        )
        return tuple(sentence for count, sentence in told if count)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Line]:
        inline = _Inline()
        self._inline(paragraph, inline)
        text = self.carried + "".join(inline.text)
        self.carried = ""
        if child(paragraph, "pPr", "rPr", "del") is not None:
            self.carried = text
        elif not self.styles.is_contents(paragraph):
            yield from _split(self._label(paragraph, text) + text, self.styles.heading(paragraph))
        for box in inline.boxes:
            yield from self.lines(box)

    def _label(self, paragraph: etree._Element, text: str) -> str:
        place = self.styles.list_place(paragraph)
        # An empty paragraph is counted by Word too, but a lone number helps nobody.
        label = self.numbering.label(*place) if place else ""
        return label if text.strip() else ""

    def _inline(self, container: etree._Element, inline: _Inline) -> None:
        for node in container:
            kind = local(node)
            if kind == "t":
                inline.text.append(node.text or "")
            elif kind in _MARKS:
                inline.text.append(_MARKS[kind])
            elif kind == "br":
                inline.text.append("\n")
            elif kind == "sym":
                inline.text.append(_symbol(value(node, "char")))
            elif kind == "AlternateContent":
                self._inline(_alternative(node), inline)
            elif kind == "txbxContent":
                inline.boxes.append(node)
            elif kind == "r":
                if not _is_hidden(node):
                    self._inline(node, inline)
            elif not _is_left_out(node, kind):
                self._count(node, kind)
                self._inline(node, inline)

    def _count(self, node: etree._Element, kind: str) -> None:
        if kind in _PICTURES:
            self.pictures += 1
        elif kind in ("footnoteReference", "endnoteReference"):
            self.notes.append((kind.removesuffix("Reference"), value(node, "id")))

    def _table(self, table: etree._Element) -> Iterator[Line]:
        rows = [list(_nested(row, "tc")) for row in _nested(table, "tr") if child(row, "trPr", "del") is None]
        if all(len(cells) <= 1 for cells in rows):
            # A box around the letterhead or the whole text: a frame, not a table.
            for cells in rows:
                yield from (line for cell in cells for line in self.lines(cell))
            return
        self.tables += 1
        number = self.tables
        for cells in rows:
            yield from self._row(cells, number)

    def _row(self, cells: list[etree._Element], number: int) -> Iterator[Line]:
        if len(cells) == 1 and not _goes_on_above(cells[0]):
            # A caption, a group's heading or a remark over all columns, perhaps of several paragraphs.
            for line in self.lines(cells[0]):
                yield line if line.table else replace(line, table=number)
            return
        inner = [self._cell(cell) for cell in cells]
        text = row_text([text for text, _ in inner])
        if text.strip(" |"):
            yield Line(text, whole=True, table=number)
        for _, rest in inner:
            yield from rest

    def _cell(self, cell: etree._Element) -> tuple[str, list[Line]]:
        """The cell's words in one line, and the rows of tables inside it."""
        if _goes_on_above(cell):
            return "", []
        words, rows = list[str](), list[Line]()
        for block in cell:
            kind = local(block)
            if kind == "tbl":
                rows.extend(self._table(block))
            elif kind == "p":
                words.extend(line.text for line in self._paragraph(block))
            elif not _is_left_out(block, kind):
                words.extend(line.text for line in self.lines(block))
        return joined(words), rows


def _nested(container: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows or cells, also those inside content controls, but none of a table further in."""
    for node in container:
        if local(node) == name:
            yield node
        elif local(node) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _nested(node, name)


def _goes_on_above(cell: etree._Element) -> bool:
    """True for a cell that Word shows as part of the one above it."""
    merge = child(cell, "tcPr", "vMerge")
    return merge is not None and value(merge, "val") != "restart"


def _split(text: str, heading: int) -> Iterator[Line]:
    """A paragraph as lines: a break inside it promises no end of a sentence, the paragraph's end does."""
    *broken, last = text.split("\n")
    yield from (Line(part, heading) for part in broken)
    yield Line(last, heading, whole=True)


def _is_hidden(run: etree._Element) -> bool:
    vanish = child(run, "rPr", "vanish")
    return vanish is not None and value(vanish, "val") not in ("0", "false", "off")


def _is_left_out(node: etree._Element, kind: str) -> bool:
    # A content control that nobody has filled in shows its prompt (“单击此处输入文字”), which is no text.
    return kind in _SKIPPED or (kind == "sdt" and child(node, "sdtPr", "showingPlcHdr") is not None)


def _alternative(node: etree._Element) -> etree._Element:
    """The same drawing stands in a new and an old form: take one of them."""
    choice = child(node, "Choice")
    fallback = child(node, "Fallback")
    return choice if choice is not None else fallback if fallback is not None else node


def _symbol(code: str) -> str:
    if code.upper() in _SYMBOLS:
        return _SYMBOLS[code.upper()]
    try:
        char = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    # Private use: a picture in some font that nobody downstream has. Surrogates cannot be stored at all.
    return "" if "\ud800" <= char <= "\uf8ff" else char
