"""A comparison: a row for each thing that is compared, read as a question of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ingest.anatomy.regions import short_name
from ingest.models import Notice
from rag.corpus.index import Index
from rag.question.query import Query
from rag.question.wording import Asks
from rag.reading.draft import Draft, Quote
from rag.reading.notice.numbered import head_of
from rag.reading.sentences import Topic
from rag.reading.table.beside import read_beside, read_side_by_side
from rag.reading.table.borne_out import borne_out
from rag.reading.table.ledger import read_indicator
from rag.reading.table.matter import Matter
from rag.reading.table.objects import Row
from rag.reading.table.rows import (
    differ,
    is_as_asked,
    is_change_asked,
    is_of_group,
    is_of_year,
    read_stated,
    read_year,
    tells_share,
)
from rag.reading.table.tables import compare, is_list
from rag.reading.years import of_another_year, years_asked
from rag.retrieval.scope import Scope, resolve
from rag.settings import RagSettings
from rag.types import Filters

# A row of a table may be less sure than a lone answer: the other rows bear out what the question means.
_ROW = 0.8

ReadIn = Callable[[Query, Scope], Draft | None]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Reads the rows of one question. ``read``: a question in a scope, as it is read by itself."""

    read: ReadIn
    index: Index
    filters: Filters
    settings: RagSettings

    def table(self, rows: Sequence[Row]) -> Draft | None:
        """The table; of what one sentence may compare as well, only where each row has words and a figure of its own."""
        held = self.index.corpus.notices
        found = [self._row(row) for row in rows]
        drafts = [None if draft and _only_heads(draft, held) else draft for draft in found]
        if rows[0].group:
            drafts = self._beside(rows, drafts)
        elif not rows[0].year:
            drafts = [self._alike(row, draft, drafts) for row, draft in zip(rows, drafts, strict=True)]
            queries = [row.query for row in rows]
            drafts = borne_out(queries, drafts, self._loosely, self.index, self.settings.abstain_below)
        if rows[0].sentence:
            told = [draft for draft in drafts if draft and not draft.unstated]
            if len(told) < len(rows) or not differ(told):
                return None
        return compare([(row.label, draft) for row, draft in zip(rows, drafts, strict=True)])

    def _row(self, row: Row) -> Draft | None:
        """What the notices say of one thing that is compared, if it is said of that alone."""
        query, held = row.query, self.index.corpus.notices
        if row.sentence:
            draft = self._read_alone(query)
            of_it = draft is not None and (not row.group or is_of_group(draft, row.group, row.beside, held))
            return draft if of_it else None
        year = row.year or _year_asked(query)
        if year and (stated := self._of_year(query, year, every=bool(row.year))):
            return stated
        draft = self._alone(query)
        if draft and row.year and (_of_other_years(draft, query) or not is_of_year(draft, row.year, held)):
            return None
        if row.year or query.asks is not Asks.FIGURE or (draft and is_as_asked(draft, query.text)):
            return draft
        return self._stated(query) or (draft if draft and is_change_asked(draft, query.text) else None)

    def _of_year(self, query: Query, year: int, *, every: bool) -> Draft | None:
        """What the ledger gives for a year, best known notices first; not ``every``: of notices that plan for several."""
        if not self.settings.use_ledger:
            return None
        weights = resolve(query, self.filters, self.index.corpus).weights
        among = [self.index.corpus.notices[key] for key in sorted(weights, key=lambda key: -weights[key])]
        several = [notice for notice in among if every or len(set(notice.years)) != 1]
        return read_year(query, Matter.of(query.topic, self.index), several, year)

    def _stated(self, query: Query, *, share: bool = False) -> Draft | None:
        if not self.settings.use_ledger:
            return None
        return read_stated(query, Matter.of(query.topic, self.index), self._sure(query), share=share)

    def _sure(self, query: Query) -> list[Notice]:
        """The notices known to be of the place and year asked about."""
        weights = resolve(query, self.filters, self.index.corpus).weights
        return self.index.corpus.those([key for key, weight in weights.items() if weight == 1.0])

    def _alike(self, row: Row, draft: Draft | None, drafts: Sequence[Draft | None]) -> Draft | None:
        """A row as it is, or, where another one states a share and this one a number or nothing, the share that it has."""
        shares = any(other is not None and tells_share(other) for other in drafts)
        if not shares or row.query.asks is not Asks.FIGURE or (draft and tells_share(draft)):
            return draft
        return self._stated(row.query, share=True) or draft

    def _beside(self, rows: Sequence[Row], drafts: Sequence[Draft | None]) -> list[Draft | None]:
        """The drafts of groups, with what stands beside the one that was found for those that were not."""
        told = next(((row, draft) for row, draft in zip(rows, drafts, strict=True) if draft), None)
        if told is None:
            matter = Matter.of(rows[0].query.topic, self.index)
            groups = [row.group for row in rows]
            return list(read_side_by_side(groups, matter, self._sure(rows[0].query)) or drafts)
        known, draft_known = told
        notice = self.index.corpus.notices[draft_known.lines[0].quotes[0].document_id]
        return [
            draft or read_beside(draft_known, row.group, known.group, notice)
            for row, draft in zip(rows, drafts, strict=True)
        ]

    def _alone(self, query: Query) -> Draft | None:
        """The draft for one row, if it is sure enough to stand in it."""
        if query.asks is not Asks.FIGURE or not self.settings.use_ledger:
            return self._read_alone(query)
        stated = read_indicator(query, Topic.of(query.topic, self.index), self._sure(query))
        if stated and is_as_asked(stated, query.text):
            return stated
        read = self._read_alone(query)
        return read if read and (stated is None or is_as_asked(read, query.text)) else stated

    def _read_alone(self, query: Query) -> Draft | None:
        """What is read for one row: in the notices known to be of its place and year, then in those that may be. One that
        never names the place, where others are of it, is no second best."""
        scope = resolve(query, self.filters, self.index.corpus)
        known = Scope({key: weight for key, weight in scope.weights.items() if weight == 1.0})
        if known.weights and query.places:
            scope = Scope({key: weight for key, weight in scope.weights.items() if self._names(query, key)})
        narrower = [known] if 0 < len(known.weights) < len(scope.weights) else []
        for each in (*narrower, scope):
            draft = self.read(query, each) if each.weights else None
            if draft and not draft.unstated and draft.confidence >= _ROW * self.settings.abstain_below:
                return draft
        return None

    def _loosely(self, query: Query) -> Draft | None:
        """What is read for one row in the notices known to be of it, however sure."""
        known = {notice.id: 1.0 for notice in self._sure(query)}
        return self.read(query, Scope(known)) if known else None

    def _names(self, query: Query, key: str) -> bool:
        """Whether a notice is of a place asked about, or names it."""
        corpus = self.index.corpus
        return bool(set(corpus.notices[key].region.names) & set(query.places)) or any(
            key in corpus.naming(short_name(place)) for place in query.places
        )


def _only_heads(draft: Draft, held: Mapping[str, Notice]) -> bool:
    """Whether all that is quoted is headings of parts: beside what another notice says they say nothing."""
    return bool(draft.quotes) and not is_list(draft) and all(_is_head(quote, held) for quote in draft.quotes)


def _is_head(quote: Quote, held: Mapping[str, Notice]) -> bool:
    notice = held[quote.document_id]
    clause = notice.clauses[notice.clause_at(quote.start)]
    return clause.end > clause.own_end and quote.end <= head_of(notice, clause).end


def _of_other_years(draft: Draft, query: Query) -> bool:
    """Whether what a year's row would say is said of other years only."""
    said = draft.lines[0].text if draft.lines else ""
    return of_another_year(said, {str(year) for year in query.years})


def _year_asked(query: Query) -> int:
    """The one year that a row is asked for, 0 where there is none."""
    asked = {int(year) for year in years_asked(query)}
    return asked.pop() if len(asked) == 1 and query.asks is Asks.FIGURE else 0
