"""``**`` as a converter's bold and as the mask of a name; how much of a notice is masked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.anatomy.traced import TracedLine
from ingest.readers.lines import Line

_BOLD_PAIR = re.compile(r"\*\*(.+?)\*\*")
# What a converter sets in bold inside a Chinese sentence: figures, Latin words, a whole bracket or labelled phrase.
_BOLD_FIGURE = re.compile(r"^[≥≤><=~～\-–—+＋.,，、/\d\w%％‰]*[\dA-Za-z%％‰][≥≤\d\w%％‰.\-]*$", re.ASCII)
# What follows a censored name: `**市`, `**医院`, `健康**行动`.
_MASK_TAIL = re.compile(r"^[省市县区州镇乡村街路院校局委站所新系行建光地中健]")

_MASK = re.compile(
    r"(?<![A-Za-z])[xX×]{2,}(?![A-Za-z])|\*{2,}|_{2,}|[○〇]{3,}|(?<![A-Za-z0-9])x(?=[\u4e00-\u9fff])"
)
_STARS = re.compile(r"\*\*")


def bold_is_noise(lines: Sequence[Line]) -> bool:
    """Whether ``**`` in this document is a converter's bold; otherwise it masks a name and is meaning.

    Bold encloses figures or whole phrases; a mask stands in front of what it hides the name of. Each pair votes.
    """
    bold = mask = 0
    for line in lines:
        if line.text.count("**") % 2:
            mask += 1
        for match in _BOLD_PAIR.finditer(line.text):
            inner, after = match.group(1), line.text[match.end() :]
            if _BOLD_FIGURE.match(inner) or match.span() == (0, len(line.text)):
                bold += 1
            elif _MASK_TAIL.match(inner) or _MASK_TAIL.match(after):
                mask += 1
            else:
                bold += 1
    return bold > mask


def drop_bold(lines: Sequence[TracedLine]) -> list[TracedLine]:
    """The lines without the ``**`` of a converter."""
    return [line.without(_STARS) for line in lines]


def find_masks(text: str) -> list[str]:
    """The masked names or figures (``xx``, ``**``, ``___``) of the text, as written."""
    return _MASK.findall(text)
