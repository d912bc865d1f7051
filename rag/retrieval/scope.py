"""Which notices a question can be answered from. Scope is evidence, not a guess, and it never widens in silence.

What the person filtered by is strict. What the question names leaves out notices known to be of another place or year,
keeps those that say nothing of it with less weight, and when nothing is left the question fails closed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from ingest.anatomy.regions import mentions, short_name
from ingest.models import Notice, Provenance, Region
from rag.corpus.corpus import Corpus, document_number_key, years_of
from rag.corpus.versions import by_version
from rag.question.query import Query
from rag.types import NO_FILTERS, Filters

# A notice whose place (or year) is not known may be the right one, but one that is known to be is better evidence.
_UNKNOWN = 0.85
_MENTIONED = 0.95
_OTHER_YEAR = 0.75  # a follow-up may go on to what only the notice of another year says
_INSIDE = 0.6  # in a list only: of .5 to .85 all put the same documents among the first five, but .5 lost one


@dataclass(frozen=True, slots=True)
class Scope:
    """``weights``: notice id → 0 < weight ≤ 1. ``missing``: what the question names and no notice answers to."""

    weights: dict[str, float]
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())

    def sure(self, notices: Iterable[Notice]) -> list[Notice]:
        """Those that are surely meant."""
        return [notice for notice in notices if self.weights[notice.id] == 1.0]


def resolve(query: Query, filters: Filters, corpus: Corpus, *, listing: bool = False) -> Scope:
    """The scope of a query among the notices that the filters allow. A ``listing`` of passages, which states nothing, may
    also show what no answer is taken from: see :func:`_beside_place`."""
    held: Mapping[str, Notice] = corpus.notices
    if filters != NO_FILTERS:
        held = {notice.id: notice for notice in within(held.values(), filters)}
    if not held:
        return Scope({}, ("filters",))
    if query.document_numbers:
        return _by_number(query, held, corpus)
    if query.part:
        held = {k: n for k, n in held.items() if n.parts > 1 and n.part == query.part} or held
    if query.issued_on:
        dated = {notice.id: 1.0 for notice in held.values() if notice.issued_on == query.issued_on}
        return Scope(dated, () if dated else (query.issued_on,))
    if query.unknown_places:
        return Scope({}, query.unknown_places)
    weights = dict.fromkeys(held, 1.0)
    if query.places:
        weights = _by_place(query.places, held, corpus)
        if listing:
            weights = _beside_place(query.places, held, corpus, own=bool(weights)) | weights
        if not weights:
            return Scope({}, query.places)
    titled = {key: 1.0 for key in query.titles if key in weights}
    if titled and not query.across:
        return Scope(titled)
    if query.years:
        of_place = {key for key, weight in weights.items() if weight == 1.0}
        weights = _by_year(query, weights, corpus)
        if query.places and of_place and not of_place & weights.keys():
            # The place has notices, none of them of that year: one that never names it is no second best.
            weights = {
                key: weight for key, weight in weights.items() if _names_any(query.places, key, corpus)
            }
        if not weights:
            return Scope({}, (*query.places, *(f"{year}年" for year in query.years)))
    return Scope(weights if query.across else by_version(query.text, weights, corpus))


def within(notices: Iterable[Notice], filters: Filters) -> list[Notice]:
    """The notices that the filters a person set leave. A region, by its full or short name, takes in the divisions inside
    it. What is in force depends on the day: :func:`rag.retrieval.currency.settled` asks for that first."""
    ids = frozenset(filters.document_ids)
    return [notice for notice in notices if (not ids or notice.id in ids) and _fits(notice, filters)]


def _fits(notice: Notice, filters: Filters) -> bool:
    if filters.regions and not _names_of(notice.region) & set(filters.regions):
        return False
    return not filters.years or bool(set(years_of(notice)) & set(filters.years))


def _names_of(region: Region) -> set[str]:
    return {*region.names, *(short_name(name) for name in region.names)}


def _by_number(query: Query, held: Mapping[str, Notice], corpus: Corpus) -> Scope:
    """The notices of the numbers asked for; else those that cite the number."""
    wanted = {document_number_key(number) for number in query.document_numbers}
    own = _those(held, (key for number in wanted for key in corpus.by_number.get(number, ())), corpus)
    if own:
        return Scope(dict.fromkeys(own, 1.0))
    citing = _those(held, (key for number in wanted for key in corpus.citing(number)), corpus)
    return Scope(dict.fromkeys(citing, _MENTIONED), () if citing else query.document_numbers)


def _those(held: Mapping[str, Notice], keys: Iterable[str], corpus: Corpus) -> list[str]:
    """The notices of these ids that are held, in the corpus's order."""
    return corpus.in_order(key for key in keys if key in held)


