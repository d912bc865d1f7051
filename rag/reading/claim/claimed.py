"""是 or 否 where a question puts forward who issued a notice, when, under which number, or for which year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.models import Notice
from rag.corpus.corpus import document_number_key, years_of
from rag.question.claims import Claim, claim_of
from rag.question.query import Query
from rag.reading.draft import Draft, Line
from rag.reading.notice.metadata import facts_of
from rag.reading.shortened import unsaid_behind

_LEVEL = re.compile(r"(?P<level>[省市县区])(?:里|上|里头)?")
_LEVELS = {"省": "province", "市": "city", "县": "county", "区": "county"}
# What may follow the last character said: 卫健委 is 卫生健康委员会, 政府办 is 政府办公室, but 政府 is not 政府办公室.
_UNSAID = ("", "员会", "公室", "公厅")


def read_claim(query: Query, notices: Sequence[Notice]) -> Draft | None:
    """Whether each notice says what is put forward, with its own words; ``None`` where nothing is put forward, or no
    notice states such a thing."""
    claim = claim_of(query.text)
    if claim is None:
        return None
    fact = "issuer" if claim.issuer else "number" if claim.number else "years" if claim.planned else "date"
    lines: list[Line] = []
    for notice in notices:
        facts = facts_of(notice)
        stated = facts[fact]
        if stated:
            lines.append(Line(f"{'是' if _holds(claim, notice) else '否'}。{stated.text}", stated.quotes))
            lines += [line for line in (facts["title"],) if line]
    return Draft(tuple(lines), 1.0) if lines else None


def _holds(claim: Claim, notice: Notice) -> bool:
    if claim.issuer:
        return _is_level(claim.issuer, notice) or any(
            unsaid_behind(claim.issuer, organ) in _UNSAID for organ in notice.issuer.split("、")
        )
    if claim.number:
        return document_number_key(claim.number) == document_number_key(notice.document_number)
    if claim.planned:
        return claim.planned in years_of(notice)
    stated = (int(part) for part in notice.issued_on.split("-"))
    return all(
        said in (0, part) for said, part in zip((claim.year, claim.month, claim.day), stated, strict=False)
    )


def _is_level(said: str, notice: Notice) -> bool:
    match = _LEVEL.fullmatch(said)
    return bool(match) and _LEVELS[match["level"] if match else ""] == notice.region.level
