"""Which of the figures read can be meant, where the best one is of another grade or kind than the one asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.figures import find_figures
from rag.reading.contrast import leaves_out
from rag.reading.figure.kind_asked import RIGHT_UNIT, WRONG_UNIT
from rag.reading.figure.saying import Reading, words_of
from rag.reading.tiers import tier_fit

_AS_MUCH = 0.9
_HALF = 0.5


def fitting(question: str, readings: Sequence[Reading]) -> list[Reading]:
    """Readings of what is asked about, best first. Where the best of all is shut out (三级医院 for 二级医院), only one that says
    as much of the question can be meant: the next best indicator is not, nor what stands beside the kinds (小学, 初中) in a
    clause that leaves out the one asked about (高中). Of tiers set side by side (不足5天的；5天及以上的) the one that holds is."""
    open_ones = [r for r in readings if not r.shut_out and not _is_total(question, r)]
    first = next((reading for reading in readings if reading.shut_out), None)
    leads = bool(readings) and first is readings[0]
    tier = _in_tier(question, open_ones, first) if first and (leads or readings[0].meant) else None
    if tier:
        return [tier]
    if first is None or not leads:
        return _of_unit(open_ones)
    return [
        reading
        for reading in open_ones
        if (reading.meant or reading.own >= _AS_MUCH * first.own or _is_stated_better(reading, first))
        and not (_of_one_clause(reading, first) and leaves_out(question, _clause_of(reading)))
    ]


def _is_stated_better(reading: Reading, first: Reading) -> bool:
    """Whether a commitment stands in a sentence that says more of the question than the one shut out: the whole city's figure
    beside 甲区59、乙区60, which name their indicator once for all."""
    return bool(reading.target and reading.own) and reading.sentence.score > first.sentence.score


def _is_total(question: str, reading: Reading) -> bool:
    """Whether a figure is the total whose kinds (其中小学…，初中…) leave out the one asked about."""
    text = words_of(reading)
    kinds = text.find("其中", reading.figure.end)
    return kinds >= 0 and leaves_out(question, text)


def _in_tier(question: str, readings: Sequence[Reading], first: Reading) -> Reading | None:
    """What holds for the tier that the question names, where the words that all tiers are of stand with another tier."""
    if tier_fit(question, words_of(first)) >= 0:
        return None
    named = {figure.unit for figure in find_figures(question)}
    for reading in readings:
        follows = _of_one_clause(reading, first) and reading.sentence.start == first.sentence.end
        if follows and reading.figure.unit not in named and tier_fit(question, words_of(reading)) > 0:
            said = replace(reading.sentence, covered=first.sentence.covered, missing=first.sentence.missing)
            return replace(reading, sentence=said, own=max(reading.own, first.own), target=None)
    return None


def _of_unit(readings: list[Reading]) -> list[Reading]:
    """The same, the only figure of the sentence in the unit asked for (多少张床) before one of another unit that stands beside
    more words of the question: 新院区总投资6.8亿元，规划床位600张."""
    first = readings[0] if readings else None
    if first is None or first.fit > WRONG_UNIT:
        return readings
    beside = [r for r in readings if r.sentence is first.sentence and r.fit >= RIGHT_UNIT]
    if len(beside) != 1:
        return readings
    own = max(beside[0].own, _HALF * first.own)
    return [replace(beside[0], own=own), *(r for r in readings if r is not beside[0])]


def _of_one_clause(one: Reading, other: Reading) -> bool:
    here, there = one.sentence, other.sentence
    return here.notice is there.notice and here.passage.clause_index == there.passage.clause_index


def _clause_of(reading: Reading) -> str:
    notice = reading.sentence.notice
    clause = notice.clauses[reading.sentence.passage.clause_index]
    return notice.text[clause.start : clause.own_end]
