"""Lines that remember where each of their characters came from, through everything that is done to them."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from ingest.readers.lines import Line

# Marks and Hangul letters that NFC may merge with the character before them.
_MERGES = re.compile(r"[\u1160-\u11ff]")


class Run(NamedTuple):
    """From ``start`` of the text on, characters stand side by side in the source: line ``line`` (1 the first),
    from ``column`` (0 the first) on."""

    start: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class TracedLine(Line):
    """A line and the runs of the source that it is made of; the runs cover it from its first character on."""

    runs: tuple[Run, ...] = ()

    def cut(self, start: int, end: int) -> TracedLine:
        """The characters ``[start, end)``."""
        return replace(self, text=self.text[start:end], runs=tuple(_shifted(self.runs, start, end, 0)))

    def stripped(self) -> TracedLine:
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, max(start, len(self.text.rstrip())))

    def without(self, pattern: re.Pattern[str]) -> TracedLine:
        return self.replaced(pattern, "")

    def replaced(self, pattern: re.Pattern[str], by: str) -> TracedLine:
        """Every match replaced by ``by``, which is no longer than any match and stands for its first characters."""
        spans = [match.span() for match in pattern.finditer(self.text)]
        return self._rewritten([(start, end, by) for start, end in spans]) if spans else self

    def joined(self, others: Sequence[TracedLine]) -> TracedLine:
        """The others behind this one, in order."""
        if not others:
            return self
        text, runs, length = [self.text], list(self.runs), len(self.text)
        for other in others:
            runs += _shifted(other.runs, 0, len(other.text), length)
            text.append(other.text)
            length += len(other.text)
        return replace(self, text="".join(text), runs=tuple(runs))

    def normalised(self) -> TracedLine:
        """In Unicode's composed form (NFC)."""
        if unicodedata.is_normalized("NFC", self.text):
            return self
        edits = [
            (start, end, composed)
            for start, end in _clusters(self.text)
            if (composed := unicodedata.normalize("NFC", self.text[start:end])) != self.text[start:end]
        ]
        return self._rewritten(edits)

    def _rewritten(self, edits: Sequence[tuple[int, int, str]]) -> TracedLine:
        text: list[str] = []
        runs: list[Run] = []
        length = at = 0
        for start, end, by in [*edits, (len(self.text), len(self.text), "")]:
            text += [self.text[at:start], by]
            runs += _shifted(self.runs, at, start, length)
            length += start - at
            for i in range(len(by)):
                first = min(start + i, end - 1)
                runs += _shifted(self.runs, first, first + 1, length + i)
            length += len(by)
            at = end
        return replace(self, text="".join(text), runs=_merged(runs))


def traced(lines: Sequence[Line]) -> list[TracedLine]:
    """The lines of a reader, each a run of its own."""
    return [
        TracedLine(line.text, line.heading, line.whole, line.page, line.table, (Run(0, number, 0),))
        for number, line in enumerate(lines, start=1)
    ]


def _shifted(runs: Sequence[Run], start: int, end: int, to: int) -> list[Run]:
    """The runs of ``[start, end)``, moved to begin at ``to``."""
    found: list[Run] = []
    index = max(0, bisect_right(runs, start, key=_start) - 1)
    while start < end and index < len(runs) and runs[index].start < end:
        run = runs[index]
        first = max(run.start, start)
        found.append(Run(first - start + to, run.line, run.column + first - run.start))
        index += 1
    return found


def _start(run: Run) -> int:
    return run.start


def _merged(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Without runs that only go on where the one before them would have gone."""
    kept = list(runs[:1])
    for before, run in pairwise(runs):
        if (run.line, run.column) != (before.line, before.column + run.start - before.start):
            kept.append(run)
    return tuple(kept)


def _clusters(text: str) -> list[tuple[int, int]]:
    """Each character with the marks that follow it."""
    starts = [
        i
        for i, c in enumerate(text)
        if i == 0 or not (unicodedata.category(c).startswith("M") or _MERGES.match(c))
    ]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))
