"""指标: the target ledger as a table to filter and sort, with one indicator compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ingest.errors import Lang
from rag.retrieval.targets import LedgerRow, TargetFilter, select_targets
from ui.page import wording as page_wording
from ui.page.library import View
from ui.page.markup import attributes, escape, icon
from ui.page.tabs import wording
from ui.page.tabs.chart import chart_html, chartable
from ui.page.tabs.controls import (
    PAGE,
    Column,
    Order,
    form_html,
    input_html,
    open_html,
    pager_html,
    pages_of,
    select_html,
    table_html,
    title_html,
)
from ui.page.tabs.figures import figure_of

_COLUMNS = (
    Column(wording.REGION, "region"),
    Column(wording.INDICATOR_COLUMN, "indicator"),
    Column(wording.FIGURE_COLUMN, "value"),
    Column(wording.DUE_COLUMN, "due"),
    Column(wording.UNITS_COLUMN),
    Column(wording.NOTICE_COLUMN, "notice"),
)
_KEYS: dict[str, Callable[[LedgerRow], Any]] = {
    "region": lambda row: row.notice.region.full_name,
    "indicator": lambda row: row.target.indicator,
    "value": lambda row: row.target.value,
    "due": lambda row: row.target.deadline,
    "notice": lambda row: (row.notice.title, row.target.start),
}
_MOST_KNOWN = 300  # words offered while typing
_EXCERPT = 30  # characters of a target that names no indicator
_MASKED = {"only": True, "none": False}


@dataclass
class LedgerView:
    """How a person has set the table: filter, order, page, and the indicator that is compared."""

    wanted: TargetFilter = field(default_factory=TargetFilter)
    order: Order = field(default_factory=Order)
    page: int = 0
    charted: str = ""

    def narrow(self, fields: Mapping[str, str]) -> None:
        """Take over what the form says; whatever else comes is no filter."""
        year = fields.get("year", "")
        self.wanted = TargetFilter(
            regions=(fields["region"],) if fields.get("region") else (),
            years=(int(year),) if year.isdecimal() and len(year) == 4 else (),
            indicator=fields.get("indicator", ""),
            department=fields.get("department", ""),
            masked=_MASKED.get(fields.get("masked", "")),
        )
        self.page = 0

    def sort(self, by: str) -> None:
        """A press on a heading."""
        if by in _KEYS:
            self.order, self.page = self.order.turned(by), 0


def rows_of(view: View, ledger: LedgerView) -> list[LedgerRow]:
    """The targets that are shown, in their order; those without what is sorted by come last."""
    rows = select_targets(view.notices, ledger.wanted)
    key = _KEYS.get(ledger.order.by)
    if key is None:
        return rows
    known = [row for row in rows if key(row) not in (None, "")]
    rest = [row for row in rows if key(row) in (None, "")]
    return sorted(known, key=key, reverse=ledger.order.descending) + rest


def ledger_form_html(view: View, ledger: LedgerView, lang: Lang) -> str:
    """Title and filters."""
    head = title_html(wording.LEDGER_TITLE, wording.LEDGER_LEAD, lang)
    if not view.notices:
        return head
    rows = select_targets(view.notices, TargetFilter())
    years = sorted({year for row in rows for year in row.years}, reverse=True)
    indicators = list(dict.fromkeys(row.target.indicator for row in rows))[:_MOST_KNOWN]
    units = sorted({unit for row in rows for unit in row.units})[:_MOST_KNOWN]
    wanted = ledger.wanted
    masked = next((name for name, value in _MASKED.items() if value is wanted.masked), "")
    masks = [("only", wording.MASKED_ONLY.text(lang)), ("none", wording.MASKED_NONE.text(lang))]
    regions = [(name, name) for name in view.offers.regions()]
    fields = [
        select_html("region", wording.REGION, regions, "".join(wanted.regions[:1]), lang, wording.ALL),
        select_html(
            "year",
            wording.YEAR,
            [(str(year), str(year)) for year in years],
            "".join(str(year) for year in wanted.years[:1]),
            lang,
            wording.ALL,
        ),
        input_html("indicator", wording.INDICATOR, wanted.indicator, lang, indicators),
        input_html("department", wording.DEPARTMENT, wanted.department, lang, units),
        select_html("masked", wording.MASKED, masks, masked, lang, wording.ALL),
    ]
    return head + form_html("ledger", fields, lang)


def ledger_rows_html(view: View, ledger: LedgerView, lang: Lang) -> str:
    """Chart, count, downloads and the table."""
    if not view.notices:
        return _nothing(wording.NOTHING_HELD.text(lang))
    rows = rows_of(view, ledger)
    if not rows:
        return _nothing(wording.NOTHING_FITS.text(lang))
    ledger.page = min(ledger.page, pages_of(len(rows)) - 1)
    shown = rows[ledger.page * PAGE : (ledger.page + 1) * PAGE]
    table = table_html("ledger", _COLUMNS, [_cells(row, lang) for row in shown], ledger.order, lang)
    return (
        _bar(rows, lang)
        + _chart(view, ledger, rows, lang)
        + table
        + pager_html("ledger-page", ledger.page, len(rows), lang)
    )


def _chart(view: View, ledger: LedgerView, rows: Sequence[LedgerRow], lang: Lang) -> str:
    names = chartable(rows)
    if not names:
        return ""
    name = ledger.charted if ledger.charted in dict(names) else names[0][0]
    wanted = replace(ledger.wanted, indicator=f"{ledger.wanted.indicator} {name}".strip())
    return chart_html(select_targets(view.notices, wanted), name, names, lang)


def _bar(rows: Sequence[LedgerRow], lang: Lang) -> str:
    notices = len({row.notice.id for row in rows})
    count = wording.LEDGER_COUNT.text(lang, count=len(rows), notices=notices)
    return (
        f'<div class="tab-bar"><p role="status">{count}</p><div>'
        f"{_download('csv', wording.DOWNLOAD_CSV.text(lang))}{_download('xlsx', wording.DOWNLOAD_XLSX.text(lang))}"
        "</div></div>"
    )


def _download(kind: str, words: str) -> str:
    press = attributes(type="button", class_="quiet", data_act="ledger-download", data_kind=kind)
    return f"<button{press}>{icon('download')}<span>{words}</span></button>"


def _cells(row: LedgerRow, lang: Lang) -> list[str]:
    target, notice = row.target, row.notice
    label = wording.OPEN_AT.text(lang, title=notice.title, clause=row.clause).strip()
    name = target.indicator or row.text[:_EXCERPT]
    opener = open_html(name, notice.id, target.start, target.end, label)
    scope = f'<small lang="zh-CN">{escape(target.scope)}</small>' if target.scope else ""
    clause = f' <span class="clause">{escape(row.clause)}</span>' if row.clause else ""
    return [
        f'<span lang="zh-CN">{escape(notice.region.name) or "—"}</span>',
        opener + scope,
        _figure(row, lang),
        _due(row, lang),
        f'<span lang="zh-CN">{_units(row, lang)}</span>',
        f'<span lang="zh-CN">{escape(notice.title)}{clause}</span>',
    ]


def _figure(row: LedgerRow, lang: Lang) -> str:
    target = row.target
    if not target.value_text:
        return f"<small>{wording.DATED_TASK.text(lang)}</small>"
    firm = f'<small lang="zh-CN">{escape(target.firmness)}</small>' if target.firmness else ""
    mask = f'<small class="masked">{wording.MASK_NOTE.text(lang)}</small>' if target.masked else ""
    return f'<b lang="zh-CN">{escape(figure_of(row))}</b>{firm}{mask}'


def _due(row: LedgerRow, lang: Lang) -> str:
    target = row.target
    if not target.deadline:
        return "—"
    note = f"<small>{wording.OF_DOCUMENT.text(lang)}</small>" if target.deadline_from == "document" else ""
    return f'<span class="date">{escape(target.deadline)}</span>{note}'


def _units(row: LedgerRow, lang: Lang) -> str:
    lead, other = row.target.lead_units, row.target.other_units
    parts = [page_wording.LEADS.text(lang, units="、".join(lead))] if lead else []
    parts += (
        [page_wording.HELPS.text(lang, units="、".join(other)) if lead else "、".join(other)] if other else []
    )
    return escape("；".join(parts)) or "—"


def _nothing(words: str) -> str:
    return f'<p class="nothing" role="status">{words}</p>'
