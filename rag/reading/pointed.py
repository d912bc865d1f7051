"""The words that answer, pointed at by the small reader: for questions that ask for no figure, unit, date or list."""

from __future__ import annotations

from collections.abc import Callable

from ingest.models import Notice
from rag.query import Query
from rag.reader.span_reader import SpanReader
from rag.reading.draft import Draft, Line, Quote
from rag.retriever import Candidates

LoadReader = Callable[[], SpanReader | None]

_PASSAGES = 6
# The reader's log odds run over some 20, the fused score of retrieval over 1: together they choose the passage.
_RETRIEVAL = 7.0
# Below these odds the reader says that none of the passages answers: then the best sentence is as good a guess.
_SAYS_NOTHING = -4.0
_MOST_CLAUSES = 2


def read_pointed(load: LoadReader, query: Query, candidates: Candidates, otherwise: Draft) -> Draft:
    """The words that the reader points at, in running prose; ``otherwise`` in a notice of numbered clauses, and where it
    finds none. How sure it is stays as it was: the reader's odds do not tell a place that is not there from one that is."""
    index = candidates.index
    if _is_numbered(index.corpus.notices[otherwise.lines[0].quotes[0].document_id]):
        return otherwise
    passages = [index.passages[int(row)] for row in candidates.order[:_PASSAGES]]
    reader = load() if passages else None
    if reader is None:
        return otherwise
    readings = reader.read(query.search_text, [p.text for p in passages], [p.context for p in passages])
    fused = [float(candidates.fused[int(row)]) for row in candidates.order[:_PASSAGES]]
    best = max(range(len(passages)), key=lambda i: (readings[i].score + _RETRIEVAL * fused[i], -i))
    if readings[best].score < _SAYS_NOTHING or readings[best].end <= readings[best].start:
        return otherwise
    passage = passages[best]
    if _is_numbered(index.corpus.notices[passage.document_id]):
        return otherwise
    start, end = readings[best].start, readings[best].end
    quote = Quote(passage.document_id, passage.start + start, passage.start + end)
    return Draft((Line(passage.text[start:end], (quote,)),), otherwise.confidence, otherwise.warnings)


def _is_numbered(notice: Notice) -> bool:
    """In a notice of numbered clauses the clause's own sentence is the answer; in running prose it takes pointing."""
    return sum(1 for clause in notice.clauses if clause.label) > _MOST_CLAUSES
