"""Plain text and Markdown: the lines as they stand, tables as rows.

``**`` is left in Markdown text: whether it is bold type or the mask of a name takes knowledge of notices.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ingest.readers.lines import Line
from ingest.readers.spaced_table import has_columns, table_at

# Word's soft line break (\v), page breaks (\f) and Unicode's own separators end a line too. A doubled
# \r comes from files written twice in text mode.
_LINE_END: Final = re.compile(r"\r{0,2}\n|[\r\v\f\x85\u2028\u2029]")
_HEADING: Final = re.compile(r" {0,3}(#{1,6})(?!#)[ \t]*(\S.*)")
_SPACED_HEADING: Final = re.compile(r"#{1,6} +\S")
_HEADINGS_OF_MARKDOWN: Final = 2
_CLOSING_HASHES: Final = re.compile(r"[ \t]#+$")
_UNDERLINE: Final = re.compile(r" {0,3}={3,}[ \t]*")
_RULE: Final = re.compile(r" {0,3}-{3,}[ \t]*")
_DELIMITER_CELL: Final = re.compile(r":?-+:?")
_ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")
_UNESCAPED_PIPE: Final = re.compile(r"(?<!\\)\|")


def text_lines(text: str) -> tuple[Line, ...]:
    """Every line of a plain text, blank ones included; Markdown's headings and tables where it was saved as plain text."""
    lines = _LINE_END.split(text)
    return markdown_lines(text) if _is_markdown(lines) else tuple(_with_tables(lines))


def markdown_lines(text: str) -> tuple[Line, ...]:
    """The lines of a Markdown text: headings by level, table rows with their cells joined by `` | ``."""
    return tuple(_blocks(_LINE_END.split(_without_comments(text))))


def _is_markdown(lines: list[str]) -> bool:
    """Two headings, or a table's delimiter row: one ``#`` alone may be anything."""
    headings = sum(bool(_SPACED_HEADING.match(line)) for line in lines)
    return headings >= _HEADINGS_OF_MARKDOWN or any(map(_is_delimiter_row, lines))


def _with_tables(lines: list[str]) -> Iterator[Line]:
    index = tables = 0
    while index < len(lines):
        if rows := table_at(lines, index):
            tables += 1
            yield from (Line(row_text(row), whole=True, table=tables) for row in rows)
            index += len(rows)
        else:
            yield Line(lines[index], whole=has_columns(lines[index]))
            index += 1


def has_tags(text: str) -> bool:
    """True for what may be a web page, False for a plain text that only has its suffix."""
    return _TAG.search(text) is not None


def _blocks(lines: list[str]) -> Iterator[Line]:
    index = tables = 0
    while index < len(lines):
        line, following = lines[index], lines[index + 1] if index + 1 < len(lines) else ""
        if "|" in line and _is_delimiter_row(following):
            stop = _table_end(lines, index + 2)
            rows = [line, *lines[index + 2 : stop]]
            tables += 1
            yield from (Line(row_text(_cells(row)), whole=True, table=tables) for row in rows)
            index = stop
        elif "|" not in line and (
            spaced := table_at(lines, index)
        ):  # beside tables that were saved as Markdown
            tables += 1
            yield from (Line(row_text(row), whole=True, table=tables) for row in spaced)
            index += len(spaced)
        elif line.strip() and _UNDERLINE.fullmatch(following):
            yield Line(_plain(line.strip()), heading=1, whole=True)
            index += 2
        else:
            yield _single(line)
            index += 1


def _single(line: str) -> Line:
    if heading := _HEADING.fullmatch(line):
        title = _CLOSING_HASHES.sub("", heading[2].rstrip()).rstrip()
        return Line(_plain(title), heading=len(heading[1]), whole=True)
    return Line("" if _RULE.fullmatch(line) else _plain(line))


def row_text(cells: list[str]) -> str:
    """A table row as one line, the same for every format."""
    return " | ".join(cells).strip()


def _is_delimiter_row(line: str) -> bool:
    return "|" in line and all(_DELIMITER_CELL.fullmatch(cell) for cell in _cells(line))


def _table_end(lines: list[str], index: int) -> int:
    while index < len(lines) and "|" in lines[index]:
        index += 1
    return index


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [_plain(cell.strip()) for cell in _UNESCAPED_PIPE.split(inner)]


def _plain(text: str) -> str:
    r"""Converters escape what could be taken for markup: ``1\.`` is ``1.``."""
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def _without_comments(text: str) -> str:
    kept, position = [], 0
    while (start := text.find("<!--", position)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        kept.append(text[position:start])
        position = end + 3
    return "".join(kept) + text[position:]
