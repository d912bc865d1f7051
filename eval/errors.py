"""What can go wrong in an evaluation, as a branch of the tree in :mod:`ingest.errors`.

::

    YaodianError
    └── EvalError        the run cannot start as it was asked for; nothing was scored
        └── SetError     a question set that cannot be used: every bad row with file, line, field and advice
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.errors import Lang, YaodianError

# A set written against another schema is wrong on every line; the first rows tell as much as all of them.
_SHOWN = 20


class EvalError(YaodianError):
    """The run cannot start as it was asked for. Consequence: nothing was scored."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """One thing wrong in a question set: where it stands, what it is and what to do about it."""

    path: str
    line: int
    field: str
    zh: str
    en: str

    def text(self, lang: Lang) -> str:
        """File, line and field, then the advice."""
        if lang == "zh":
            where = f"{self.path} 第 {self.line} 行" + (f"，字段 {self.field}" if self.field else "")
            return f"{where}：{self.zh}"
        where = f"{self.path}, line {self.line}" + (f", field {self.field}" if self.field else "")
        return f"{where}: {self.en}"


class SetError(EvalError):
    """A question set cannot be used. ``rows`` names everything that is wrong, in the order of the file."""

    def __init__(self, rows: Sequence[BadRow]) -> None:
        self.rows = tuple(rows)
        zh = [row.text("zh") for row in rows[:_SHOWN]]
        en = [row.text("en") for row in rows[:_SHOWN]]
        if len(rows) > _SHOWN:
            zh.append(f"……另有 {len(rows) - _SHOWN} 处问题。")
            en.append(f"… and {len(rows) - _SHOWN} more.")
        super().__init__("bad-set", zh="\n".join(zh), en="\n".join(en))
