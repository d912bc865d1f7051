"""The sentence that leads in a list, told with the item that it rules: 有下列情形之一的，不予受理：（1）…."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ingest.models import Notice
from rag.reading.draft import Draft, Line, Quote

_OF_WHOM = re.compile("的[；;。，,]?$")


def lead_in(notice: Notice, item: int) -> Quote | None:
    """The last sentence of the clause above the item at ``item``, where a colon ends it; ``None`` where none does."""
    parent = notice.clauses[notice.clause_at(item)].parent
    if parent < 0:
        return None
    above = notice.clauses[parent]
    end = above.start + len(notice.text[above.start : above.own_end].rstrip())
    if notice.text[end - 1 : end] not in ("：", ":"):
        return None
    start = max(notice.text.rfind(mark, above.start, end) for mark in "。；\n") + 1
    return Quote(notice.id, max(start, above.start), end)


def with_lead_in(draft: Draft, notices: Mapping[str, Notice]) -> Draft:
    """The draft with the lead-in before an item that names a case alone (弄虚作假的；): what follows from it stands there."""
    quotes = [quote for line in draft.lines for quote in line.quotes]
    if len(draft.lines) != 1 or len(quotes) != 1:
        return draft
    notice = notices[quotes[0].document_id]
    said = notice.text[quotes[0].start : quotes[0].end].strip()
    led = lead_in(notice, quotes[0].start) if _OF_WHOM.search(said) else None
    if led is None or said not in draft.lines[0].text:
        return draft
    words = notice.text[led.start : led.end].strip()
    return Draft((Line(words, (led,)), *draft.lines), draft.confidence, draft.warnings, draft.unstated)
