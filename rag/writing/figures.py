"""Figures, dates and document numbers as they stand in a text, read into values that can be compared.

``65%``, ``６５％``, ``百分之六十五`` are one figure; ``5`` inside ``65`` is none; ``1-2所`` is neither
1所 nor 2所. Everything here takes folded text (see folding) and is pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from ingest.numerals import chinese_to_int, number_of
from rag.language.folding import HAN

_CN_DIGIT = "零〇一二两三四五六七八九"
_CN = _CN_DIGIT + "十百千万亿"
_CN_NUMBER = rf"[{_CN}]+(?:点[{_CN_DIGIT}]+)?"
# A numeral written as one says it: 三千五百, 二十, 一万二千. 十四五 (a plan's name) and 三四 are none.
_UP_TO_9999 = (
    r"(?:(?:[一二两三四五六七八九]千)?零?(?:[一二两三四五六七八九]百)?零?(?:[一二两三四五六七八九]?十)?"
    r"零?[一二两三四五六七八九]?)"
)
_SPOKEN = re.compile(rf"(?:{_UP_TO_9999}亿)?(?:{_UP_TO_9999}万)?{_UP_TO_9999}|[零〇]")
_POSITIONAL = re.compile(r"[零〇一二三四五六七八九]{4}")
_ARABIC = r"(?<![\d.a-z])\d+(?:,\d{3}(?!\d))*(?:\.\d+)?(?:(?:[百千](?![分米克瓦卡])|万|亿)(?!分之|一))*"
_ANY = rf"(?:{_ARABIC}|{_CN_NUMBER})"
_MASKED = rf"(?=[\d{_CN}])(?![\d.]*(?:[x*_]|\s*[x*]{{2}}))"

_UNITS = """
    个百分点 百分点 个工作日 工作日 个小时 小时 个月 平方公里 平方千米 平方米 立方米 公里 千米 公斤 千克
    公顷 周岁 周年 人次 分钟 方面 街道 社区 行动 % ‰ m2 km 元 人 名 位 户 家 所 个 张 台 辆 套 支 座 处
    间 条 项 件 次 场 期 届 种 类 级 甲 天 日 年 月 周 岁 倍 成 篇 批 轮 例 份 章 节 款 对 组 班 步 分
    点 号 楼 层 度 ℃ 亩 村 县 市 区 省 乡 镇 岗 床 米 克 吨 番 片 只 门 本 册 株 剂 针 袋 颗 桌 餐 秒
    代 线 把 道 幢 栋 顶 面 块 枚 孩 胎 癌 检
"""
_UNIT = "|".join(re.escape(unit) for unit in sorted(_UNITS.split(), key=len, reverse=True))
_UNIT_CLASSES = """
    人 名 位; 个 家 所 处; 天 日; 个工作日 工作日; 个小时 小时; 个百分点 百分点; 平方公里 平方千米;
    公里 千米 km; 平方米 m2; 公斤 千克; 岁 周岁
"""
_SAME_UNIT = {unit: group.split()[0] for group in _UNIT_CLASSES.split(";") for unit in group.split()}
_COUNTED = "人 个 张 台 辆 套 支 座 间 条 项 件 次 场 种 类 户 例 份 人次 县 市 区 乡 镇 村 篇"
COUNTED = frozenset(_COUNTED.split())
_NO_UNIT = "的和与及或以之是为在等到至左上下不中内外前后"

_FIGURE = re.compile(
    rf"(?P<percent>(?:百|千|万|十万)分之(?P<pvalue>{_CN_NUMBER}|\d+(?:\.\d+)?))"
    rf"|(?P<part>(?P<whole>{_ANY})分之(?P<share>{_ANY}))"
    rf"|(?P<ratio>(?<![\d.])\d+(?:\.\d+)?[万亿]?(?P<sign>[:/])\d+(?:\.\d+)?[万亿]?)"
    rf"|(?P<half>[一过近大超]?半数?(?=[的以]|$|[^{HAN}])|一半)"
    rf"|{_MASKED}(?P<low>{_ANY})(?P<lunit>{_UNIT})?(?:-|至|到)(?P<high>{_ANY})(?P<more2>[余多])?(?P<unit2>{_UNIT})?"
    rf"|(?P<ordinal>第)?{_MASKED}(?P<value>{_ANY})(?P<more>[余多几])?(?P<unit>{_UNIT})?"
)
_FULL_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})[-./](\d{1,2})[-./](\d{1,2})(?![\d.])")
_YEAR = rf"(?:(?<!\d)(?:19|20)\d{{2}}|二[{_CN_DIGIT}]{{3}})"
_DAY = rf"(?:\d{{1,2}}|[{_CN_DIGIT}十]{{1,3}})"
_TAIL = r"(?:年?底|年?末|年初|年中|年内|年度|上半年|下半年|第?[一二三四1-4]季度|上旬|中旬|下旬|初)"
_DATE = re.compile(
    rf"(?P<to>[到至])?(?:(?P<y>{_YEAR})(?:年度?)(?:(?P<m>(?<!\d){_DAY})月(?:份|(?P<d>{_DAY})[日号])?)?"
    rf"|(?P<m2>(?<!\d)(?<![个{_CN}]){_DAY})月(?:份|(?P<d2>{_DAY})[日号])?(?![的龄])|(?=年[底末内初]))"
    rf"(?P<tail>{_TAIL})?(?P<side>之?以?[前后]|起)?"
)
_SPAN = re.compile(rf"(?P<a>{_YEAR})年?(?:-|至|到)(?P<b>{_YEAR}|\d{{2}}(?=年))年?")
_NUMBER_OF_DOCUMENT = re.compile(rf"([{HAN}]{{1,16}})[\[(]((?:19|20)\d{{2}})[\])]第?(\d+)号")
_NUMERALS = re.compile(rf"[{_CN}]{{2,}}")
_RELATIVE = re.compile("今年|明年|去年|本年度?|次年|后年|上年|来年")

# Chinese numerals that are words and count nothing; a single 一 counts only before a unit.
_WORDS = (
    "十分",
    "百姓",
    "千万",
    "万一",
    "万千",
    "两者",
    "二者",
    "三者",
    "两地",
    "两市",
    "两县",
    "两区",
    "千方",
    "百计",
    "一个个",
)
_INDEFINITE = "每同另这那某任统唯之专归"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with the unit beside it. ``low < high`` for a range; ``more`` for 100多, 100余."""

    start: int
    end: int
    text: str
    low: Fraction
    high: Fraction
    unit: str
    more: bool = False
    known_unit: bool = True

    def same(self, other: Figure) -> bool:
        """Whether both state one figure; a unit left out is forgiven where things are merely counted."""
        if (self.low, self.high, self.more) != (other.low, other.high, other.more):
            return False
        if self.known_unit:
            return self.unit == other.unit
        return not other.known_unit or other.unit in COUNTED


