"""The ledger as a table in the terminal, and as CSV that Excel opens."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence

from rich.table import Table

from ingest.errors import Lang
from ui.console import printable
from ui.targets.schemas import TargetList, TargetRow
from ui.words import DEADLINE_FROM, named

_BOM = "\ufeff"  # without it Excel takes UTF-8 for the machine's own encoding
_YES_OR_NO = {True: "是", False: "否"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

_WORDS = {"": "", "=": "", ">=": "≥", "<=": "≤", ">": ">", "<": "<", "~": "约", "+": "增", "-": "减"}

_HEADINGS = {
    "document_id": "文件编号",
    "title": "文件",
    "source": "来源",
    "region": "地区",
    "clause": "条款",
    "indicator": "指标",
    "comparator": "比较",
    "value": "数值",
    "value_high": "数值上限",
    "value_text": "数值原文",
    "unit": "单位",
    "deadline": "时限",
    "deadline_text": "时限原文",
    "deadline_from": "时限出处",
    "scope": "范围",
    "firmness": "力度",
    "lead_units": "牵头单位",
    "other_units": "责任单位",
    "masked": "脱敏",
    "text": "原文",
    "start": "起",
    "end": "止",
}

Column = tuple[str, str, Callable[[TargetRow], str]]

_COLUMNS: tuple[Column, ...] = (
    ("地区", "Region", lambda row: row.region),
    ("指标", "Indicator", lambda row: row.indicator),
    ("目标", "Target", lambda row: figure(row)),
    ("时限", "Due", lambda row: row.deadline),
    ("责任单位", "Units", lambda row: "、".join([*row.lead_units, *row.other_units])),
    ("出处", "Clause", lambda row: f"{row.title} {row.clause}".strip()),
)


def figure(row: TargetRow) -> str:
    """The figure as one reads it: ``≥97%``, ``1-2所``; masked ones as they are written; empty for a task."""
    if not row.value_text:
        return ""
    unit = "" if row.value_text.endswith(row.unit) else row.unit
    return _WORDS.get(row.comparator, row.comparator) + row.value_text + unit


def target_table(found: TargetList, lang: Lang) -> Table:
    """What the terminal shows."""
    table = Table(caption=_caption(found, lang), caption_justify="left")
    for zh, en, _ in _COLUMNS:
        table.add_column(zh if lang == "zh" else en, overflow="fold")
    for row in found.targets:
        table.add_row(*(_cell(show(row)) for _, _, show in _COLUMNS))
    return table


def target_csv(rows: Sequence[TargetRow], lang: Lang) -> str:
    """Every field of every row, lists joined with 、. Cells that a spreadsheet would run as formulas are quoted."""
    out = io.StringIO()
    writer = csv.writer(out)
    names = list(TargetRow.model_fields)
    writer.writerow([_HEADINGS[name] for name in names] if lang == "zh" else names)
    for row in rows:
        fields = row.model_dump()
        fields["deadline_from"] = named(DEADLINE_FROM, row.deadline_from, lang)
        fields["masked"] = _YES_OR_NO[row.masked] if lang == "zh" else row.masked
        writer.writerow([_csv_cell(fields[name]) for name in names])
    return _BOM + out.getvalue()


def _caption(found: TargetList, lang: Lang) -> str:
    shown, total = len(found.targets), found.total
    if shown == total:
        return f"共 {total} 条" if lang == "zh" else f"{total} targets"
    return f"第 1–{shown} 条，共 {total} 条" if lang == "zh" else f"1–{shown} of {total} targets"


def _cell(text: str) -> str:
    from rich.markup import escape

    return escape(printable(text))


def _csv_cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        value = "、".join(value)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    is_figure = isinstance(value, int | float)
    return f"'{text}" if text.startswith(_FORMULA) and not is_figure else text
