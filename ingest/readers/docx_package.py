"""The parts of a .docx that carry its text, taken out of the archive with limits, and ways to look into them.

The parts are read one by one and not through an object model of the whole package: files from WPS and from
converters often hold relations to parts that do not exist, which Word ignores. Elements are matched by their
local name, so that the strict and the transitional form of the format read alike.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from ingest.errors import NoticeError
from ingest.readers import refusals
from ingest.readers.package import BAD_ZIP, MOST_RATIO, RATIO_MATTERS_FROM, open_zip
from ingest.settings import IngestSettings

_UNPACKED_TIMES_LIMIT: Final = 20
# A parsed tree takes about ten times its XML; two thousand pages of text stay below this.
_MOST_XML: Final = 48 * 1024 * 1024
_BROKEN: Final = (*BAD_ZIP, etree.LxmlError)


@dataclass(frozen=True, slots=True)
class Parts:
    """Root elements; all but the body are missing in some sound files. ``related`` are headers and footers by relation."""

    body: etree._Element
    styles: etree._Element | None
    numbering: etree._Element | None
    footnotes: etree._Element | None = None
    endnotes: etree._Element | None = None
    related: dict[str, etree._Element] = field(default_factory=dict)


def open_parts(name: str, data: bytes, settings: IngestSettings) -> Parts:
    """The parts of the document in ``data``. NoticeError ``broken-file`` or ``too-large``."""
    try:
        with open_zip(data) as archive:
            _refuse_bomb(name, archive, settings)
            return _parts(name, archive)
    except _BROKEN:
        raise _broken(name) from None


def _parts(name: str, archive: zipfile.ZipFile) -> Parts:
    main = _main_part(archive)
    if archive.getinfo(main).flag_bits & 0x1:
        raise refusals.encrypted(name)
    folder = main.rpartition("/")[0]
    root = etree.fromstring(archive.read(main), _parser())
    body = child(root, "body")
    if body is None:
        raise _broken(name)
    styles, numbering, footnotes, endnotes = (
        _optional(archive, f"{folder}/{part}.xml")
        for part in ("styles", "numbering", "footnotes", "endnotes")
    )
    relations = _optional(archive, f"{folder}/_rels/{main.rpartition('/')[2]}.rels")
    related = dict(_related(archive, folder, relations))
    return Parts(body, styles, numbering, footnotes, endnotes, related)


def _main_part(archive: zipfile.ZipFile) -> str:
    names = [info.filename for info in archive.infolist()]
    if "word/document.xml" in names:
        return "word/document.xml"
    # Some producers number the part (word/document2.xml).
    return next((n for n in names if n.startswith("word/document") and n.endswith(".xml")), "")


def _related(
    archive: zipfile.ZipFile, folder: str, relations: etree._Element | None
) -> Iterator[tuple[str, etree._Element]]:
    """Headers and footers. A target may be written from the package's root or from the main part's folder."""
    for relation in () if relations is None else relations:
        if value(relation, "Type").rpartition("/")[2] in ("header", "footer"):
            target = value(relation, "Target")
            path = target[1:] if target.startswith("/") else f"{folder}/{target}"
            root = _optional(archive, path)
            if root is not None:
                yield value(relation, "Id"), root


def _optional(archive: zipfile.ZipFile, part: str) -> etree._Element | None:
    """A damaged style sheet or list table costs headings and numbers, not the text."""
    try:
        return etree.fromstring(archive.read(part), _parser())
    except _BROKEN:
        return None


def _refuse_bomb(name: str, archive: zipfile.ZipFile, settings: IngestSettings) -> None:
    # zipfile never unpacks more of an entry than its directory declares: the declared sizes bound the work.
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    xml = sum(entry.file_size for entry in entries if entry.filename.endswith(".xml"))
    swollen = unpacked >= RATIO_MATTERS_FROM and unpacked / packed > MOST_RATIO
    if swollen or xml > _MOST_XML or unpacked > _UNPACKED_TIMES_LIMIT * settings.max_file_bytes:
        raise refusals.swollen(name)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)


def _broken(name: str) -> NoticeError:
    return refusals.broken_file(
        name,
        "Word 文档已损坏，无法读出正文。请用 Word 或 WPS 打开并修复，另存为 .docx；打不开就找原件。",
        "the Word document is damaged. Open and repair it, save as .docx, or find the original.",
    )


def local(element: etree._Element) -> str:
    """The element's name without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return (node for node in element if local(node) == name)


def child(element: etree._Element, *path: str) -> etree._Element | None:
    """The first child of that name, or the first along a path of names."""
    found: etree._Element | None = element
    for name in path:
        found = next(children(found, name), None) if found is not None else None
    return found


def value(element: etree._Element, name: str) -> str:
    """An attribute by its local name, "" when it is missing."""
    for key, attribute in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(attribute)
    return ""
