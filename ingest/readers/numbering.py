"""The numbers that Word writes in front of paragraphs without storing them as text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from ingest.readers.docx_package import child, children, value

_DIGITS: Final = "〇一二三四五六七八九"
_LEGAL_DIGITS: Final = "零壹贰叁肆伍陆柒捌玖"
_PLACEHOLDER: Final = re.compile(r"%([1-9])")
_LEVELS: Final = 9
# After these a tab would only be a gap on the page; after a Latin point it parts number and word.
_CLOSED: Final = ("、", "）", "。", "．", "：", "】", "〕")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, how a number is written and what stands around it."""

    start: int = 1
    number_format: str = "decimal"
    pattern: str = ""
    suffix: str = "tab"
    legal: bool = False
    restarts: bool = True


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has been counted. Used once, in reading order."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # by list (w:num)
    counter_of: dict[str, str] = field(default_factory=dict)  # lists on one abstract list count on together
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def read(cls, root: etree._Element | None, list_of_style: dict[str, str]) -> Numbering:
        """``root`` is numbering.xml; ``list_of_style`` gives the list that a numbering style stands for."""
        numbering = cls()
        if root is None:
            return numbering
        abstracts = {value(a, "abstractNumId"): a for a in children(root, "abstractNum")}
        owner = {value(num, "numId"): _text(num, "abstractNumId") for num in children(root, "num")}
        for num in children(root, "num"):
            number = value(num, "numId")
            abstract = _resolved(abstracts, owner, owner[number], list_of_style)
            numbering.counter_of[number] = abstract
            numbering.levels[number] = _levels(abstracts.get(abstract))
            numbering._apply_overrides(number, num)
        return numbering

    def label(self, number: str, depth: int) -> str:
        """Count the next paragraph of list ``number`` at ``depth`` and return what Word shows before it."""
        level = self.levels.get(number, {}).get(depth)
        if level is None:
            return ""
        counts = self.counts.setdefault(self.counter_of[number], {})
        restart = self.restarts.get(number, {}).pop(depth, None)
        if restart is not None:
            counts[depth] = restart
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for deeper in range(depth + 1, _LEVELS):
            if self.levels[number].get(deeper, Level()).restarts:
                counts.pop(deeper, None)
        return _with_gap(self._written(number, level, counts), level.suffix)

    def _written(self, number: str, level: Level, counts: dict[int, int]) -> str:
        if level.number_format == "bullet":
            return "".join("•" if "\ue000" <= c <= "\uf8ff" else c for c in level.pattern)

        def written(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            shown = self.levels[number].get(depth, Level())
            number_format = "decimal" if level.legal else shown.number_format
            return write_number(counts.get(depth, shown.start), number_format)

        return _PLACEHOLDER.sub(written, level.pattern)

    def _apply_overrides(self, number: str, num: etree._Element) -> None:
        for override in children(num, "lvlOverride"):
            depth = _int(value(override, "ilvl"), 0)
            own = child(override, "lvl")
            if own is not None:
                self.levels[number][depth] = _level(own)
            start = child(override, "startOverride")
            if start is not None:
                self.restarts.setdefault(number, {})[depth] = _int(value(start, "val"), 1)


def write_number(number: int, number_format: str) -> str:
    """``number`` as Word writes it in one of its number formats; an unknown format is written in digits."""
    if number_format in ("none", "bullet"):
        return ""
    if number_format in _CHINESE_COUNTING:
        return _chinese(number)
    if number_format in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return "".join(_DIGITS[int(d)] for d in str(number))
    if number_format in ("chineseLegalSimplified", "ideographLegalTraditional"):
        return "".join(_LEGAL_DIGITS[int(d)] for d in str(number)) if number > 9 else _LEGAL_DIGITS[number]
    if number_format in _CYCLES and number:
        cycle = _CYCLES[number_format]
        return cycle[(number - 1) % len(cycle)]
    if number_format in _ENCLOSED and 1 <= number <= _ENCLOSED[number_format][1]:
        return chr(ord(_ENCLOSED[number_format][0]) + number - 1)
    if number_format in ("upperLetter", "lowerLetter") and number:
        letter = chr(ord("A") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9)
        return letter if number_format == "upperLetter" else letter.lower()
    if number_format in ("upperRoman", "lowerRoman") and 0 < number < 4000:
        return _roman(number) if number_format == "upperRoman" else _roman(number).lower()
    if number_format == "decimalZero":
        return f"{number:02d}"
    if number_format == "decimalFullWidth":
        return "".join(chr(ord(d) + 0xFEE0) for d in str(number))
    return str(number)


_CHINESE_COUNTING: Final = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
    }
)
_CYCLES: Final = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
}
_ENCLOSED: Final = {
    "decimalEnclosedCircle": ("①", 20),
    "decimalEnclosedCircleChinese": ("①", 20),
    "decimalEnclosedParen": ("⑴", 20),
    "decimalEnclosedFullstop": ("⒈", 20),
}


def _chinese(number: int) -> str:
    if number == 0:
        return "〇"
    if number > 9999:
        return "".join(_DIGITS[int(d)] for d in str(number))
    written = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            written += _DIGITS[digit] + name
        elif written and number % unit and not written.endswith("〇"):
            written += "〇"
    return written.removeprefix("一") if 10 <= number < 20 else written


def _roman(number: int) -> str:
    written = ""
    for worth, letters in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
        (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        count, number = divmod(number, worth)
        written += letters * count
    return written


def _with_gap(label: str, suffix: str) -> str:
    if not label or suffix == "nothing" or (suffix == "tab" and label.endswith(_CLOSED)):
        return label
    return f"{label} "


def _resolved(
    abstracts: dict[str, etree._Element], owner: dict[str, str], abstract: str, list_of_style: dict[str, str]
) -> str:
    """Follow an abstract list that only names a numbering style to the list which that style holds."""
    element = abstracts.get(abstract)
    style = _text(element, "numStyleLink") if element is not None else ""
    return owner.get(list_of_style.get(style, ""), abstract) if style else abstract


def _levels(abstract: etree._Element | None) -> dict[int, Level]:
    if abstract is None:
        return {}
    return {_int(value(level, "ilvl"), 0): _level(level) for level in children(abstract, "lvl")}


def _level(element: etree._Element) -> Level:
    legal = child(element, "isLgl")
    return Level(
        start=_int(_text(element, "start"), 1),
        number_format=_text(element, "numFmt") or "decimal",
        pattern=_text(element, "lvlText"),
        suffix=_text(element, "suff") or "tab",
        legal=legal is not None and value(legal, "val") not in ("0", "false"),
        restarts=_text(element, "lvlRestart") != "0",
    )


def _text(element: etree._Element, name: str) -> str:
    found = child(element, name)
    return value(found, "val") if found is not None else ""


def _int(text: str, default: int) -> int:
    # Nine digits are plenty; longer ones come from damaged files.
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default
