"""Joining pieces that a format keeps apart: Chinese has no space between words, Latin script does."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_BLANKS: Final = re.compile(r"[ \t\r\n\f]+")
# Han characters, Chinese punctuation and full-width forms.
_WIDE: Final = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—]")


def joined(pieces: Iterable[str]) -> str:
    """The non-blank pieces in one line, a space between two only where Latin words or figures meet."""
    text = ""
    for piece in (re.sub(r"[\n\t]+", " ", p).strip() for p in pieces):
        text += f" {piece}" if text and piece and not (is_wide(text[-1]) and is_wide(piece[0])) else piece
    return text


def collapsed(text: str) -> str:
    """White space as a browser shows it, but none for a source line's end between Chinese characters."""

    def blank(match: re.Match[str]) -> str:
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        return "" if "\n" in match[0] and is_wide(before) and is_wide(after) else " "

    return _BLANKS.sub(blank, text)


def is_wide(char: str) -> bool:
    return _WIDE.match(char) is not None
