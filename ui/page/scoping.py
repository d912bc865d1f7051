"""The scope of the next question, as chips that go at a press and lists to add from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.errors import Lang
from rag.types import Filters
from ui.page import wording
from ui.page.library import View
from ui.page.markup import attributes, escape, icon
from ui.page.wording import Phrase

_YEAR = re.compile(r"[0-9]{4}")
_KINDS = ("regions", "years", "document_ids")
_STANDING = "standing"
_IN_FORCE = "in-force"


def added(filters: Filters, kind: str, value: str) -> Filters:
    """The filters with one more value; what is no value of that kind changes nothing."""
    if (kind, value) == (_STANDING, _IN_FORCE):
        return filters.model_copy(update={_STANDING: _IN_FORCE})
    if not value or kind not in _KINDS or (kind == "years" and not _YEAR.fullmatch(value)):
        return filters
    given: object = int(value) if kind == "years" else value
    held = getattr(filters, kind)
    return filters if given in held else filters.model_copy(update={kind: (*held, given)})


def dropped(filters: Filters, kind: str, value: str) -> Filters:
    """The filters without that value."""
    if kind == _STANDING:
        return filters.model_copy(update={_STANDING: None})
    if kind not in _KINDS:
        return filters
    left = tuple(each for each in getattr(filters, kind) if str(each) != value)
    return filters.model_copy(update={kind: left})


def scope_names(filters: Filters, titles: Sequence[str], lang: Lang) -> list[str]:
    """What the filters ask for, in words; ``titles`` are of the notices picked one by one."""
    names = list(filters.regions) or [wording.ALL_REGIONS.text(lang)]
    names += [wording.YEAR.text(lang, year=year) for year in filters.years] or [wording.ALL_YEARS.text(lang)]
    names += [wording.IN_FORCE.text(lang)] if filters.standing else []
    return names + list(titles)


def scope_html(view: View, filters: Filters, lang: Lang) -> str:
    """Chips, pick lists, and the number of notices the scope holds."""
    if not view.notices:
        return ""
    chips = [_chip("regions", name, name, lang) for name in filters.regions]
    chips += [_chip("years", str(year), wording.YEAR.text(lang, year=year), lang) for year in filters.years]
    chips += [
        _chip("document_ids", key, view.by_id[key].title if key in view.by_id else key, lang)
        for key in filters.document_ids
    ]
    chips.append(_in_force(filters, lang))
    regions = [(name, name) for name in view.offers.regions() if name not in filters.regions]
    years = [
        (str(year), wording.YEAR.text(lang, year=year))
        for year in view.offers.years()
        if year not in filters.years
    ]
    first_region = wording.MORE_REGIONS if filters.regions else wording.ALL_REGIONS
    first_year = wording.MORE_YEARS if filters.years else wording.ALL_YEARS
    picks = _pick("regions", wording.REGION_PICK, first_region, regions, lang)
    picks += _pick("years", wording.YEAR_PICK, first_year, years, lang)
    found = len(view.within(filters))
    count = wording.SCOPE_COUNT.text(lang, count=wording.notices(found, lang))
    words = count if found else wording.SCOPE_NONE.text(lang)
    state = "" if found else " none"
    return (
        f'<div class="scope" role="group"{attributes(aria_label=wording.SCOPE.text(lang))}>{icon("scope")}'
        f'{"".join(chips)}{picks}<span class="scope-count{state}" role="status">{words}</span></div>'
    )


def _in_force(filters: Filters, lang: Lang) -> str:
    """The chip that leaves only what is in force: pressed or not, it is there, so that one knows of it."""
    on = filters.standing is not None
    press = attributes(
        type="button",
        class_="scope-chip" if on else "scope-chip off",
        data_act="unscope" if on else "scope",
        data_kind=_STANDING,
        data_value=_IN_FORCE,
        aria_pressed="true" if on else "false",
        title=wording.IN_FORCE_HINT.text(lang),
        id="yd-in-force",
    )
    return f"<button{press}><span>{wording.IN_FORCE.text(lang)}</span>{icon('close') if on else ''}</button>"


def _chip(kind: str, value: str, words: str, lang: Lang) -> str:
    press = attributes(
        type="button",
        class_="scope-chip",
        data_act="unscope",
        data_kind=kind,
        data_value=value,
        aria_label=wording.UNSCOPE.text(lang, name=words),
        title=words,
    )
    return f'<button{press}><span lang="zh-CN">{escape(words)}</span>{icon("close")}</button>'


def _pick(kind: str, label: Phrase, first: Phrase, options: Sequence[tuple[str, str]], lang: Lang) -> str:
    if not options:
        return ""
    pick = attributes(
        class_="scope-pick", data_act="scope", name="value", data_kind=kind, data_value="", id=f"yd-pick-{kind}",
        aria_label=label.text(lang),
    )  # fmt: skip
    listed = "".join(
        f"<option{attributes(value=value)}>{escape(words)}</option>"
        for value, words in [("", first.text(lang)), *options]
    )
    return f"<select{pick}>{listed}</select>"
