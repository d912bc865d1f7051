"""The figure for the year asked about where a clause gives one year after another: 2024年达到58%，2025年达到67%."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ingest.text import sentences
from rag.reading.draft import Quote
from rag.reading.figure.saying import Reading, due_of, words_of
from rag.reading.stretches import trimmed
from rag.reading.years import YEAR, years_in

_DATE = re.compile(r"[到至截]?(?:19|20)\d{2}年(?:底|末|起|内|度)?(?:以?前)?")
_EMPTY = re.compile(
    r"分别|不?[高低少多大小]于|不超过|达到?|提高到?|增加到?|控制在|以[上下]|其中|安排|力争|确保|[为是至到在了]"
)
_HAN = re.compile("[\u4e00-\u9fff]")
_LONGEST = 240  # characters
_LITTLE = 0.8  # so much of the words at a figure stands at the one before: they name nothing of their own


def of_asked_year(best: Reading, readings: Sequence[Reading], asked: str) -> Reading | None:
    """The reading like ``best`` that is due in the year ``asked`` in the same clause, where that clause gives one figure for
    the year, or as many as for the year of ``best``; ``None`` where it is not to be told which."""
    alike = [r for r in readings if _alike(best, r)]
    there = _in_order(r for r in alike if asked in years_in(_due(r)) and _names_nothing_else(best, r))
    if not there:
        return None
    after = [r for r in there if r.sentence.start + r.start >= best.sentence.start + best.start] or there
    if len(after) == 1:
        return after[0]
    here = _in_order(r for r in alike if _due(r) == _due(best) and r.sentence is best.sentence)
    same = [r for r in after if r.sentence is after[0].sentence]
    return same[here.index(best)] if best in here and len(same) == len(here) else None


def names_year(best: Reading, asked: str) -> bool:
    """Whether the clause that a figure stands in names the year ``asked`` about."""
    clause = best.sentence.notice.clauses[best.sentence.passage.clause_index]
    return asked in YEAR.findall(best.sentence.notice.text[clause.start : clause.own_end])


def up_to_year(best: Reading, asked: str) -> Quote | None:
    """From the sentence of a figure to the end of the one that first names the year ``asked``, in its clause; ``None`` where
    the clause names it nowhere, or too far off."""
    notice = best.sentence.notice
    clause = notice.clauses[best.sentence.passage.clause_index]
    spans = [
        (clause.start + a, clause.start + b) for a, b in sentences(notice.text[clause.start : clause.own_end])
    ]
    named = next(((a, b) for a, b in spans if a >= best.sentence.start and asked in notice.text[a:b]), None)
    if named is None or named[1] - best.sentence.start > _LONGEST:
        return None
    return Quote(notice.id, *trimmed(notice, best.sentence.start, named[1]))


def _due(reading: Reading) -> str:
    return due_of(words_of(reading), reading.figure, reading.end)


def _alike(best: Reading, other: Reading) -> bool:
    return (
        other.sentence.notice is best.sentence.notice
        and other.sentence.passage.clause_index == best.sentence.passage.clause_index
        and other.figure.unit == best.figure.unit
    )


def _in_order(readings: Iterable[Reading]) -> list[Reading]:
    found: dict[int, Reading] = {}
    for reading in readings:
        found.setdefault(reading.sentence.start + reading.figure.start, reading)
    return [found[at] for at in sorted(found)]


def _names_nothing_else(best: Reading, other: Reading) -> bool:
    """Whether the words between the last figure and this one are a date and words that stand at ``best`` as well."""
    text = words_of(other)
    own = text[other.start : other.figure.start]
    last = [m.end() for m in re.finditer(r"\d[\d.]*[^\d、，]{0,4}[、，]", own)]
    words = _HAN.findall(_EMPTY.sub("", _DATE.sub("", own[last[-1] if last else 0 :])))
    held = set(words_of(best)[: best.end])
    return not words or sum(word in held for word in words) >= _LITTLE * len(words)
