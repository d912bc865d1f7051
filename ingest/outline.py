"""Paragraphs into a clause tree: every character of the notice belongs to exactly one clause's own words.

The depth of a number is not in its style but in what is open above it: a style that is open already closes everything
down to itself, a new one opens a level. That reads 一、→（一）→ 1. and 一、→ 1. and 第一条 →（一） alike, and survives
missing and repeated numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.headings import Marker, heading_marker, run_in_items
from ingest.models import Clause
from ingest.readers.lines import Line

_LONGEST_HEADING = 60
# Shorter than this the words up to the first full stop or colon (not that of 1:3) are a heading, longer a sentence.
_HEADING_SENTENCE = re.compile(r"^(?:[^。；！？：:\n]|(?<=\d)[：:](?=\d)){1,48}[。：:]?")


@dataclass(slots=True)
class _Node:
    label: str
    style: str
    heading: str
    depth: int
    parent: int
    start: int
    own_end: int = -1
    end: int = -1


def build_outline(paragraphs: Sequence[Line]) -> tuple[str, tuple[Clause, ...]]:
    """The notice's text (paragraphs joined by newlines) and its clause tree, in order of the text."""
    builder = _Builder()
    position = 0
    for line in paragraphs:
        builder.paragraph(line, position)
        position += len(line.text) + 1
    text = "\n".join(line.text for line in paragraphs)
    return text, builder.finish(len(text))


class _Builder:
    def __init__(self) -> None:
        self.nodes: list[_Node] = []
        self.open: list[int] = []  # indices of the open clauses, top first

    def paragraph(self, line: Line, position: int) -> None:
        marker = heading_marker(line.text)
        if marker and not line.text.startswith("|"):
            self._numbered(line.text, marker, position)
        elif line.heading or self._starts_attachment(line.text):
            self._unnumbered_heading(line, position)
        elif not self.open:
            self._open(_Node("", "text", "", 0, -1, position))
        self._run_in(line.text, position, marker)

    def _numbered(self, text: str, marker: Marker, position: int) -> None:
        self._close_to(marker.style, position)
        heading = heading_words(text[marker.length :])
        self._open(_Node(marker.label, marker.style, heading, len(self.open), self._top(), position))

    def _unnumbered_heading(self, line: Line, position: int) -> None:
        """A heading without a number (a title in the middle, 附件) closes all that is open."""
        self._close_all(position)
        self._open(_Node("", "text", line.text[:_LONGEST_HEADING], 0, -1, position))

    def _starts_attachment(self, text: str) -> bool:
        return bool(re.match(r"^附\s*件\s*\d*\s*$", text))

    def _run_in(self, text: str, position: int, marker: Marker | None) -> None:
        """``一是…二是…`` inside a paragraph, or going on from a line that began with 一是."""
        starts = run_in_items(text) or self._continued_items(text)
        if marker and marker.style == "run-in":
            starts = [start for start in starts if start >= marker.length]  # the first is open already
        for start in starts:
            self._close_to("run-in", position + start)
            heading = heading_words(text[start + 2 :])
            label = text[start : start + 2]
            self._open(_Node(label, "run-in", heading, len(self.open), self._top(), position + start))

    def _continued_items(self, text: str) -> list[int]:
        """二是, 三是 … in a paragraph that follows a 一是 line."""
        if not self.open or self.nodes[self.open[-1]].style != "run-in":
            return []
        order = "一二三四五六七八九十"
        following = order[order.index(self.nodes[self.open[-1]].label[0]) + 1 :]
        starts: list[int] = []
        for match in re.finditer(r"(?:(?<=[。；：])|^)([二三四五六七八九十])是", text):
            if len(starts) < len(following) and match.group(1) == following[len(starts)]:
                starts.append(match.start(1))
        return starts

    def _top(self) -> int:
        return self.open[-1] if self.open else -1

    def _open(self, node: _Node) -> None:
        if self.open and self.nodes[self.open[-1]].own_end < 0:
            self.nodes[self.open[-1]].own_end = node.start
        self.nodes.append(node)
        self.open.append(len(self.nodes) - 1)

    def _close_to(self, style: str, position: int) -> None:
        """Close the open clause of that style and all below it; text before the first number closes too."""
        styles = [self.nodes[i].style for i in self.open]
        if style in styles:
            self._close_from(styles.index(style), position)
        elif styles and styles[0] == "text":
            self._close_from(0, position)

    def _close_all(self, position: int) -> None:
        self._close_from(0, position)

    def _close_from(self, level: int, position: int) -> None:
        for index in self.open[level:]:
            node = self.nodes[index]
            node.end = position
            if node.own_end < 0:
                node.own_end = position
        del self.open[level:]

    def finish(self, length: int) -> tuple[Clause, ...]:
        self._close_all(length)
        clauses: list[Clause] = []
        for node in self.nodes:
            above = clauses[node.parent].path if node.parent >= 0 else ""
            label = node.label.rstrip("、.．：: \t")
            path = _join_path(above, label)
            clauses.append(
                Clause(
                    path,
                    node.label,
                    node.heading,
                    node.depth,
                    node.parent,
                    node.start,
                    node.own_end,
                    node.end,
                )
            )
        return tuple(clauses)


def _join_path(above: str, label: str) -> str:
    """``七`` + ``21`` → ``七、21``; ``二`` + ``（一）`` → ``二、（一）``; ``二、（一）`` + ``3`` → ``二、（一）3``."""
    if not above or not label:
        return above or label
    return f"{above}{label}" if above.endswith(("）", ")", "条", "章", "节", "篇")) else f"{above}、{label}"


def heading_words(text: str) -> str:
    """The words that name a clause: up to its first full stop or colon, where that is short enough for a name."""
    text = text.split("\n", 1)[0].strip()
    match = _HEADING_SENTENCE.match(text)
    if not match:
        return ""
    words = match.group()
    whole_line = len(words) == len(text)
    return words.rstrip("。：:") if whole_line or words.endswith(("。", "：", ":")) else ""
