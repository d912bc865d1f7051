"""Reads questions whose answers are stretches of a text: SQuAD-style JSON, and the policy questions in JSON lines."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import opencc

Kind = Literal["wiki", "policy", "notice"]

# White space goes unless it keeps two words or figures apart: notices are read that way too.
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[0-9A-Za-z]")
_TITLE = re.compile(r"[^\s。！？；]{6,45}(?=\s)")
_HELD_OUT_QUESTIONS = 60


@dataclass(frozen=True, slots=True)
class Document:
    """A text and what stands above it."""

    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the stretches ``[start, end)`` of its document's text that answer it; any one of them will do."""

    key: str
    text: str
    document: str
    answers: tuple[tuple[int, int], ...]
    kind: Kind


@dataclass(frozen=True, slots=True)
class Source:
    """Questions and the documents they are asked of."""

    documents: dict[str, Document]
    questions: list[Question]


def read_squad(path: Path, *, traditional: bool = False) -> Source:
    """A SQuAD-style file; ``traditional`` characters are turned to simplified ones."""
    turned = opencc.OpenCC("t2s").convert if traditional else str
    documents: dict[str, Document] = {}
    questions: list[Question] = []
    for article in json.loads(path.read_text("utf-8"))["data"]:
        for number, paragraph in enumerate(article["paragraphs"]):
            text = turned(paragraph["context"])
            if len(text) != len(paragraph["context"]):
                continue  # the offsets would point elsewhere
            key = f"{path.stem}:{paragraph.get('id', number)}"
            documents[key] = Document(key, turned(article.get("title", "")), text)
            questions += [_squad_question(entry, documents[key], turned) for entry in paragraph["qas"]]
    return Source(documents, [question for question in questions if question.answers])


def _squad_question(entry: Any, document: Document, turned: Any) -> Question:
    found = [(a["answer_start"], a["answer_start"] + len(a["text"])) for a in entry["answers"]]
    texts = [turned(a["text"]) for a in entry["answers"]]
    answers = {
        span: None for span, text in zip(found, texts, strict=True) if document.text[slice(*span)] == text
    }
    return Question(
        f"{document.key}:{entry['id']}", turned(entry["question"]), document.key, tuple(answers), "wiki"
    )


def read_policy(path: Path) -> Source:
    """The policy questions (NCPPolicies, JSON lines). Their spans name the last character, not the one after it."""
    documents: dict[str, Document] = {}
    questions: list[Question] = []
    for row in _rows(path):
        first, last = row["answer"]["span"]
        kept = without_spaces(row["context"])
        text = "".join(row["context"][index] for index in kept)
        documents[row["docid"]] = Document(row["docid"], policy_title(row["context"]), text)
        inside = [place for place, index in enumerate(kept) if first <= index <= last]
        if inside:
            span = (inside[0], inside[-1] + 1)
            questions.append(Question(row["id"], row["question"].strip(), row["docid"], (span,), "policy"))
    return Source(documents, questions)


def without_spaces(text: str) -> list[int]:
    """The indices of the characters of ``text`` that are kept when white space without meaning goes."""
    dropped: set[int] = set()
    for match in _SPACE.finditer(text):
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        between_words = bool(_WORD.match(before) and _WORD.match(after))
        dropped.update(range(match.start() + (1 if between_words else 0), match.end()))
    return [index for index in range(len(text)) if index not in dropped]


def policy_title(text: str) -> str:
    """The first words of a policy document, up to a space or a stop: it begins with its title."""
    title = _TITLE.match(text.strip())
    return title.group() if title else ""


def held_out(path: Path, size: int = _HELD_OUT_QUESTIONS) -> dict[str, list[str]]:
    """Which policy documents and questions are kept from all training.

    Documents in the order of their text's hash, so that equal texts stay together, until ``size`` questions are met.
    """
    by_text: dict[str, list[tuple[str, str]]] = {}
    for row in _rows(path):
        digest = hashlib.sha256("".join(row["context"].split()).encode()).hexdigest()
        by_text.setdefault(digest, []).append((row["docid"], row["id"]))
    chosen: list[tuple[str, str]] = []
    for digest in sorted(by_text):
        if len(chosen) + len(by_text[digest]) <= size:
            chosen += by_text[digest]
    return {
        "documents": sorted({document for document, _ in chosen}),
        "questions": sorted(question for _, question in chosen),
    }


def without(source: Source, documents: Iterable[str]) -> Source:
    """``source`` less these documents and their questions."""
    gone = set(documents)
    return Source(
        {key: document for key, document in source.documents.items() if key not in gone},
        [question for question in source.questions if question.document not in gone],
    )


def only(source: Source, questions: Iterable[str]) -> Source:
    """``source`` with these questions alone, and all its documents."""
    kept = set(questions)
    return Source(source.documents, [question for question in source.questions if question.key in kept])


def together(sources: Iterable[Source]) -> Source:
    """All of these sources as one."""
    documents: dict[str, Document] = {}
    questions: list[Question] = []
    for source in sources:
        documents |= source.documents
        questions += source.questions
    return Source(documents, questions)


def _rows(path: Path) -> Iterator[Any]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
