"""What the notices of the division around a place say of it: 某县妇保院 in the notice of its city."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.anatomy.regions import lookup, short_name
from ingest.text import fold
from rag.corpus.corpus import Corpus
from rag.language.terms import terms
from rag.question.query import Query
from rag.retrieval.scope import Scope, resolve
from rag.types import Filters

_AROUND = 60  # characters
_SOME = 0.3


def of_superior(query: Query, filters: Filters, corpus: Corpus) -> tuple[Query, Scope, str] | None:
    """The question put to the notices of the city or province that the place asked about lies in, as far as they name it,
    and the name by which they do; ``None`` where there are none, or where it is about no one place."""
    inner = _innermost(query.places)
    if not inner or query.titles or query.document_numbers or query.part or query.inherited:
        return None
    name, asked = short_name(inner), frozenset(terms(query.topic))
    around = [each for region in lookup(inner) for each in region.names if each != inner]
    for outer in dict.fromkeys(around):
        if outer not in corpus.by_region:
            continue
        put = replace(query, places=(outer,), topic=f"{name} {query.topic}", across=False)
        scope, naming = resolve(put, filters, corpus), corpus.naming(name)
        known = [key for key, weight in scope.weights.items() if weight == 1.0 and key in naming]
        weights = {key: 1.0 for key in known if _speaks(corpus.notices[key].text, name, asked)}
        if weights:
            return put, Scope(weights), name
    return None


def _speaks(text: str, name: str, asked: frozenset[str]) -> bool:
    """Whether somewhere around a name a text has some of the terms asked about: it is read for nothing else."""
    around = (fold(text[max(0, m.start() - _AROUND) : m.end() + _AROUND]) for m in re.finditer(name, text))
    return any(sum(term in words for term in asked) >= _SOME * len(asked) for words in around)


def _innermost(places: tuple[str, ...]) -> str:
    """The one place that lies in all the others; empty where there is none."""
    for place in places:
        around = {name for region in lookup(place) for name in region.names}
        if around and all(other in around for other in places):
            return place
    return ""
