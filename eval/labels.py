"""Commitments of notices, labelled by hand: what the ledger is held against.

A label file is JSONL, one commitment a row. ``document`` is the file's name without suffix, or its first characters and
the part of a file that holds several notices (``000_part2``). A document in which a person found nothing has one row of
kind ``none``: without it, what a program finds there could not count as wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path, PurePath
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from eval.errors import EvalError, SetError
from eval.rows import check_rows, read_rows
from ingest.models import Notice

_PART = re.compile(r"(?P<name>.+)_part(?P<part>\d+)$")

Words = Annotated[str, Field(min_length=1, pattern=r"\S")]
Figure = Annotated[float, Field(allow_inf_nan=False)]


class Label(BaseModel):
    """One commitment. ``quote`` is verbatim and holds ``value_text``, its ``value_nth`` occurrence the figure meant."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    document: Words
    kind: Literal["figure", "date", "none"]
    quote: str = ""
    value_text: str = ""
    value_nth: Annotated[int, Field(ge=1)] = 1
    indicator: str = ""
    comparator: Literal["=", ">=", "<=", ">", "<", "~", "+", "-", ""] = ""
    value: Figure | None = None
    value_high: Figure | None = None
    unit: str = ""
    deadline: str = ""
    deadline_from: Literal["sentence", "clause", "document", ""] = ""
    firmness: str = ""
    scope: str = ""
    masked: bool = False
    note: str = ""

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if self.kind != "none" and not self.quote.strip():
            raise ValueError("no-quote")
        if self.kind == "figure" and figure_in(self.quote, self.value_text, self.value_nth) < 0:
            raise ValueError("value-not-in-quote")
        if self.deadline and not _is_date(self.deadline):
            raise ValueError("bad-date")
        return self


def load_labels(paths: Sequence[Path]) -> tuple[Label, ...]:
    """Read and check label files. Raises :class:`EvalError`; a :class:`SetError` names every bad row."""
    labels: list[Label] = []
    for path in paths:
        rows, bad = read_rows(path)
        checked, wrong = check_rows(path, rows, Label)
        if bad or wrong:
            raise SetError(sorted([*bad, *wrong], key=lambda row: row.line))
        labels += checked
    if not labels:
        raise EvalError(
            "no-labels",
            zh="没有标注。每行写一条指标（JSON）。",
            en="No labels. Write one commitment a line (JSON).",
        )
    return tuple(labels)


def notices_of(document: str, notices: Sequence[Notice]) -> list[Notice]:
    """The notices that a label's ``document`` names: the part of a file, or everything in it. Raises EvalError."""
    named = _PART.match(document)
    if named:
        found = [
            each
            for each in notices
            if PurePath(each.source).stem.startswith(named["name"]) and each.part == int(named["part"])
        ]
        if len({each.source for each in found}) > 1:
            raise EvalError(
                "ambiguous-document",
                zh=f"标注里的文件 {document} 对得上几个文件。请写长一些。",
                en=f"{document} fits several files. Write more of its name.",
            )
    else:
        found = [each for each in notices if PurePath(each.source).stem == document]
    if not found:
        raise EvalError(
            "no-document",
            zh=f"标注里的文件 {document} 不在 --corpus 里。请检查名字。",
            en=f"{document} of the labels is not in the corpus. Check its name.",
        )
    return found


def figure_in(quote: str, value_text: str, nth: int) -> int:
    """Where the ``nth`` ``value_text`` begins in ``quote``; -1 where there are not as many."""
    at = -1
    for _ in range(nth):
        at = quote.find(value_text, at + 1) if value_text else -1
        if at < 0:
            return -1
    return at


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2024-12-31")
