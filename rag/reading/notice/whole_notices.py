"""Questions about the store, or about notices as wholes: what is there, is it in force, what is it about, which targets does
it set, what does it say of itself."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence

from ingest.models import Notice, Relation
from rag.corpus.index import Index
from rag.question.query import Query
from rag.question.survey import asks_who_mentions
from rag.question.wording import Asks
from rag.reading.charged import asks_charged, asks_uncharged, read_charged, read_uncharged
from rag.reading.claim.claimed import read_claim
from rag.reading.draft import Draft
from rag.reading.notice.basis import asked_relation, read_basis
from rag.reading.notice.contact import asks_contact, read_notice_contact
from rag.reading.notice.extent import asks_extent, read_extent
from rag.reading.notice.headed import read_aims, read_headed
from rag.reading.notice.holdings import asks_about_store, read_holdings
from rag.reading.notice.metadata import is_of_itself, read_metadata
from rag.reading.notice.numbered import asked_number, read_numbered
from rag.reading.notice.overview import asks_overview, read_overview
from rag.reading.notice.stated import asks_if_stated, read_if_stated
from rag.reading.notice.still import asks_former, read_repealed
from rag.reading.notice.validity import (
    asks_validity,
    asks_validity_of_notice,
    is_of_thing,
    is_of_validity,
    read_validity,
)
from rag.reading.notice.web_source import asks_web_source, read_web_source
from rag.reading.table.ledger import list_targets
from rag.retrieval.retriever import Retriever
from rag.retrieval.scope import Scope

_ALL_TARGETS = re.compile(
    r"(?:哪些|什么|全部|所有|各项|列出|列一下)(?:的)?(?:主要|量化|数量|具体|工作)?(?:指标|量化目标|数字目标)|(?:指标|量化目标)(?:有|是|包括)?(?:哪些|什么)[？?。]*$"
)


def of_place(notice: Notice, places: Sequence[str]) -> bool:
    """Whether a notice is of one of these places."""
    return bool(set(notice.region.names) & set(places))


def _heads(notice: Notice, places: Sequence[str]) -> bool:
    """Whether a notice that is of no place known names one of these in its title or as what issued it."""
    heads = (notice.title, notice.subject, notice.issuer)
    return not notice.region.names and any(place in head for place in places for head in heads)


class WholeNotices:
    """Reads what is asked of notices as wholes; of several asks in one question each is a ``part``."""

    def __init__(self, retriever: Retriever, today: Callable[[], datetime.date]) -> None:
        self._retriever = retriever
        self._today = today

    def read(
        self, query: Query, scope: Scope, notices: list[Notice], index: Index, *, part: bool = False
    ) -> Draft | None:
        """Questions about the store, or about a notice as a whole: what is there, is it in force, what is it about, which
        targets does it set."""
        if asks_web_source(query) and (
            copied := read_web_source(query, scope.sure(notices), index.corpus.notices.values())
        ):
            return copied
        if asks_about_store(query):
            return read_holdings(query, scope.sure(notices))
        if asks_contact(query) and (
            contact := read_notice_contact(query, self._about(query, notices, scope, index))
        ):
            return contact
        if asks_if_stated(query) and (
            verdict := read_if_stated(query, self._about(query, notices, scope, index))
        ):
            return verdict
        relation = asked_relation(query)
        if relation is Relation.REPEALS and (
            repealed := read_basis(relation, self._about(query, notices, scope, index))
        ):
            return repealed
        validity = asks_validity(query) or asks_validity_of_notice(query)
        if validity or asks_former(query.text):
            about = self._about(query, notices, scope, index)
            if earlier := read_repealed(query, index.corpus.notices.values(), about):
                return earlier
            # The one that replaced it says nothing of how long an earlier one was to hold.
            superseded = index.corpus.superseded
            validity = validity and (
                not asks_former(query.text) or any(notice.id in superseded for notice in about)
            )
        if validity and relation is not Relation.REPEALS:
            strictly = part or not asks_validity(query)
            if is_of_validity(query, about) if strictly else not is_of_thing(query, about):
                return read_validity(query, about, index.corpus, self._today())
        if relation:
            return read_basis(relation, self._about(query, notices, scope, index))
        if asks_uncharged(query) and (
            bare := read_uncharged(query, self._about(query, notices, scope, index))
        ):
            return bare
        if asks_charged(query) and (
            charged := read_charged(query, index.corpus.charging(query.text, notices))
        ):
            return charged
        if number := asked_number(query):
            return read_numbered(query, number, self._about(query, notices, scope, index))
        about = self._about(query, notices, scope, index) if asks_extent(query) else []
        if about and (extent := read_extent(query, about)):
            return extent
        if not _ALL_TARGETS.search(query.text) and (aims := read_aims(query, scope.sure(notices))):
            return aims
        if headed := read_headed(query, scope.sure(notices)):
            return headed
        if asks_overview(query):
            return read_overview(self._about(query, notices, scope, index))
        if _ALL_TARGETS.search(query.text):
            return list_targets(query, scope.sure(notices))
        return None

    def read_of_itself(
        self, query: Query, scope: Scope, notices: list[Notice], index: Index, *, part: bool = False
    ) -> tuple[Draft | None, bool]:
        """What notices say of themselves (issuer, date, number), and whether nothing else can be meant."""
        about = self._about(query, notices, scope, index)
        if query.asks is Asks.METADATA:
            draft = read_claim(query, about) or read_metadata(query, about)
            return draft, draft is not None or "哪年到哪年" not in query.ask_text
        if asks_who_mentions(query.text) or not is_of_itself(query, about):
            return None, False
        draft = read_metadata(query, about)
        return draft, draft is not None or not part  # 谁批 may ask who grants what the notice is about

    def _about(self, query: Query, notices: list[Notice], scope: Scope, index: Index) -> list[Notice]:
        """The notices a question about a notice itself means: those named, else those in scope, best match first."""
        titled = [notice for notice in notices if notice.id in query.titles]
        if titled or query.document_numbers or query.issued_on:
            return titled or notices
        if query.places:  # a notice that only names the place is not the place's notice
            own = [notice for notice in notices if of_place(notice, query.places)]
            notices = own or [notice for notice in notices if _heads(notice, query.places)]
        most = max((scope.weights[notice.id] for notice in notices), default=0.0)
        whole = [notice for notice in notices if scope.weights[notice.id] == most]
        if len(whole) <= 1 or query.across:
            return whole
        among = Scope({notice.id: scope.weights[notice.id] for notice in whole})
        candidates = self._retriever.search(query, among, index)
        return [index.corpus.notices[hit.document_id] for hit in candidates.hits(1)]
