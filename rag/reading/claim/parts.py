"""The comma-bounded parts of a sentence, and which of them a question is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.text import fold
from rag.reading.explain import cuts_of
from rag.reading.held import Held
from rag.reading.sentences import Topic

# A word that stands in an earlier part holds for those behind it: 创业担保贷款个人最高30万元，小微企业最高400万元.
_ITEM, _DIGIT = re.compile("、"), re.compile(r"\d")
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


def _by_item(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in spans_of(text):
        cuts = [start, *(start + match.end() for match in _ITEM.finditer(text[start:end])), end]
        items = list(pairwise(cuts))
        found += items if all(_DIGIT.search(text[a:b]) for a, b in items) else [(start, end)]
    return found


def parts_of(
    text: str, topic: Topic, words: Sequence[tuple[str, ...]] = (), *, items: bool = False
) -> list[Part]:
    """The parts in order; ``words``: those of the topic that say what the question is of, all where none are given;
    ``items``: a part whose items each have a figure (在职600元、退休400元) is taken item by item."""
    chosen = list(words) or list(topic.weights)
    total = sum(topic.weights[word] for word in chosen) or 1.0
    handed = dict.fromkeys(chosen, 0.0)
    found: list[Part] = []
    for start, end in _by_item(text) if items else spans_of(text):
        held = Held(text[start:end])
        near = own = 0.0
        for word in chosen:
            credit, weight = topic.credit(word, held), topic.weights[word] / total
            near += weight * max(credit, _HANDED_ON * handed[word])
            own += weight * credit
            handed[word] = max(handed[word], credit)
        found.append(Part(start, end, fold(text[start:end]), near, own))
    return found