@dataclass(frozen=True, slots=True)
class Date:
    """A date as far as it is stated. ``tail``: 底, 上半年 …; ``side``: before, after or nothing."""

    start: int
    end: int
    text: str
    year: int | None
    month: int | None = None
    day: int | None = None
    tail: str = ""
    side: str = ""

    @property
    def year_alone(self) -> bool:
        return self.year is not None and not (self.month or self.tail or self.side)

    def within(self, other: Date) -> bool:
        """Whether ``other`` says at least all that this one says."""
        if any(mine is not None and mine != theirs for mine, theirs in self._parts(other)):
            return False
        if self.tail and self.tail != other.tail:
            return False
        if self.side and other.side:
            return self.side == other.side
        return not self.side or (self.side == "before" and other.tail == "end")

    def _parts(self, other: Date) -> tuple[tuple[int | None, int | None], ...]:
        return ((self.year, other.year), (self.month, other.month), (self.day, other.day))


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """``饶卫字[2024]40号``; ``prefix`` may hold words that stand before it, for Chinese has no spaces."""

    start: int
    end: int
    text: str
    prefix: str
    year: str
    serial: str


@dataclass(frozen=True, slots=True)
class Quantities:
    """All that a text states in figures. ``words``: 今年, 十四五 and the like, which only mean themselves."""

    figures: tuple[Figure, ...]
    dates: tuple[Date, ...]
    numbers: tuple[DocumentNumber, ...]
    words: tuple[str, ...]


def read_quantities(folded: str) -> Quantities:
    """Every figure, date and document number of a folded text, each character read once."""
    text, numbers = _document_numbers(folded)
    text, dates = _dates(text)
    odd = (word for word in _NUMERALS.findall(text) if value_of(word) is None and word not in _WORDS)
    words = tuple(dict.fromkeys([*_RELATIVE.findall(folded), *odd]))
    return Quantities(tuple(_figures(text, folded)), tuple(dates), numbers, words)


def value_of(numeral: str) -> Fraction | None:
    """``12.8万`` → 128000, ``六十五点五`` → 65.5; ``None`` for what is no number (十四五, 三四)."""
    numeral = numeral.replace(",", "")
    if numeral[:1].isdigit() and (match := re.match(r"[\d.]+", numeral)):
        value = Fraction(match.group())
        for magnitude in numeral[match.end() :]:
            value *= {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}[magnitude]
        return value
    whole, _, decimals = numeral.partition("点")
    if not _SPOKEN.fullmatch(whole) and not _POSITIONAL.fullmatch(whole):
        return None
    integer = chinese_to_int(whole)
    if integer is None:
        return None
    places = chinese_to_int("一" + decimals) if decimals else 1
    fraction = Fraction((places or 1) - 10 ** len(decimals), 10 ** len(decimals)) if decimals else Fraction(0)
    return integer + fraction


def _document_numbers(text: str) -> tuple[str, tuple[DocumentNumber, ...]]:
    found = tuple(
        DocumentNumber(m.start(), m.end(), m.group(), m.group(1), m.group(2), m.group(3))
        for m in _NUMBER_OF_DOCUMENT.finditer(text)
    )
    for number in found:
        text = _blank(text, number.start + len(number.prefix), number.end)
    return text, found


