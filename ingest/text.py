"""Characters and sentences: what every later step relies on. Pure; no knowledge of notices."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ingest.anatomy.traced import TracedLine

_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
_SPACE = re.compile(r"[\s\x1f]")
_KEEP = "\x1f"  # stands for a space that stays while the others go
_KEPT = re.compile(_KEEP)
_SPACES = re.compile(r"[ \t\u00a0\u2002-\u200a\u3000]+")
_HAN_OR_MARK = r"\u3400-\u9fff\uf900-\ufaff，。；：、？！“”‘’（）《》〈〉【】〔〕％‰…—"
_SPACE_INSIDE = re.compile(rf"(?<=[{_HAN_OR_MARK}]) (?=[{_HAN_OR_MARK}\d])|(?<=[\d%％]) (?=[{_HAN_OR_MARK}])")
_COLUMN_GAP = re.compile(r"(?<=[\u3400-\u9fff]{2})[ \t\u3000]{2,}(?=[\u3400-\u9fff]{2})")
# Joint organs stand side by side with a space between: 甲市民政局 甲市财政局.
_BETWEEN_ORGANS = re.compile(
    r"(?<=[会局厅部委府署]) +(?=[\u4e00-\u9fff]{2,12}(?:委员会|联合会|总工会|局|厅|部|署|政府|办公室))"
)
# The longest sentence of real notices has some 300 characters. What goes on without end is no prose, and reading it whole
# would take time that grows with its square.
_LONGEST_SENTENCE = 2000
_STOPS = ("，,；;：:|", "、")  # the better ones first
_SENTENCE = re.compile(r"[^。！？；!?;\n]*(?:[。！？；!?;]+[”’）)」』》]*|\n|$)")


def tidy(line: TracedLine) -> TracedLine:
    """A line without invisible characters and without the spaces that typesetting put between Chinese words.

    A gap of two or more spaces between words of two characters is a table's column and stays, as two spaces (so that
    a tidy line is left as it is); the gap in ``通   知`` is typesetting and goes.
    """
    line = line.without(_INVISIBLE).normalised()
    if not _SPACE.search(line.text):
        return line
    line = line.replaced(_KEPT, " ").replaced(_COLUMN_GAP, _KEEP * 2)
    line = line.replaced(_SPACES, " ").stripped()
    line = line.replaced(_BETWEEN_ORGANS, _KEEP)
    return line.without(_SPACE_INSIDE).replaced(_KEPT, " ")


def sentences(text: str) -> list[tuple[int, int]]:
    """``(start, end)`` of each sentence (ending in 。！？； or a line's end), one without end in parts; together they cover
    ``text``."""
    return [
        part
        for match in _SENTENCE.finditer(text)
        if match.end() > match.start()
        for part in parted(text, match.start(), match.end())
    ]


def parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence; one without end in parts, each ending at a stop where there is one."""
    while end - start > _LONGEST_SENTENCE:
        furthest = start + _LONGEST_SENTENCE
        cuts = (max(text.rfind(stop, start, furthest) for stop in stops) + 1 for stops in _STOPS)
        cut = next((cut for cut in cuts if cut > start), furthest)
        yield start, cut
        start = cut
    yield start, end


def fold(text: str) -> str:
    """``text`` as it is compared: NFKC (full width to half), lower case, no white space."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())
