"""One indicator across places and years, as bars that fit any width."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ingest.errors import Lang
from ingest.text import fold
from rag.retrieval.targets import LedgerRow
from ui.page.markup import attributes, escape
from ui.page.tabs import wording
from ui.page.tabs.figures import figure_of

_MOST_NAMES = 80
_MOST_BARS = 40


def chartable(rows: Sequence[LedgerRow]) -> list[tuple[str, int]]:
    """Indicators with two figures or more to compare: (as first written, how many); those of most notices first."""
    written: dict[str, str] = {}
    bars: dict[str, set[tuple[object, ...]]] = {}
    notices: dict[str, set[str]] = {}
    for row in rows:
        name = fold(row.target.indicator)
        if row.target.value is not None and name:
            written.setdefault(name, row.target.indicator)
            bars.setdefault(name, set()).add(_said(row))
            notices.setdefault(name, set()).add(row.notice.id)
    names = sorted(
        (name for name in bars if len(bars[name]) > 1),
        key=lambda name: (-len(notices[name]), -len(bars[name])),
    )
    return [(written[name], len(bars[name])) for name in names[:_MOST_NAMES]]


def chart_html(rows: Sequence[LedgerRow], name: str, names: Sequence[tuple[str, int]], lang: Lang) -> str:
    """The figures of the indicator ``name`` among ``rows``, by place and year, and the choice of another."""
    figures = [row for row in rows if row.target.value is not None]
    unit = Counter(row.target.unit for row in figures).most_common(1)[0][0] if figures else ""
    same = sorted((row for row in figures if row.target.unit == unit), key=_place_and_year)
    bars_of = list({_said(row): row for row in reversed(same)}.values())[::-1]
    shown = bars_of[:_MOST_BARS]
    title = wording.CHART_TITLE.text(lang, name=name, unit=unit) if unit else name
    most = max((_upper(row) for row in shown), default=0.0)
    bars = "".join(_bar(row, name, most, lang) for row in shown)
    notes = _notes(len(rows) - len(same), len(bars_of) > len(shown), lang)
    return (
        f'<details class="chart" open><summary>{wording.CHART.text(lang)}</summary>{_pick(name, names, lang)}'
        f'<figure><figcaption lang="zh-CN">{escape(title)}</figcaption><ol class="bars">{bars}</ol>{notes}</figure>'
        "</details>"
    )


def _pick(name: str, names: Sequence[tuple[str, int]], lang: Lang) -> str:
    options = "".join(
        f"<option{attributes(value=each)}{' selected' if each == name else ''}>"
        f"{escape(wording.CHART_COUNT.text(lang, name=each, count=count))}</option>"
        for each, count in names
    )
    pick = attributes(data_act="ledger-chart", name="charted", id="yd-chart-pick", data_value=name)
    return (
        f'<label class="field"><span>{wording.CHART_PICK.text(lang)}</span>'
        f'<select{pick} lang="zh-CN">{options}</select></label>'
    )


def _bar(row: LedgerRow, name: str, most: float, lang: Lang) -> str:
    target, notice = row.target, row.notice
    years = "–".join(str(year) for year in dict.fromkeys((row.years[0], row.years[-1]))) if row.years else ""
    place = " · ".join(part for part in (notice.region.name or notice.title, years) if part)
    named = target.indicator if fold(target.indicator) != fold(name) else ""
    small = f"<small>{escape(named)}</small>" if named else ""
    press = attributes(
        type="button",
        class_="bar-open",
        data_act="open",
        data_document=notice.id,
        data_start=target.start,
        data_end=target.end,
        title=wording.OPEN_AT.text(lang, title=notice.title, clause=row.clause),
    )
    return (
        f'<li><button{press} lang="zh-CN"><span class="bar-label">{escape(place)}{small}</span>'
        f"{_drawn(target.value or 0.0, _upper(row), most)}"
        f"<b>{escape(figure_of(row))}</b></button></li>"
    )


def _drawn(low: float, high: float, most: float) -> str:
    """A bar up to the figure; of a range the part between its ends is paler."""
    full = most or 1.0
    solid, whole = (f"{100 * max(value, 0.0) / full:.1f}%" for value in (low, high))
    return (
        '<svg class="bar" aria-hidden="true" height="14"><rect class="track" width="100%" height="14" rx="3"/>'
        f'<rect class="range" width="{whole}" height="14" rx="3"/><rect class="value" width="{solid}" height="14" rx="3"/>'
        "</svg>"
    )


def _upper(row: LedgerRow) -> float:
    high = row.target.value_high
    return high if high is not None else row.target.value or 0.0


def _place_and_year(row: LedgerRow) -> tuple[str, tuple[int, ...], int]:
    return row.notice.region.full_name, row.years, row.target.start


def _said(row: LedgerRow) -> tuple[object, ...]:
    """What a bar says: a notice that states a figure twice, in a sentence and in a table, gets one."""
    target = row.target
    figure = target.value, target.value_high, target.comparator, target.unit
    return row.notice.id, row.years, fold(target.indicator), *figure


def _notes(undrawn: int, too_many: bool, lang: Lang) -> str:
    notes = [wording.CHART_OTHER.text(lang, count=undrawn)] if undrawn else []
    notes += [wording.CHART_MOST.text(lang, count=_MOST_BARS)] if too_many else []
    return "".join(f'<p class="note">{note}</p>' for note in notes)
