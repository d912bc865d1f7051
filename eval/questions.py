"""Question sets: what a case is, and how a set is read and checked.

A set is a JSONL file in one of two forms. A row of the first is a :class:`Case`. A row of the second, an
extractive reading set, is a :class:`ReadingRow`: a question, its document, and the stretch that answers it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from eval.errors import BadRow, EvalError, SetError
from eval.metrics.text import compact
from eval.validation import advice
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
    rows, bad = _parse(path, _read(path))
    if not rows and not bad:
        raise EvalError(
            "empty-set",
            zh=f"{path}：没有题目。每行写一道题（JSON）。",
            en=f"{path}: no questions. Write one JSON object a line.",
        )
    reading = bool(rows) and "docid" in rows[0][1]
    model: type[BaseModel] = ReadingRow if reading else Case
    checked = _check(path, rows, model, bad)
    bad.extend(_duplicates(path, rows))
    if reading:
        bad.extend(_contradictions(path, rows))
    if bad:
        raise SetError(sorted(bad, key=lambda row: row.line))
    if reading:
        return _reading_set(path, [row for row in checked if isinstance(row, ReadingRow)])
    return QuestionSet(path, "cases", tuple(row for row in checked if isinstance(row, Case)))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise EvalError(
            "set-encoding",
            zh=f"{path}：不是 UTF-8 编码。请另存为 UTF-8。",
            en=f"{path}: not UTF-8. Save it as UTF-8.",
        ) from error
    except OSError as error:
        raise EvalError(
            "set-unreadable",
            zh=f"{path}：读不了（{error.strerror}）。请检查路径和权限。",
            en=f"{path}: cannot be read ({error.strerror}). Check the path and its permissions.",
        ) from error


def _parse(path: Path, text: str) -> tuple[list[tuple[int, dict[str, Any]]], list[BadRow]]:
    rows: list[tuple[int, dict[str, Any]]] = []
    bad: list[BadRow] = []
    # Only line feeds end a row: str.splitlines would also break at U+2028 inside a quotation.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            bad.append(_not_json(path, number, error))
            continue
        if isinstance(row, dict):
            rows.append((number, row))
        else:
            zh, en = (
                '不是一个 JSON 对象。一行写一个 {"id": …}。',
                'not a JSON object. Write one {"id": …} a line.',
            )
            bad.append(BadRow(str(path), number, "", zh, en))
    return rows, bad


def _not_json(path: Path, number: int, error: ValueError) -> BadRow:
    column = f"{error.colno}" if isinstance(error, json.JSONDecodeError) else "?"
    zh = f"不是合法的 JSON（第 {column} 列）。一行写一个对象，检查引号和逗号。"
    en = f"not valid JSON (column {column}). Write one object a line; check quotes and commas."
    return BadRow(str(path), number, "", zh, en)


def _check(
    path: Path, rows: list[tuple[int, dict[str, Any]]], model: type[BaseModel], bad: list[BadRow]
) -> list[BaseModel]:
    checked: list[BaseModel] = []
    for number, row in rows:
        try:
            # Strict, as JSON: the string "no" is no boolean, and 7 is no question.
            checked.append(model.model_validate_json(json.dumps(row), strict=True))
        except ValidationError as error:
            for problem in error.errors(include_url=False):
                where = ".".join(str(part) for part in problem["loc"])
                zh, en = advice(problem, model)
                bad.append(BadRow(str(path), number, where, zh, en))
    return checked


def _duplicates(path: Path, rows: list[tuple[int, dict[str, Any]]]) -> list[BadRow]:
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


def _contradictions(path: Path, rows: list[tuple[int, dict[str, Any]]]) -> list[BadRow]:
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
