"""Printed pages into lines: tables apart, furniture left out, rows joined into paragraphs over the pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from ingest.readers.layout.columns import in_reading_order
from ingest.readers.layout.furniture import Furniture, without_furniture
from ingest.readers.layout.grids import grids_of
from ingest.readers.layout.page import PrintedPage
from ingest.readers.layout.paragraphs import Setting, paragraphs_of, setting_of, with_margins
from ingest.readers.layout.rows import Row, rows_of
from ingest.readers.layout.tables import PageTable, goes_on, lines_text, rest_of, table_of
from ingest.readers.lines import Line, RawDocument

_LONGEST_QUOTE: Final = 60


def document_of(pages: Sequence[PrintedPage]) -> RawDocument:
    """The lines of ``pages``; what was left out stands in ``dropped``, and running heads in a warning."""
    flows, tables = list[list[Row]](), list[PageTable]()
    for page in pages:
        grids = grids_of(page.rules)
        loose = [g for g in page.glyphs if not any(grid.holds((g.x0 + g.x1) / 2, g.y) for grid in grids)]
        flows.append(rows_of(loose, page.number, page.recognised))
        tables += [table_of(grid, page.glyphs, page.number) for grid in grids]
    furniture = without_furniture(flows, [page.height for page in pages])
    ordered = [in_reading_order(rows) for rows in furniture.body]
    framed = with_margins(ordered, {page.number: page.width for page in pages})
    lines = tuple(_lines(framed, [table for table in tables if table.rows]))
    return RawDocument(lines, _warnings(furniture), (*furniture.running, *furniture.numbers))


def _lines(pages: Sequence[Sequence[Row]], tables: Sequence[PageTable]) -> Iterator[Line]:
    setting = setting_of([row for rows in pages for row in rows])
    blocks = _blocks(pages, tables)
    number = 0
    for is_table, group in groupby(blocks, key=lambda block: isinstance(block, PageTable)):
        if not is_table:
            yield from _paragraphs([row for row in group if isinstance(row, Row)], setting)
            continue
        for table in _joined([table for table in group if isinstance(table, PageTable)]):
            number += 1
            yield from (
                Line(text, whole=True, page=table.page, table=number) for text in lines_text(table.rows)
            )


def _paragraphs(rows: Sequence[Row], setting: Setting) -> Iterator[Line]:
    for paragraph in paragraphs_of(rows, setting):
        yield Line(paragraph.text, whole=setting.certain, page=paragraph.page)


def _blocks(pages: Sequence[Sequence[Row]], tables: Sequence[PageTable]) -> Iterator[Row | PageTable]:
    """Rows and tables in reading order: a table stands before the first row below its top."""
    left = list(tables)
    for rows in pages:
        for row in rows:
            while left and (left[0].page, left[0].top) < (row.page, row.y):
                yield left.pop(0)
            yield row
    yield from left


def _joined(tables: Sequence[PageTable]) -> Iterator[PageTable]:
    """Tables with nothing between them, those that a page break parted put together."""
    whole: PageTable | None = None
    part: PageTable | None = None
    for table in tables:
        if whole is not None and part is not None and goes_on(part, table):
            last, rest = rest_of(whole, table)
            whole = PageTable(whole.page, whole.top, whole.columns, (*whole.rows[:-1], last, *rest))
        else:
            if whole is not None:
                yield whole
            whole = table
        part = table
    if whole is not None:
        yield whole


def _warnings(furniture: Furniture) -> tuple[str, ...]:
    running = list(dict.fromkeys(furniture.running))
    if not running:
        return ()
    quoted = "、".join(f"“{text[:_LONGEST_QUOTE]}”" for text in running[:3])
    return (f"每页重复的页眉页脚没有读入：{quoted}{'等' if len(running) > 3 else ''}。",)
