"""Cases that a person makes: appended to a set, checked like every other row, never twice."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from eval.errors import EvalError, SetError
from eval.questions import Case, load_set
from eval.rows import check_rows, read_rows
from rag.types import Turn

_GOLD = {"must", "must_not", "evidence", "documents", "unanswerable"}


class Feedback(BaseModel):
    """An answer that a person marked wrong, as the page or a program hands it over, with the gold they gave, if any.

    Unknown fields are let pass.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    question: Annotated[str, Field(min_length=1, pattern=r"\S")]
    history: tuple[Turn, ...] = ()
    answer: str = ""
    comment: str = ""
    must: tuple[tuple[str, ...], ...] = ()
    must_not: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    unanswerable: bool = False

    @property
    def gold(self) -> dict[str, Any]:
        """What a right answer says, as fields of :class:`Case`; empty ones left out."""
        return self.model_dump(mode="json", include=_GOLD, exclude_defaults=True)


def read_feedback(path: Path, text: str | None = None) -> list[Feedback]:
    """Feedback as JSON lines, of a file or (``path`` only names it) of ``text``. Raises :class:`EvalError`."""
    rows, bad = read_rows(path, text)
    checked, wrong = check_rows(path, [(line, _flattened(row)) for line, row in rows], Feedback)
    if bad or wrong:
        raise SetError(sorted([*bad, *wrong], key=lambda row: row.line))
    return checked


def make_case(feedback: Feedback, gold: dict[str, Any], kind: str) -> Case:
    """The case that ``feedback`` becomes; ``gold`` (fields of Case) goes before its own. Raises SetError."""
    words = feedback.question + "".join(turn.content for turn in feedback.history)
    note = "；".join(part for part in (feedback.comment, f"答错：{_short(feedback.answer)}") if part)
    row = {
        "id": f"added-{hashlib.sha256(words.encode()).hexdigest()[:8]}",
        "type": kind,
        "question": feedback.question,
        "history": [turn.model_dump() for turn in feedback.history],
        "note": note if feedback.answer else feedback.comment,
    }
    given = {name: value for name, value in gold.items() if value}
    checked, wrong = check_rows(Path(feedback.question), [(1, row | feedback.gold | given)], Case)
    if wrong:
        raise SetError(wrong)
    return checked[0]


def append_cases(path: Path, cases: Sequence[Case]) -> None:
    """Append the cases to the set at ``path``, or begin it. Raises EvalError where an id is there already."""
    known = {case.id for case in load_set(path).cases} if path.exists() else set[str]()
    twice = [case.id for case in cases if case.id in known]
    if twice:
        raise EvalError(
            "case-there",
            zh=f"{path}：已有 {'、'.join(twice)}。同一个问题只收一次；要改请直接编辑那一行。",
            en=f"{path}: has {', '.join(twice)} already. To change a case, edit its line.",
        )
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    if before and not before.endswith("\n"):
        before += "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(before + "".join(case_line(case) for case in cases), encoding="utf-8")
    beside.replace(path)


def case_line(case: Case) -> str:
    """The case as a line of a set, its empty fields left out."""
    return case.model_dump_json(exclude_defaults=True) + "\n"


def _flattened(row: dict[str, Any]) -> dict[str, Any]:
    """The chat's answer object put to its text: a program may hand over the whole."""
    answer = row.get("answer")
    return row | {"answer": answer.get("answer", "")} if isinstance(answer, dict) else row


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 80 else words[:80] + "…"
