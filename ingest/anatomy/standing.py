"""Whether a notice is in force on a day, and which other notice of a corpus has taken its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from ingest.models import Notice, Relation
from ingest.text import fold

# What is reissued under the same name; two announcements or minutes of one name are two.
_REISSUED = re.compile(r"办法|规定|细则|制度|条例|规范|标准|预案|方案|规划|规则|章程|意见|措施")
_BRACKETS = str.maketrans("〔［【〈﹝〖{（(〕］】〉﹞〗}）)", "[" * 9 + "]" * 9)


class Standing(StrEnum):
    """What a notice is worth on a day."""

    IN_FORCE = "in-force"  # 现行有效
    EXPIRED = "expired"  # 已过有效期
    NOT_YET = "not-yet"  # 尚未施行
    SUPERSEDED = "superseded"  # 已被废止或取代
    UNKNOWN = "unknown"  # 文内没有写明


def standing(notice: Notice, today: str, superseded: Mapping[str, str]) -> Standing:
    """How the notice stands on ``today`` (ISO); ``superseded`` is what ``superseded_by`` says of the corpus."""
    validity = notice.validity
    if notice.id in superseded:
        return Standing.SUPERSEDED
    if validity.in_force_from > today:
        return Standing.NOT_YET
    if validity.in_force_until and validity.in_force_until < today:
        return Standing.EXPIRED
    known = validity.in_force_from or validity.in_force_until
    return Standing.IN_FORCE if known else Standing.UNKNOWN


def superseded_by(notices: Sequence[Notice]) -> dict[str, str]:
    """For each notice that another one of the corpus repeals or replaces, by id, the id of that one.

    Repealed: named with 废止 by its document number, or by its exact title where both are of one issuer. Replaced: a
    later notice of the same issuer bears exactly the same title. Of several the latest counts.
    """
    corpus = _Corpus(notices)
    found: dict[str, Notice] = {}
    for later in sorted(notices, key=lambda notice: (notice.issued_on, notice.id)):
        for earlier in (*corpus.repealed(later), *corpus.replaced(later)):
            if earlier.id != later.id and _may_follow(earlier, later):
                found[earlier.id] = later
    return {earlier: later.id for earlier, later in found.items()}


class _Corpus:
    def __init__(self, notices: Iterable[Notice]) -> None:
        self.by_number: dict[str, list[Notice]] = {}
        self.by_name: dict[tuple[str, str], list[Notice]] = {}
        for notice in notices:
            if notice.document_number:
                self.by_number.setdefault(_number(notice.document_number), []).append(notice)
            for name in {fold(notice.title), fold(notice.subject)} - {""}:
                self.by_name.setdefault((name, _issuer(notice)), []).append(notice)

    def repealed(self, by: Notice) -> list[Notice]:
        found: list[Notice] = []
        for reference in by.references:
            if reference.relation is not Relation.REPEALS:
                continue
            if reference.document_number:
                found += self.by_number.get(_number(reference.document_number), [])
            elif by.issuer:
                found += self.by_name.get((fold(reference.title), _issuer(by)), [])
        return found

    def replaced(self, by: Notice) -> list[Notice]:
        """Earlier ones of the same name; a name says enough only for what is reissued under it."""
        name = by.subject or by.title
        if not (by.issuer and by.issued_on and _REISSUED.search(name)):
            return []
        same = self.by_name.get((fold(name), _issuer(by)), [])
        return [notice for notice in same if "" < notice.issued_on < by.issued_on]


def _may_follow(earlier: Notice, later: Notice) -> bool:
    """A notice is not repealed by one that was issued before it."""
    return not (earlier.issued_on and later.issued_on) or earlier.issued_on <= later.issued_on


def _number(written: str) -> str:
    return fold(written).translate(_BRACKETS).replace("第", "")


def _issuer(notice: Notice) -> str:
    return fold(notice.issuer)
