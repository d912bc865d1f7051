"""Questions written one by one over the policy documents, each with the place of its answer.

``marked.jsonl`` holds the questions and offsets into the space-free text of :func:`~rag.reader.training.sources.read_policy`,
no text of the documents. What a document does not answer is asked too, with the clause that looks as if it did.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rag.reader.training.sources import Question, Source

MARKED = Path(__file__).with_name("marked.jsonl")
Asks = Literal["figure", "date", "unit", "name", "list", "explain", "yesno", "none"]
_DEVELOPMENT_DOCUMENTS = 12


@dataclass(frozen=True, slots=True)
class Marked:
    """A question and what it asks for. ``near`` is the stretch that wrongly attracts, of a question ("none") that its
    document does not answer and that has no answers; (0, 0) of every other."""

    question: Question
    asks: Asks
    near: tuple[int, int] = (0, 0)


def read_marked(source: Source, path: Path = MARKED) -> list[Marked]:
    """The questions over the documents of ``source``, in the file's order; those of other documents are left out.

    Raises ValueError where an offset lies outside its document: then it was marked in another text.
    """
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines()):
        row = json.loads(line)
        document = source.documents.get(row["docid"])
        if document is None:
            continue
        answered = row["kind"] != "none"
        span = (row["start"], row["end"]) if answered else (row["near_start"], row["near_end"])
        if not 0 <= span[0] < span[1] <= len(document.text):
            raise ValueError(f"{path.name}, line {number + 1}: {span} lies outside {document.key}")
        question = Question(
            f"marked-{number}", row["question"], document.key, (span,) if answered else (), "policy"
        )
        found.append(Marked(question, row["kind"], (0, 0) if answered else span))
    return found


def development(documents: Collection[str], size: int = _DEVELOPMENT_DOCUMENTS) -> set[str]:
    """The documents on which the reader is measured and whose marked questions it is not taught: the first by hash."""
    return set(sorted(documents, key=lambda key: hashlib.sha256(key.encode()).hexdigest())[:size])
