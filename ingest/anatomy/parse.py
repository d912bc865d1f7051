"""Lines of a file into its notices: the order of steps, each told in its own module."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.anatomy.audit import audit_of
from ingest.anatomy.compilation import DocumentLines, split_documents
from ingest.anatomy.furniture import is_furniture, web_marks
from ingest.anatomy.header import Header, read_header
from ingest.anatomy.masks import bold_is_noise, drop_bold, find_masks
from ingest.anatomy.outline import build_outline
from ingest.anatomy.page_table import PageTable, read_page_table
from ingest.anatomy.provenance import provenance_of
from ingest.anatomy.references import find_references
from ingest.anatomy.regions import are_apart, names_several, region_from_prose, region_of_organ
from ingest.anatomy.repair import clean_lines, join_lines
from ingest.anatomy.source_map import source_map
from ingest.anatomy.traced import TracedLine
from ingest.anatomy.validity import read_validity
from ingest.ledger.plan import plan_of
from ingest.ledger.read import read_targets
from ingest.models import Clause, Notice, Region, Target, Validity, notice_id
from ingest.readers.lines import Line, RawDocument
from ingest.text import fold

_BESIDE_A_TITLE = 30  # characters: its number, its date
# What stands in front of the place in the name of a party's, league's or central authority's organ.
_BODY = re.compile(r"^(?:中国共产党|中共|中国共产主义青年团|共青团|国家税务总局)")


@dataclass(frozen=True, slots=True)
class _File:
    """What the notices of a file share."""

    raw: RawDocument
    source: str
    source_hash: str
    web_marks: tuple[str, ...]
    parts: int
    page: PageTable


def parse_notices(raw: RawDocument, source: str, source_hash: str) -> list[Notice]:
    """The notices that a file holds, in order. ``source`` is the name it is known by, ``source_hash`` of its bytes."""
    page = read_page_table(raw.lines)
    lines = [line for line in clean_lines(raw.lines) if not _falls_away(line, page)]
    lines = [replace(line, whole=True) if _stands_on(line, page) else line for line in lines]
    documents = [d for d in split_documents(lines) if any(line.text for line in d.lines)]
    marks = web_marks("\n".join(line.text for line in raw.lines))
    file = _File(raw, source, source_hash, marks, len(documents), page)
    stretches = _stretches(documents, len(raw.lines))
    return [
        _notice(file, document, part, stretch)
        for part, (document, stretch) in enumerate(zip(documents, stretches, strict=True), start=1)
    ]


def _stands_on(line: TracedLine, page: PageTable) -> bool:
    return bool(line.runs) and line.runs[0].line in page.lines


def _falls_away(line: TracedLine, page: PageTable) -> bool:
    """A page's furniture, and those lines of its table that tell nothing of the notice."""
    if _stands_on(line, page):
        return line.runs[0].line in page.bare
    return is_furniture(line.text)


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
    page = file.page if part == 1 else PageTable()
    header = read_header([p for p in paragraphs if not _stands_on(p, page)], document.title, page)
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
        warnings=(*file.raw.warnings, *_warnings(header, file.web_marks, masks, inferred, page)),
        provenance_reasons=reasons,
        copied_to=header.copied_to,
        signatory=header.signatory,
        attachments=header.attachments,
        references=find_references(text),
        validity=_validity(
            read_validity(text, names, header.issued_on, header.years, inferred), page, paragraphs
        ),
        targets=_targets(text, clauses, header, paragraphs, page),
        audit=audit_of(text, clauses, paragraphs, source, dropped, joins),
        source_map=source_map(paragraphs, file.raw.lines),
    )


def _targets(
    text: str, clauses: Sequence[Clause], header: Header, paragraphs: Sequence[TracedLine], page: PageTable
) -> tuple[Target, ...]:
    """The ledger; no figure of a page's table or title (…等9部门关于…) commits to anything."""
    found = read_targets(text, clauses, plan_of(text, header.years, header.issued_on))
    name = "" if "title" in header.inferred else fold(header.title)
    position = 0
    named: list[range] = []
    for paragraph in paragraphs:
        words = fold(paragraph.text)
        titled = name and name in words and len(words) <= len(name) + _BESIDE_A_TITLE and "。" not in words
        if titled or _stands_on(paragraph, page):
            named.append(range(position, position + len(paragraph.text)))
        position += len(paragraph.text) + 1
    return tuple(target for target in found if not any(target.start in stretch for stretch in named))


def _dropped(paragraphs: Sequence[TracedLine], source: Sequence[Line], first: int) -> list[str]:
    """The lines of the source of which nothing is left."""
    kept = {run.line for paragraph in paragraphs for run in paragraph.runs}
    return [
        line.text.strip()
        for number, line in enumerate(source, start=first + 1)
        if number not in kept and line.text.strip()
    ]


def _validity(said: Validity, page: PageTable, paragraphs: Sequence[TracedLine]) -> Validity:
    """What the notice says itself, completed by the dates of the site's table."""
    if not (page.in_force_from or page.in_force_until):
        return said
    own = said if said.basis == "stated" else Validity(trial=said.trial)
    row = next((p.text for p in paragraphs if p.runs and p.runs[0].line == page.validity_line), "")
    return Validity(
        own.in_force_from or page.in_force_from,
        own.in_force_until or page.in_force_until,
        "stated",
        said.trial,
        said.stated or row,
    )


def _region(header: Header, text: str) -> Region:
    """The issuing organ's place, else the one in the title, else what the prose gives away (marked inferred).

    A notice of two places of which neither lies in the other (川渝, 甲乙两市) is taken for one of neither: nothing leaves it
    out where either is asked for.
    """
    organs = header.issuer.split("、")
    first, *others = (region_of_organ(_from_its_place(organ)) for organ in organs)
    if first.name and any(other.name and are_apart((first,), (other,)) for other in others):
        return Region()
    for stated in (organs[0], header.title, header.subject):
        named = _from_its_place(stated)
        if names_several(named):
            return Region()
        region = region_of_organ(named)
        if region.name:
            return region
    return region_from_prose(text)


def _from_its_place(stated: str) -> str:
    """An organ or a title from the place on that it may begin with: 中共, 关于印发 and the year go."""
    return _BODY.sub("", stated).lstrip("关于转印发《〈“0123456789年")


_FIELD_NAMES = {"title": "标题", "years": "年份", "region": "地区"}


def _warnings(
    header: Header, marks: Sequence[str], masks: Sequence[str], inferred: Sequence[str], page: PageTable
) -> list[str]:
    warnings: list[str] = []
    if page.ended:
        warnings.append(f"公布它的网页注明：{page.standing}")
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
