"""Paragraphs into a clause tree: every character of the notice belongs to exactly one clause's own words.

The depth of a number is not in its style but in what is open above it: a style that is open already closes everything
down to itself, a new one opens a level. That reads 一、→（一）→ 1. and 一、→ 1. and 第一条 →（一） alike, and survives
missing and repeated numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from ingest.anatomy.headings import (
    Marker,
    RunIn,
    continued_items,
    first_item,
    heading_marker,
    run_in_items,
    whole_number,
)
from ingest.models import Clause
from ingest.readers.lines import Line

_LONGEST_HEADING = 60
_HEADING_REACH = 120  # a name longer than this is none: what lies beyond need not be looked at
_LONGEST_ATTACHMENT = 80
_ORDER = "[\\d一二三四五六七八九十]{1,3}"
_ATTACHMENT = re.compile(rf"^附\s*[件表录](?:{_ORDER})?\s*[：:]?$")
_ATTACHMENT_TITLE = re.compile(rf"^附\s*[件表](?:{_ORDER})\s*[：:]?[^。]{{2,60}}$")
_ATTACHMENT_LIST = re.compile(r"^附\s*件?\s*[：:]\s*\S")
# Shorter than this the words up to the first full stop or colon (not that of 1:3) are a heading, longer a sentence.
_HEADING_SENTENCE = re.compile(r"^(?:[^。；;！!？?：:\n]|(?<=\d)[：:](?=\d)){1,48}[。：:]?")


@dataclass(slots=True)
class _Node:
    label: str
    style: str
    number: int
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
    for line, below in zip_longest(paragraphs, paragraphs[1:]):
        builder.paragraph(line, position, below.text if below else "")
        position += len(line.text) + 1
    text = "\n".join(line.text for line in paragraphs)
    return text, builder.finish(len(text))


class _Builder:
    def __init__(self) -> None:
        self.nodes: list[_Node] = []
        self.open: list[int] = []  # indices of the open clauses, top first
        self.listed = -1  # the last number of a list of attachments that is open, -1 without one

    def paragraph(self, line: Line, position: int, below: str) -> None:
        text = line.text
        in_table = line.table or text.startswith("|")
        marker = None if in_table else heading_marker(text) or whole_number(text, below, self._last_whole())
        if self._lists_attachment(text, marker):
            return
        self.listed = -1
        if marker:
            self._numbered(text, marker, position)
        elif line.heading or _ATTACHMENT.match(text) or self._titles_attachment(text):
            self._unnumbered_heading(text, position)
        elif _ATTACHMENT_LIST.match(text):
            self._attachment_list(text, position)
        elif not self.open:
            self._open(_Node("", "text", 0, "", 0, -1, position))
        self._run_in(text, position, marker)

    def _numbered(self, text: str, marker: Marker, position: int) -> None:
        self._close_to(marker.style, position)
        heading = heading_words(text[marker.length : marker.length + _HEADING_REACH])
        self._open(
            _Node(marker.label, marker.style, marker.number, heading, len(self.open), self._top(), position)
        )

    def _unnumbered_heading(self, text: str, position: int) -> None:
        """A heading without a number (a title in the middle, 附件) closes all that is open."""
        self.listed = 0 if text.endswith(("：", ":")) else -1  # 附件： with its list below
        self._close_all(position)
        self._open(_Node("", "text", 0, text[:_LONGEST_HEADING], 0, -1, position))

    def _titles_attachment(self, text: str) -> bool:
        """``附件2：任务分工`` heads an attachment; in the letter's list it stands above the first numbered clause."""
        return (
            bool(self.open) and self.nodes[self.open[0]].label != "" and bool(_ATTACHMENT_TITLE.match(text))
        )

    def _attachment_list(self, text: str, position: int) -> None:
        """``附件：1.…`` under the letter: no part of the clause above it, and its next lines are no clauses."""
        inner = heading_marker(text[text.index("：" if "：" in text else ":") + 1 :])
        self.listed = inner.number if inner else -1
        if self.open and self.nodes[self.open[0]].label:
            self._close_all(position)
            self._open(_Node("", "text", 0, "", 0, -1, position))

    def _lists_attachment(self, text: str, marker: Marker | None) -> bool:
        if self.listed < 0 or marker is None or marker.number != self.listed + 1:
            return False
        if len(text) > _LONGEST_ATTACHMENT or "。" in text:
            return False
        self.listed += 1
        return True

    def _run_in(self, text: str, position: int, marker: Marker | None) -> None:
        """``一是…二是…`` inside a paragraph, or going on from a line that began with 一是."""
        items = first_item(text, marker.style) if marker else []
        items = items or run_in_items(text) or self._continued(text)
        if marker and marker.style == "run-in":
            items = [item for item in items if item.start >= marker.length]  # the first is open already
        for item in items:
            start = item.start
            self._close_to(item.style, position + start)
            words = text[start + len(item.label) : start + len(item.label) + _HEADING_REACH]
            depth, top = len(self.open), self._top()
            self._open(
                _Node(item.label, item.style, item.number, heading_words(words), depth, top, position + start)
            )

    def _continued(self, text: str) -> list[RunIn]:
        """二是, 三是 … in a paragraph that follows a 一是 line."""
        if not self.open or self.nodes[self.open[-1]].style != "run-in":
            return []
        return continued_items(text, self.nodes[self.open[-1]].number)

    def _last_whole(self) -> int:
        """The number of the last chapter numbered by a whole number alone; 0 without one."""
        return next((node.number for node in reversed(self.nodes) if node.style == "decimal-1"), 0)

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
            label = node.label.rstrip("、，,.．：: \t")
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
