"""What a paragraph gets from its style and from its own properties: heading level and list number."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from ingest.readers.docx_package import child, children, value

_HEADING_NAME: Final = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_CONTENTS_NAME: Final = re.compile(r"(?:toc|目录)\s*[1-9]", re.IGNORECASE)
# Styles stand on styles; a circle of them must not hang the reader.
_LONGEST_CHAIN: Final = 20


@dataclass(frozen=True, slots=True)
class Style:
    """Only what a reader needs of a paragraph or numbering style."""

    name: str
    based_on: str
    properties: etree._Element | None


@dataclass(slots=True)
class Styles:
    """The style sheet, by style id."""

    by_id: dict[str, Style] = field(default_factory=dict)
    default: str = ""

    @classmethod
    def read(cls, root: etree._Element | None) -> Styles:
        styles = cls()
        for element in children(root, "style") if root is not None else ():
            identity = value(element, "styleId")
            name, based_on = _val(element, "name"), _val(element, "basedOn")
            styles.by_id[identity] = Style(name, based_on, child(element, "pPr"))
            if value(element, "type") == "paragraph" and value(element, "default") in ("1", "true", "on"):
                styles.default = identity
        return styles

    def list_of_style(self) -> dict[str, str]:
        """The list (w:num) that each style stands for."""
        pairs = ((identity, _val(s.properties, "numPr", "numId")) for identity, s in self.by_id.items())
        return {identity: number for identity, number in pairs if number}

    def heading(self, paragraph: etree._Element) -> int:
        """1 to 9, or 0 for body text."""
        for properties in self._properties(paragraph):
            level = _val(properties, "outlineLvl")
            if level:
                return int(level) + 1 if level in set("012345678") else 0
        for style in self._chain(paragraph):
            if style.name.lower() in ("title", "标题"):
                return 1
            if named := _HEADING_NAME.fullmatch(style.name):
                return int(named[1])
        return 0

    def is_contents(self, paragraph: etree._Element) -> bool:
        """True for a line of the table of contents, which only repeats the headings."""
        return any(_CONTENTS_NAME.fullmatch(style.name) for style in self._chain(paragraph))

    def list_place(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """The list and the depth at which the paragraph is numbered."""
        number, depth = "", ""
        for properties in self._properties(paragraph):
            number = number or _val(properties, "numPr", "numId")
            depth = depth or _val(properties, "numPr", "ilvl")
        if number in ("", "0"):
            return None
        return number, int(depth) if depth in set("012345678") else 0

    def _properties(self, paragraph: etree._Element) -> list[etree._Element]:
        """Property elements from the nearest (the paragraph's own) to the farthest style."""
        found = [child(paragraph, "pPr"), *(style.properties for style in self._chain(paragraph))]
        return [properties for properties in found if properties is not None]

    def _chain(self, paragraph: etree._Element) -> list[Style]:
        identity, chain = _val(child(paragraph, "pPr"), "pStyle") or self.default, list[Style]()
        while identity in self.by_id and len(chain) < _LONGEST_CHAIN:
            chain.append(self.by_id[identity])
            identity = chain[-1].based_on
        return chain


def _val(element: etree._Element | None, *path: str) -> str:
    found = child(element, *path) if element is not None else None
    return value(found, "val") if found is not None else ""
