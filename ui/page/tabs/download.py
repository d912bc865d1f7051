"""The ledger as a file: CSV that Excel opens as UTF-8, and Excel itself."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence

from ingest.errors import Lang
from rag.retrieval.targets import LedgerRow
from ui.page.tabs import wording
from ui.page.wording import Phrase

Cell = str | float | None

_BOM = "\ufeff"  # without it Excel takes UTF-8 for the machine's own encoding
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDTHS = {wording.COLUMN_INDICATOR: 32, wording.COLUMN_TITLE: 40, wording.COLUMN_TEXT: 60}

_COLUMNS: tuple[tuple[Phrase, Callable[[LedgerRow, Lang], Cell]], ...] = (
    (wording.COLUMN_REGION, lambda row, _: row.notice.region.full_name),
    (wording.COLUMN_INDICATOR, lambda row, _: row.target.indicator),
    (wording.COLUMN_COMPARATOR, lambda row, _: row.target.comparator),
    (wording.COLUMN_VALUE, lambda row, _: row.target.value),
    (wording.COLUMN_HIGH, lambda row, _: row.target.value_high),
    (wording.COLUMN_WRITTEN, lambda row, _: row.target.value_text),
    (wording.COLUMN_UNIT, lambda row, _: row.target.unit),
    (wording.COLUMN_DEADLINE, lambda row, _: row.target.deadline),
    (wording.COLUMN_DEADLINE_WRITTEN, lambda row, _: row.target.deadline_text),
    (wording.COLUMN_SCOPE, lambda row, _: row.target.scope),
    (wording.COLUMN_FIRMNESS, lambda row, _: row.target.firmness),
    (wording.COLUMN_LEAD, lambda row, _: "、".join(row.target.lead_units)),
    (wording.COLUMN_OTHER, lambda row, _: "、".join(row.target.other_units)),
    (wording.COLUMN_MASKED, lambda row, lang: wording.YES.text(lang) if row.target.masked else ""),
    (wording.COLUMN_TITLE, lambda row, _: row.notice.title),
    (wording.COLUMN_NUMBER, lambda row, _: row.notice.document_number),
    (wording.COLUMN_CLAUSE, lambda row, _: row.clause),
    (wording.COLUMN_TEXT, lambda row, _: row.text),
)


def ledger_csv(rows: Sequence[LedgerRow], lang: Lang) -> bytes:
    """UTF-8 with a byte order mark; what a spreadsheet would run as a formula is quoted."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([title.text(lang) for title, _ in _COLUMNS])
    for row in rows:
        writer.writerow([_csv_cell(cell(row, lang)) for _, cell in _COLUMNS])
    return (_BOM + out.getvalue()).encode()


def ledger_xlsx(rows: Sequence[LedgerRow], lang: Lang) -> bytes:
    """A workbook of one sheet: headings that stay and filter, figures as numbers, all else as text."""
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = wording.LEDGER_TITLE.text(lang)
    for column, (title, cell_of) in enumerate(_COLUMNS, start=1):
        head = sheet.cell(1, column, title.text(lang))
        head.font = Font(bold=True)
        sheet.column_dimensions[head.column_letter].width = _WIDTHS.get(title, 14)
        for line, row in enumerate(rows, start=2):
            value = cell_of(row, lang)
            cell = sheet.cell(line, column)
            cell.alignment = Alignment(vertical="top", wrap_text=title in _WIDTHS)
            if isinstance(value, str):
                cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
                cell.data_type = "s"  # words that begin with = are words
            else:
                cell.value = value
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _csv_cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.15g}"
    return f"'{value}" if value.startswith(_FORMULA) else value
