"""Which notices a question can be answered from. Scope is evidence, not a guess, and it never widens in silence.

What the person filtered by is strict. What the question names leaves out notices known to be of another place or year,
keeps those that say nothing of it with less weight, and when nothing is left the question fails closed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.anatomy.regions import short_name
from ingest.models import Notice, Provenance, Region
from ingest.text import fold
from rag.corpus import Corpus, years_of
from rag.query import Query
from rag.types import Filters

# A notice whose place (or year) is not known may be the right one, but one that is known to be is better evidence.
_UNKNOWN = 0.85
_MENTIONED = 0.95


@dataclass(frozen=True, slots=True)
class Scope:
    """``weights``: notice id → 0 < weight ≤ 1. ``missing``: what the question names and no notice answers to."""

    weights: dict[str, float]
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())


def resolve(query: Query, filters: Filters, corpus: Corpus) -> Scope:
    """The scope of a query among the notices that the filters allow."""
    notices = within(corpus.notices.values(), filters)
    if not notices:
        return Scope({}, ("filters",))
    if query.document_numbers:
        return _by_number(query, notices)
    if query.part:
        notices = [notice for notice in notices if notice.parts > 1 and notice.part == query.part] or notices
    if query.issued_on:
        dated = {notice.id: 1.0 for notice in notices if notice.issued_on == query.issued_on}
        return Scope(dated, () if dated else (query.issued_on,))
    if query.unknown_places:
        return Scope({}, query.unknown_places)
    weights = {notice.id: 1.0 for notice in notices}
    if query.places:
        weights = _by_place(query.places, notices)
        if not weights:
            return Scope({}, query.places)
    titled = {key: 1.0 for key in query.titles if key in weights}
    if titled and not query.across:
        return Scope(titled)
    if query.years:
        weights = _by_year(query, [notice for notice in notices if notice.id in weights], weights)
        if not weights:
            return Scope({}, (*query.places, *(f"{year}年" for year in query.years)))
    return Scope(weights)


def within(notices: Iterable[Notice], filters: Filters) -> list[Notice]:
    """The notices that the filters a person set leave. A region, by its full or short name, takes in the divisions inside
    it. What is in force depends on the day: :func:`rag.currency.settled` asks for that first."""
    ids = frozenset(filters.document_ids)
    return [notice for notice in notices if (not ids or notice.id in ids) and _fits(notice, filters)]


def _fits(notice: Notice, filters: Filters) -> bool:
    if filters.regions and not _names_of(notice.region) & set(filters.regions):
        return False
    return not filters.years or bool(set(years_of(notice)) & set(filters.years))


def _names_of(region: Region) -> set[str]:
    return {*region.names, *(short_name(name) for name in region.names)}


def _by_number(query: Query, notices: list[Notice]) -> Scope:
    """The notices of the numbers asked for; else those that cite the number."""
    wanted = {document_number_key(number) for number in query.document_numbers}
    own = {notice.id: 1.0 for notice in notices if document_number_key(notice.document_number) in wanted}
    if own:
        return Scope(own)
    citing = {
        notice.id: _MENTIONED
        for notice in notices
        if any(n in document_number_key(notice.text) for n in wanted)
    }
    return Scope(citing, () if citing else query.document_numbers)


def document_number_key(text: str) -> str:
    """A document number with its brackets folded: 〔〕 [] （） 【】 are one."""
    return fold(text).translate(str.maketrans("〔〕[]【】", "()()()"))


def _by_place(places: Iterable[str], notices: list[Notice]) -> dict[str, float]:
    """The notices a place asked for may be answered from.

    A notice of the very place counts whole, and those of the divisions inside it are out beside it: a county's figure
    is not its city's. Where the place has no notice of its own, those of divisions inside it count, then those that
    name it. A notice whose own place is unknown stays in, with less weight, if it names the place or some notice is
    in. Where nothing is of the place or names it, nothing is left.
    """
    wanted = set(places)
    names = {short_name(place) for place in wanted}
    own = {notice.id: 1.0 for notice in notices if notice.region.name in wanted}
    inside = {notice.id: 1.0 for notice in notices if wanted & {notice.region.province, notice.region.city}}
    named = {notice.id: _MENTIONED for notice in notices if any(name in notice.text for name in names)}
    # Where a name was masked there was a place, and it was not to be known: no guess that it is the one asked for.
    unknown = {n.id for n in notices if not n.region.name and n.provenance is not Provenance.MASKED}
    guessed = {notice.id for notice in notices if notice.region.inferred}
    likely = {key: named.get(key, _UNKNOWN) for key in unknown}
    likely |= {key: _UNKNOWN for key in guessed if key in inside or (key in named and not own)}
    if own or inside:
        return likely | (own or inside)
    return likely | named if named else {}


def _by_year(query: Query, notices: list[Notice], weights: dict[str, float]) -> dict[str, float]:
    kept: dict[str, float] = {}
    inherited = "years" in query.inherited
    for notice in notices:
        own = set(years_of(notice))
        if own & set(query.years):
            kept[notice.id] = weights[notice.id]
        elif not own or (not notice.years and max(own) <= max(query.years)):
            # a notice that plans for no years may hold on after the one it was issued in
            kept[notice.id] = weights[notice.id] * _UNKNOWN
        elif any(f"{year}年" in notice.text for year in query.years) or inherited:
            kept[notice.id] = weights[notice.id] * _MENTIONED
    return kept
