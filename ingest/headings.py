"""The numbers that head clauses: one grammar table for GB/T 9704 and the wild forms beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HAN = "[一二三四五六七八九十百〇零]{1,5}"

# Style name → pattern at the start of a line. The order decides where two could match. A style has no fixed depth:
# real notices put `1.` straight under `一、` as often as under `（一）`, so depth comes from what is open (see outline).
_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"第(?:{_HAN}|\d{{1,3}})[编篇章](?=[\s：:、]|[一-鿿])[：:、\s]*")),
    ("section", re.compile(rf"第(?:{_HAN}|\d{{1,3}})节[：:、\s]*")),
    ("article", re.compile(rf"第(?:{_HAN}|\d{{1,3}})条[：:、\s]*")),
    ("chapter", re.compile(rf"{_HAN}\s*、\s*")),
    ("bracket", re.compile(rf"[（(]\s*{_HAN}\s*[）)]\s*[、.．]?\s*")),
    # Not before a digit (`1.5%`), and not a figure with its unit (`2.` must be followed by words).
    ("number", re.compile(r"\d{1,3}\s*[.．、]\s*(?!\d)(?=\S)")),
    ("number-bracket", re.compile(r"[（(]\s*\d{1,3}\s*[）)]\s*[、.．]?\s*")),
    ("circled", re.compile(r"[①-⑳㉑-㉟]\s*")),
    ("run-in", re.compile(r"[一二三四五六七八九十]{1,3}是(?=\S)[：:，,]?")),
)

_RUN_IN = re.compile(r"(?:(?<=[。；;：:！])|^)\s*([一二三四五六七八九十]{1,3})(?:是|要)(?=[一-鿿“《])")


@dataclass(frozen=True, slots=True)
class Marker:
    """A clause number found at the start of a line: its ``style``, the ``label`` as written, and its length."""

    style: str
    label: str
    length: int


def heading_marker(line: str) -> Marker | None:
    """The clause number that ``line`` begins with, or ``None``."""
    lead = len(line) - len(line.lstrip())
    for style, pattern in _STYLES:
        match = pattern.match(line, lead)
        if match and match.end() < len(line):
            return Marker(style, match.group().strip(), match.end())
    return None


def run_in_items(text: str) -> list[int]:
    """Where ``一是…二是…`` items start inside a paragraph; empty unless they count 一, 二, … from the first on."""
    order = "一二三四五六七八九十"
    starts: list[int] = []
    for match in _RUN_IN.finditer(text):
        if len(starts) < len(order) and match.group(1) == order[len(starts)]:
            starts.append(match.start(1))
    return starts if len(starts) >= 2 else []
