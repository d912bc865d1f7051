"""What the small reader points at instead of a draft that is sure: rules go by words, and by the words another figure, the
sentence beside it or the note of the whole clause may look better than what is meant.

Least odds and leads are counted, like those of :mod:`rag.reading.by_reader`, on questions that rules answer wrongly and on those that
they answer rightly: docs/measurements.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ingest.anatomy.regions import mentions
from ingest.figures import find_figures
from ingest.models import Notice
from rag.language.terms import terms
from rag.question.query import Query
from rag.question.wording import QUOTED, Asks
from rag.reading.by_reader import PASSAGES, asks_duty, read_at
from rag.reading.draft import Draft, Line
from rag.reading.figure.saying import same_unit
from rag.reading.readings import Foremost, Gates, Readings, passes
from rag.reading.second_look import Look, touched
from rag.reading.sentences import Topic
from rag.reading.stretches import around, part_around, row_around

_AMONG = 3  # passages: of a hundred right ones 97 are among these, and many more questions are asked
# In another passage: least odds, with how far they are ahead of what the draft quotes.
_AHEAD: dict[Asks, Gates] = {
    **dict.fromkeys((Asks.FIGURE, Asks.DATE, Asks.LIST, Asks.EXPLAIN, Asks.UNIT), ((3.0, 4.0), (1.5, 8.0))),
    Asks.YES_NO: ((4.0, 4.0),),
}
_AHEAD_OF_CERTAIN = ((5.0, 8.0),)
# In the very passage that a draft quotes: least odds; those for a figure in another unit, whatever words stand around it; and those for
# a part of what was counted before it (1800人，其中教师500人).
_BESIDE: dict[Asks, float] = {Asks.FIGURE: 0.0, Asks.DATE: 0.0, Asks.UNIT: 5.0}
_OF_ANOTHER_UNIT = 4.0
_IN_ANOTHER_SENTENCE = 4.0  # a date without a number
_OF_THEM, _OF_A_PART = re.compile("^其中"), 4.0
# Another sentence than a loose answer quotes, and who does it beside who answers for it: least odds with the least lead.
_ELSEWHERE = ((3.0, 4.0),)
_BESIDE_NOTE = ((2.0, 0.0), (-1.5, 4.0))
_ONE_FACT = 2  # lines: what is asked for, and the words it stands in
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def looks_beside(asks: Asks) -> bool:
    """Whether the reader is asked about a draft however certain that is."""
    return asks in _BESIDE


@dataclass(frozen=True, slots=True)
class Instead:
    """A question with what the reader makes of its passages."""

    readings: Readings
    query: Query
    topic: Topic
    notices: Mapping[str, Notice]
    threshold: float

    def of(self, draft: Draft, look: Look | None, *, certain: bool) -> Draft | None:
        """What to say instead of a draft; ``None`` where it stands. ``look``: what the reader makes of it, if it was asked;
        ``certain``: rules leave no doubt."""
        asks = self.query.asks
        loose = asks is Asks.YES_NO or (asks in (Asks.EXPLAIN, Asks.LIST) and not certain)
        if loose and (better := self._elsewhere(draft)):
            return better
        if look is None:
            return None
        return self._beside(draft, look) or self._deed(draft, look) or self._ahead(look, certain=certain)

    def _at(self, best: Foremost) -> Draft | None:
        return read_at(best, self.query, self.topic, self.notices, self.threshold)

    def _elsewhere(self, draft: Draft) -> Draft | None:
        """The sentence that is pointed at, far ahead, where a loose answer quotes others."""
        best = self.readings.first_of(_AMONG)
        if best is None or not _reaches(best, _ELSEWHERE) or touched(draft.quotes, best.quote):
            return None
        better = self._at(best)
        named = QUOTED.findall(self.query.text)  # “四个能力”: what is asked for by name
        lost = better and any(_holds(draft, name) and not _holds(better, name) for name in named)
        return None if lost else better

    def _ahead(self, look: Look, *, certain: bool) -> Draft | None:
        """What is pointed at in another passage, far ahead of those that the draft quotes."""
        gates = None if asks_duty(self.query) else _AHEAD.get(self.query.asks)
        best = self.readings.first_of(_AMONG) if gates else None
        if gates is None or best is None:
            return None
        odds = best.reading.score
        far = passes(_AHEAD_OF_CERTAIN if certain else gates, odds, odds - look.odds)
        return self._at(best) if far else None

    def _beside(self, draft: Draft, look: Look) -> Draft | None:
        """What is pointed at in the passage that a draft quotes, where that is another figure, date or unit than the draft
        gives (12个，每个支持30万元)."""
        asks = self.query.asks
        if look.odds < _BESIDE.get(asks, float("inf")) or len(draft.lines) > _ONE_FACT:
            return None
        pointed = look.likeliest.quote
        notice = self.notices[pointed.document_id]
        if row_around(notice.text, pointed.start):
            return None  # the reader knows no columns
        if asks is Asks.UNIT:
            other = not asks_duty(self.query) and not touched(draft.quotes, pointed)
        else:
            other = self._is_another_figure(draft, notice, look.likeliest)
        return self._at(look.likeliest) if other else None

    def _is_another_figure(self, draft: Draft, notice: Notice, best: Foremost) -> bool:
        """Whether other figures are pointed at than the draft gives; where both are counted in the same unit, or the odds are low,
        whether the words around them have as much of the question (为2万名儿童涂氟，为8万名学生建档)."""
        told, words = draft.lines[0].text, notice.text[best.quote.start : best.quote.end]
        numbers = set(_NUMBER.findall(words))
        if not numbers:  # 当日, 每月: a date told without a number
            apart = not touched(draft.quotes, best.quote)
            return apart and self.query.asks is Asks.DATE and best.reading.score >= _IN_ANOTHER_SENTENCE
        if numbers & set(_NUMBER.findall(told)):
            return False
        start, end = around(notice, best.quote.start, best.quote.end)
        places = {mention.text for mention in mentions(self.query.text) if mention.text in told}
        if any(place not in notice.text[start:end] for place in places):
            return False
        units = [{figure.unit for figure in find_figures(text)} for text in (told, words)]
        alike = any(same_unit(one, other) for one in units[0] for other in units[1])
        if not alike and best.reading.score >= _OF_ANOTHER_UNIT:
            return True
        left, right = part_around(notice.text, best.quote.start, best.quote.end)
        part = notice.text[left:right]
        if _OF_THEM.match(part):
            return best.reading.score >= _OF_A_PART
        asked = set(terms(self.query.text))
        return len(asked.intersection(terms(part))) >= len(asked.intersection(terms(draft.lines[-1].text)))

    def _deed(self, draft: Draft, look: Look) -> Draft | None:
        """Who does the very thing, where that is pointed at in a clause whose note, which a draft gives, names who is responsible
        for all of it: 教室开窗由班主任督促（责任科室：疾控科）. Both are told, the deed first; ``None`` where the note is pointed at,
        or asked for."""
        if self.query.asks is not Asks.UNIT or asks_duty(self.query) or not _is_noted(draft):
            return None
        best = self.readings.first_of(PASSAGES)
        if best is None or best.passage != look.likeliest.passage or not _reaches(best, _BESIDE_NOTE):
            return None
        noted = draft.lines[0]
        deed = None if touched(noted.quotes, best.quote) else self._at(best)
        if deed is None:
            return None
        if noted.text in deed.lines[0].text:  # the sentence names both
            return replace(deed, confidence=draft.confidence)
        named = noted.text if "：" in noted.text else f"责任单位：{noted.text}"
        return Draft((*deed.lines, Line(named, noted.quotes)), draft.confidence)


def _reaches(best: Foremost, gates: Gates) -> bool:
    return passes(gates, best.reading.score, best.lead or 0.0)


def _holds(draft: Draft, words: str) -> bool:
    return any(words in line.text for line in draft.lines)


def _is_noted(draft: Draft) -> bool:
    """Whether a draft names units from a note of their own, not from the sentence that it quotes."""
    first, last = draft.lines[0], draft.lines[-1]
    return set(first.quotes).isdisjoint(last.quotes)
