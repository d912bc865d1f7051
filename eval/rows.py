"""JSON lines that people write, read and checked: whatever is wrong is told with file, line, field and advice."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from eval.errors import BadRow, EvalError
from eval.validation import advice

M = TypeVar("M", bound=BaseModel)

NumberedRow = tuple[int, dict[str, Any]]


def read_rows(path: Path, text: str | None = None) -> tuple[list[NumberedRow], list[BadRow]]:
    """The JSON objects of a file with their line numbers, and the lines that are none. Raises EvalError.

    Given ``text``, that is read and ``path`` only names it.
    """
    rows: list[NumberedRow] = []
    bad: list[BadRow] = []
    # Only line feeds end a row: str.splitlines would also break at U+2028 inside a quotation.
    for number, line in enumerate((_read(path) if text is None else text).split("\n"), start=1):
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


def check_rows(path: Path, rows: Sequence[NumberedRow], model: type[M]) -> tuple[list[M], list[BadRow]]:
    """The rows as ``model``, and everything wrong in those that are none."""
    checked: list[M] = []
    bad: list[BadRow] = []
    for number, row in rows:
        try:
            # Strict, as JSON: the string "no" is no boolean, and 7 is no question.
            checked.append(model.model_validate_json(json.dumps(row), strict=True))
        except ValidationError as error:
            for problem in error.errors(include_url=False):
                where = ".".join(str(part) for part in problem["loc"])
                zh, en = advice(problem, model)
                bad.append(BadRow(str(path), number, where, zh, en))
    return checked, bad


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


def _not_json(path: Path, number: int, error: ValueError) -> BadRow:
    column = f"{error.colno}" if isinstance(error, json.JSONDecodeError) else "?"
    zh = f"不是合法的 JSON（第 {column} 列）。一行写一个对象，检查引号和逗号。"
    en = f"not valid JSON (column {column}). Write one object a line; check quotes and commas."
    return BadRow(str(path), number, "", zh, en)
