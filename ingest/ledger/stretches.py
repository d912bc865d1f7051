"""Sentences and the stretches between their commas: the places a figure and its words are looked for in. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.text import parted

# A sentence goes on over ；, because the date at its head governs all of it.
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]*")
_STOPS = "，,；;：:|"
_OPEN = "（(〔[【“《"
_CLOSE = "）)〕]】”》"


@dataclass(frozen=True, slots=True)
class Span:
    """``[start, end)`` of the text."""

    start: int
    end: int

    def holds(self, offset: int) -> bool:
        return self.start <= offset < self.end


def sentences_of(text: str) -> list[Span]:
    """The sentences of ``text`` with their final stop, one without end in parts; blank ones left out."""
    whole = (m.span() for m in _SENTENCE.finditer(text) if m.group().strip())
    return [Span(*part) for sentence in whole for part in parted(text, *sentence)]


def stretches_of(text: str, sentence: Span) -> list[Span]:
    """The comma-bounded stretches of a sentence, stops left out. A comma in brackets or in a number bounds nothing."""
    spans: list[Span] = []
    depth = 0
    start = sentence.start
    for i in range(sentence.start, sentence.end):
        c = text[i]
        if c in _OPEN:
            depth += 1
        elif c in _CLOSE:
            depth = max(0, depth - 1)
        elif c in "。！？!?" or (c in _STOPS and not depth and not _in_number(text, i)):
            if i > start:
                spans.append(Span(start, i))
            start = i + 1
    if start < sentence.end:
        spans.append(Span(start, sentence.end))
    return spans


def _in_number(text: str, i: int) -> bool:
    """1,200 and 1:1.25; in official prose a Chinese comma never stands between digits of one number."""
    before, after = text[i - 1 : i], text[i + 1 : i + 4]
    if not (before.isdigit() and after[:1].isdigit()):
        return False
    return text[i] in ":：" or (text[i] == "," and len(after) == 3 and after.isdigit())
