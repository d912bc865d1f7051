"""Walks over the tree of a web page, each linear in its size: pages of many megabytes are searched more than once."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Final

from bs4 import Tag
from bs4.element import NavigableString, PreformattedString

_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_PROSE_MARK: Final = re.compile(r"[，。；：,;]")
_FURNITURE_WORDS: Final = re.compile(
    r"版权所有|Copyright|ICP备|公网安备|网站标识码|建议使用.{0,30}浏览器|当前位置|您所在的?位置|您的位置|"
    r"上一[篇条]|下一[篇条]|浏览次数|点击数|分享到|打印本页|关闭窗口|扫一扫",
    re.IGNORECASE,
)
_FEWEST_HAN: Final = 8


def tags(root: Tag) -> Iterator[Tag]:
    """All elements below ``root`` in document order. One that the caller empties meanwhile is not gone into."""
    stack = _inner(root)
    while stack:
        tag = stack.pop()
        yield tag
        stack += _inner(tag)


def own(root: Tag, names: Collection[str], barriers: Collection[str]) -> Iterator[Tag]:
    """The nearest elements of these names below ``root``, none of them inside an element of ``barriers``."""
    stack = _inner(root)
    while stack:
        tag = stack.pop()
        if tag.name in names:
            yield tag
        elif tag.name not in barriers:
            stack += _inner(tag)


def _inner(tag: Tag) -> list[Tag]:
    return [child for child in reversed(tag.contents) if isinstance(child, Tag)]


@dataclass(frozen=True, slots=True)
class Size:
    """What an element holds: Chinese characters of ``prose`` (in sentences, outside links), all characters but blanks,
    those of them that are ``linked``, the number of ``links``, and tables of data."""

    prose: int = 0
    characters: int = 0
    linked: int = 0
    links: int = 0
    tables: int = 0

    def __add__(self, other: Size) -> Size:
        return Size(
            self.prose + other.prose,
            self.characters + other.characters,
            self.linked + other.linked,
            self.links + other.links,
            self.tables + other.tables,
        )


class Sizes:
    """The sizes of all elements of a tree as it stands; taking something away afterwards does not change them.

    Goes down by recursion: only for trees whose depth has been checked. ``is_data`` tells tables of data from others.
    """

    def __init__(self, root: Tag, is_data: Callable[[Tag], bool] = lambda _: False) -> None:
        self._sizes: dict[int, Size] = {}
        self._is_data = is_data
        self._measure(root, linked=False)

    def of(self, tag: Tag) -> Size:
        return self._sizes.get(id(tag), _NOTHING)

    def _measure(self, tag: Tag, *, linked: bool) -> Size:
        linked = linked or tag.name == "a"
        size = Size(links=int(tag.name == "a"), tables=int(tag.name == "table" and self._is_data(tag)))
        for node in tag.contents:
            if isinstance(node, Tag):
                size += self._measure(node, linked=linked)
            elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
                length = sum(map(len, node.split()))
                size += Size(characters=length, linked=length) if linked else Size(_prose(node), length)
        self._sizes[id(tag)] = size
        return size


_NOTHING: Final = Size()


def _prose(text: str) -> int:
    han = len(_HAN.findall(text))
    sentence = han >= _FEWEST_HAN and _PROSE_MARK.search(text) and not _FURNITURE_WORDS.search(text)
    return han if sentence else 0
