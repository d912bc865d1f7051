"""Question sets: what a case is, and how a set is read and checked.

A set is a JSONL file in one of two forms. A row of the first is a :class:`Case`. A row of the second, an
extractive reading set, is a :class:`ReadingRow`: a question, its document, and the stretch that answers it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from eval.errors import BadRow, EvalError, SetError
from eval.metrics.text import compact
from eval.rows import NumberedRow, check_rows, read_rows
from ingest.models import notice_id
from rag.types import Turn

READING = "reading"

Words = Annotated[str, Field(min_length=1, pattern=r"\S")]
# Becomes a file name of a throw-away corpus, and so must be one.
_DOCUMENT_ID = r"^[\w\-][\w.\-]{0,119}$"


class Case(BaseModel):
    """One question and everything known about its right answer.

    ``must`` holds groups of alternatives: a right answer says one of each group. ``must_not`` are wordings no
    right answer holds. ``evidence`` are verbatim quotations of the notices, ``documents`` the notices that
    answer (by id, file name, number or title). ``unanswerable``: the notices do not say; the answer must
    decline. ``answer`` is the exact wording expected, for ROUGE-L and exact match. ``note`` is for people.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Words
    type: Words
    question: Words
    history: tuple[Turn, ...] = ()
    must: tuple[Annotated[tuple[Words, ...], Field(min_length=1)], ...] = ()
    must_not: tuple[Words, ...] = ()
    evidence: tuple[Words, ...] = ()
    documents: tuple[Words, ...] = ()
    unanswerable: bool = False
    answer: str = ""
    note: str = ""

    @model_validator(mode="after")
    def _has_gold(self) -> Self:
        if not (self.unanswerable or self.must or self.evidence or self.documents or self.answer.strip()):
            raise ValueError("no-gold")
        return self


class Span(BaseModel):
    """The answer of a reading row. ``span`` is kept by many sets and not needed: the text says the same."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: Words
    span: tuple[int, int] | None = None


class ReadingRow(BaseModel):
    """A row of an extractive reading set: ``answer.text`` stands in ``context``, the text of ``docid``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Words
    docid: Annotated[str, Field(pattern=_DOCUMENT_ID)]
    question: Words
    answer: Span
    context: Words

    @model_validator(mode="after")
    def _is_extractive(self) -> Self:
        if compact(self.answer.text) not in compact(self.context):
            raise ValueError("not-in-context")
        return self


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A set as read. ``contexts`` are the documents that a reading set brings along, by id."""

    path: Path
    form: Literal["cases", "reading"]
    cases: tuple[Case, ...]
    contexts: dict[str, str] = field(default_factory=dict)


def load_sets(paths: Sequence[Path]) -> tuple[QuestionSet, ...]:
    """Read and check all sets; an id names one case of the whole run. Raises :class:`EvalError`."""
    sets = tuple(load_set(path) for path in paths)
    seen: dict[str, Path] = {}
    for each in sets:
        for case in each.cases:
            if case.id in seen:
                raise EvalError(
                    "duplicate-id",
                    zh=f"编号 {case.id} 同时在 {seen[case.id]} 和 {each.path}：请改其中一个，或分两次评测。",
                    en=f"Id {case.id} is in {seen[case.id]} and {each.path}: rename one, or run them apart.",
                )
            seen[case.id] = each.path
    return sets


def load_set(path: Path) -> QuestionSet:
    """Read and check one set. Raises :class:`EvalError`; a :class:`SetError` names every bad row."""
    rows, bad = read_rows(path)
    if not rows and not bad:
        raise EvalError(
            "empty-set",
            zh=f"{path}：没有题目。每行写一道题（JSON）。",
            en=f"{path}: no questions. Write one JSON object a line.",
        )
    bad += _duplicates(path, rows)
    if rows and "docid" in rows[0][1]:
        checked, wrong = check_rows(path, rows, ReadingRow)
        _refuse([*bad, *wrong, *_contradictions(path, rows)])
        return _reading_set(path, checked)
    cases, wrong = check_rows(path, rows, Case)
    _refuse([*bad, *wrong])
    return QuestionSet(path, "cases", tuple(cases))


def _refuse(bad: Sequence[BadRow]) -> None:
    if bad:
        raise SetError(sorted(bad, key=lambda row: row.line))


def _duplicates(path: Path, rows: Sequence[NumberedRow]) -> list[BadRow]:
    first: dict[str, int] = {}
    bad: list[BadRow] = []
    for number, row in rows:
        name = row.get("id")
        if not isinstance(name, str):
            continue
        if name in first:
            zh = f"编号 {name} 与第 {first[name]} 行重复。请改成没有用过的编号。"
            en = f"{name} is the id of line {first[name]} already. Choose another."
            bad.append(BadRow(str(path), number, "id", zh, en))
        first.setdefault(name, number)
    return bad


def _contradictions(path: Path, rows: Sequence[NumberedRow]) -> list[BadRow]:
    texts: dict[object, tuple[int, object]] = {}
    bad: list[BadRow] = []
    for number, row in rows:
        docid, context = str(row.get("docid")), row.get("context")
        line, text = texts.setdefault(docid, (number, context))
        if text != context:
            zh = f"文档 {docid} 的正文与第 {line} 行不同。同一个 docid 只能有一份正文。"
            en = f"another text for {docid} than on line {line}. A docid has one text."
            bad.append(BadRow(str(path), number, "context", zh, en))
    return bad


def _reading_set(path: Path, rows: list[ReadingRow]) -> QuestionSet:
    # The same text under two ids is one notice in the store, so both ids must count as that one document.
    keeper: dict[str, str] = {}
    contexts: dict[str, str] = {}
    cases: list[Case] = []
    for row in rows:
        docid = keeper.setdefault(notice_id(row.context), row.docid)
        contexts.setdefault(docid, row.context)
        cases.append(
            Case(id=row.id, type=READING, question=row.question, documents=(docid,), answer=row.answer.text)
        )
    return QuestionSet(path, "reading", tuple(cases), contexts)


def default_name(paths: Sequence[Path]) -> str:
    """What a run over these sets is called when nobody names it; safe as a part of a file name."""
    return re.sub(r"[^\w.\-]+", "-", "+".join(path.stem for path in paths))[:80].strip("-.") or "run"
