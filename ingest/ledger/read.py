"""From a notice's text and clause tree to its targets: figures first, then tasks that have a date alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from ingest.figures import Figure, find_figures
from ingest.ledger.commitments import is_commitment
from ingest.ledger.comparators import comparator_of, firmness_of
from ingest.ledger.dated import read_dated
from ingest.ledger.deadlines import Due, find_deadlines
from ingest.ledger.duties import Duties
from ingest.ledger.indicator import is_aside, name_figure
from ingest.ledger.plan import Plan
from ingest.ledger.retrospect import looking_back
from ingest.ledger.stretches import Span, sentences_of, stretches_of
from ingest.ledger.tables import read_table, tables_of
from ingest.ledger.wording import (
    DEMANDS,
    DOES,
    FORECAST,
    REACHES,
    REPORTER,
)
from ingest.models import Clause, Target

# What is left of a heading that is a year's own: 2024年目标, 2025年主要任务：.
_NAMES_A_STAGE = re.compile(
    "(?:的|主要|重点|年度|工作|总体|阶段|发展|具体)*(?:目标|任务|指标)(?:任务)?[：:。]?|[：:]"
)
_CLAUSES_OF_A_NOTICE = 3
_NO_NAME = re.compile(rf"{REACHES}|[再又](?:{DOES})?|其中|完成|[：:、]")
_PART = re.compile("[；;]")
_LONGEST_STRETCH = 300
_ATTACHED = re.compile(r"\s*附[件表录]\s*\d*\s*[：:]")  # a list of what is attached
_OPENING = "，,；;：:。、（(\n"
_STOPPED = re.compile(r"[，,；;：:。！!？?]")
_WHO = re.compile(r"的[^，。；、\s]{0,6}[，,；;]")


def read_targets(text: str, clauses: Sequence[Clause], plan: Plan) -> tuple[Target, ...]:
    """Every commitment of the notice, in order of the text. Pure."""
    reading = _Reading(text, clauses, plan)
    return tuple(sorted(reading.targets(), key=lambda t: (t.start, t.value_start)))


class _Reading:
    def __init__(self, text: str, clauses: Sequence[Clause], plan: Plan) -> None:
        self.text = text
        self.clauses = clauses
        self.plan = plan
        self.starts = [clause.start for clause in clauses]
        self.duties = Duties(text, clauses)
        self.heads: dict[int, Due | None] = {}

    def targets(self) -> list[Target]:
        tabled: list[Target] = []
        rows: set[int] = set()
        for table in tables_of(self.text):
            read = read_table(self.text, table, self.plan, self._of_cell)
            if read is not None:
                tabled += read
                rows.update(row.start for row in table)
        prose = [
            self._unlabelled(s)
            for s in sentences_of(self.text)
            if s.start not in rows and not _ATTACHED.match(self.text, s.start, s.end)
        ]
        found = [target for sentence in prose for target in self._of_sentence(sentence)]
        if is_report(self.text, self.clauses):
            found = [t for t in found if self._demands(t)]
        back = looking_back(self.text, self.clauses)
        found = [t for t in found if self._demands(t) or not any(span.holds(t.start) for span in back)]
        return [*found, *(self._placed(target) for target in tabled)]

    def _demands(self, target: Target) -> bool:
        return bool(DEMANDS.search(self.text, target.start, target.end))

    def _of_cell(self, cell: Span) -> list[Target]:
        sentences = sentences_of(self.text[cell.start : cell.end])
        return [
            target
            for s in sentences
            for target in self._of_sentence(Span(cell.start + s.start, cell.start + s.end))
        ]

    def _unlabelled(self, sentence: Span) -> Span:
        """The sentence without the number of the clause that it opens, nor the heading in front of a first item
        (一、发放标准（一）居家老人…)."""
        index = self._clause_at(sentence.start)
        inner = index + 1
        while inner < len(self.clauses) and self.clauses[inner].start < sentence.end:
            if _STOPPED.search(self.text, sentence.start, self.clauses[inner].start):
                break
            sentence, index = Span(self.clauses[inner].start, sentence.end), inner
            inner += 1
        if index < 0 or self.clauses[index].start != sentence.start:
            return sentence
        label = self.clauses[index].label
        if not label or not self.text.startswith(label, sentence.start):
            return sentence
        return Span(min(sentence.start + len(label), sentence.end), sentence.end)

    def _of_sentence(self, sentence: Span) -> list[Target]:
        words = self.text[sentence.start : sentence.end]
        if FORECAST.match(words):
            return []
        figures = [_shifted(figure, sentence.start) for figure in find_figures(words)]
        dues = [
            replace(due, start=due.start + sentence.start, end=due.end + sentence.start)
            for due in find_deadlines(words, self.plan.year)
        ]
        if not figures and not dues:
            return []
        stretches = stretches_of(self.text, sentence)
        kept = self._figures(sentence, stretches, figures, dues)
        dated = read_dated(self.text, sentence, stretches, dues, kept)
        return [self._placed(target) for target in (*_named_through(kept), *dated)]

    def _figures(
        self, sentence: Span, stretches: Sequence[Span], figures: Sequence[Figure], dues: Sequence[Due]
    ) -> list[Target]:
        targets: list[Target] = []
        for i, stretch in enumerate(stretches):
            if stretch.end - stretch.start > _LONGEST_STRETCH:
                continue  # a list of names or a table run together, no prose
            own = [figure for figure in figures if stretch.holds(figure.start)]
            own = [figure for figure in own if not self._is_past(figure, stretch, dues)]
            own = [figure for figure in own if is_commitment(self.text, figure, sentence, stretch, figures)]
            earlier = stretches[i - 1] if i else None
            told = [figure for figure in own if not is_aside(self.text, figure, own)]
            targets += [self._target(figure, own, sentence, stretch, earlier, dues) for figure in told]
        return targets

    def _is_past(self, figure: Figure, stretch: Span, dues: Sequence[Due]) -> bool:
        """Whether the last date before the figure opens its stretch or one before it and lies before what is planned
        for (2023年，全县新增学位800个)."""
        before = [due for due in dues if due.end <= figure.start]
        if not before or not self.plan.since or not before[-1].date:
            return False
        due = before[-1]
        opens = not self.text[max(0, due.start - 1) : due.start].strip(_OPENING)
        says = self.text[due.end : due.end + 1] in "，," or due.start >= stretch.start
        return opens and says and int(due.date[:4]) < self.plan.since

    def _target(
        self,
        figure: Figure,
        beside: Sequence[Figure],
        sentence: Span,
        stretch: Span,
        earlier: Span | None,
        dues: Sequence[Due],
    ) -> Target:
        naming = name_figure(self.text, figure, beside, stretch, earlier, dues)
        date, date_text, date_from = self._deadline(figure, stretch, dues)
        return Target(
            clause_index=-1,
            indicator=naming.indicator,
            start=stretch.start,
            end=stretch.end,
            comparator=comparator_of(self.text[stretch.start : figure.value_start], figure),
            value=figure.value,
            value_high=figure.high,
            value_text=figure.value_text,
            value_start=figure.value_start,
            unit=figure.unit,
            deadline=date,
            deadline_text=date_text,
            deadline_from=date_from,
            scope=naming.scope,
            firmness=firmness_of(
                self.text[sentence.start : stretch.start], self.text[stretch.start : figure.value_start]
            ),
            masked=figure.masked,
        )

    def _deadline(
        self, figure: Figure, stretch: Span, dues: Sequence[Due]
    ) -> tuple[str, str, Literal["sentence", "clause", "document", ""]]:
        """The last date before the figure in its sentence, else one behind it in its stretch, else one in the heading or
        the opening above, else the end of what the notice plans for."""
        before = [
            due
            for due in dues
            if due.end <= figure.start
            and self._governs(due, stretch)
            and not self._of_a_part(due, figure.start)
        ]
        behind = [due for due in dues if figure.end <= due.start < stretch.end and due.bound]
        chosen = before[-1] if before else behind[0] if behind else None
        if chosen:
            return chosen.date, chosen.text.strip(), "sentence"
        above = self._above(figure.start)
        if above:
            return above.date, above.text.strip(), "clause"
        return (self.plan.until, "", "document") if self.plan.until else ("", "", "")

    def _governs(self, due: Due, stretch: Span) -> bool:
        """Not a year before the plan's own (what something is measured against), nor one inside other words (2020年度发生的
        亏损), nor one that tells who is meant (2月底前完成技改的企业，对其补助…)."""
        early = bool(due.date and self.plan.year and int(due.date[:4]) < self.plan.year)
        if early and (self.plan.dated or due.start < stretch.start):
            return False
        if due.start < stretch.start and _WHO.search(self.text, due.end, stretch.start):
            return False
        ahead = self.text[max(0, due.start - 1) : due.start]
        if due.bound or due.text.endswith(("全年", "年")):
            return True
        return not ahead.strip(_OPENING) and not due.text.endswith(("日", "号"))

    def _of_a_part(self, due: Due, figure: int) -> bool:
        """Whether a date dates one part of what came before (治理率达到75%，其中2025年达到67%；…): it ends with that."""
        if not _PART.search(self.text, due.end, figure):
            return False
        opened = max(
            (m.end() for m in _PART.finditer(self.text, max(0, due.start - _LONGEST_STRETCH), due.start)),
            default=0,
        )
        began = max(opened, self.text.rfind("。", 0, due.start) + 1)
        return "其中" in self.text[began : due.start]

    def _above(self, offset: int) -> Due | None:
        """A date in a heading above, or in an opening that ends in a colon (到2025年实现以下目标：)."""
        index = self._clause_at(offset)
        while index >= 0:
            clause = self.clauses[index]
            until = min(clause.own_end, offset)
            opening = self.text[max(clause.start, until - _LONGEST_STRETCH) : until].rstrip()
            if index not in self.heads:
                self.heads[index] = self._bound_in(clause.heading)
            due = self.heads[index]
            if due is None and opening.endswith(("：", ":")):
                due = self._bound_in(re.split(r"[。\n]", opening)[-1])
            if due:
                return due
            index = clause.parent
        return None

    def _bound_in(self, words: str) -> Due | None:
        dues = [due for due in find_deadlines(words, self.plan.year) if due.date]
        bound = [due for due in dues if due.bound or _NAMES_A_STAGE.fullmatch(words[due.end :].strip())]
        return bound[-1] if bound else None

    def _clause_at(self, offset: int) -> int:
        return bisect_right(self.starts, offset) - 1

    def _placed(self, target: Target) -> Target:
        """With its clause and the units responsible there."""
        index = self._clause_at(target.start)
        if target.lead_units or target.other_units:  # a table says so in its own column
            return replace(target, clause_index=index)
        lead, other = self.duties.at(max(target.start, target.value_start), index)
        return replace(target, clause_index=index, lead_units=lead, other_units=other)


def _named_through(targets: Sequence[Target]) -> list[Target]:
    """The targets of a sentence. A figure with a date and no name of its own is of what the one before it is of
    (治理率达到75%，其中2024年达到58%), and is stated from there on."""
    named: list[Target] = []
    for target in targets:
        before = named[-1] if named else target
        dated = target.deadline_from == "sentence" and target.deadline != before.deadline
        if dated and target.unit == before.unit and not _NO_NAME.sub("", target.indicator):
            scope = target.scope or before.scope
            target = replace(target, indicator=before.indicator, start=before.start, scope=scope)
        named.append(target)
    return named


def is_report(text: str, clauses: Sequence[Clause]) -> bool:
    """Whether a text tells what was done (news, a summary of work) and commits to little: it quotes reporters and sources
    and is not divided into clauses."""
    return bool(REPORTER.search(text)) and sum(1 for clause in clauses if clause.label) < _CLAUSES_OF_A_NOTICE


def _shifted(figure: Figure, by: int) -> Figure:
    return replace(figure, start=figure.start + by, end=figure.end + by, value_start=figure.value_start + by)
