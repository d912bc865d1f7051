"""One question in, query out.

Notices, places and dates are taken out of it one after the other; of what is left it is told what is asked for and about what. The
words it goes by stand in :mod:`rag.question.wording`.
"""

from __future__ import annotations

from functools import partial

from rag.corpus.corpus import Corpus
from rag.language.spoken import in_written_words
from rag.question.asked import asks_for, topic_of
from rag.question.claims import without_claim
from rag.question.comparing import asked_of_each, without_comparison, without_each
from rag.question.dates import Dated, dated
from rag.question.landmarks import mend_place
from rag.question.notices_named import NoticesNamed, notices_named
from rag.question.places import Placed, placed
from rag.question.query import Query
from rag.question.serials import with_years
from rag.question.survey import asked_of_all, asks_of_all, asks_who_plans, matter
from rag.question.typed import in_one_form
from rag.question.typos import mend_words
from rag.question.wording import ACROSS, Asks


def parse(question: str, corpus: Corpus) -> Query:
    """One question by itself."""
    text, mended = mend_place(in_one_form(question, corpus), corpus)
    text = with_years(text, corpus)
    unclaimed = without_claim(text)
    named = notices_named(text, unclaimed, corpus)
    at = placed(named.rest, corpus)
    when = dated(at.rest)
    asks, of_all, told = _asked(named, at, when, claims=unclaimed != text)
    topic = _topic(told, asks, corpus, of_all=of_all or (_names_several(named, at) and asks_of_all(at.plain)))
    if (named.numbers or when.issued_on) and not topic and asks in (Asks.EXPLAIN, Asks.LIST):
        asks = Asks.METADATA
    unnamed = not at.places and not named.titles
    return Query(
        text=text,
        ask_text=text,
        topic=topic,
        asks=asks,
        places=at.places,
        unknown_places=at.unknown,
        years=when.years,
        span=when.span,
        deadline=when.deadline,
        document_numbers=named.numbers,
        issued_on=when.issued_on,
        titles=named.titles,
        landmarks=named.landmarks,
        unscoped=at.unscoped,
        across=_names_several(named, at) or of_all or (unnamed and bool(ACROSS.search(at.plain))),
        but=at.but,
        part=named.part,
        mended=mended,
    )


def _asked(named: NoticesNamed, at: Placed, when: Dated, *, claims: bool) -> tuple[Asks, bool, str]:
    """What is asked for, whether of all notices, and the words that are left when those of comparing several are taken out;
    ``claims``: the question puts forward what a notice's own data are."""
    rest = when.rest
    several = _names_several(named, at) or len(when.years) > 1
    told = without_each(without_comparison(rest)) if several else rest
    asks = Asks.METADATA if claims else asks_for(at.plain if told == rest else told, told, when.deadline)
    asks = asked_of_each(rest, asks) if several else asks
    plans = not when.years and not at.unknown and asks_who_plans(at.plain)
    of_all = not at.places and not named.titles and (asks_of_all(at.plain) or plans)
    return asked_of_all(told, asks) if of_all else asks, of_all, told


def _names_several(named: NoticesNamed, at: Placed) -> bool:
    return len(at.places) + len(named.landmarks) > 1


def _topic(told: str, asks: Asks, corpus: Corpus, *, of_all: bool) -> str:
    mended = partial(_mended_topic, asks, corpus)
    return matter(told, mended, corpus.stands) if of_all else mended(told)


def _mended_topic(asks: Asks, corpus: Corpus, rest: str) -> str:
    return mend_words(topic_of(in_written_words(rest), asks), corpus)
