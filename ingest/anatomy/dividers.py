"""The lines by which a compilation heads its documents: 第一篇：…, 篇二, 范文三."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from ingest.anatomy.headings import heading_marker
from ingest.anatomy.letterhead import TITLE_LINE
from ingest.numerals import CHINESE_NUMBER
from ingest.readers.lines import Line

LineT = TypeVar("LineT", bound=Line)

_NUMBER = rf"(?:{CHINESE_NUMBER}|\d{{1,3}})"
_DIVIDER = re.compile(
    rf"^[【\[（(*#\s]*(?:第{_NUMBER}篇|(?:篇|范文|范本|例文)\s*{_NUMBER})"
    r"(?=$|[】\]）)*：:、.．\s])[】\]）)*：:、.．\s]*(?P<title>.*?)[】*\s]*$"
)
_TEASER = re.compile(r"(?:\.{3}|…+)$")
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Divider:
    """A divider: on which line, and the title it gives the document below, often empty."""

    line: int
    title: str


def find_dividers(lines: Sequence[Line]) -> list[Divider]:
    """The dividers of a file; empty unless there are two or more.

    A teaser under the same number (cut off with an ellipsis) is none, nor is an entry of a list of contents, which
    nothing follows; and the 第一篇 of a plan, whose chapters run through all of it, is a heading.
    """
    found = [divider for i, line in enumerate(lines) if (divider := _divider(i, line.text))]
    if len(found) < 2:
        return []
    ends = [divider.line for divider in found[1:]] + [len(lines)]
    filled = [
        divider
        for divider, end in zip(found, ends, strict=True)
        if any(line.text.strip() for line in lines[divider.line + 1 : end])
    ]
    return filled if len(filled) >= 2 and not _is_one_plan(lines, filled) else []


def _divider(index: int, text: str) -> Divider | None:
    match = _DIVIDER.match(text) if len(text) <= _LONGEST and not _TEASER.search(text) else None
    if not match:
        return None
    return Divider(index, (match.group("title") or "").strip())


def _is_one_plan(lines: Sequence[Line], dividers: Sequence[Divider]) -> bool:
    """Parts of one document: their names are no titles, and 章 or 条 run through them."""
    if any(TITLE_LINE.match(divider.title) for divider in dividers):
        return False
    ends = [divider.line for divider in dividers[1:]] + [len(lines)]
    for divider, end in zip(dividers, ends, strict=True):
        markers = (heading_marker(line.text) for line in lines[divider.line + 1 : end])
        first = next((m for m in markers if m and m.style in ("part", "article")), None)
        if first is None:
            return False
        if divider is not dividers[0] and first.number == 1:
            return False
    return True
