"""A text as the one notice that it is."""

from __future__ import annotations

from ingest.anatomy.parse import parse_notices
from ingest.models import Notice
from ingest.readers.lines import Line, RawDocument


def notice_of(text: str) -> Notice:
    """The only notice of ``text``. Raises ValueError where it is read as none or several."""
    (notice,) = parse_notices(
        RawDocument(tuple(Line(line) for line in text.split("\n"))), "页面.txt", "0" * 64
    )
    return notice
