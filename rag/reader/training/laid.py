"""Questions laid over notices as the program holds them, so that what is learnt is cut as what is read later."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ingest.anatomy.parse import parse_notices
from ingest.models import Notice, Passage
from ingest.passages import cut_passages
from ingest.readers.read import read_bytes
from ingest.settings import IngestSettings
from rag.reader.training.marked import Asks, Marked
from rag.reader.training.sources import Document, Source

_PASSAGE_TOKENS = (
    320,
    320,
    200,
    120,
)  # the first is how the program cuts; the others shift where answers stand


@dataclass(frozen=True, slots=True)
class Laid:
    """A question of a notice; ``answer`` is a stretch ``[start, end)`` of its text, or ``near`` one that only looks so."""

    text: str
    asks: Asks
    notice: Notice
    answer: tuple[int, int] | None
    near: tuple[int, int] | None = None


def lay(
    marked: Iterable[Marked], documents: Mapping[str, Document], notices: Mapping[str, Notice]
) -> list[Laid]:
    """``marked`` questions over ``notices`` by their document's key; those whose notice reads otherwise are left out."""
    laid = []
    for one in marked:
        key = one.question.document
        if key in notices and _bare(notices[key].text) == _bare(documents[key].text):
            laid.append(_laid(one, documents[key], notices[key]))
    return laid


def _laid(one: Marked, document: Document, notice: Notice) -> Laid:
    places = _Places(document.text, notice.text)
    if one.question.answers:
        return Laid(one.question.text, one.asks, notice, places.of(one.question.answers[0]))
    return Laid(one.question.text, one.asks, notice, None, places.of(one.near))


def lay_drawn(source: Source, notices: Iterable[Notice]) -> list[Laid]:
    """Questions drawn from these very notices, whose offsets need no turning; they ask for figures, dates and units."""
    by_id = {notice.id: notice for notice in notices}
    return [Laid(q.text, "figure", by_id[q.document], q.answers[0]) for q in source.questions]


def policy_notices(path: Path) -> dict[str, Notice]:
    """The policy documents (NCPPolicies, JSON lines) as the program reads them, by their key; those that it takes for
    several notices are left out."""
    contexts: dict[str, str] = {}
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        contexts[row["docid"]] = row["context"]
    notices = {}
    for key, context in contexts.items():
        name = f"{key}.txt"
        found = parse_notices(read_bytes(name, context.encode(), IngestSettings()), name, key)
        if len(found) == 1:
            notices[key] = found[0]
    return notices


def cuts(notice: Notice) -> list[list[Passage]]:
    """The notice's passages, cut in several ways, the program's the likeliest."""
    return [_cut(_ById(notice), tokens) for tokens in _PASSAGE_TOKENS]


@dataclass(frozen=True, slots=True)
class _ById:
    """A notice that is equal to itself alone: comparing two by all they hold takes long."""

    notice: Notice

    def __hash__(self) -> int:
        return hash(self.notice.id)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ById) and other.notice is self.notice


@lru_cache(maxsize=2048)
def _cut(held: _ById, tokens: int) -> list[Passage]:
    return cut_passages(held.notice, tokens)


class _Places:
    """Turns stretches of one text into those of another that differs in white space alone."""

    def __init__(self, given: str, wanted: str) -> None:
        self._given = [index for index, character in enumerate(given) if not character.isspace()]
        self._wanted = [index for index, character in enumerate(wanted) if not character.isspace()]

    def of(self, span: tuple[int, int]) -> tuple[int, int]:
        first = bisect_right(self._given, span[0] - 1)
        last = bisect_right(self._given, span[1] - 1) - 1
        return self._wanted[first], self._wanted[last] + 1


def _bare(text: str) -> str:
    return "".join(text.split())