def _by_place(places: Iterable[str], held: Mapping[str, Notice], corpus: Corpus) -> dict[str, float]:
    """The notices a place asked for may be answered from.

    A notice of the very place counts whole, and those of the divisions inside it are out beside it: a county's figure
    is not its city's. Where the place has no notice of its own, those of divisions inside it count, then those that
    name it, in their text or by the file they came in. A notice whose own place is unknown stays in, with less weight, if
    it names the place or some notice is in, unless its title names a place elsewhere. Where nothing is of the place or
    names it, nothing is left.
    """
    wanted = set(places)
    names = {short_name(place) for place in wanted}
    own = _those(held, (key for name in wanted for key in corpus.by_region.get(name, ())), corpus)
    inside = _those(held, (key for name in wanted for key in corpus.inside.get(name, ())), corpus)
    named = dict.fromkeys(
        _those(held, (key for name in names for key in corpus.naming(name)), corpus), _MENTIONED
    )
    # Where a name was masked there was a place, and it was not to be known: no guess that it is the one asked for.
    unknown = [
        key
        for key in corpus.by_region.get("", ())
        if key in held and held[key].provenance is not Provenance.MASKED
    ]
    unknown = [key for key in unknown if key in named or not _titled_for_another(held[key], names)]
    likely = {key: named.get(key, _UNKNOWN) for key in unknown}
    lying_in = frozenset(inside)
    likely |= {key: _UNKNOWN for key in corpus.guessed if key in lying_in or (key in named and not own)}
    if own or inside:
        return likely | dict.fromkeys(own or inside, 1.0)
    return likely | named if named else {}


def _beside_place(
    places: Iterable[str], held: Mapping[str, Notice], corpus: Corpus, *, own: bool
) -> dict[str, float]:
    """What a list may show beside the notices of a place: those of the divisions inside it, or, where there is none of its
    ``own``, those of organs that belong to no place (国务院, 财政部), whose word goes everywhere."""
    if own:
        inside = (key for name in set(places) for key in corpus.inside.get(name, ()))
        return dict.fromkeys(_those(held, inside, corpus), _INSIDE)
    nowhere = corpus.by_region.get("", ())
    return {key: _UNKNOWN for key in nowhere if key in held and held[key].issuer}


def _titled_for_another(notice: Notice, names: Collection[str]) -> bool:
    """Whether the title of a notice of no known place names a city or county outside the places of these short names: it
    does not speak for a place that it never names."""
    return any(
        region.level in ("city", "county") and not any(short_name(name) in names for name in region.names)
        for mention in mentions(notice.title)
        for region in mention.regions[:1]
    )


def _names_any(places: Iterable[str], key: str, corpus: Corpus) -> bool:
    return any(key in corpus.naming(short_name(place)) for place in places)


def _by_year(query: Query, weights: Mapping[str, float], corpus: Corpus) -> dict[str, float]:
    kept: dict[str, float] = {}
    asked = frozenset(query.years)
    inherited = "years" in query.inherited
    for key, weight in weights.items():
        own = corpus.years_by_notice[key]
        if query.span and own and not asked <= own:
            continue
        if own & asked:
            kept[key] = weight
        elif not own or (not corpus.notices[key].years and max(own) <= max(asked)):
            # a notice that plans for no years may hold on after the one it was issued in
            kept[key] = weight * _UNKNOWN
        elif inherited:
            kept[key] = weight * _OTHER_YEAR
        elif any(key in corpus.naming(f"{year}年") for year in query.years):
            kept[key] = weight * _MENTIONED
    return kept
