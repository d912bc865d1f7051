"""Bytes to text, for files that do not say how they are encoded.

Chinese offices produce UTF-8, GB18030 (GBK, GB2312), UTF-16 ("Unicode" of old Notepad) and rarely Big5. Each
leaves marks that the others hardly fake: a BOM; strictly valid UTF-8; and for the rest, how many of the
characters read are common Chinese ones. Nothing is repaired here: what cannot be decoded becomes U+FFFD, and
much of it refuses the file.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ingest.readers import refusals

# Long enough to be sure, short enough to score five readings of it in well under a second.
_SAMPLE_BYTES: Final = 256 * 1024
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its BOM begins with that of UTF-16 LE
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# How much better than the reading before it each encoding has to score: the rarer in offices, the more.
_HANDICAPS: Final = {"utf-8": 0.0, "gb18030": 0.0, "utf-16-le": 0.1, "utf-16-be": 0.1, "cp950": 0.15}
_LEAST_SCORE: Final = 0.5
_LEAST_MIXED_SCORE: Final = 0.8
_BAD: Final = -2.0
_REPLACED: Final = "\N{REPLACEMENT CHARACTER}"
_LAYOUT_CONTROLS: Final = frozenset("\t\n\r\v\f\x85")
_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_XML_ENCODING: Final = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w-]{2,20})")
# What a page may declare, widened to the superset that browsers use. UTF-16 is not among them: a page whose
# declaration can be found as ASCII is not UTF-16, whatever it says.
_WIDENED: Final = {
    "utf-8": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "cp950",
    "cp950": "cp950",
    "big5hkscs": "big5hkscs",
}
_LABELS: Final = {"utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "cp950": "Big5"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, the Python codec that read it ("" for lines in different ones), and what a person should know about the reading."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def declared_charset(data: bytes) -> str:
    """The encoding that a page names in its first bytes, "" for none."""
    found = _CHARSET.search(data[:4096]) or _XML_ENCODING.match(data[:200])
    return found[1].decode("ascii", "replace") if found else ""


def decode(name: str, data: bytes, declared: str = "") -> Decoded:
    """Read ``data``; ``declared`` is the encoding that the file itself names, a hint that is checked.

    Raises NoticeError ``not-text`` when no reading is plausible.
    """
    mixed = _line_by_line(data) if _whole(data, "utf-8") is None else None
    if mixed is not None:
        warning = "文件里混用了 UTF-8 和 GB18030 两种编码，已逐行辨认；如有乱码，请另存为 UTF-8 后重新导入。"
        return Decoded(mixed, "", (warning,))
    encoding, guessed, bom = _choose(data, declared)
    if not encoding:
        raise refusals.not_text(name)
    # DOS tools end a text file with Ctrl-Z.
    text = data[len(bom) :].decode(encoding, "replace").removesuffix("\x1a").removeprefix("\ufeff")
    warnings = [_warning_of_damage(name, text)]
    if guessed and encoding not in ("utf-8", "gb18030"):
        label = _LABELS[encoding]
        warnings.append(f"文件没有标明编码，按 {label} 读取；如有乱码，请另存为 UTF-8 后重新导入。")
    return Decoded(text, encoding, tuple(w for w in warnings if w))


def _line_by_line(data: bytes) -> str | None:
    """The text of a file put together from others in UTF-8 and in GB18030, line by line; None for any other file.

    Both leave the byte of a line's end alone. Each line must be whole in one of the two, and each part read well.
    """
    parts: dict[str, list[str]] = {"utf-8": [], "gb18030": []}
    lines = list[str]()
    for line in data.removeprefix(codecs.BOM_UTF8).split(b"\n"):
        read = [(text, codec) for codec in parts if (text := _whole(line, codec)) is not None]
        if not read:
            return None
        text, codec = read[0] if line.isascii() else max(read, key=lambda pair: _score(pair[0]))
        lines.append(text)
        if not line.isascii():
            parts[codec].append(text)
    sound = all(part and _score("".join(part)) >= _LEAST_MIXED_SCORE for part in parts.values())
    return "\n".join(lines) if sound and not any(map(_is_control, set("".join(lines)))) else None


def _whole(line: bytes, codec: str) -> str | None:
    try:
        return line.decode(codec)
    except UnicodeDecodeError:
        return None


def _choose(data: bytes, declared: str) -> tuple[str, bool, bytes]:
    """Codec ("" for none), whether it was guessed, and the BOM to skip."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding, False, bom
    if _is_plain_utf8(data):
        return "utf-8", False, b""
    known = _codec(declared)
    if known and _score(data[:_SAMPLE_BYTES].decode(known, "replace")) >= _LEAST_SCORE:
        return known, False, b""
    return _most_plausible(data[:_SAMPLE_BYTES]), True, b""


