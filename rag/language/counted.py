"""Amounts as they are spoken, written as notices write them: 六十来个 is 60个, 半年 6个月, 三回 三次; 大半年 stands as it is. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.numerals import CHINESE_NUMBER, number_of

_HAN = CHINESE_NUMBER.removesuffix("+")


def _percent(match: re.Match[str]) -> str:
    """两成五: 25%."""
    return f"{number_of(match['tens'])}{number_of(match['ones'])}%"


# As it is spoken, and as it is written.
_SPOKEN: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(rf"(?<={_HAN})来(?=[个名人家所户块天年岁次张位])"), ""),
    (re.compile("半个?(?=工作日|自然日|天(?!内))"), "0.5个"),
    (re.compile("半个?(?:小时|钟头)"), "30分钟"),
    (re.compile("(?<=[一二两三四五六七八九]成)半"), "五"),
    (re.compile("(?P<tens>[一二两三四五六七八九])成(?P<ones>[一二三四五六七八九])(?![都的])"), _percent),
    (re.compile("(?<![每上下大小多])半年(?!度|报)"), "6个月"),
    (re.compile("半个月"), "15天"),
    (re.compile(rf"(?<={_HAN})回(?![收来到报复归国])|(?<=\d)回(?![收来到报复归国])"), "次"),
    # 这一块, 合到一块儿, 一块牌子 are no money.
    (
        re.compile(rf"(?:(?<={_HAN})(?<![这那到在成拢合并]一)|(?<=\d))块(?![儿牌地办搞弄做干土石匾])(?:钱)?"),
        "元",
    ),
    (re.compile("个?钟头"), "小时"),
    (re.compile("个?(?:星期|礼拜)(?![一二三四五六日天])"), "周"),
    (re.compile("俩"), "两个"),
    (re.compile("仨"), "三个"),
)


_VAGUE = re.compile("[大小多]半个?[年天月]|好几")


def is_vague(text: str) -> bool:
    """Whether a text counts in words that stand for no figure: 大半年, 好几个. No verdict can rest on them."""
    return bool(_VAGUE.search(text))


def written_amounts(text: str) -> str:
    """The text with what is counted as it is spoken (六十来个, 半年, 三回) counted as it is written."""
    for spoken, written in _SPOKEN:
        text = spoken.sub(written, text)
    return text
