"""Lines of a file into its notices: the order of steps, each told in its own module."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.compilation import DocumentLines, split_documents
from ingest.header import Header, read_header
from ingest.models import Notice, Provenance, Region, notice_id
from ingest.outline import build_outline
from ingest.readers.lines import Line, RawDocument
from ingest.regions import region_from_prose, region_of_organ
from ingest.repair import (
    bold_is_noise,
    clean_lines,
    count_masks,
    drop_bold,
    has_web_marks,
    is_furniture,
    join_lines,
)


def parse_notices(raw: RawDocument, source: str, source_hash: str) -> list[Notice]:
    """The notices that a file holds, in order. ``source`` is the name it is known by, ``source_hash`` of its bytes."""
    from_web = has_web_marks("\n".join(line.text for line in raw.lines))
    lines = [line for line in clean_lines(raw.lines) if not is_furniture(line.text)]
    documents = [d for d in split_documents(lines) if any(line.text for line in d.lines)]
    return [
        _notice(document, source, source_hash, part, len(documents), from_web, raw.warnings)
        for part, document in enumerate(documents, start=1)
    ]


def _notice(
    document: DocumentLines,
    source: str,
    source_hash: str,
    part: int,
    parts: int,
    from_web: bool,
    warnings: Sequence[str],
) -> Notice:
    lines: Sequence[Line] = document.lines
    if bold_is_noise(lines):
        lines = drop_bold(lines)
    paragraphs, _ = join_lines(lines)
    header = read_header(paragraphs, document.title)
    text, clauses = build_outline(paragraphs)
    region = _region(header, text)
    masks = count_masks(text)
    inferred = (*header.inferred, *(("region",) if region.inferred else ()))
    return Notice(
        id=notice_id(text),
        title=header.title,
        text=text,
        clauses=clauses,
        source=source,
        source_hash=source_hash,
        part=part,
        parts=parts,
        subject=header.subject,
        issuer=header.issuer,
        document_number=header.document_number,
        issued_on=header.issued_on,
        region=region,
        years=header.years,
        recipients=header.recipients,
        provenance=_provenance(header, from_web, masks),
        inferred=inferred,
        warnings=(*warnings, *_warnings(header, from_web, masks, inferred)),
    )


def _region(header: Header, text: str) -> Region:
    """The issuing organ's place, else the one in the title, else what the prose gives away (marked inferred)."""
    for stated in (header.issuer.split("、")[0], header.title, header.subject):
        region = region_of_organ(stated.lstrip("关于印发《0123456789年"))
        if region.name:
            return region
    return region_from_prose(text)


def _provenance(header: Header, from_web: bool, masks: int) -> Provenance:
    if header.document_number and header.issuer:
        return Provenance.ISSUED
    if masks:
        return Provenance.MASKED
    return Provenance.WEB if from_web else Provenance.HEADLESS


_FIELD_NAMES = {"title": "标题", "years": "年份", "region": "地区"}


def _warnings(header: Header, from_web: bool, masks: int, inferred: Sequence[str]) -> list[str]:
    warnings: list[str] = []
    if not (header.document_number or header.issuer):
        warnings.append("文内没有发文机关和文号，不能确认是正式印发件")
    if from_web:
        warnings.append("文件带有网页转载或范文汇编的痕迹，引用前请核对原文")
    if masks:
        warnings.append(f"有 {masks} 处名称或数字被遮盖（如 xx、**、___），遮盖处不是真实内容")
    if inferred:
        names = "、".join(_FIELD_NAMES[name] for name in inferred)
        warnings.append(f"{names}由正文推断，文头没有写明")
    return warnings
