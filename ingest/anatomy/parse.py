"""Lines of a file into its notices: the order of steps, each told in its own module."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.anatomy.audit import audit_of
from ingest.anatomy.compilation import DocumentLines, split_documents
from ingest.anatomy.furniture import is_furniture, web_marks
from ingest.anatomy.header import Header, read_header
from ingest.anatomy.masks import bold_is_noise, drop_bold, find_masks
from ingest.anatomy.outline import build_outline
from ingest.anatomy.provenance import provenance_of
from ingest.anatomy.references import find_references
from ingest.anatomy.regions import region_from_prose, region_of_organ
from ingest.anatomy.repair import clean_lines, join_lines
from ingest.anatomy.source_map import source_map
from ingest.anatomy.traced import TracedLine
from ingest.anatomy.validity import read_validity
from ingest.ledger.plan import plan_of
from ingest.ledger.read import read_targets
from ingest.models import Notice, Region, notice_id
from ingest.readers.lines import Line, RawDocument


@dataclass(frozen=True, slots=True)
class _File:
    """What the notices of a file share."""

    raw: RawDocument
    source: str
    source_hash: str
    web_marks: tuple[str, ...]
    parts: int


def parse_notices(raw: RawDocument, source: str, source_hash: str) -> list[Notice]:
    """The notices that a file holds, in order. ``source`` is the name it is known by, ``source_hash`` of its bytes."""
    lines = [line for line in clean_lines(raw.lines) if not is_furniture(line.text)]
    documents = [d for d in split_documents(lines) if any(line.text for line in d.lines)]
    marks = web_marks("\n".join(line.text for line in raw.lines))
    file = _File(raw, source, source_hash, marks, len(documents))
    stretches = _stretches(documents, len(raw.lines))
    return [
        _notice(file, document, part, stretch)
        for part, (document, stretch) in enumerate(zip(documents, stretches, strict=True), start=1)
    ]


def _stretches(documents: Sequence[DocumentLines[TracedLine]], lines: int) -> list[slice]:
    """The source's lines that belong to each document: from its first to the next one's first, dividers included."""
    firsts = [next(line.runs[0].line for line in document.lines if line.text) - 1 for document in documents]
    bounds = [0, *firsts[1:], lines]
    return [slice(start, end) for start, end in pairwise(bounds)][: len(documents)]


def _notice(file: _File, document: DocumentLines[TracedLine], part: int, stretch: slice) -> Notice:
    lines: Sequence[TracedLine] = document.lines
    if bold_is_noise(lines):
        lines = drop_bold(lines)
    paragraphs, joins = join_lines(lines)
    header = read_header(paragraphs, document.title)
    text, clauses = build_outline(paragraphs)
    region = _region(header, text)
    masks = find_masks(text)
    provenance, reasons = provenance_of(header, file.web_marks, masks, file.parts)
    inferred = (*header.inferred, *(("region",) if region.inferred else ()))
    names = tuple(name for name in (header.title, header.subject) if name)
    source = file.raw.lines[stretch]
    dropped = [*(file.raw.dropped if part == 1 else ()), *_dropped(paragraphs, source, stretch.start)]
    return Notice(
        id=notice_id(text),
        title=header.title,
        text=text,
        clauses=clauses,
        source=file.source,
        source_hash=file.source_hash,
        part=part,
        parts=file.parts,
        subject=header.subject,
        issuer=header.issuer,
        document_number=header.document_number,
        issued_on=header.issued_on,
        region=region,
        years=header.years,
        recipients=header.recipients,
        provenance=provenance,
        inferred=inferred,
        warnings=(*file.raw.warnings, *_warnings(header, file.web_marks, masks, inferred)),
        provenance_reasons=reasons,
        copied_to=header.copied_to,
        signatory=header.signatory,
        attachments=header.attachments,
        references=find_references(text),
        validity=read_validity(text, names, header.issued_on, header.years, inferred),
        targets=read_targets(text, clauses, plan_of(text, header.years, header.issued_on)),
        audit=audit_of(text, clauses, paragraphs, source, dropped, joins),
        source_map=source_map(paragraphs, file.raw.lines),
    )


def _dropped(paragraphs: Sequence[TracedLine], source: Sequence[Line], first: int) -> list[str]:
    """The lines of the source of which nothing is left."""
    kept = {run.line for paragraph in paragraphs for run in paragraph.runs}
    return [
        line.text.strip()
        for number, line in enumerate(source, start=first + 1)
        if number not in kept and line.text.strip()
    ]


def _region(header: Header, text: str) -> Region:
    """The issuing organ's place, else the one in the title, else what the prose gives away (marked inferred)."""
    for stated in (header.issuer.split("、")[0], header.title, header.subject):
        region = region_of_organ(stated.removeprefix("中共").lstrip("关于印发《0123456789年"))
        if region.name:
            return region
    return region_from_prose(text)


_FIELD_NAMES = {"title": "标题", "years": "年份", "region": "地区"}


def _warnings(
    header: Header, marks: Sequence[str], masks: Sequence[str], inferred: Sequence[str]
) -> list[str]:
    warnings: list[str] = []
    if not (header.document_number or header.issuer):
        warnings.append("文内没有发文机关和文号，不能确认是正式印发件")
    if marks:
        warnings.append("文件带有网页转载或范文汇编的痕迹，引用前请核对原文")
    if masks:
        warnings.append(f"有 {len(masks)} 处名称或数字被遮盖（如 xx、**、___），遮盖处不是真实内容")
    if inferred:
        names = "、".join(_FIELD_NAMES[name] for name in inferred)
        warnings.append(f"{names}由正文推断，文头没有写明")
    return warnings
