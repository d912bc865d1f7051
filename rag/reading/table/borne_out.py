"""A row that is unsure by itself, borne out by the others: what each place says of one thing is of one kind and much alike.

甲县 writes 一次可开具12周以内长期处方, 乙县 一次可开8周药: the first tells by which words and in which unit to look for the second.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.figures import Figure, find_figures
from ingest.models import Notice
from ingest.text import sentences
from rag.corpus.index import Index
from rag.question.query import Query
from rag.question.wording import Asks
from rag.reading.draft import Draft
from rag.reading.figure.kind_asked import unit_asked
from rag.reading.figure.saying import BOUNDARY, same_unit
from rag.reading.table.matter import Matter

# How much of a sure row's sentence stands in the clause of another, and how much of the matter in each of several unsure ones.
_ALIKE = 0.25
_OF_MATTER = 0.2
_NAMED = 0.4
_NEARLY_SURE = -0.25
# Any notice has figures in these, whatever is asked about.
_EVERYWHERE = re.compile("[万亿]?元|[%％]|[万]?[人名]|个|次|项|家|所")

ReadLoosely = Callable[[Query], Draft | None]  # what is read for a row, however sure


def borne_out(
    queries: Sequence[Query], drafts: Sequence[Draft | None], read: ReadLoosely, index: Index, sure: float
) -> list[Draft | None]:
    """The drafts of a comparison's rows, with such as the others bear out for those that are not sure. ``sure``: how sure a
    draft is that may stand."""
    missing = [query for query, draft in zip(queries, drafts, strict=True) if draft is None]
    if not missing or any(query.asks is not Asks.FIGURE for query in queries):
        return list(drafts)
    told = [draft for draft in drafts if draft is not None]
    if told:
        found = [
            _like(told[0], query, read, index) if draft is None else draft
            for query, draft in zip(queries, drafts, strict=True)
        ]
    else:
        found = _of_one_unit(queries, read, index)
    return [
        replace(draft, confidence=max(sure, draft.confidence)) if draft and draft not in told else draft
        for draft in found
    ]


def _like(told: Draft, query: Query, read: ReadLoosely, index: Index) -> Draft | None:
    """What is said for a row in the unit and by the words of one that is sure."""
    figure = _headline(told)
    if figure is None or not figure.unit:
        return None
    said = _sentence(told, index.corpus.notices)
    alike = Matter.of(said, index)
    words = " ".join(re.findall("[\u4e00-\u9fff]{2,}", said))
    asked = f"{query.text} 几{figure.unit.lstrip('万亿')}"
    for way in (query, replace(query, topic=f"{query.topic} {words}", text=asked, ask_text=asked)):
        draft = read(way)
        other = _headline(draft) if draft else None
        if draft is None or other is None or draft.unstated or not same_unit(figure.unit, other.unit):
            continue
        if _EVERYWHERE.fullmatch(other.unit) and not _of_the_matter(draft, other, query, index):
            continue
        if alike.share(_clause(draft, index.corpus.notices)) >= _ALIKE or _as_asked(draft, query, index):
            return draft
    return None


def _of_one_unit(queries: Sequence[Query], read: ReadLoosely, index: Index) -> list[Draft | None]:
    """The drafts where all give a figure in the unit asked for."""
    found: list[Draft | None] = []
    for query in queries:
        draft = read(query)
        if draft is None or not _as_asked(draft, query, index):
            return [None for _ in queries]
        found.append(draft)
    return found


def _as_asked(draft: Draft, query: Query, index: Index) -> bool:
    """Whether a draft that is nearly sure gives a figure in the unit asked for, and that is no unit that stands everywhere."""
    unit, figure = unit_asked(query.text), _headline(draft)
    if not unit or _EVERYWHERE.fullmatch(unit) or figure is None or not same_unit(unit, figure.unit):
        return False
    if draft.unstated or draft.confidence < _NEARLY_SURE:
        return False
    return Matter.of(query.topic, index).share(_clause(draft, index.corpus.notices)) >= _OF_MATTER


def _of_the_matter(draft: Draft, figure: Figure, query: Query, index: Index) -> bool:
    """Whether the words around a figure, between two commas, name what is asked about: 26% of another indicator is none."""
    parts = BOUNDARY.split(_sentence(draft, index.corpus.notices))
    own = " ".join(part for part in parts if figure.value_text in part)
    return Matter.of(query.topic, index).share(own) >= _NAMED


def _headline(draft: Draft) -> Figure | None:
    """The figure that a draft gives: the last of its first line."""
    figures = [figure for figure in find_figures(draft.lines[0].text) if not figure.masked]
    return figures[-1] if figures else None


def _sentence(draft: Draft, notices: dict[str, Notice]) -> str:
    quote = draft.lines[0].quotes[0]
    text = notices[quote.document_id].text
    return next(
        (text[s:e] for s, e in sentences(text) if s <= quote.start < e), text[quote.start : quote.end]
    )


def _clause(draft: Draft, notices: dict[str, Notice]) -> str:
    quote = draft.lines[0].quotes[0]
    notice = notices[quote.document_id]
    clause = notice.clauses[notice.clause_at(quote.start)]
    return notice.text[clause.start : clause.own_end]
