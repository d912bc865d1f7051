"""What a notice rests on, passes on or repeals: the other documents that it names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.models import Notice, Reference, Relation
from rag.query import Query
from rag.reading.draft import Draft, Line, Quote

_DOCUMENT = r"(?:上头|上级|上位)?(?:的)?(?:哪|什么|谁)[^，。？?]{0,6}(?:文件|通知|规定|方案|计划|精神)?"
_ASKS: tuple[tuple[Relation, re.Pattern[str]], ...] = (
    (Relation.REPEALS, re.compile(r"废止了?(?:哪|什么)|取代了?(?:哪|什么)|代替了?(?:哪|什么)")),
    (Relation.FORWARDS, re.compile(r"转发的?(?:是)?(?:哪|什么|谁)")),
    (
        Relation.BASED_ON,
        re.compile(
            rf"(?:根据|依据|按照|照着?|依照|贯彻|落实)(?:的)?(?:是)?{_DOCUMENT}[^，。？?]{{0,4}}(?:定|制定|写|出|来|印发)的?|(?:制定|编制|印发)?依据(?:是|有)?(?:哪|什么)"
        ),
    ),
)


def asked_relation(query: Query) -> Relation | None:
    """Which relation to other documents the question asks about."""
    return next((relation for relation, pattern in _ASKS if pattern.search(query.text)), None)


def read_basis(relation: Relation, notices: Sequence[Notice]) -> Draft | None:
    """The documents that the notices name in that relation, each from where it stands."""
    lines = [
        Line(f"- {_named(reference)}", (Quote(notice.id, reference.start, reference.end),))
        for notice in notices
        for reference in notice.references
        if reference.relation is relation
    ]
    return Draft((Line(f"共 {len(lines)} 份："), *lines), 1.0) if lines else None


def _named(reference: Reference) -> str:
    title = f"《{reference.title}》" if reference.title else ""
    number = reference.document_number
    return f"{title}（{number}）" if title and number else title or number
