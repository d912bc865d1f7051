"""What people say of answers, kept as lines of JSON that become cases of a question set.

``comment``, ``evidence``, ``documents`` and ``unanswerable`` are the names under which such a case holds what a person
told; the others tell what was said.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from ingest.models import Clause, Notice
from rag.types import Answer, Turn
from ui.page.citing import official_form

Rating = Literal["up", "down"]
FILE = "feedback.jsonl"
_LONGEST = 2000  # characters of a reason
_writing = threading.Lock()


def clause_choices(notices: Iterable[Notice]) -> dict[str, tuple[Notice, Clause]]:
    """Clauses by their official form, for a person to pick the right one; in the order of the notices."""
    choices: dict[str, tuple[Notice, Clause]] = {}
    for notice in notices:
        for clause in notice.clauses:
            if clause.label:
                form = official_form(notice.title, notice.document_number, clause.path)
                choices.setdefault(form, (notice, clause))
    return choices


def feedback_row(
    question: str,
    history: Sequence[Turn],
    answer: Answer,
    rating: Rating,
    reason: str,
    right_clause: str,
    choices: dict[str, tuple[Notice, Clause]],
) -> dict[str, object]:
    """One judgement. What an approved answer cites is its evidence; of a wrong one, the clause that was picked."""
    row: dict[str, object] = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "question": question,
        "history": [turn.model_dump() for turn in history],
        "answer": answer.answer,
        "rating": rating,
        "reason": reason.strip()[:_LONGEST],
        "comment": reason.strip()[:_LONGEST],
        "right_clause": right_clause.strip()[:_LONGEST],
    }
    picked = choices.get(right_clause.strip())
    if picked:
        notice, clause = picked
        row["documents"] = [notice.id]
        row["evidence"] = [notice.text[clause.start : clause.own_end].strip()]
    elif rating == "up" and answer.abstained:
        row["unanswerable"] = True
    elif rating == "up":
        row["documents"] = list(dict.fromkeys(citation.document_id for citation in answer.citations))
        row["evidence"] = [citation.text for citation in answer.citations]
    return row


def keep_feedback(folder: Path, row: dict[str, object]) -> None:
    """Append the row to the folder's file. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    with _writing, (folder / FILE).open("a", encoding="utf-8") as file:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")
