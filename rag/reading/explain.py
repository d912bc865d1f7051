"""Questions that no figure, name or list answers: the words of the best clause, from one sentence to three."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.numerals import CHINESE_NUMBER
from rag.query import Query
from rag.reading.draft import Draft, Line, Quote
from rag.reading.sentences import Sentence, Topic

_DATE = re.compile(
    rf"(?:(?:19|20)\d{{2}}年(?:\d{{1,2}}月(?:\d{{1,2}}日)?)?(?:上半年|下半年)?(?:底|末|内)?(?:以?前)?|年内|年底前?|今年(?:底|内)?|\d{{1,2}}月(?:底|份)?前?|{CHINESE_NUMBER}年内)"
)
_MOST_CHARS = 160


def read_sentence(topic: Topic, ranked: Sequence[Sentence]) -> Draft | None:
    """The sentence that accounts for most of the question, with its neighbours while they belong to the answer."""
    if not ranked:
        return None
    best = ranked[0]
    start, end = _grown(best, topic)
    quote = Quote(best.notice.id, start, end)
    return Draft((Line(best.notice.text[start:end].strip(), (quote,)),), best.covered)


def _grown(best: Sentence, topic: Topic) -> tuple[int, int]:
    """A heading sentence (the clause's name) says nothing yet: the sentences after it do."""
    passage, notice = best.passage, best.notice
    start, end = best.start, best.end
    heading = notice.clauses[passage.clause_index].heading
    if heading and best.text.rstrip("。：: ").endswith(heading) and end < passage.end:
        following = notice.text.find("。", end, passage.end)
        while 0 <= following and following + 1 - start <= _MOST_CHARS:
            end = following + 1
            following = notice.text.find("。", end, passage.end)
        if end == best.end:
            end = min(passage.end, start + _MOST_CHARS)
    return start, end


def read_date(query: Query, topic: Topic, ranked: Sequence[Sentence]) -> Draft | None:
    """The date in the best sentence that has one, nearest to the words asked about."""
    for sentence in ranked[:8]:
        dates = list(_DATE.finditer(sentence.text))
        if not dates:
            continue
        best = max(dates, key=lambda m: topic.share(_around(sentence.text, m.start(), m.end())))
        quote = Quote(sentence.notice.id, sentence.start, sentence.end)
        return Draft((Line(best.group(), (quote,)), Line(f"原文：“{sentence.text}”", (quote,))), sentence.covered)
    return None


def _around(text: str, start: int, end: int) -> str:
    """The clause of a sentence behind a date up to the next date-like break, with what stands just before it."""
    left = max(text.rfind(mark, 0, start) for mark in "，。；") + 1
    right = min((i for i in (text.find(mark, end) for mark in "。；") if i >= 0), default=len(text))
    return text[left:right]


def read_yes_no(query: Query, topic: Topic, ranked: Sequence[Sentence]) -> Draft | None:
    """是 or 否 with the words that decide it: a figure in the question against the figure in the best sentence."""
    from ingest.figures import find_figures

    if not ranked:
        return None
    best = ranked[0]
    asked = [figure for figure in find_figures(query.text) if figure.value is not None]
    stated = [figure for figure in find_figures(best.text) if figure.value is not None]
    quote = Quote(best.notice.id, best.start, best.end)
    verdict = "是"
    if asked and stated and not any((a.value, a.unit) == (s.value, s.unit) for a in asked for s in stated):
        verdict = "否"
    return Draft((Line(f"{verdict}。原文：“{best.text}”", (quote,)),), best.covered)
