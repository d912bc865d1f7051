"""From a query and its candidates to a draft: which way of reading, and whether what is found is enough."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

from ingest.models import Notice
from rag.corpus.index import Index
from rag.question.query import Query
from rag.question.survey import any_words, asks_of_all, asks_who_mentions
from rag.question.wording import Asks
from rag.reader.span_reader import SpanReader
from rag.reading.beyond import is_beyond
from rag.reading.bounds import with_tiers
from rag.reading.by_reader import read_by_meaning, read_by_reader
from rag.reading.claim.borne_out import with_verdict
from rag.reading.claim.verdicts import claimed_unit, verdict_on_date, verdict_on_unit
from rag.reading.claim.yes_no import read_yes_no
from rag.reading.contrast import has_no_such_class
from rag.reading.deadlines import read_deadlines
from rag.reading.doubt import doubt_of_place, least_doubt, surest_first
from rag.reading.draft import Draft
from rag.reading.enumerated import read_enumerated
from rag.reading.explain import (
    asks_how_often,
    false_premise,
    read_cited,
    read_contact,
    read_date,
    read_sentence,
)
from rag.reading.figure.figures import names_indicator, read_figures
from rag.reading.instead import Instead, looks_beside
from rag.reading.lead_in import leads_in_what_is_asked, with_items, with_lead_in
from rag.reading.lists import read_list
from rag.reading.meets import meets
from rag.reading.notice.holdings import asks_for_first
from rag.reading.notice.metadata import asked_of_itself
from rag.reading.notice.placed import with_clause
from rag.reading.notice.whole_notices import WholeNotices, of_place
from rag.reading.places import names_absent_town
from rag.reading.pointed import is_numbered, read_pointed
from rag.reading.preferred import preferred
from rag.reading.readings import LoadReader, Readings
from rag.reading.said_elsewhere import said_elsewhere
from rag.reading.second_look import Look, is_seconded, look_at
from rag.reading.sentences import Sentence, Topic, nearer, score_sentences
from rag.reading.table.across import named, read_across
from rag.reading.table.cells import read_cell
from rag.reading.table.comparison import Comparison
from rag.reading.table.matter import Matter
from rag.reading.table.objects import compared
from rag.reading.table.tables import in_words, says_of
from rag.reading.units import names_unit, read_duties, read_units
from rag.reading.whole import read_whole, surest
from rag.reading.worse_cases import with_worse_case
from rag.retrieval.retriever import Candidates, Near, Retriever
from rag.retrieval.scope import Scope
from rag.settings import RagSettings
from rag.types import Filters, Hit

_READ_FOR_A_PART = 2  # passages: each takes some 20 ms, and the parts of a question mostly stand together
_WIDEST_MARGIN = 0.6
_SAID_ELSEWHERE = 0.4
_OF_A_TASK = (Asks.UNIT, Asks.DATE)  # who does it and by when; a figure is asked of its own reading
# The reader is asked whether what a draft quotes answers, unless the draft is certain; what bears it out counts for one that
# is in doubt.
_CERTAIN, _IN_DOUBT = 0.8, 0.35
# 怎么, 有什么举措: what is quoted answers loosely, and the reader knows strict answers; a claim is judged by rules of its own, and
# who is responsible stands in a note that does not say for what.
_MOST_DENIED = {Asks.EXPLAIN: 0.0, Asks.YES_NO: 0.2, Asks.UNIT: 0.1}
_SENTENCE_WILL_DO = (Asks.EXPLAIN, Asks.LIST, Asks.DATE, Asks.METADATA, Asks.DUTIES, Asks.DEADLINE)
_NOT_POINTED_AT = (Asks.YES_NO, Asks.METADATA)  # 是 or 否 and a letterhead are not words of the text
_IN_CELLS = (Asks.UNIT, Asks.DATE, Asks.CONTACT, Asks.FIGURE, Asks.EXPLAIN, Asks.LIST)
# The reader knows questions with and without the place and year that tell a notice, and is at times sure of the one form alone; of
# figures and of who answers for a task it is then sure where there is no answer.
_ASKED_TWICE = (Asks.EXPLAIN, Asks.LIST, Asks.DATE)
_COUNTS_ITEMS = re.compile("几(?:项|条|类|大|个?方面)")


def _only_of_all(query: Query) -> bool:
    """Whether one notice's answer would not do where no table can be given: each place's figure, or who mentions a name."""
    if query.asks is Asks.FIGURE:
        return asks_of_all(query.text) and not query.places and not query.titles
    return query.asks in (Asks.LIST, Asks.EXPLAIN) and asks_who_mentions(query.text)


def _is_not_named(query: Query, topic: Topic, notice: Notice) -> bool:
    """Whether the question names what the notice does not: words of another notice, a town."""
    return said_elsewhere(query.topic, topic, notice) or names_absent_town(query.topic, notice)


def _asked_of_passages(query: Query, candidates: Candidates, sure: Sequence[Notice]) -> str:
    """Of a notice, what is left of the question without the place and the year that only tell the notice; of running prose,
    which speaks of places and years itself, the whole question."""
    index = candidates.index
    foremost = [index.passages[int(row)].document_id for row in candidates.order[:1]]
    if foremost and not is_numbered(index.corpus.notices[foremost[0]]):
        return query.search_text
    return query.of_passage(year_told=_of_one_year(query, sure))


def _of_one_year(query: Query, notices: Sequence[Notice]) -> bool:
    """Whether all of these notices are of the year asked about and of no other."""
    return bool(notices) and all(set(notice.years) == set(query.years) for notice in notices)


@dataclass(frozen=True, slots=True)
class Whole:
    """The question that an ask is one of several of, and the clause it was answered from: notice id and place of the clause."""

    query: Query
    home: tuple[str, int] | None = None


def _no_reader() -> SpanReader | None:
    return None


class Reader:
    """Reads the evidence for a question without any model."""

    def __init__(
        self,
        retriever: Retriever,
        settings: RagSettings,
        today: Callable[[], datetime.date],
    ) -> None:
        self._retriever = retriever
        self._settings = settings
        self._wholes = WholeNotices(retriever, today)
        # Loaded when it is first needed: most questions over numbered notices do not need it.
        self._load: LoadReader = cache(SpanReader.load) if settings.span_reader else _no_reader

    def read(
        self,
        query: Query,
        scope: Scope,
        filters: Filters,
        index: Index,
        *,
        row: bool = False,
        among: Whole | None = None,
    ) -> Draft | None:
        """The draft of an answer, or ``None`` where the notices in scope do not hold one. For a ``row`` of a table the small
        reader is not asked: it changes none (docs/measurements.md). One ask of several is read ``among`` what all find."""
        if is_beyond(query.text):
            return None
        notices = index.corpus.those(scope.weights)  # by source and part, as the store gives them
        rows = [] if row or asks_for_first(query) else compared(query, notices, index.corpus, filters)
        if rows:
            read = partial(self._row, filters=filters, index=index)
            table = Comparison(read, index, filters, self._settings).table(rows)
            if table or not rows[0].sentence:
                return table
        part = among is not None
        whole = self._wholes.read(query, scope, notices, index, part=part)
        if whole:
            return whole
        if query.document_numbers and max(scope.weights.values()) < 1.0:
            return read_cited(query, notices)  # no such notice, but some that cite it
        if query.asks is Asks.METADATA or asked_of_itself(query):
            draft, settled = self._wholes.read_of_itself(query, scope, notices, index, part=part)
            if settled:
                return draft
        if query.across and query.topic and (len(notices) > 1 or asks_who_mentions(query.text)):
            draft = self._across(query, notices, index)
            if draft or _only_of_all(query):
                return draft
        draft = self._of_scope(query, scope, notices, index, _no_reader if row else self._load, among)
        if draft:
            topic = Topic.of(query.topic, index, query.focus)
            draft = with_items(query, draft, index.corpus.notices, topic.share)
            draft = with_worse_case(query, draft, index.corpus.notices)
        draft = with_clause(query, draft, index.corpus.notices)
        return named(query, draft, index) if query.across else draft

    def by_meaning(self, query: Query, scope: Scope, index: Index) -> Draft | None:
        """For a question none of whose words stands in any notice: what the small reader is sure of."""
        if is_beyond(query.text):
            return None
        readings = Readings(self._load, query.of_passage(), self._retriever.search(query, scope, index))
        return self._of_meaning(query, Topic.of(query.topic, index), readings, index)

    def _of_meaning(self, query: Query, topic: Topic, readings: Readings, index: Index) -> Draft | None:
        draft = read_by_meaning(readings, query, topic, index.corpus.notices, self._settings.abstain_below)
        return draft if draft and meets(query, draft, index.corpus.notices) else None

    def search(self, query: Query, scope: Scope, index: Index, k: int) -> list[Hit]:
        """The ``k`` best passages in scope, best first."""
        candidates = self._retriever.search(query, scope, index)
        return preferred(query, Readings(self._load, query.search_text, candidates), candidates, k)

    def _row(self, query: Query, scope: Scope, *, filters: Filters, index: Index) -> Draft | None:
        return self.read(query, scope, filters, index, row=True)

    def _across(self, query: Query, notices: Sequence[Notice], index: Index) -> Draft | None:
        matter = Matter.of(query.topic, index)
        others = [notice for notice in notices if not of_place(notice, query.but)]
        read = partial(self._rows_of_notices, query=query, matter=matter, index=index)
        return read_across(query, others, index, read, self._settings.use_ledger)

    def _rows_of_notices(
        self, ids: Sequence[str], query: Query, matter: Matter, index: Index
    ) -> Iterator[Draft | None]:
        """What each notice says where its ledger has no figure for it, if it is said of the very thing."""
        alone = replace(query, across=False)
        for key, nearest in self._retriever.nearest_of_each(alone, ids):
            notice = index.corpus.notices[key]
            draft = self._of_scope(alone, Scope({key: 1.0}), [notice], index, _no_reader, nearest=nearest)
            sure = draft is not None and draft.confidence >= self._settings.abstain_below
            if draft and sure and says_of(matter, notice, draft, query.text):
                yield draft
            else:
                yield in_words(matter, notice) if any_words(query.text) else None

    def _of_scope(
        self,
        query: Query,
        scope: Scope,
        notices: Sequence[Notice],
        index: Index,
        load: LoadReader,
        among: Whole | None = None,
        nearest: Sequence[Near] | None = None,
    ) -> Draft | None:
        topic = Topic.of(query.topic, index, query.focus)
        if query.asks is Asks.DUTIES:
            charging = index.corpus.charging(query.text, notices)
            draft = read_duties(query, charging)
            if draft or names_unit(query, charging):
                return draft
        if query.asks is Asks.DEADLINE:
            draft = read_deadlines(query, topic, notices)
            if draft:
                return draft
        candidates = self._retriever.search(among.query if among else query, scope, index, nearest)
        ranked = score_sentences(topic, candidates, self._settings.read_passages)
        ranked = surest_first(ranked, scope)
        if among:
            ranked = nearer(ranked, Topic.of(among.query.topic, index), among.home)
        if ranked and (
            false_premise(query, ranked[0]) or has_no_such_class(query.text, ranked[0].notice.text)
        ):
            return None
        asked = _asked_of_passages(query, candidates, scope.sure(notices))
        readings = Readings(load, asked, candidates, _READ_FOR_A_PART if among else None)
        draft = self._by_kind(query, topic, ranked, readings, index, scope)
        below = self._settings.abstain_below
        if not topic.weights:
            settled = draft and (draft.unstated or draft.confidence >= below)
            return draft if settled else self._of_meaning(query, topic, readings, index) or draft
        if draft and not meets(query, draft, index.corpus.notices):
            draft = None
        look = None
        if draft:
            draft, look = self._weighed(query, draft, scope, ranked, readings)
        if draft and query.asks in _OF_A_TASK and _is_not_named(query, topic, ranked[0].notice):
            draft = replace(draft, confidence=draft.confidence - _SAID_ELSEWHERE)
        if draft and draft.confidence >= below:
            if draft.unstated:
                return draft
            instead = Instead(readings, query, topic, index.corpus.notices, below)
            alone = instead.of(draft, look, certain=draft.confidence >= _CERTAIN)
        else:
            alone = self._unsure(query, draft, topic, readings, index)
        # What another notice says, that may be of the place, is no answer where the place has its own.
        if (
            alone
            and doubt_of_place(alone, scope) <= least_doubt(scope)
            and meets(query, alone, index.corpus.notices)
        ):
            draft = alone
        if draft and query.asks is Asks.YES_NO:
            return with_verdict(query, topic, draft, ranked, readings, index.corpus.notices)
        return draft

    def _unsure(
        self, query: Query, draft: Draft | None, topic: Topic, readings: Readings, index: Index
    ) -> Draft | None:
        """What the small reader makes of a question that rules have no sure answer to: its own answer, to the question as it is
        put to passages or as it was asked, or the word that it bears out a ``draft``."""
        below = self._settings.abstain_below
        notices = index.corpus.notices
        found = read_by_reader(readings, query, topic, notices, below)
        if found is None and query.asks in _ASKED_TWICE:
            found = read_by_reader(readings.asked(query.search_text), query, topic, notices, below)
        if (
            found is None
            and draft
            and query.asks is not Asks.FIGURE
            and is_seconded(readings, draft, notices)
        ):
            return replace(draft, confidence=below)
        return found

    def _weighed(
        self, query: Query, draft: Draft, scope: Scope, ranked: Sequence[Sentence], readings: Readings
    ) -> tuple[Draft, Look | None]:
        """The draft with how sure it is, all things considered, and what the reader makes of it if it was asked."""
        confidence = draft.confidence + self._nearness(ranked) - doubt_of_place(draft, scope)
        asked = confidence < _CERTAIN or looks_beside(query.asks)
        look = look_at(readings, draft) if asked else None
        if look:
            in_doubt = abs(confidence - self._settings.abstain_below) < _IN_DOUBT
            confidence += self._settings.reader_gain * look.agrees if in_doubt else 0.0
            confidence -= min(look.denied, _MOST_DENIED.get(query.asks, look.denied))
        return replace(draft, confidence=confidence), look

    def _nearness(self, ranked: Sequence[Sentence]) -> float:
        """What meaning and margin add to the share of words accounted for: a paraphrase shares few words with its
        clause, but is near to it and far ahead of the next one. Measured in docs/measurements.md."""
        best = ranked[0]
        rest = (
            s.score
            for s in ranked
            if s.notice is not best.notice or s.passage.clause_index != best.passage.clause_index
        )
        margin = min(_WIDEST_MARGIN, best.score - max(rest, default=0.0))
        settings = self._settings
        nearer = best.similarity - settings.neutral_similarity if best.similarity else 0.0
        gained = settings.similarity_gain * nearer + settings.margin_gain * margin
        return gained - settings.missing_loss * best.missing

    def _yes_no(
        self, query: Query, topic: Topic, ranked: Sequence[Sentence], readings: Readings
    ) -> Draft | None:
        """是 or 否: of the unit responsible, of the date due, else of what the best sentence says."""
        claimed = claimed_unit(query)
        if claimed:
            return verdict_on_unit(claimed, read_units(query, topic, ranked))
        dated = (
            verdict_on_date(query, topic, read_date(query, topic, ranked), ranked) if query.deadline else None
        )
        return dated or read_yes_no(query, topic, ranked, readings, self._settings.use_ledger)

    def _by_kind(
        self,
        query: Query,
        topic: Topic,
        ranked: Sequence[Sentence],
        readings: Readings,
        index: Index,
        scope: Scope,
    ) -> Draft | None:
        draft = self._by_rule(query, topic, ranked, readings)
        by_rule = draft is not None
        if draft is None and query.asks in _SENTENCE_WILL_DO:
            draft = read_sentence(query, topic, ranked)
            by_rule = draft is not None and leads_in_what_is_asked(query.text, draft.lines[0].text)
        if draft is None or query.asks in _NOT_POINTED_AT:
            return draft
        draft = with_tiers(query, draft, index.corpus.notices)
        pointed = read_pointed(readings, query, index.corpus.notices, draft, ranked, by_rule=by_rule)
        draft = pointed if doubt_of_place(pointed, scope) <= doubt_of_place(draft, scope) else draft
        return with_lead_in(draft, index.corpus.notices) if query.asks is Asks.EXPLAIN else draft

    def _by_rule(
        self, query: Query, topic: Topic, ranked: Sequence[Sentence], readings: Readings
    ) -> Draft | None:
        """What the question asks for, found in the best sentences by the ledger, by units, dates and items."""
        if query.asks in _IN_CELLS and (draft := read_cell(query, topic, ranked)):
            return draft
        if query.asks is Asks.UNIT:
            return read_units(query, topic, ranked)
        if asks_how_often(query) and (draft := read_date(query, topic, ranked)):
            return draft
        if query.asks in (Asks.LIST, Asks.EXPLAIN) and (draft := read_enumerated(query, topic, ranked)):
            return draft
        if _COUNTS_ITEMS.search(query.ask_text) and (draft := read_list(query, topic, ranked)):
            return draft
        if query.asks is Asks.FIGURE or (
            query.asks is Asks.EXPLAIN and self._settings.use_ledger and names_indicator(query, topic, ranked)
        ):
            return surest(
                read_figures(query, topic, ranked, self._settings.use_ledger),
                read_whole(query, topic, ranked),
            )
        if query.asks is Asks.YES_NO:
            return self._yes_no(query, topic, ranked, readings)
        if query.asks is Asks.CONTACT:
            return read_contact(ranked)
        if query.asks is Asks.DATE:
            return read_date(query, topic, ranked)
        return read_list(query, topic, ranked) if query.asks is Asks.LIST else None