def _dates(text: str) -> tuple[str, list[Date]]:
    found: list[Date] = []
    for match in _SPAN.finditer(text):
        first, last = number_of(match["a"]), match["b"]
        end = number_of(last if len(last) == 4 else str(first)[:2] + last)
        found += [Date(match.start(), match.end(), match.group(), year) for year in (first, end)]
        text = _blank(text, match.start(), match.end())
    for match in _FULL_DATE.finditer(text):
        year, month, day = (int(part) for part in match.groups())
        found.append(Date(match.start(), match.end(), match.group(), year, month, day))
        text = _blank(text, match.start(), match.end())
    for match in _DATE.finditer(text):
        if match.end() - match.start() - len(match["to"] or "") < 2:
            continue
        found.append(_date(match))
        text = _blank(text, match.start(), match.end())
    return text, sorted(found, key=lambda date: date.start)


def _date(match: re.Match[str]) -> Date:
    month, day = match["m"] or match["m2"], match["d"] or match["d2"]
    tail, side = match["tail"] or "", match["side"] or ""
    tail = "end" if tail.endswith(("底", "末")) else tail.removeprefix("第").removeprefix("年")
    tail = "" if tail == "度" else tail
    side = "before" if side.endswith("前") else "after" if side else ""
    if tail == "end" and side == "before":
        side = ""
    return Date(
        match.start(), match.end(), match.group(), number_of(match["y"]) if match["y"] else None,
        _small(month), _small(day), tail, side,
    )  # fmt: skip


def _small(text: str | None) -> int | None:
    return None if not text else int(text) if text.isdecimal() else chinese_to_int(text)


def _figures(text: str, folded: str) -> list[Figure]:
    figures: list[Figure] = []
    position = 0
    while match := _FIGURE.search(text, position):
        figure = _figure(match, text, folded)
        if figure:
            figures.append(figure)
        position = max(match.end(), position + 1)
    return figures


def _figure(match: re.Match[str], text: str, folded: str) -> Figure | None:
    start, end = match.span()
    if match["percent"]:
        value = value_of(match["pvalue"])
        base = match["percent"].partition("分之")[0]
        if base in ("百", "千"):
            return _made(folded, start, end, value, value, "%" if base == "百" else "‰")
        return _made(folded, start, end, _share(match["pvalue"], base), None, "/")
    if match["part"]:
        return _made(folded, start, end, _share(match["share"], match["whole"]), None, "/")
    if match["ratio"]:
        left, right = match["ratio"].split(match["sign"])
        return _made(folded, start, end, _share(left, right), None, match["sign"])
    if match["half"]:
        return _made(folded, start, end, Fraction(50), None, "%", more=match["half"][0] in "过近大超")
    if match["low"]:
        low, high = value_of(match["low"]), value_of(match["high"])
        if low is None or high is None:
            return None
        if match["high"][-1:] in "万亿" and match["low"][-1:] not in "百千万亿" and low < 10**4:
            low *= high / (
                value_of(match["high"].rstrip("万亿")) or 1
            )  # 3-5万名: both ends are counted in 万
        unit = match["unit2"] or match["lunit"] or ""
        return _made(folded, start, end, low, high, unit, more=bool(match["more2"]))
    return _single(match, text, folded)


def _single(match: re.Match[str], text: str, folded: str) -> Figure | None:
    numeral, unit, start, end = match["value"], match["unit"] or "", match.start(), match.end()
    value = value_of(numeral)
    following = text[end : end + 1]
    if match["ordinal"]:
        return (
            None
            if following in ("，", ",", "、", ":") and not unit
            else _made(folded, start, end, value, None, "第")
        )
    if numeral[0].isdigit():
        if not unit and re.match(f"[{HAN}a-z]", following) and following not in _NO_UNIT:
            return _made(
                folded, start, end + 1, value, None, following, more=bool(match["more"]), known=False
            )
        return _made(folded, start, end, value, None, unit, more=bool(match["more"]), known=bool(unit))
    if text.startswith(_WORDS, start) or (start and text[start - 1] in _INDEFINITE and value == 1):
        return None
    if unit:
        return _made(folded, start, end, value, None, unit, more=bool(match["more"]))
    if value is not None and value <= 1:
        return None  # 一体化, 一些: 一 without a unit is a word, not a count
    return _made(folded, start, end + len(following), value, None, following, known=False)


def _share(part: str, whole: str) -> Fraction | None:
    numerator, denominator = value_of(part), value_of(whole)
    return numerator / denominator if numerator is not None and denominator else None


def _made(
    folded: str, start: int, end: int, low: Fraction | None, high: Fraction | None, unit: str,
    *, more: bool = False, known: bool = True,
) -> Figure | None:  # fmt: skip
    if low is None:
        return None
    if unit == "成":
        low, high, unit = low * 10, high * 10 if high is not None else None, "%"
    unit = _SAME_UNIT.get(unit, unit)
    return Figure(start, end, folded[start:end], low, low if high is None else high, unit, more, known)


def _blank(text: str, start: int, end: int) -> str:
    """The stretch made unreadable, its length kept, so that positions stay those of the folded text."""
    return text[:start] + "\x00" * (end - start) + text[end:]
