"""Notices and passages to and from what Chroma keeps: a text and flat metadata."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import astuple
from typing import Any

from langchain_core.documents import Document
from pydantic import TypeAdapter

from ingest.entry import Entry
from ingest.models import (
    Audit,
    Clause,
    Notice,
    Passage,
    Provenance,
    Reference,
    Region,
    Source,
    SourceSpan,
    Target,
    Validity,
)

Metadata = dict[str, str | int | float | bool]
LENGTH = "characters"  # of the text; not noted with notices that were stored by earlier versions

_TARGETS = TypeAdapter(tuple[Target, ...])
_REFERENCES = TypeAdapter(tuple[Reference, ...])
_SOURCES = TypeAdapter(tuple[Source, ...])
_VALIDITY = TypeAdapter(Validity)
_AUDIT = TypeAdapter(Audit)


def notice_metadata(notice: Notice) -> Metadata:
    """Everything of a notice but its text. Lists go as JSON: Chroma refuses empty ones."""
    return {
        "draft": False,
        "title": notice.title,
        "subject": notice.subject,
        "issuer": notice.issuer,
        "document_number": notice.document_number,
        "issued_on": notice.issued_on,
        "province": notice.region.province,
        "city": notice.region.city,
        "county": notice.region.county,
        "region_inferred": notice.region.inferred,
        "years": json.dumps(notice.years),
        "recipients": notice.recipients,
        "source": notice.source,
        "source_hash": notice.source_hash,
        "origin": notice.origin,
        "part": notice.part,
        "parts": notice.parts,
        "provenance": notice.provenance.value,
        "inferred": json.dumps(notice.inferred),
        "warnings": json.dumps(notice.warnings, ensure_ascii=False),
        "clauses": json.dumps([astuple(clause) for clause in notice.clauses], ensure_ascii=False),
        "provenance_reasons": json.dumps(notice.provenance_reasons, ensure_ascii=False),
        "copied_to": notice.copied_to,
        "signatory": notice.signatory,
        "attachments": json.dumps(notice.attachments, ensure_ascii=False),
        "references": _REFERENCES.dump_json(notice.references).decode(),
        "validity": _VALIDITY.dump_json(notice.validity).decode(),
        "targets": _TARGETS.dump_json(notice.targets).decode(),
        "audit": _AUDIT.dump_json(notice.audit).decode(),
        "source_map": json.dumps([astuple(span) for span in notice.source_map]),
        "also": _SOURCES.dump_json(notice.also).decode(),
        LENGTH: len(notice.text),
    }


def draft_metadata() -> Metadata:
    """Of a record that is no notice: one that is being brought in, or that was taken out."""
    return {"draft": True}


def placeholder_vector(notice_id: str) -> list[float]:
    """What stands where Chroma wants a vector with each notice. Nobody searches by it."""
    digest = hashlib.sha256(notice_id.encode()).digest()
    return [1.0, digest[0] / 255, digest[1] / 255]


def older_notice(notice_id: str, text: str, data: Mapping[str, Any]) -> tuple[Notice, frozenset[str]]:
    """A notice as an older schema kept it, and the fields it did not keep yet: those have their empty values."""
    empty = notice_metadata(Notice(id="", title="", text="", clauses=(), source="", source_hash=""))
    return notice_from(notice_id, text, {**empty, **data}), frozenset(empty.keys() - data.keys())


def notice_from(notice_id: str, text: str, data: Mapping[str, Any]) -> Notice:
    return Notice(
        id=notice_id,
        title=data["title"],
        text=text,
        clauses=tuple(Clause(*fields) for fields in json.loads(data["clauses"])),
        source=data["source"],
        source_hash=data["source_hash"],
        origin=data["origin"],
        part=data["part"],
        parts=data["parts"],
        subject=data["subject"],
        issuer=data["issuer"],
        document_number=data["document_number"],
        issued_on=data["issued_on"],
        region=_region_from(data),
        years=tuple(json.loads(data["years"])),
        recipients=data["recipients"],
        provenance=Provenance(data["provenance"]),
        inferred=tuple(json.loads(data["inferred"])),
        warnings=tuple(json.loads(data["warnings"])),
        provenance_reasons=tuple(json.loads(data["provenance_reasons"])),
        copied_to=data["copied_to"],
        signatory=data["signatory"],
        attachments=tuple(json.loads(data["attachments"])),
        references=_REFERENCES.validate_json(data["references"]),
        validity=_VALIDITY.validate_json(data["validity"]),
        targets=_TARGETS.validate_json(data["targets"]),
        audit=_AUDIT.validate_json(data["audit"]),
        source_map=tuple(SourceSpan(*fields) for fields in json.loads(data["source_map"])),
        also=_SOURCES.validate_json(data["also"]),
    )


def entry_from(notice_id: str, data: Mapping[str, Any]) -> Entry:
    """The notice without its text; ``data`` has its length."""
    return Entry(
        id=notice_id,
        title=data["title"],
        subject=data["subject"],
        issuer=data["issuer"],
        document_number=data["document_number"],
        issued_on=data["issued_on"],
        region=_region_from(data),
        years=tuple(json.loads(data["years"])),
        recipients=data["recipients"],
        source=data["source"],
        source_hash=data["source_hash"],
        origin=data["origin"],
        part=data["part"],
        parts=data["parts"],
        provenance=Provenance(data["provenance"]),
        inferred=tuple(json.loads(data["inferred"])),
        warnings=tuple(json.loads(data["warnings"])),
        also=_SOURCES.validate_json(data["also"]),
        characters=data[LENGTH],
        target_count=len(json.loads(data["targets"])),
    )


def _region_from(data: Mapping[str, Any]) -> Region:
    return Region(data["province"], data["city"], data["county"], data["region_inferred"])


def passage_document(passage: Passage) -> Document:
    """A passage as LangChain and Chroma hold it: the context and the verbatim text, told apart by a length."""
    return Document(
        id=passage.id,
        page_content=passage.embedded_text,
        metadata={
            "document_id": passage.document_id,
            "start": passage.start,
            "end": passage.end,
            "clause": passage.clause,
            "clause_index": passage.clause_index,
            "context_chars": len(passage.context),
        },
    )


def passage_from(passage_id: str, content: str, data: Mapping[str, Any]) -> Passage:
    context_chars = data["context_chars"]
    return Passage(
        id=passage_id,
        document_id=data["document_id"],
        text=content[context_chars + 1 :] if context_chars else content,
        start=data["start"],
        end=data["end"],
        clause=data["clause"],
        clause_index=data["clause_index"],
        context=content[:context_chars],
    )
