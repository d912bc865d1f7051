"""Text as claims are compared: one width, one script of digits, nothing invisible. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

HAN = r"\u3400-\u9fff"
SENTENCE_ENDS = "。!?;\n"
CLAUSE_ENDS = SENTENCE_ENDS + "，,、:"

_BRACKETS = str.maketrans("〔〕【】［］﹝﹞「」『』〈〉", "[][][][]“”“”《》")
_DASHES = re.compile(r"[‐‑‒–—―−─~～﹣-]+")
_FINANCIAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億貳參陸兩○", "一二三四五六七八九十百千万亿二三六两〇")
_SCORES = {"廿": "二十", "卅": "三十"}
_BOLD_FIGURE = re.compile(r"\*\*(?=[≥≤<>]?\d)|(?<=[\d%‰])\*\*")
_SPACE = re.compile(r"\s+")
_WORD_GAP = re.compile(r"(?<=[0-9a-z.%])\s+(?=[0-9a-z])")
_BREAK = re.compile(r"(?<=[。!?;:])\s*\n\s*")
_MULTIPLY = "×"
# What stands for a space and a break that are kept while the others go; no white space itself, as \x1c to \x1f are.
_KEPT_SPACE, _KEPT_BREAK = "\ue000", "\ue001"

# Bigrams that every notice and every sentence has: they show nothing.
_EMPTY_WORDS = """
    的 了 和 与 及 或 等 为 是 在 到 至 由 对 将 以 于 其 该 此 并 也 都 均 各 要 应 应当 须 达 达到
    根据 按照 文件 通知 规定 要求 提出 明确 指出 其中 以及 同时
"""
_FILLER = re.compile("|".join(sorted(map(re.escape, _EMPTY_WORDS.split()), key=len, reverse=True)))


def fold(text: str) -> str:
    """``text`` with ``６５％`` as ``65%``, brackets and dashes of one style, and no space without meaning.

    Full-width commas stay, so that a list of figures is not read as one figure with thousands separators.
    A line break stays where a sentence ends before it.
    """
    text = "，".join(unicodedata.normalize("NFKC", part) for part in text.split("，")).casefold()
    text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    text = text.translate(_BRACKETS).translate(_FINANCIAL)
    for short, long in _SCORES.items():
        text = text.replace(short, long)
    text = text.replace("\u2236", ":").replace("\u2044", "/").replace(_MULTIPLY, "x")
    text = _DASHES.sub("-", text)
    text = _BOLD_FIGURE.sub("", text)
    text = _WORD_GAP.sub(_KEPT_SPACE, text)
    text = _BREAK.sub(_KEPT_BREAK, text)
    text = _SPACE.sub("", text)
    return text.replace(_KEPT_SPACE, " ").replace(_KEPT_BREAK, "\n")


def plain(text: str) -> str:
    """Letters and digits of the folded text only: how titles and quotations are compared."""
    return "".join(c for c in fold(text) if c.isalnum() or c in "%‰")


def bigrams(folded: str) -> set[str]:
    """Pairs of neighbouring Han characters, words without content taken out."""
    pairs: set[str] = set()
    for run in re.findall(f"[{HAN}]+", folded):
        for word in _FILLER.split(run):
            pairs.update(word[i : i + 2] for i in range(len(word) - 1))
    return pairs


def overlap(words: set[str], other: set[str]) -> float:
    """The share of ``words`` that ``other`` has; 1 where there is nothing to compare."""
    return len(words & other) / len(words) if words else 1.0


def spans(folded: str, ends: Iterable[str]) -> list[tuple[int, int]]:
    """The stretches of ``folded`` between the given end characters; nothing inside quotes is cut."""
    stops, cuts, depth = set(ends), [0], 0
    for i, c in enumerate(folded):
        depth += (c in "“《(") - (c in "”》)")
        if c in stops and depth <= 0:
            cuts.append(i + 1)
            depth = 0
    if cuts[-1] != len(folded):
        cuts.append(len(folded))
    return [(a, b) for a, b in pairwise(cuts) if b > a]
