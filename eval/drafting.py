"""Questions proposed from what ingest read of the notices: ledger, responsibility, the notice's own data.

They are proposals. What a program read wrongly would make a wrong case, so a person accepts or rejects each, and should
put it into a clerk's words while at it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import PurePath

from eval.questions import Case
from ingest.anatomy.responsibility import find_responsibilities
from ingest.models import Notice, Target
from ingest.numerals import written_date

# A heading shorter than this names nothing by itself (总则), a longer one is a sentence.
_SHORTEST_HEADING, _LONGEST_HEADING = 4, 40
NOTE = "由程序草拟，请核对"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A case to be judged by a person, and the words of the notice it rests on."""

    case: Case
    passage: str


def propose(notices: Sequence[Notice], kinds: Sequence[str] = (), limit: int | None = None) -> list[Proposal]:
    """Proposals in turns: one of each kind from each notice, then the next; equal questions once.

    ``kinds`` are of ``target``, ``deadline``, ``responsible``, ``metadata`` and ``unanswerable``; empty means all.
    """
    wanted = [_WAYS[kind] for kind in (kinds or _WAYS)]
    queues = [list(way(notice)) for notice in notices for way in wanted]
    found: dict[str, Proposal] = {}
    for turn in zip_longest(*queues):
        for proposal in turn:
            if proposal is not None:
                found.setdefault(proposal.case.question, proposal)
    return list(found.values())[:limit]


def _targets(notice: Notice) -> Iterator[Proposal]:
    for target in notice.targets:
        if target.value_text and not target.masked:
            question = f"{_subject(notice, target)}{target.indicator}要达到多少？"
            yield _proposal(notice, "target", question, ((target.value_text,),), (target.start, target.end))


def _masked(notice: Notice) -> Iterator[Proposal]:
    for target in notice.targets:
        if target.masked and target.indicator:
            question = f"{_subject(notice, target)}{target.indicator}要达到多少？"
            yield _proposal(notice, "unanswerable", question, (), (target.start, target.end))


def _deadlines(notice: Notice) -> Iterator[Proposal]:
    for target in notice.targets:
        if not target.value_text and target.deadline_text and target.indicator:
            question = f"{notice.region.name}什么时候要{target.indicator}？"
            yield _proposal(
                notice, "deadline", question, ((target.deadline_text,),), (target.start, target.end)
            )


def _responsible(notice: Notice) -> Iterator[Proposal]:
    for clause in notice.clauses:
        if not _SHORTEST_HEADING <= len(clause.heading) <= _LONGEST_HEADING:
            continue
        notes = find_responsibilities(notice.text[clause.start : clause.own_end])
        if len(notes) != 1 or not notes[0].lead:  # of several notes each stands for a part that has no name
            continue
        span = (clause.start + notes[0].start, clause.start + notes[0].end)
        question = f"{notice.region.name}{clause.heading}由谁牵头？"
        yield _proposal(notice, "responsible", question, tuple((unit,) for unit in notes[0].lead), span)


def _metadata(notice: Notice) -> Iterator[Proposal]:
    name = f"《{notice.subject or notice.title}》"
    for field, value, question in (
        ("document_number", notice.document_number, f"{name}的文号是什么？"),
        ("issuer", notice.issuer, f"{name}是谁印发的？"),
        ("issued_on", notice.issued_on, f"{name}是哪天印发的？"),
    ):
        if value and field not in notice.inferred:
            must = (value, written_date(value)) if field == "issued_on" else (value,)
            at = notice.text.find(must[-1])
            yield _proposal(
                notice, "metadata", question, (must,), (at, at + len(must[-1])) if at >= 0 else (0, 0)
            )


_WAYS: dict[str, Callable[[Notice], Iterator[Proposal]]] = {
    "target": _targets,
    "deadline": _deadlines,
    "responsible": _responsible,
    "metadata": _metadata,
    "unanswerable": _masked,
}
KINDS = tuple(_WAYS)


def _proposal(
    notice: Notice, kind: str, question: str, must: tuple[tuple[str, ...], ...], span: tuple[int, int]
) -> Proposal:
    quote = notice.text[span[0] : span[1]].strip()
    declines = kind == "unanswerable"
    case = Case(
        id=f"{kind}-{hashlib.sha256((notice.id + question).encode()).hexdigest()[:8]}",
        type=kind,
        question=question,
        must=must,
        evidence=(quote,) if quote and not declines else (),
        documents=() if declines else (PurePath(notice.source).name,),
        unanswerable=declines,
        note=NOTE,
    )
    return Proposal(case, quote)


def _subject(notice: Notice, target: Target) -> str:
    """Place and year, as a clerk names what is asked about."""
    return notice.region.name + (f"{target.deadline[:4]}年" if target.deadline else "")
