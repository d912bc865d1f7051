"""Does every ``[n]`` of an answer stand at the line that passage n bears out?

No gold is needed: a line is taken from its passage, so the longest run of characters that the two share tells. A
marker is in its place when its passage shares such a run, and no passage cited elsewhere shares a longer one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from eval.metrics.text import compact, without_markers
from rag.types import Citation

_MARKER = re.compile(r"\[(\d{1,3})\]")
_BREAKS = re.compile(r"[^\w%‰]+")
# A shorter run in common is a common word; a line with no longer run of its own must share that one.
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Marker:
    """``[n]`` at a line of the answer, and whether passage n is where that line is taken from."""

    number: int
    line: str
    placed: bool


def markers(answer: str, citations: Sequence[Citation]) -> list[Marker]:
    """Every marker of the answer, in order, once a line."""
    passages = {citation.marker: compact(citation.clause + citation.text) for citation in citations}
    return [marker for line in answer.split("\n") for marker in _of_line(line, passages)]


def markers_placed(answer: str, citations: Sequence[Citation], *, abstained: bool) -> float | None:
    """Share of the markers that are in their place; None for an answer without any.

    Also None for an answer that declines: what it names is near, and bears out nothing.
    """
    found = [] if abstained else markers(answer, citations)
    return sum(marker.placed for marker in found) / len(found) if found else None


def misplaced(answer: str, citations: Sequence[Citation]) -> frozenset[int]:
    """Numbers of the citations that no line is taken from, though some line carries their marker."""
    found = markers(answer, citations)
    placed = {marker.number for marker in found if marker.placed}
    return frozenset(marker.number for marker in found) - placed


def _of_line(line: str, passages: dict[int, str]) -> Iterator[Marker]:
    numbers = list(dict.fromkeys(int(number) for number in _MARKER.findall(line)))
    if not numbers:
        return
    said = compact(without_markers(line))
    shared = {number: _longest_run(said, passage) for number, passage in passages.items()}
    elsewhere = max((run for number, run in shared.items() if number not in numbers), default=0)
    needed = min(_SHORTEST, max(map(len, _BREAKS.split(said))))
    for number in numbers:
        run = shared.get(number, 0)
        yield Marker(number, line, bool(run) and run >= max(needed, elsewhere))


def _longest_run(said: str, passage: str) -> int:
    return SequenceMatcher(None, said, passage, autojunk=False).find_longest_match().size
