"""Questions of what notices commit to: figures from their ledger, dates, and the units named for a clause."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from ingest.anatomy.responsibility import find_responsibilities
from ingest.models import Clause, Notice, Target
from rag.reader.training.sources import Document, Question, Source

_FIGURE = (
    "{x}要达到多少？",
    "{x}是多少？",
    "{x}的目标是多少？",
    "{x}要到多少？",
    "{x}的目标值？",
    "{x}要求达到什么水平？",
)
_COUNT = ("{x}有多少{unit}？", "{x}多少{unit}？", "{x}几{unit}？")
_DATE = ("什么时候{x}？", "{x}要在什么时候完成？", "{x}的完成时限是？", "何时{x}？", "{x}到哪天为止？")
_LEAD = ("{x}由谁负责？", "{x}由哪个部门牵头？", "谁负责{x}？", "{x}的责任单位是谁？", "{x}归哪个科室管？")
_BOUNDS = ("以上", "以下", "以内", "左右")
_COUNTED = 2  # characters of a unit that is asked back in the question: 万名, 家


def draw_ledger(notices: Sequence[Notice], seed: int) -> Source:
    """Questions over these notices; the text is the notice's, cleaned."""
    rng = random.Random(seed)
    documents, questions = {}, []
    for notice in notices:
        documents[notice.id] = Document(notice.id, notice.subject or notice.title, notice.text)
        drawn = [*_of_targets(notice, rng), *_of_units(notice, rng)]
        for number, (asked, span) in enumerate(drawn):
            place = notice.region.name
            asked = place + asked if place and rng.random() < 0.4 else asked
            questions.append(Question(f"{notice.id}@{number}", asked, notice.id, (span,), "notice"))
    return Source(documents, questions)


_Drawn = tuple[str, tuple[int, int]]


def _of_targets(notice: Notice, rng: random.Random) -> Iterator[_Drawn]:
    for target in notice.targets:
        if len(target.indicator) < 4 or target.masked:
            continue
        if target.value_start >= 0:
            forms = (
                (*_FIGURE, *_COUNT) if 0 < len(target.unit) <= _COUNTED and target.unit != "%" else _FIGURE
            )
            asked = rng.choice(forms).format(x=target.indicator, unit=target.unit)
            # The same indicator has another figure for another year: then the question names it.
            yield _by(target, rng) + asked, _figure(notice.text, target)
        elif target.deadline_text and (span := _deadline(notice, target)):
            yield rng.choice(_DATE).format(x=target.indicator), span


def _by(target: Target, rng: random.Random) -> str:
    return target.deadline_text if target.deadline_text and rng.random() < 0.6 else ""


def _figure(text: str, target: Target) -> tuple[int, int]:
    end = target.value_start + len(target.value_text)
    bound = next((word for word in _BOUNDS if text.startswith(word, end)), "")
    return target.value_start, end + len(bound)


def _deadline(notice: Notice, target: Target) -> tuple[int, int] | None:
    start = notice.clauses[target.clause_index].start
    at = notice.text.find(target.deadline_text, start, target.end + len(target.deadline_text))
    return (at, at + len(target.deadline_text)) if at >= 0 else None


def _of_units(notice: Notice, rng: random.Random) -> Iterator[_Drawn]:
    for clause in notice.clauses:
        own = notice.text[clause.start : clause.own_end]
        matter = _matter(clause)
        for duty in find_responsibilities(own) if matter else ():
            units = duty.lead or duty.other
            places = [own.find(unit, duty.start, duty.end) for unit in units]
            found = [(at, at + len(unit)) for at, unit in zip(places, units, strict=True) if at >= 0]
            if found:
                start, end = min(found)[0], max(found)[1]
                yield rng.choice(_LEAD).format(x=matter), (clause.start + start, clause.start + end)


def _matter(clause: Clause) -> str:
    """What the clause is about, as a person would say it."""
    return clause.heading.strip("。；：，") if 4 <= len(clause.heading) <= 30 else ""
