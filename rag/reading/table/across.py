"""A question over all notices: which it is about, what is looked for in them, and a row for each that answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from ingest.models import Notice
from ingest.text import fold
from rag.corpus.corpus import Corpus, years_of
from rag.corpus.index import Index
from rag.language.terms import words_of
from rag.question.query import Query
from rag.question.survey import asks_which_one
from rag.question.wording import EMPTY_WORDS, Asks
from rag.reading.draft import Draft, Line
from rag.reading.table.bounded import within_bound
from rag.reading.table.ledger import indicator_rows, masked_rows
from rag.reading.table.matter import Matter
from rag.reading.table.ordering import in_order
from rag.reading.table.rows import read_year
from rag.reading.table.tables import ReadEach, called, cell, figures_by_notice, name_notices, read_line
from rag.reading.years import of_another_year, years_in

_NAMED = (Asks.LIST, Asks.UNIT, Asks.EXPLAIN, Asks.DATE)
_TOO_COMMON = 0.6
# 缺药问题，哪些文件提到短缺药品保障: what is to be spoken of is named behind.
_SPEAKS_OF = re.compile(
    "(?:哪些|哪几)[^，,。？?]{0,8}?(?:提到?|写到?|说到?|讲到?|谈到?|安排|提及|明确)[了过]?(?=[^，,。？?]{4})"
)


def read_across(
    query: Query, notices: Sequence[Notice], index: Index, read: ReadEach, use_ledger: bool
) -> Draft | None:
    """The table over these notices; ``None`` where none answers, or it asks for what no table gives. ``read``: what a notice
    says that its ledger does not."""
    if query.asks is Asks.FIGURE:
        table = _figures(query, notices, index, read, use_ledger)
        return in_order(within_bound(table, query.text), query.text)
    if query.asks not in _NAMED:
        return None
    known = telling(query, index)
    return name_notices(known, Matter.of(known.topic, index), _of_years(query, notices), index.corpus)


def named(query: Query, draft: Draft | None, index: Index) -> Draft | None:
    """The draft with the name of the notice that it is taken from, where that is what is asked for (是哪个县要…)."""
    quotes = draft.quotes if draft else ()
    told = {quote.document_id for quote in quotes}
    if draft is None or draft.unstated or len(told) != 1 or not asks_which_one(query.text):
        return draft
    name = Line(f"{called(index.corpus.notices[told.pop()])}：", (quotes[0],))
    return replace(draft, lines=(name, *draft.lines))


def _figures(
    query: Query, notices: Sequence[Notice], index: Index, read: ReadEach, use_ledger: bool
) -> Draft | None:
    matter = Matter.of(query.topic, index)
    spoken = matter.spoken_in(index)
    likely = [notice for notice in notices if notice.id in spoken]
    if len(query.years) == 1:
        return _of_year(query, matter, likely, read)
    ledger = likely if use_ledger else ()
    stated = indicator_rows(query, matter, ledger)
    masked = masked_rows(query, matter, [notice for notice in ledger if notice.id not in stated])
    return figures_by_notice(likely, partial(_planned, read, matter, index), stated, masked)


def _planned(read: ReadEach, matter: Matter, index: Index, keys: Sequence[str]) -> Iterator[Draft | None]:
    """What each notice states, unless it is of a year before those it plans for; then its line that sets the figure out."""
    for key, draft in zip(keys, read(keys), strict=True):
        notice = index.corpus.notices[key]
        said = {int(year) for year in years_in(draft.lines[0].text)} if draft else set()
        before = bool(said and notice.years and max(said) < notice.years[0])
        yield read_line(matter, notice) if before else draft


def _for_year(read: ReadEach, year: int, keys: Sequence[str]) -> Iterator[Draft | None]:
    for draft in read(keys):
        yield None if draft and of_another_year(draft.lines[0].text, {str(year)}) else draft


def _of_year(query: Query, matter: Matter, notices: Sequence[Notice], read: ReadEach) -> Draft | None:
    """The figures of one year: of a notice for that year alone all it states, of others what they state for it."""
    year = query.years[0]
    alone = [notice for notice in notices if set(years_of(notice)) == {year}]
    stated = indicator_rows(query, matter, alone, year)
    masked = masked_rows(query, matter, [notice for notice in alone if notice.id not in stated])
    for notice in notices:
        draft = None if notice in alone else read_year(query, matter, [notice], year)
        if draft:
            said, words = (cell(line.text) for line in draft.lines)
            quotes = draft.lines[0].quotes
            stated[notice.id] = Line(f"| {cell(called(notice))} | {said} | {words}", quotes, row=True)
    of_it = [notice for notice in notices if notice in alone or notice.id in stated]
    return figures_by_notice(of_it, partial(_for_year, read, year), stated, masked)


def _of_years(query: Query, notices: Sequence[Notice]) -> Sequence[Notice]:
    """The notices for or of the years asked about; all of them where none is."""
    asked = set(query.years)
    if not asked:
        return notices
    return [notice for notice in notices if asked & _covered(notice)] or notices


def _covered(notice: Notice) -> set[int]:
    years = years_of(notice)
    return set(range(min(years), max(years) + 1)) if years else set()


def telling(query: Query, index: Index) -> Query:
    """The query without those runs of its topic that no notice writes (完不成任务), where another run names the matter and
    stands in few enough (约谈), and without those that go before what the notices are to speak of."""
    runs = query.topic.split()
    corpus = index.corpus
    spoken_of = _SPEAKS_OF.search(query.text)
    before = fold(query.text[: spoken_of.start()]) if spoken_of else ""
    named = [run for run in runs if run not in before]
    if named and len(named) < len(runs) and all(_written(run, corpus) for run in named):
        return replace(query, topic=" ".join(named))
    most = _TOO_COMMON * max(len(corpus.notices), 1)
    kept = [run for run in runs if _written(run, corpus)]
    if not kept or len(kept) == len(runs) or min(len(_written(run, corpus)) for run in kept) > most:
        return query
    if any(_names_much(run, corpus, most) for run in runs if run not in kept):
        return query
    return replace(query, topic=" ".join(kept))


def _names_much(run: str, corpus: Corpus, most: float) -> bool:
    """Whether a run that no notice writes as it is names something by several words, each of which some do (举报餐馆卖野味)."""
    words = {word for word in words_of(run) if word not in EMPTY_WORDS and len(word) > 1}
    return sum(0 < len(corpus.holding(word)) <= most for word in words) > 1


def _written(run: str, corpus: Corpus) -> frozenset[str]:
    """The notices that write a run as it is, or each of its words."""
    whole = corpus.holding(run)
    words = [word for word in words_of(run) if word not in EMPTY_WORDS]
    if whole or not words:
        return whole
    return frozenset.intersection(*(corpus.holding(word) for word in words))
