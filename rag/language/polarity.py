"""Words that turn a statement round or make it more or less binding: bounds, negations, 确保, 力争. Pure.

All functions take folded text.
"""

from __future__ import annotations

import re
from typing import Literal

Bound = Literal["", "ge", "gt", "le", "lt"]

_BEFORE: tuple[tuple[str, Bound], ...] = (
    ("不得?少于|不得?低于|不得?小于|不亚于|至少|最少|最低|≥|>=", "ge"),
    ("不得?超过|不得?高于|不得?大于|不得?多于|至多|最多|最高|控制在|≤|<=", "le"),
    ("超过|超|高于|大于|多于|突破|>", "gt"),
    ("低于|少于|小于|不足|不到|<", "lt"),
)
_AFTER: tuple[tuple[str, Bound], ...] = (("及?以上", "ge"), ("及?以下|及?以内|之内", "le"))
_RISE = re.compile("达|提高|提升|增至|增加到|升至|增长到|力争|确保|实现|完成|≥|以上")
_REACH = 10
_LONGEST = 4  # 不得超过 is not to be cut in the middle

_COMMITMENT = {
    "must": re.compile("确保|务必|必须|保证|一律|应当|严格落实"),
    "strive": re.compile("力争|争取|努力实现|力求"),
    "may": re.compile("鼓励|可以|可根据|探索|试点|有条件的|原则上|逐步"),
}
_BINDING = ("must", "strive")

_NEGATION = (
    "不得|不再|不予|不可|不能|不应|不需|无需|不要|禁止|严禁|杜绝|取消|停止|没有|尚未|未|不|无|非|勿|免"
)
_OPEN = "是否|能否|可否|有无"
_OPERATOR = re.compile(rf"(?P<open>{_OPEN})|(?P<negation>{_NEGATION})")
# Words in which the character does not negate.
_LEXICAL = re.compile(
    "不断|不仅|不但|不同|不少(?!于)|不良|不足|不等|不平衡|不动产|不孕|不久|不限于|非常|非公|非遗|非传染|未来|未成年|未病|无论|不论|不管"
    "|无障碍|无偿|无线|无烟|无害|无缝|无创|无人|免费|免疫|免职|不得?(?:少于|低于|小于|超过|高于|大于|多于)|不亚于|不到(?=\\d)"
)
_TOTALS = re.compile("全覆盖|全部|所有|全体|全员|一律|无一例外|唯一|首个|首次|最[大小好早先]")
_TOTAL_WORDS = re.compile("全覆盖|全部|所有|全体|全员|全面|一律|均|都|每个|各|100%")


def bound_at(text: str, start: int, end: int) -> Bound:
    """The bound put on the figure at ``[start, end)``: ≥97%, 不低于97%, 97%以上 → ``ge``."""
    after = text[end : end + 12]
    for pattern, bound in _AFTER:
        if re.match(rf"(?:的|\([^)]*\))?(?:{pattern})", after):
            return bound
    before = re.split(r"[，,;。\n]", text[max(0, start - _REACH - _LONGEST) : start])[-1]
    found: tuple[int, Bound] = (-1, "")
    for pattern, bound in _BEFORE:
        for match in re.finditer(pattern, before):
            if match.end() <= len(before) - _REACH:
                continue
            inside = bound in ("gt", "lt") and before[: match.start()].endswith(("不", "不得"))
            if not inside and match.end() > found[0]:
                found = (match.end(), bound)
    if found[0] >= 0 and not re.search(r"\d", before[found[0] :]):
        return found[1]
    return ""


def bounds_agree(said: Bound, written: Bound, written_context: str) -> bool:
    """Whether a sentence may put the bound ``said`` on a figure that the notice bounds as ``written``."""
    if said == written:
        return True
    if said == "":
        return written in (
            "ge",
            "gt",
        )  # 达到97% for ≥97% says less, and nothing wrong; a ceiling left out is wrong
    if said == "ge":
        return written == "" and bool(_RISE.search(written_context))
    return False


def commitment_gap(sentence: str, text: str) -> str:
    """The word by which a sentence binds more, or less, than the text does (确保 for 力争); empty if none."""
    for kind in _BINDING:
        match = _COMMITMENT[kind].search(sentence)
        if match and not _COMMITMENT[kind].search(text):
            return match.group()
    match = _COMMITMENT["may"].search(sentence)
    binding = any(_COMMITMENT[kind].search(text) for kind in _BINDING)
    return match.group() if match and binding and not _COMMITMENT["may"].search(text) else ""


def turned(sentence: str, text: str) -> str:
    """The words that the sentence negates and the text does not, or the other way round; empty if none."""
    mine, theirs = _operated(sentence), _operated(text)
    for kind, word in mine:
        if word in text and (kind, word) not in theirs:
            return word
        if word not in text and kind == "negation" and len(word) == 2 and not _near(word, text):
            return word
    for _, word in theirs:
        if len(word) < 2 or (word_states := {kind for kind, w in mine if w == word}):
            continue
        if word in sentence and not word_states and not _stands_plainly(word, text):
            return word
    return ""


def total_gap(sentence: str, text: str) -> str:
    """全部, 全覆盖, 唯一 … where the text has no such word."""
    match = _TOTALS.search(sentence)
    if not match or match.group() in text:
        return ""
    general = match.group() in ("全覆盖", "全部", "所有", "全体", "全员", "一律")
    return "" if general and _TOTAL_WORDS.search(text) else match.group()


def _operated(text: str) -> set[tuple[str, str]]:
    """``(kind, the two characters acted upon)`` for each negation and each 是否."""
    blank = _LEXICAL.sub(lambda m: "\x00" * len(m.group()), text)
    found = set()
    for match in _OPERATOR.finditer(blank):
        word = re.match(r"[\u3400-\u9fff]{1,2}", blank[match.end() :])
        if word:
            found.add((str(match.lastgroup), word.group()))
    return found


def _stands_plainly(word: str, text: str) -> bool:
    """Whether the text has the word somewhere without a negation or 是否 before it."""
    for match in re.finditer(re.escape(word), text):
        before = text[max(0, match.start() - 2) : match.start()]
        if not re.search(rf"(?:{_OPEN}|{_NEGATION})$", before):
            return True
    return False


def _near(word: str, text: str) -> bool:
    """Whether the text has both characters of the word, in order, close by (不需要 / 不需另行要求)."""
    return bool(re.search(rf"(?:{_NEGATION}).{{0,4}}{re.escape(word[0])}.{{0,3}}{re.escape(word[1])}", text))
