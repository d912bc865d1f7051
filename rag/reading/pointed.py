"""The words that answer, pointed at by the small reader: for questions that no figure, unit, date or list answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ingest.models import Notice, Passage
from ingest.text import sentences
from rag.query import Query
from rag.reader.span_reader import Reading, SpanReader
from rag.reading.draft import Draft, Line, Quote
from rag.retriever import Candidates

LoadReader = Callable[[], SpanReader | None]

_PASSAGES = 6
# The reader's log odds run over some 20, the fused score of retrieval over 1: together they choose the passage.
_RETRIEVAL = 7.0
# Below these odds the reader says that none of the passages answers: then the best sentence is as good a guess.
_SAYS_NOTHING = -4.0
# In a notice of numbered clauses the best sentence is better than a guess.
_SAYS_SOMETHING = 0.0
_WHOLLY = 6.0  # log odds that are as good as certain
_MOST_CLAUSES = 2
_MOST_CHARS = 160
_LITTLE = 3
_CUT = re.compile("[，,；;。！？、：:\n]")
_ASKS_TWICE = re.compile(
    "(?:什么时候|啥时候|何时|哪天|多少|几|谁|哪|怎么|多久|[吗么])[^，,、？?]*[，,、？?和及跟][^，,、？?]*?(?:什么时候|啥时候|何时|哪天|多少|几|谁|哪|怎么|多久)"
)
_PAUSE = re.compile("[，,；;。！？]")


def read_pointed(
    load: LoadReader, query: Query, candidates: Candidates, otherwise: Draft, *, by_rule: bool
) -> Draft:
    """The words that the reader points at; ``otherwise`` where it finds none. In running prose they are the answer; in a
    notice of numbered clauses the sentence that they stand in is, since what is asked for often goes beyond them, and only
    where no rule found what is asked for (``by_rule``). How sure it is stays as it was: the reader's odds do not tell a
    place that is not there from one that is."""
    index = candidates.index
    own = next((quote for line in otherwise.lines for quote in line.quotes), None)
    numbered = own is not None and _is_numbered(index.corpus.notices[own.document_id])
    if own is None or otherwise.unstated or (numbered and by_rule):
        return otherwise
    passages = [index.passages[int(row)] for row in candidates.order[:_PASSAGES]]
    reader = load() if passages else None
    if reader is None:
        return otherwise
    readings = reader.read(query.search_text, [p.text for p in passages], [p.context for p in passages])
    fused = [float(candidates.fused[int(row)]) for row in candidates.order[:_PASSAGES]]
    best = max(range(len(passages)), key=lambda i: (readings[i].score + _RETRIEVAL * fused[i], -i))
    least = _SAYS_SOMETHING if numbered else _SAYS_NOTHING
    if readings[best].score < least or readings[best].end <= readings[best].start:
        return otherwise
    passage = passages[best]
    notice = index.corpus.notices[passage.document_id]
    if _is_numbered(notice) != numbered:
        return otherwise
    start, end = passage.start + readings[best].start, passage.start + readings[best].end
    if numbered:
        if own.document_id == notice.id and own.start <= start and end <= own.end:
            return otherwise
        start, end = _as_said(notice, passage, start, end)
    else:
        start, end = _whole_part(notice, passage, start, end)
        if _ASKS_TWICE.search(query.text):
            start, end = _as_said(notice, passage, start, end)
    quote = Quote(notice.id, start, end)
    return Draft((Line(notice.text[start:end], (quote,)),), otherwise.confidence, otherwise.warnings)


def borne_out(load: LoadReader, query: Query, candidates: Candidates, draft: Draft) -> float:
    """How far the reader bears a draft out, from 0 to 1 (as good as certain): its log odds for the passages that the draft
    quotes, where the words that it points at are among those quoted. 0 without a reader or where none of the best passages is quoted."""
    quotes = [quote for line in draft.lines for quote in line.quotes]
    passages = [candidates.index.passages[int(row)] for row in candidates.order[:_PASSAGES]]
    quoted = [
        p
        for p in passages
        if any(q.document_id == p.document_id and q.start < p.end and p.start < q.end for q in quotes)
    ]
    reader = load() if quoted else None
    if reader is None:
        return 0.0
    readings = reader.read(query.search_text, [p.text for p in quoted], [p.context for p in quoted])
    agreeing = [r.score for p, r in zip(quoted, readings, strict=True) if _points_into(quotes, p, r)]
    return max(0.0, min(1.0, max(agreeing, default=0.0) / _WHOLLY))


def _points_into(quotes: Sequence[Quote], passage: Passage, reading: Reading) -> bool:
    start, end = passage.start + reading.start, passage.start + reading.end
    return any(q.document_id == passage.document_id and q.start < end and start < q.end for q in quotes)


def _as_said(notice: Notice, passage: Passage, start: int, end: int) -> tuple[int, int]:
    """The sentences around ``[start, end)``; of a long one the parts between commas, as many as there is room for."""
    clause = notice.clauses[passage.clause_index]
    own = notice.text[clause.start : clause.own_end]
    around = [(clause.start + a, clause.start + b) for a, b in sentences(own)]
    touched = [(a, b) for a, b in around if a < end and start < b] or [(start, end)]
    first, last = touched[0][0], touched[-1][1]
    cuts = [first, *(first + match.end() for match in _PAUSE.finditer(notice.text[first:last])), last]
    left = max((cut for cut in cuts if cut <= start), default=start)
    right = min((cut for cut in cuts if cut >= end), default=end)
    while right < last and (following := min(cut for cut in cuts if cut > right)) - left <= _MOST_CHARS:
        right = following
    while left > first and right - (before := max(cut for cut in cuts if cut < left)) <= _MOST_CHARS:
        left = before
    words = notice.text[left:right]
    return left + len(words) - len(words.lstrip()), left + len(words.rstrip())


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


def _is_numbered(notice: Notice) -> bool:
    """A notice of numbered clauses, not running prose."""
    return sum(1 for clause in notice.clauses if clause.label) > _MOST_CLAUSES
