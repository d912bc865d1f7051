"""Whether what has the form of a place is one: 硕士来县里, 慢病示范区 and 楼道里 name none, 沧澜县 does though no gazetteer has it.

A name that is taken for none is asked of all notices, so whatever ordinary words do not account for stays a name.
"""

from __future__ import annotations

from collections.abc import Sequence

from rag.language.segmenter import inside_words, kind_of, spans_of_words

_NAMES = ("ns", "nr", "nz")  # the dictionary's kinds of names
# Words of one character that no place is called by, and some that none is called by but in front (上犹, 过山).
_IN_NO_NAME = frozenset(
    "了到让被给把从去没非最全本外这那该各每某何啥谁哪说的地得跟与由是不我你他她们个还再咱俺"
)
_IN_FRONT_ALONE = frozenset("上过里")
_LANDFORMS = frozenset("山岭岗坡原坪坝沟谷峪河江湖海溪川泉湾滩洲州岛港口桥塘陵林")
# 市里, 县级, 区委: said of a division. Any other word that begins with the last character is another word: 市场, 省道.
_OF_A_DIVISION = frozenset("里级上内外委长区民府城属直辖政")
_BEHIND_A_LEVEL = ("里", "级", "上", "内", "外")
# Divisions of these kinds are all known, or as often an area of another sort: 保护区, 旗舰.
_SELDOM_UNKNOWN = "省区旗"


def is_no_place(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]``, which ends like a place (省, 市, 县, 区 …), is made of ordinary words."""
    name = text[start : end - 1]
    if _IN_NO_NAME.intersection(name) or _IN_FRONT_ALONE.intersection(name[1:]):
        return True
    words = [(a, text[a:b]) for a, b in spans_of_words(text) if a < end and b > start]
    last_at, last = words[-1]
    if last_at >= end - 1:
        before = [word for at, word in words if at < end - 1]
        return _is_other_word(last) or _is_ordinary_talk(before, name, text[end - 1], text[end : end + 1])
    if not _is_ordinary(last):
        return False
    return len(last) > 2 or last[0] not in _LANDFORMS  # 示范区, 农贸市场, 病区; 州市 of 鹭州市 is none


def cuts_a_word(text: str, start: int, end: int) -> bool:
    """Whether a place ``text[start:end]`` begins or ends inside a word of the text: 道里 in 楼道里."""
    return bool(inside_words(text) & {start, end})


def _is_other_word(word: str) -> bool:
    return len(word) > 1 and word[1] not in _OF_A_DIVISION and _is_ordinary(word)


def _is_ordinary(word: str) -> bool:
    """Whether the dictionary has a word of several characters that is no name."""
    kind = kind_of(word)
    return len(word) > 1 and bool(kind) and not kind.startswith(_NAMES)


def _is_ordinary_talk(words: Sequence[str], name: str, division: str, behind: str) -> bool:
    """Whether the words before the division (省, 市, 县, 区) are talk: 买设备(省里), 分管副(市长), 去年(市里)."""
    ordinary = [word for word in words if _is_ordinary(word)]
    if not ordinary:
        return False
    if len(name) > 2:
        return name[-1] not in _LANDFORMS or len(ordinary[0]) > 2
    said_of_level = behind in _BEHIND_A_LEVEL or division in _SELDOM_UNKNOWN
    return said_of_level or not kind_of(name).startswith("n")  # 渡口县, 石桥县 may be called so
