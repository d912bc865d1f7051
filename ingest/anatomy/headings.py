"""The numbers that head clauses: one grammar table for GB/T 9704 and the wild forms beside it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from ingest.numerals import chinese_to_int

_HAN = "[一二三四五六七八九十百〇零]{1,5}"
_WORDS = "[一-鿿“‘《「A-Za-z]"
# What counts behind a figure: 1.5万人, 3.2个. A line that begins so is the rest of a sentence, not a clause.
_COUNTED = (
    "(?:[%％‰万亿倍岁元亩吨张以左]|个(?![人体性])|年(?!度)|公[里斤顷]|平方|立方|千[米克]|小时|"
    "[人名所家月日米台套例份户次项床支组成分](?![一-鿿]))"
)

# Style name → pattern at the start of a line; group 1 is the number. The order decides where two could match. A style
# has no fixed depth: real notices put `1.` straight under `一、` as often as under `（一）`, so depth comes from what is
# open (see outline).
_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("book", re.compile(rf"第({_HAN}|\d{{1,3}})(?:[编篇](?=[\s：:、]|[一-鿿])|部分(?!的|地))[：:、，\s]*")),
    ("part", re.compile(rf"第({_HAN}|\d{{1,3}})章(?=[\s：:、]|[一-鿿])[：:、\s]*")),
    ("section", re.compile(rf"第({_HAN}|\d{{1,3}})节[：:、\s]*")),
    ("article", re.compile(rf"第({_HAN}|\d{{1,3}})条(?:之{_HAN})?(?!规定|的|第|、第|至|和|及|款)[：:、\s]*")),
    ("ordinal", re.compile(r"第([一二三四五六七八九十]{1,3})[，,]\s*")),
    # Not 二、三级医院, where both numbers count the same word.
    ("chapter", re.compile(rf"({_HAN})\s*[、.．]\s*(?!{_HAN}(?:级|类|等|季度|年级|线|[、.．]))")),
    ("bracket", re.compile(rf"[（(]\s*({_HAN})\s*[）)]\s*[、.．]?\s*|([㈠-㈩])\s*")),
    ("bracket-half", re.compile(rf"({_HAN})\s*[）)]\s*[、.．]?\s*")),
    ("decimal-4", re.compile(rf"(\d{{1,2}}(?:[.．]\d{{1,2}}){{3}})[.．、]?\s*(?={_WORDS})(?!{_COUNTED})")),
    ("decimal-3", re.compile(rf"(\d{{1,2}}(?:[.．]\d{{1,2}}){{2}})[.．、]?\s*(?={_WORDS})(?!{_COUNTED})")),
    ("decimal-2", re.compile(rf"([1-9]\d?[.．][1-9]\d?)[.．、]?\s*(?={_WORDS})(?!{_COUNTED}|月)")),
    # Not before a digit (`1.5%`) unless it begins a date (`2.8月底前`, `1.2025年`), and not a figure with its unit.
    (
        "number",
        re.compile(
            r"(\d{1,3})\s*[.．、]\s*(?:(?!\d)|(?=(?:19|20)\d{2}年|(?:1[0-2]|[1-9])月))(?=\S)|([⒈-⒛])\s*(?=\S)"
        ),
    ),
    ("number-bracket", re.compile(r"[（(]\s*(\d{1,3})\s*[）)]\s*[、.．]?\s*|([⑴-⒇])\s*")),
    ("number-half", re.compile(rf"(\d{{1,3}})\s*[）)]\s*[、.．]?\s*(?={_WORDS})")),
    ("circled", re.compile(r"([①-⑳㉑-㉟❶-❿])\s*[、.．]?\s*")),
    (
        "roman",
        re.compile(r"([Ⅰ-Ⅻ]|(?:I{1,3}|I?V|VI{1,3}|IX|XI{1,3})(?=\s*[、.．]))\s*(?:[、.．]\s*|\s+)(?=\S)"),
    ),
    ("letter", re.compile(r"[（(]?([a-zA-Z])\s*(?:[）)]|[.．](?=\s?[一-鿿]))\s*(?=\S)")),
    ("run-in", re.compile(r"([一二三四五六七八九十]{1,3})是(?=\S)[：:，,]?")),
)

# Items inside a paragraph, each with how its number is written.
_RUN_INS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "run-in",
        re.compile(
            r"(?:(?<=[。；;：:！])|^)\s*(?P<label>([一二三四五六七八九十]{1,3})(?:是|要))(?=[一-鿿“《])"
        ),
    ),
    ("bracket", re.compile(rf"(?<=[。；;：:！])\s*(?P<label>[（(]({_HAN})[）)])(?=[一-鿿“《])(?![项款至])")),
    ("number", re.compile(r"(?<=[。；;：:！])\s*(?P<label>(\d{1,2})\s*[.．、])(?=[一-鿿“《])")),
    ("number-bracket", re.compile(r"(?<=[。；;：:，,])(?P<label>[（(](\d{1,2})[）)])(?=[一-鿿“《])")),
    ("circled", re.compile(r"(?<=[。；;：:，,、])(?P<label>([①-⑳]))(?=[一-鿿“《])")),
)
# 一、加强领导（一）提高认识, （一）建立机制1.成立小组: the first item on the line of the clause above it.
_FIRST_ITEMS: dict[str, tuple[int, re.Pattern[str]]] = {
    "chapter": (
        1,
        re.compile(rf"^[^。；！？：:（(]{{4,40}}(?P<label>[（(]({_HAN})[）)])(?=[一-鿿“《])(?![项款至类级])"),
    ),
    "bracket": (2, re.compile(r"^[^。；！？：:\d]{6,40}(?P<label>(1)[.．、])(?=[一-鿿“《])")),
}
# 3 监测与预警 alone on its line: a plan numbered 3.1, 3.1.1 has such chapters.
_WHOLE_NUMBER = re.compile(rf"\s*([1-9]\d?)\s*(?=[一-鿿][一-鿿、与和]{{1,19}}\s*$)(?!{_COUNTED})")
# What a number can begin with: most lines of a notice begin with something else.
_FIRST = re.compile(r"\s*[第一二三四五六七八九十百〇零（(\d㈠-㈩⒈-⒛⑴-⒇①-⑳㉑-㉟❶-❿Ⅰ-Ⅻa-zA-Z]")
_ROMAN = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True, slots=True)
class Marker:
    """A clause number found at the start of a line: its ``style``, the ``label`` as written, its length and its value
    (of ``1.2.3`` the last part; 0 where it cannot be read)."""

    style: str
    label: str
    length: int
    number: int = 0


@dataclass(frozen=True, slots=True)
class RunIn:
    """An item inside a paragraph: where it starts, its label, style and number."""

    start: int
    label: str
    style: str
    number: int


def heading_marker(line: str) -> Marker | None:
    """The clause number that ``line`` begins with, or ``None``."""
    if not _FIRST.match(line):
        return None
    lead = len(line) - len(line.lstrip())
    for style, pattern in _STYLES:
        match = pattern.match(line, lead)
        if match and match.end() < len(line):
            number = _value(next(group for group in match.groups() if group))
            return Marker(style, match.group().strip(), match.end(), number)
    return None


def whole_number(line: str, below: str, last: int) -> Marker | None:
    """``1总则`` above ``1.1编制目的``, or counting on from such a heading with the number ``last`` (0: none yet); ``None``
    where a number without a mark behind it heads nothing."""
    match = _WHOLE_NUMBER.match(line)
    if match is None:
        return None
    number = int(match.group(1))
    parted = re.match(rf"\s*{number}\s*[.．]\s*1(?!\d)", below) is not None
    return (
        Marker("decimal-1", match.group(1), match.end(), number) if parted or 0 < last == number - 1 else None
    )


def is_bare_label(line: str) -> bool:
    """Whether a line is a clause number and nothing else: its words stand on the next line."""
    if not line or len(line) > 10 or (line[-1] not in "、.．）)" and not line.endswith(("条", "章", "节"))):
        return False
    marker = heading_marker(f"{line}文")
    return marker is not None and marker.length == len(line)


def _value(written: str) -> int:
    last = re.split("[.．]", written)[-1]
    if last.isdecimal():
        return int(last)
    if len(last) == 1 and last.isascii() and last not in _ROMAN:
        return ord(last.lower()) - ord("a") + 1
    compatible = unicodedata.normalize("NFKC", last).strip("()（）.")
    if compatible.isdecimal():
        return int(compatible)
    if last in "❶❷❸❹❺❻❼❽❾❿":
        return ord(last) - ord("❶") + 1
    if set(compatible) <= set(_ROMAN):
        return _roman(compatible)
    return chinese_to_int(compatible) or 0


def _roman(text: str) -> int:
    values = [_ROMAN[c] for c in text]
    return sum(-v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))


def run_in_items(text: str) -> list[RunIn]:
    """``一是…二是…``, ``（1）…（2）…`` or the like inside a paragraph; empty unless they count 1, 2, … from the first on.

    Where several kinds do, the one that begins first holds the others.
    """
    found = [_counting_on(text, style, pattern, 1) for style, pattern in _RUN_INS]
    return min((items for items in found if len(items) >= 2), key=lambda items: items[0].start, default=[])


def first_item(text: str, above: str) -> list[RunIn]:
    """``（一）`` or ``1.`` that follows the words of a heading of the style ``above`` on its line, and what counts on."""
    place, pattern = _FIRST_ITEMS.get(above, (0, None))
    match = pattern.match(text) if pattern else None
    if not match:
        return []
    first = RunIn(match.start("label"), match.group("label"), _RUN_INS[place][0], _value(match.group(2)))
    return [first, *_counting_on(text, *_RUN_INS[place], first.number + 1)]


def continued_items(text: str, last: int) -> list[RunIn]:
    """``三是…四是…`` of a paragraph that goes on with an enumeration whose last number was ``last``."""
    return _counting_on(text, *_RUN_INS[0], last + 1)


def _counting_on(text: str, style: str, pattern: re.Pattern[str], first: int) -> list[RunIn]:
    """The matches that count ``first``, ``first + 1``, … one after another; others in between are passed over."""
    items: list[RunIn] = []
    for match in pattern.finditer(text):
        number = _value(match.group(2))
        if number == first + len(items):
            items.append(RunIn(match.start("label"), match.group("label"), style, number))
    return items
