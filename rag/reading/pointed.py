"""The words that answer, pointed at by the small reader: for questions that no figure, unit, date or list answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ingest.models import Notice, Passage
from rag.question.query import Query
from rag.question.wording import Asks
from rag.reading.draft import Draft, Line, Quote
from rag.reading.readings import Readings, pointed_in
from rag.reading.sentences import Sentence
from rag.reading.stretches import around, trimmed
from rag.reading.table.tables import told_in_table
from rag.reading.tiers import tier_fit

_PASSAGES = 4
# Below these odds the reader says that none of the passages answers: then the best sentence is as good a guess.
_SAYS_NOTHING = -4.0
# In a notice of numbered clauses the best sentence is better than a guess.
_SAYS_SOMETHING = 0.0
_FAR_AHEAD = (-6.0, 8.0)  # or, with odds like these, one that is so far ahead of all others
_LAGGING = (
    0.6  # words that match the question so much worse than the best sentence are no answer, however sure
)
_MOST_CLAUSES = 2
_MOST_CHARS = 160
_LITTLE = 3
_CUT = re.compile("[，,；;。！？、：:\n]")
_ASKS_TWICE = re.compile(
    "(?:什么时候|啥时候|何时|哪天|多少|几|谁|哪|怎么|多久|[吗么])[^，,、？?]*[，,、？?和及跟][^，,、？?]*?(?:什么时候|啥时候|何时|哪天|多少|几|谁|哪|怎么|多久)"
)
_PAUSE = re.compile("[，,；;。！？]")


def read_pointed(
    readings: Readings,
    query: Query,
    notices: Mapping[str, Notice],
    otherwise: Draft,
    ranked: Sequence[Sentence],
    *,
    by_rule: bool,
) -> Draft:
    """The words that the reader points at; ``otherwise`` where it finds none. In running prose they are the answer; in a
    notice of numbered clauses the sentence that they stand in is, since what is asked for often goes beyond them, and only
    where no rule found what is asked for (``by_rule``). How sure it is stays as it was: the reader's odds do not tell a
    place that is not there from one that is."""
    own = next(iter(otherwise.quotes), None)
    numbered = own is not None and is_numbered(notices[own.document_id])
    if own is None or otherwise.unstated or (numbered and by_rule):
        return otherwise
    rows = readings.best(_PASSAGES)
    if numbered and not any(_may_say_more(readings, rows, query, notices, own, ranked)):
        return otherwise
    best = readings.foremost(rows)
    if best is None:
        return otherwise
    passage, read = best.passage, best.reading
    ahead = read.score >= _FAR_AHEAD[0] and best.lead is not None and best.lead >= _FAR_AHEAD[1]
    if read.score < (_SAYS_SOMETHING if numbered else _SAYS_NOTHING) and not (numbered and ahead):
        return otherwise
    notice = notices[passage.document_id]
    if read.end <= read.start or is_numbered(notice) != numbered:
        return otherwise
    start, end = best.quote.start, best.quote.end
    in_table = told_in_table(notice, start)
    if in_table:  # the reader knows no columns
        return otherwise if by_rule else Draft(in_table, otherwise.confidence, otherwise.warnings)
    if numbered:
        if not _says_more(query, best.quote, own, ranked):
            return otherwise
        start, end = _as_said(notice, start, end)
    else:
        start, end = _whole_part(notice, passage, start, end)
        if by_rule and tier_fit(query.text, notice.text[start:end]) < 0:
            return otherwise
        if _ASKS_TWICE.search(query.text):
            start, end = _as_said(notice, start, end)
    quote = Quote(notice.id, start, end)
    return Draft((Line(notice.text[start:end], (quote,)),), otherwise.confidence, otherwise.warnings)


def _may_say_more(
    readings: Readings,
    rows: Sequence[int],
    query: Query,
    notices: Mapping[str, Notice],
    own: Quote,
    ranked: Sequence[Sentence],
) -> Iterator[bool]:
    """For each passage of numbered clauses that may hold a better answer than ``own``, whether the reader points at one
    there. Most are passed over unread: reading takes longer than all else."""
    passages = ((row, readings.passage(row)) for row in rows)
    may = [
        row
        for row, passage in passages
        if is_numbered(notices[passage.document_id]) and _says_more(query, _whole(passage), own, ranked)
    ]
    for row, read in zip(may, readings.of(may) or (), strict=False):
        said = read.score >= _FAR_AHEAD[0] and read.end > read.start
        yield said and _says_more(query, pointed_in(readings.passage(row), read), own, ranked)


def _says_more(query: Query, said: Quote, own: Quote, ranked: Sequence[Sentence]) -> bool:
    """Whether words that are pointed at go beyond those known, and match the question nearly as well."""
    if own.document_id == said.document_id and own.start <= said.start and said.end <= own.end:
        return False
    return query.asks is not Asks.EXPLAIN or _matched(ranked, said) >= _LAGGING * _matched(ranked, own)


def _whole(passage: Passage) -> Quote:
    return Quote(passage.document_id, passage.start, passage.end)


def may_be_pointed_at(readings: Readings, sentence: Sentence) -> bool:
    """Whether a sentence stands in a passage that is read; asked first, since reading takes long."""
    own = [Quote(sentence.notice.id, sentence.start, sentence.end)]
    return any(_are_touched(own, readings.passage(row)) for row in readings.best(_PASSAGES))


def pointed_at(readings: Readings) -> Quote | None:
    """The words that the reader points at, however sure; ``None`` without a reader."""
    best = readings.foremost(readings.best(_PASSAGES))
    return best.quote if best else None


def _are_touched(quotes: Sequence[Quote], stretch: Passage | Quote) -> bool:
    return any(quote.touches(stretch.document_id, stretch.start, stretch.end) for quote in quotes)


def _matched(ranked: Sequence[Sentence], quote: Quote) -> float:
    """How well the best of the sentences that a quote touches matches the question."""
    return max((s.score for s in ranked if quote.touches(s.notice.id, s.start, s.end)), default=0.0)


def _as_said(notice: Notice, start: int, end: int) -> tuple[int, int]:
    """The sentences around ``[start, end)``; of a long one the parts between commas, as many as there is room for."""
    first, last = around(notice, start, end)
    cuts = [first, *(first + match.end() for match in _PAUSE.finditer(notice.text[first:last])), last]
    left = max((cut for cut in cuts if cut <= start), default=start)
    right = min((cut for cut in cuts if cut >= end), default=end)
    while right < last and (following := min(cut for cut in cuts if cut > right)) - left <= _MOST_CHARS:
        right = following
    while left > first and right - (before := max(cut for cut in cuts if cut < left)) <= _MOST_CHARS:
        left = before
    return trimmed(notice, left, right)


def _whole_part(notice: Notice, passage: Passage, start: int, end: int) -> tuple[int, int]:
    """The span with what little is left of the parts between commas that it begins and ends in: 化隆县 with its 4个."""
    before = notice.text[max(passage.start, start - _LITTLE) : start]
    after = notice.text[end : min(passage.end, end + _LITTLE)]
    cut = max((match.end() for match in _CUT.finditer(before)), default=None)
    ahead = _CUT.search(after)
    inside = ahead is not None and not _CUT.match(notice.text[end - 1 : end])
    return (
        start - len(before) + cut if cut is not None else start,
        end + ahead.start() if inside and ahead else end,
    )


def is_numbered(notice: Notice) -> bool:
    """A notice of numbered clauses, not running prose."""
    return sum(1 for clause in notice.clauses if clause.label) > _MOST_CLAUSES