def _is_plain_utf8(data: bytes) -> bool:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    sample = text[:_SAMPLE_BYTES]
    return not any(_is_control(c) for c in set(sample)) and not _is_gb_by_accident(sample)


def _is_gb_by_accident(text: str) -> bool:
    """Short GB texts may be valid UTF-8 as well, but then as letters below U+0800, never as Chinese."""
    foreign = [c for c in text if c > "\x7f"]
    if (
        not foreign
        or max(foreign) >= "\u0800"
        or len(foreign) <= sum(c.isascii() and c.isalpha() for c in text)
    ):
        return False
    return _score(text.encode("utf-8").decode("gb18030", "replace")) >= 0.9


def _codec(declared: str) -> str:
    """The codec for the name of an encoding in a file, "" for one that is unknown or not to be believed."""
    try:
        name = codecs.lookup(declared.strip()).name if declared.strip() else ""
    except (LookupError, ValueError):
        return ""
    return _WIDENED.get(name, "")


def _most_plausible(sample: bytes) -> str:
    best, best_score = "", _LEAST_SCORE
    for encoding, handicap in _HANDICAPS.items():
        score = _score(sample.decode(encoding, "replace"))
        if score >= best_score + (handicap if best else 0.0):
            best, best_score = encoding, score
    return best


def _score(text: str) -> float:
    """How much ``text`` looks like Chinese that was read rightly: 1 at best, below zero for binary data.

    ASCII speaks for no reading and is left out, so that the markup of a page cannot drown its words.
    """
    counts = Counter(text)
    telling = {c: n for c, n in counts.items() if c > "\x7f" or _is_control(c)}
    total = sum(telling.values())
    if not total:
        return 1.0
    return sum(_weight(c) * n for c, n in telling.items()) / total


@lru_cache(maxsize=4096)
def _weight(char: str) -> float:
    if char == _REPLACED or _is_control(char):
        return _BAD
    if char in _common():
        return 1.0
    if "\u4e00" <= char <= "\u9fff":
        return 0.5
    category = unicodedata.category(char)
    if category in ("Cn", "Co", "Cs"):
        return -1.0 if category == "Cn" else 0.0
    return 0.2


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    """The characters of ordinary documents: the first levels of GB 2312 and Big5, and punctuation."""
    gb = set(_decodable("gb2312", range(0xA1, 0xA4))) | set(_decodable("gb2312", range(0xB0, 0xD8)))
    big5 = set(_decodable("big5", range(0xA4, 0xC7)))
    return frozenset(gb | big5 | set("\u3000\u00a0\u00b7•–—‘’“”…‰′″※℃〇①②③④⑤⑥⑦⑧⑨⑩"))


def _decodable(encoding: str, rows: range) -> Iterator[str]:
    for high in rows:
        for low in (*range(0x40, 0x7F), *range(0xA1, 0xFF)):
            try:
                yield bytes((high, low)).decode(encoding)
            except UnicodeDecodeError:
                continue


def _is_control(char: str) -> bool:
    return (char < " " or "\x7f" <= char <= "\x9f") and char not in _LAYOUT_CONTROLS


def _warning_of_damage(name: str, text: str) -> str:
    """A sentence about a few unreadable characters; too many of them refuse the file."""
    controls = {c for c in set(text) if _is_control(c)}
    stray = sum(text.count(c) for c in controls)
    lost = text.count(_REPLACED)
    # A single cut character at a file's end is common; a control character in a short text is not.
    too_much_lost = lost > max(1, len(text) // 100) or lost * 10 > len(text)
    if "\0" in controls or stray > len(text) // 200 or too_much_lost:
        raise refusals.not_text(name)
    if lost or stray:
        return f"有 {lost + stray} 个字符无法识别，原文可能有损坏，请对照原件。"
    return ""
