"""What a register says of a notice: all that is told of it in a report and compared in a run, without its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from ingest.models import Notice, Provenance, Region, Source


@dataclass(frozen=True, slots=True)
class Entry:
    """A notice in some two KiB, whatever its length. Fields are those of ``Notice``, which has no ``characters`` (of its
    text) and no ``target_count``."""

    id: str
    title: str
    subject: str
    issuer: str
    document_number: str
    issued_on: str
    region: Region
    years: tuple[int, ...]
    recipients: str
    source: str
    source_hash: str
    origin: str
    part: int
    parts: int
    provenance: Provenance
    inferred: tuple[str, ...]
    warnings: tuple[str, ...]
    also: tuple[Source, ...]
    characters: int
    target_count: int

    @classmethod
    def of(cls, notice: Notice) -> Self:
        return cls(
            id=notice.id,
            title=notice.title,
            subject=notice.subject,
            issuer=notice.issuer,
            document_number=notice.document_number,
            issued_on=notice.issued_on,
            region=notice.region,
            years=notice.years,
            recipients=notice.recipients,
            source=notice.source,
            source_hash=notice.source_hash,
            origin=notice.origin,
            part=notice.part,
            parts=notice.parts,
            provenance=notice.provenance,
            inferred=notice.inferred,
            warnings=notice.warnings,
            also=notice.also,
            characters=len(notice.text),
            target_count=len(notice.targets),
        )
