"""What a run is asked over: the notices as scorers need them, and their fingerprint."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from eval.metrics.text import compact
from eval.questions import Case
from ingest.models import Notice


@dataclass(frozen=True, slots=True)
class Corpus:
    """``texts`` by document id, ``names`` all that a set may call a document, ``sha256`` of ids and texts."""

    texts: dict[str, str]
    names: dict[str, frozenset[str]]
    sha256: str

    @classmethod
    def of(cls, notices: Sequence[Notice]) -> Corpus:
        """The corpus of these notices; their order does not matter."""
        digest = hashlib.sha256()
        for notice in sorted(notices, key=lambda each: each.id):
            text = hashlib.sha256(notice.text.encode()).hexdigest()
            digest.update(f"{notice.id} {text}\n".encode())
        texts = {notice.id: notice.text for notice in notices}
        return cls(texts, {notice.id: _names(notice) for notice in notices}, digest.hexdigest())

    def lacks(self, cases: Sequence[Case]) -> tuple[GoldMissing, ...]:
        """Gold that no notice holds: a typing error or another corpus, which would pass for a bad answer."""
        texts = [compact(text) for text in self.texts.values()]
        known = frozenset[str]().union(*self.names.values())
        missing: list[GoldMissing] = []
        for case in cases:
            missing += [
                GoldMissing(case.id, "evidence", quote)
                for quote in case.evidence
                if not any(compact(quote) in text for text in texts)
            ]
            missing += [
                GoldMissing(case.id, "documents", name) for name in case.documents if name not in known
            ]
        return tuple(missing)


@dataclass(frozen=True, slots=True)
class GoldMissing:
    """A quotation or document that a case counts on and the corpus does not have."""

    case: str
    field: str
    value: str


def _names(notice: Notice) -> frozenset[str]:
    file = PurePath(notice.source.replace("\\", "/"))
    names = {
        notice.id,
        notice.source,
        file.name,
        file.stem,
        notice.title,
        notice.subject,
        notice.document_number,
    }
    return frozenset(names - {""})
