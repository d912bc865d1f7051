"""How passages are called: by their notice and their place in it, counted from 0, so that either is told from the id."""

from __future__ import annotations


def passage_id(notice_id: str, number: int) -> str:
    """The id of a notice's passage in that place."""
    return f"{notice_id}-{number:05d}"


def notice_of(key: str) -> str:
    """The notice whose passage is called so."""
    return key.rpartition("-")[0]


def number_of(key: str) -> int:
    """The place in its notice of the passage that is called so; -1 for what is no passage's id."""
    digits = key.rpartition("-")[2]
    return int(digits) if digits.isdecimal() else -1
