"""How an answer and its gold are made comparable, and when a wording counts as said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

# [1] to [999]: the [2024] of a document number in square brackets has four digits and is no marker.
_MARKER = re.compile(r"\[\d{1,3}\]")
# Spaces go, except between two digits: "2024 65%" must not become the number 202465.
_SPACE = re.compile(r"(?P<between>(?<=[0-9])\s+(?=[0-9]))|\s+")
_DIGITS = "0123456789"
# A comma carries a number on only before exactly three digits: folding makes "65，2025" into "65,2025".
_THOUSANDS = re.compile(r"[0-9]{3}(?![0-9])")
_GOES_ON = re.compile(r"[0-9]|\.[0-9]|,[0-9]{3}(?![0-9])")


def normalise(text: str) -> str:
    """``text`` in the form in which it is compared: half-width (``％`` is ``%``), lower case, without spaces.

    Numbers keep their borders: a space between two digits stays, and so do numbers in circles, because
    compatibility folding would turn ``①65%`` into ``165%``.
    """
    folded = "".join(
        "".join(run) if other_number else unicodedata.normalize("NFKC", "".join(run))
        for other_number, run in groupby(text, key=lambda character: unicodedata.category(character) == "No")
    )
    spaced = _SPACE.sub(lambda space: " " if space["between"] else "", folded.lower())
    # Without a space between them, an accent and its letter may be one character.
    return unicodedata.normalize("NFC", spaced)


def compact(text: str) -> str:
    """``text`` without any space: the form in which quotations are compared with cited texts."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def without_markers(answer: str) -> str:
    """``answer`` without its ``[1]`` markers; the figures in them are not figures of the answer."""
    return _MARKER.sub(" ", answer)


def says(text: str, wording: str) -> bool:
    """Whether ``text`` holds ``wording``, and not merely as a part of a longer number."""
    return any(True for _ in occurrences(normalise(text), normalise(wording)))


def occurrences(text: str, wording: str) -> Iterator[int]:
    """Where ``wording`` begins in ``text`` (both normalised), leaving out the insides of longer numbers."""
    at = text.find(wording) if wording else -1
    while at >= 0:
        if not _inside_number(text, at, at + len(wording)):
            yield at
        at = text.find(wording, at + 1)


def _inside_number(text: str, start: int, end: int) -> bool:
    goes_on = text[end - 1] in _DIGITS and bool(_GOES_ON.match(text, end))
    return goes_on or (text[start] in _DIGITS and _began_before(text, start))


def _began_before(text: str, start: int) -> bool:
    before = text[max(start - 2, 0) : start]
    if before.endswith(tuple(_DIGITS)):
        return True
    if len(before) < 2 or before[0] not in _DIGITS:
        return False
    return before[1] == "." or (before[1] == "," and bool(_THOUSANDS.match(text, start)))
