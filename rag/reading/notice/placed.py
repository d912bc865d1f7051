"""Which clause speaks of something (第几条讲的是托育, 救护车写在哪一条): its number and heading ahead of its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ingest.models import Clause, Notice
from rag.question.query import Query
from rag.question.wording import WHICH_CLAUSE
from rag.reading.draft import Draft, Line
from rag.reading.notice.numbered import head_of, labelled, number_of_clause, runs_on


def with_clause(query: Query, draft: Draft | None, notices: Mapping[str, Notice]) -> Draft | None:
    """The draft led in by the clause that it is taken from, where a question asks which one that is; as it is where it asks
    for something else, or that clause bears no number."""
    if draft is None or draft.unstated or not WHICH_CLAUSE.search(query.text):
        return draft
    quote = next(iter(draft.quotes), None)
    notice = notices[quote.document_id] if quote else None
    trail = notice.trail(notice.clause_at(quote.start)) if quote and notice else ()
    clause = next((clause for clause in reversed(trail) if number_of_clause(clause)), None)
    if clause is None or notice is None:
        return draft
    return replace(draft, lines=(Line(_called(notice, clause), (head_of(notice, clause),)), *draft.lines))


def _called(notice: Notice, clause: Clause) -> str:
    """第17条：二、（五）17 提升托育服务能力, where its number is one of a series through the whole notice; its path otherwise."""
    place = " ".join(filter(None, (clause.path, clause.heading)))
    alike = [other for other in labelled(notice) if other.depth == clause.depth]
    return f"第{number_of_clause(clause)}条：{place}" if clause.depth and runs_on(alike) else place
