"""Whether characters are words that a person wrote, or what a broken font table makes of them."""

from __future__ import annotations

import unicodedata
from typing import Final

_MOST_STRANGE: Final = 0.25
_LEAST_COMMON: Final = 0.7
# Level one of each standard: the some 4,000 and 5,400 characters that nearly all writing is made of.
_GB_LEVEL_ONE: Final = (0xB0, 0xD7)
_BIG5_LEVEL_ONE: Final = (0xA4, 0xC6)


def is_legible(text: str, unmapped: int = 0) -> bool:
    """False for garbage: characters of no script, or Chinese ones that hardly any text has.

    ``unmapped`` counts characters that the font gives no meaning to. A font without a character table yields either
    private or accented Latin characters, or Chinese ones by the hazard of their numbers in the font.
    """
    if not text:
        return True
    strange = sum(_is_strange(char) for char in text)
    if max(strange, unmapped) > _MOST_STRANGE * len(text):
        return False
    chinese = [char for char in text if "\u3400" <= char <= "\u9fff"]
    common = sum(_is_common(char) for char in chinese)
    return common >= _LEAST_COMMON * len(chinese)


def _is_strange(char: str) -> bool:
    latin_one = "\u0080" <= char <= "\u024f" and char not in "·×÷±§°"
    return latin_one or char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn", "Cc", "Cs")


def _is_common(char: str) -> bool:
    return any(
        len(code := char.encode(encoding, "ignore")) == 2 and low <= code[0] <= high
        for encoding, (low, high) in (("gb2312", _GB_LEVEL_ONE), ("big5", _BIG5_LEVEL_ONE))
    )
