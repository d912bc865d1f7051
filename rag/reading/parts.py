"""The comma-bounded parts of a sentence, and which of them a question is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.text import fold
from rag.reading.explain import cuts_of
from rag.reading.held import Held
from rag.reading.sentences import Topic

# A word that stands in an earlier part holds for those behind it: 创业担保贷款个人最高30万元，小微企业最高400万元.
_HANDED_ON = 0.8


@dataclass(frozen=True, slots=True)
class Part:
    """``[start, end)`` of its sentence, folded; ``near``: how much of the question stands in it or is handed on to it;
    ``own``: how much stands in its own words."""

    start: int
    end: int
    text: str
    near: float
    own: float


def spans_of(text: str) -> list[tuple[int, int]]:
    return list(pairwise([0, *cuts_of(text), len(text)]))


def parts_of(text: str, topic: Topic, words: Sequence[tuple[str, ...]] = ()) -> list[Part]:
    """The parts in order; ``words``: those of the topic that say what the question is of, all where none are given."""
    chosen = list(words) or list(topic.weights)
    total = sum(topic.weights[word] for word in chosen) or 1.0
    handed = dict.fromkeys(chosen, 0.0)
    found: list[Part] = []
    for start, end in spans_of(text):
        held = Held(text[start:end])
        near = own = 0.0
        for word in chosen:
            credit, weight = topic.credit(word, held), topic.weights[word] / total
            near += weight * max(credit, _HANDED_ON * handed[word])
            own += weight * credit
            handed[word] = max(handed[word], credit)
        found.append(Part(start, end, fold(text[start:end]), near, own))
    return found
