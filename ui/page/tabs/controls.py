"""What the tabs are put together from: titles, form fields, tables that become cards on a phone, page turning."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.errors import Lang
from ui.page.markup import attributes, escape, icon
from ui.page.tabs import wording
from ui.page.wording import Phrase

PAGE = 50  # rows a browser is given at a time


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading; ``sort`` is the name it is sorted by, empty where it cannot be."""

    title: Phrase
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """What a table is sorted by."""

    by: str = ""
    descending: bool = False

    def turned(self, by: str) -> Order:
        """After a press on the heading ``by``: upwards, downwards, then as it was."""
        if by != self.by:
            return Order(by)
        return Order() if self.descending else Order(by, descending=True)


def title_html(title: Phrase, lead: Phrase, lang: Lang) -> str:
    """What a tab is, at its top."""
    return f'<div class="tab-title"><h2>{title.text(lang)}</h2><p>{lead.text(lang)}</p></div>'


def select_html(
    name: str,
    label: Phrase,
    options: Iterable[tuple[str, str]],
    chosen: str,
    lang: Lang,
    every: Phrase | None,
) -> str:
    """A pick list of (value, words); ``every`` names the choice of none."""
    first = [("", every.text(lang))] if every else []
    listed = "".join(
        f"<option{attributes(value=value)}{' selected' if value == chosen else ''}>{escape(words)}</option>"
        for value, words in [*first, *options]
    )
    return (
        f'<label class="field"><span>{label.text(lang)}</span>'
        f"<select{attributes(name=name, data_value=chosen)}>{listed}</select></label>"
    )


def input_html(name: str, label: Phrase, value: str, lang: Lang, known: Sequence[str] = ()) -> str:
    """A box to type in, with what is ``known`` offered while typing."""
    listed = f"yd-known-{name}"
    options = "".join(f"<option{attributes(value=word)}></option>" for word in known)
    offered = f"<datalist{attributes(id=listed)}>{options}</datalist>" if known else ""
    box = attributes(type="search", name=name, value=value, autocomplete="off", maxlength=100)
    box += attributes(list=listed) if known else ""
    return f'<label class="field"><span>{label.text(lang)}</span><input{box}></label>{offered}'


def form_html(act: str, fields: Sequence[str], lang: Lang) -> str:
    """A form that filters while it is filled in."""
    label = attributes(class_="filters", data_act=act, data_live="", aria_label=wording.FILTER.text(lang))
    clear = f'<button type="reset" class="quiet">{icon("close")}<span>{wording.CLEAR_FILTERS.text(lang)}</span></button>'
    return f"<form{label}>{''.join(fields)}{clear}</form>"


def table_html(
    name: str, columns: Sequence[Column], rows: Sequence[Sequence[str]], order: Order, lang: Lang
) -> str:
    """A table of ready HTML cells. ``name`` prefixes the act that sorts it."""
    head = "".join(
        f"<th{_sorted(column, order)}>{_heading(name, column, order, lang)}</th>" for column in columns
    )
    labels = [column.title.text(lang) for column in columns]
    body = "".join(
        "<tr>"
        + "".join(
            f"<td{attributes(data_label=label)}>{cell}</td>" for label, cell in zip(labels, row, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    return f'<table class="grid {escape(name)}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def pager_html(act: str, page: int, count: int, lang: Lang) -> str:
    """Turning pages of ``count`` rows; nothing where one page holds them all."""
    pages = pages_of(count)
    if pages == 1:
        return ""

    def step(to: int, words: Phrase) -> str:
        off = "" if 0 <= to < pages else " disabled"
        press = attributes(
            type="button", class_="quiet", data_act=act, data_page=to, id=f"yd-{act}-{words.en}"
        )
        return f"<button{press}{off}>{words.text(lang)}</button>"

    place = wording.PAGE_OF.text(lang, page=page + 1, pages=pages)
    return (
        f'<nav class="pager"{attributes(aria_label=wording.PAGER.text(lang))}>{step(page - 1, wording.EARLIER)}'
        f"<span>{place}</span>{step(page + 1, wording.LATER)}</nav>"
    )


def pages_of(count: int) -> int:
    """How many pages ``count`` rows fill; at least one."""
    return max(1, -(-count // PAGE))


def open_html(words: str, document_id: str, start: int, end: int, label: str) -> str:
    """A button over a whole row that opens the notice at ``[start, end)``."""
    press = attributes(
        type="button",
        class_="row-open",
        data_act="open",
        data_document=document_id,
        data_start=start,
        data_end=end,
        aria_label=f"{words}，{label}" if words else label,
    )
    return f'<button{press} lang="zh-CN">{escape(words)}</button>'


def _heading(name: str, column: Column, order: Order, lang: Lang) -> str:
    title = column.title.text(lang)
    if not column.sort:
        return title
    descends = order.by == column.sort and not order.descending
    label = (wording.SORT_DOWN if descends else wording.SORT_UP).text(lang, name=title)
    mark = " ↕" if order.by != column.sort else " ↓" if order.descending else " ↑"
    press = attributes(
        type="button",
        class_="sort",
        data_act=f"{name}-sort",
        data_by=column.sort,
        title=label,
        id=f"yd-{name}-sort-{column.sort}",
    )
    return f'<button{press}>{title}<span aria-hidden="true">{mark}</span></button>'


def _sorted(column: Column, order: Order) -> str:
    if not column.sort or order.by != column.sort:
        return ""
    return attributes(aria_sort="descending" if order.descending else "ascending")
