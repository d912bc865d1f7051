"""Looking for words in one notice."""

from __future__ import annotations

import re

_MOST = 500


def matches(text: str, words: str) -> list[tuple[int, int]]:
    """Where ``words`` stand, at most 500 times: capitals, spaces and line breaks make no difference."""
    letters = [re.escape(letter) for letter in words if not letter.isspace()]
    if not letters:
        return []
    pattern = re.compile(r"\s*".join(letters), re.IGNORECASE)
    found: list[tuple[int, int]] = []
    for match in pattern.finditer(text):
        found.append(match.span())
        if len(found) == _MOST:
            break
    return found
