"""What a draft quotes: its words, how much of a topic they name, and where the last of them stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.corpus.index import Index
from rag.reading.draft import Draft, Line
from rag.reading.sentences import Topic

_GRADE = re.compile("[A-Za-z甲乙丙丁][级档类等]")


def quoted(lines: Sequence[Line], index: Index) -> str:
    """What the lines of a draft quote."""
    quotes = dict.fromkeys(quote for line in lines for quote in line.quotes)
    return " ".join(index.corpus.notices[q.document_id].text[q.start : q.end] for q in quotes)


def named_in(topic: str, draft: Draft, index: Index) -> float:
    """The share of a topic that stands in what a draft quotes; 1 where the topic names nothing."""
    said = quoted(draft.lines, index)
    weighed = Topic.of(topic, index)
    graded = _GRADE.search(topic) is not None  # C类: of too few characters to be weighed
    return weighed.share(said) if weighed.weights else float(not graded or topic in said)


def home_of(draft: Draft | None, index: Index) -> tuple[tuple[str, ...], tuple[str, int] | None]:
    """The id of the one notice that a draft quotes, and its id with the place of the clause quoted last; nothing where it
    quotes none or several."""
    quotes = draft.quotes if draft else ()
    notice = tuple(dict.fromkeys(quote.document_id for quote in quotes))
    last = draft.lines[-1].quotes[:1] if draft and len(notice) == 1 else ()
    home = next(((q.document_id, index.corpus.notices[q.document_id].clause_at(q.start)) for q in last), None)
    return notice if len(notice) == 1 else (), home
