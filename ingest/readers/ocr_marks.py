"""Marks that recognition writes otherwise than Chinese text does: widths, brackets, dashes, the sign for per mille.

Only marks are touched, and only where no text could mean what was read; words and figures stay as recognised.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

# The sign is not among the characters that the model knows; nothing else is written this way.
_PER_MILLE: Final = re.compile(r"(?<=[\d.\s])[%％][0Oo](?![\d.%％])|^[%％][0Oo]$")
# A dash between figures (1-2, 2023-2025) is read as the character for one.
_DASH: Final = re.compile(r"(?<=\d)一(?=\d)")
_HAN: Final = r"[\u3400-\u9fff）》”〕】％%]"
_HALF_WIDTH: Final = re.compile(rf"(?<={_HAN})[,:;?!)(]|\((?=[\u3400-\u9fff])")
_FULL_WIDTH: Final = str.maketrans(",:;?!()", "，：；？！（）")
_BRACKETS: Final = {"（": "）", "(": ")", "〔": "〕", "[": "]"}
_ALIKE: Final = ("）)", "〕]")


def mended(lines: Iterable[str]) -> list[str]:
    """``lines`` of one page in reading order, with their marks as written."""
    told = [_DASH.sub("-", _PER_MILLE.sub("‰", line)) for line in lines]
    return _paired([_HALF_WIDTH.sub(lambda match: match[0].translate(_FULL_WIDTH), line) for line in told])


def _paired(lines: Iterable[str]) -> list[str]:
    """Each closing bracket of the kind that was opened last, also rows before."""
    opened: list[str] = []
    paired: list[str] = []
    for line in lines:
        chars = list(line)
        for place, char in enumerate(chars):
            if char in _BRACKETS:
                opened.append(char)
            elif char in ")）]〕":
                wanted = _BRACKETS[opened.pop()] if opened else char
                if any(char in pair and wanted in pair for pair in _ALIKE):
                    chars[place] = wanted
        paired.append("".join(chars))
    return paired
