"""What comes of something, in two sentences: …的，终止评估。情节严重的，移送有关部门处理. The measure for the worse case says nothing
without the one before it, and is part of the answer where it is asked what comes of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from ingest.models import Notice
from ingest.text import sentences
from rag.question.query import Query
from rag.question.wording import Asks
from rag.reading.draft import Draft, Line, Quote

_HOW = "(?:什么|啥|哪些|哪样|怎么|咋|如何|怎样)的?"
# 处理 is a measure where somebody suffers it; 污水怎么处理 asks how a thing is dealt with.
_ASKED = re.compile(
    f"{_HOW}(?:处罚|处分|惩罚|惩处|后果|罚|追责|问责|追究)|会(?:被)?(?:怎么?样|咋样)"
    f"|(?:[会被受]|受到|给予|(?:单位|机构|企业|人|人员|干部|违[规法纪]|[作造]假|不力)的?[要该将得]?){_HOW}处理(?![办方流程技设])"
    "|(?:怎么|咋|如何)处理(?=[^，,。？?]{0,10}(?:单位|机构|企业|人|人员|干部)[？?。]*$)"
)
_WORSE = re.compile(
    "(?:情节(?:特别|较为?)?(?:严重|较重|恶劣)|逾期(?:仍|未|不)|拒不|造成(?:严重|重大|不良)?[^，,。]{0,6}后果|构成犯罪|仍(?:未|不|然))"
)
_MOST_CHARS = 300


def asks_what_follows(question: str) -> bool:
    """Whether it is asked what comes of something: 会受什么处理, 怎么罚, 会怎样."""
    return _ASKED.search(question) is not None


def with_worse_case(query: Query, draft: Draft, notices: Mapping[str, Notice]) -> Draft:
    """The draft of a measure for a worse case with the one before it; where it is asked what comes of something, with those
    for worse cases behind it."""
    quote = draft.only_quote if query.asks in (Asks.EXPLAIN, Asks.LIST) else None
    if quote is None:
        return draft
    notice = notices[quote.document_id]
    start, end = _widened(notice, quote.start, quote.end, behind=asks_what_follows(query.text))
    if (start, end) == (quote.start, quote.end) or end - start > _MOST_CHARS:
        return draft
    words = notice.text[start:end].strip()
    return replace(draft, lines=(Line(words, (Quote(notice.id, start, end),)),))


def _widened(notice: Notice, start: int, end: int, *, behind: bool) -> tuple[int, int]:
    clause = notice.clauses[notice.clause_at(start)]
    own = notice.text[clause.start : clause.own_end]
    spans = [(clause.start + a, clause.start + b) for a, b in sentences(own)]
    for a, b in reversed(spans):
        if a < start <= b and _WORSE.match(notice.text[start:end].lstrip()):
            start = a
    for a, b in spans if behind else ():
        if a <= end < b and _WORSE.match(notice.text[max(a, end) : b].lstrip()):
            end = b
    return start, end
