"""What stands around the body on a Word document's pages: the letterhead above, the imprint below, the notes.

A header is mostly a running title and a footer a page number, which are no text of the notice. A red head is set in the
header of the first page, or red or large in the header of all; the imprint (who printed it, copies to whom) in a footer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from ingest.readers.docx_package import Parts, child, children, local, value
from ingest.readers.lines import Line

_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_PAGE_NUMBER: Final = re.compile(r"\b(?:NUM|SECTION)?PAGES?\b")
_RED: Final = re.compile(r"[C-F][0-9A-F][0-4][0-9A-F][0-4][0-9A-F]", re.IGNORECASE)
_LARGE: Final = 44  # half points: 二号 and larger
_FEWEST_HAN_OF_IMPRINT: Final = 8
_NAMES: Final = {"footnote": "脚注", "endnote": "尾注"}


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote: ``label`` as it is called in the lines (``脚注1``)."""

    label: str
    content: etree._Element


def notes_in_order(parts: Parts, called: Iterable[tuple[str, str]]) -> Iterator[Note]:
    """The notes in the order in which the text calls them, by kind and id; each is counted, also one that is missing."""
    found = {
        (kind, value(note, "id")): note
        for kind, root in (("footnote", parts.footnotes), ("endnote", parts.endnotes))
        for note in (() if root is None else children(root, kind))
    }
    counts = dict.fromkeys(_NAMES, 0)
    for kind, identity in called:
        counts[kind] += 1
        note = found.pop((kind, identity), None)
        if note is not None:
            yield Note(f"{_NAMES[kind]}{counts[kind]}", note)


def letterhead(parts: Parts) -> list[etree._Element]:
    """The blocks of the first page's header that are no running title."""
    section = next(_sections(parts), None)
    if section is None:
        return []
    if _is_on(child(section, "titlePg")):
        return _blocks(parts, section, "headerReference", "first")
    blocks = _blocks(parts, section, "headerReference", "default")
    return blocks if any(_stands_out(block) for block in blocks) else []


def imprint(parts: Parts) -> list[etree._Element]:
    """The blocks of the last page's footer that hold more than a page number."""
    sections = list(_sections(parts))
    blocks = _blocks(parts, sections[-1], "footerReference", "default") if sections else []
    return [
        block for block in blocks if not _has_page_number(block) and _han(block) >= _FEWEST_HAN_OF_IMPRINT
    ]


def unsaid(lines: list[Line], body: list[Line]) -> list[Line]:
    """Those of ``lines`` whose words the body does not have."""
    said = _key("".join(line.text for line in body)) if lines else ""
    return [line for line in lines if (key := _key(line.text)) and key not in said]


def _sections(parts: Parts) -> Iterator[etree._Element]:
    return (node for node in parts.body.iter() if local(node) == "sectPr")


def _blocks(parts: Parts, section: etree._Element, reference: str, kind: str) -> list[etree._Element]:
    for found in children(section, reference):
        root = parts.related.get(value(found, "id"))
        if value(found, "type") == kind and root is not None:
            return list(root)
    return []


def _stands_out(block: etree._Element) -> bool:
    for properties in (node for node in block.iter() if local(node) == "rPr"):
        color, size = child(properties, "color"), child(properties, "sz")
        if color is not None and _RED.fullmatch(value(color, "val")):
            return True
        # Longer figures come from damaged files.
        if size is not None and re.fullmatch(r"\d{1,4}", told := value(size, "val")) and int(told) >= _LARGE:
            return True
    return False


def _has_page_number(block: etree._Element) -> bool:
    codes = (node.text or "" if local(node) == "instrText" else value(node, "instr") for node in block.iter())
    return any(_PAGE_NUMBER.search(code) for code in codes)


def _han(block: etree._Element) -> int:
    return sum(len(_HAN.findall(node.text or "")) for node in block.iter() if local(node) == "t")


def _is_on(switch: etree._Element | None) -> bool:
    return switch is not None and value(switch, "val") not in ("0", "false", "off")


def _key(text: str) -> str:
    """Letters and figures only: the same words are spaced differently in a header."""
    return "".join(char for char in text if char.isalnum())
