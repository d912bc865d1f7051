"""Questions written over invented notices, far from the words of the clauses, and such as no clause answers though one looks so.

A folder holds the notices (``notices/``) and ``questions.jsonl``. Of a question that is answered a line names the words that do
(``answer``, and ``in``, a longer stretch around them, where they stand more than once), of another those that attract (``near``).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ingest.anatomy.parse import parse_notices
from ingest.models import Notice
from ingest.readers.read import read_bytes
from ingest.settings import IngestSettings
from rag.reader.training.laid import Laid

INVENTED = Path(__file__).with_name("invented")
_KEPT_AWAY = 0.2335  # of the notices are never taught; fixed when there were 64 and these were twelve


def read_invented(folder: Path = INVENTED) -> list[Laid]:
    """The questions of ``folder`` over its notices, in the file's order.

    Raises ValueError where the words of a line do not stand in its notice just once.
    """
    notices = {path.name: _only(path) for path in sorted((folder / "notices").iterdir())}
    lines = (folder / "questions.jsonl").read_text("utf-8").splitlines()
    return [_laid(json.loads(line), notices, number) for number, line in enumerate(lines, 1)]


def kept_away(source: str) -> bool:
    """Whether a notice is one of those on which the reader is measured and that it is not taught: by its file's name, so
    that notices that are added change nothing for the others."""
    return int(hashlib.sha256(source.encode()).hexdigest()[:8], 16) < _KEPT_AWAY * 16**8


def _only(path: Path) -> Notice:
    data = path.read_bytes()
    found = parse_notices(
        read_bytes(path.name, data, IngestSettings()), path.name, hashlib.sha256(data).hexdigest()
    )
    if len(found) != 1:
        raise ValueError(f"{path.name} is read as {len(found)} notices")
    return found[0]


def _laid(row: Mapping[str, Any], notices: Mapping[str, Notice], number: int) -> Laid:
    notice = notices[row["file"]]
    answered = row["kind"] != "none"
    words = row["answer"] if answered else row["near"]
    try:
        around = _place(notice.text, row.get("in", words), 0, len(notice.text))
        span = _place(notice.text, words, *around)
    except ValueError as error:
        raise ValueError(f"question {number} of {notice.title}: {error}") from None
    if answered:
        return Laid(row["question"], row["kind"], notice, span)
    return Laid(row["question"], row["kind"], notice, None, span)


def _place(text: str, words: str, start: int, end: int) -> tuple[int, int]:
    """Where ``words`` stand in ``text[start:end]``, whatever white space is between; the first place if there are more."""
    kept = [index for index in range(start, end) if not text[index].isspace()]
    bare = "".join(words.split())
    at = "".join(text[index] for index in kept).find(bare)
    if at < 0 or not bare:
        raise ValueError(f"“{words}” does not stand there")
    return kept[at], kept[at + len(bare) - 1] + 1
