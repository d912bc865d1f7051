"""Places inside the place of a notice: a figure of 云石镇, or of a whole city, is none of 双桥镇 or of the city's 高新区."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.anatomy.regions import mentions, short_name
from ingest.models import Notice

_AREA = re.compile("(?:高新技术|高新|经济技术|经济|保税|综合保税)?(?:开发|高新|经开|保税|示范|新)区")
_TOWN = re.compile("(?:[\u4e00-\u9fff](?![乡城各]))?[\u4e00-\u9fff](?:镇|乡(?!镇|村)|街道|办事处)")
# 乡镇, 中心镇: a kind of town; 交给镇, 在乡: what is done there.
_NO_NAME = re.compile(
    "[乡城村集小古各每个该本全心点家年月日些有所](?:镇|乡|街道|办事处)$|[下返回入进离还故异他]乡$|[给到在去的这那哪送里由让和跟向]"
)
# What is said of each county inside a city is said of any of them.
_OF_EACH = re.compile("各(?:县|区|市|地)|每个?(?:县|区)|县[（(]市、区[）)]|县市区|县区")


def elsewhere(topic: str, notice: Notice, clause_index: int, text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]``, a part of a sentence in that clause, is said of another place inside the notice's own: of
    another town than the one asked about, or of the whole where an area (高新区) is asked about that stands neither in the
    sentence nor above it."""
    part = text[start:end]
    towns = [town for town in _TOWN.findall(topic) if town in text or not _NO_NAME.search(town)]
    if towns and not any(town in part for town in towns) and _names_town(part):
        return True
    if towns and " | " not in text and not any(town in text for town in towns):
        # The notice speaks of the town, but not here: what is said of the whole is none of its figures.
        around = " ".join((notice.title, notice.source, *(c.heading for c in notice.trail(clause_index))))
        if any(town in notice.text for town in towns) and not any(town in around for town in towns):
            return True
    if _of_another_county(topic, notice, clause_index, part):
        return True
    area = _AREA.search(topic)
    if not area:
        return False
    above = " ".join(clause.heading for clause in notice.trail(clause_index))
    return not any(area.group() in words for words in (text, above, notice.title, notice.source))


def names_absent_town(topic: str, notice: Notice) -> bool:
    """Whether a town is asked about that the notice never names."""
    towns = [town for town in _TOWN.findall(topic) if not _NO_NAME.search(town)]
    return bool(towns) and not any(town in notice.text for town in towns)


def town_side(question: str, text: str, words: str) -> int:
    """Of figures of several towns in one text, whether ``words`` name the town asked about (1) or another one (-1)."""
    towns = [town for town in _TOWN.findall(question) if town in text]
    if any(town in words for town in towns):
        return 1
    return -1 if towns and _names_town(words) else 0


def names_places(text: str) -> bool:
    """Whether a text names two places or more."""
    return len({mention.text for mention in mentions(text)}) + len(set(towns_in(text))) > 1


def towns_in(text: str) -> list[str]:
    """The towns that a text names: 饮马镇, no 乡镇."""
    return [town for town in _TOWN.findall(text) if not _NO_NAME.search(town)]


def _names_town(part: str) -> bool:
    return bool(towns_in(part))


def _of_another_county(topic: str, notice: Notice, clause_index: int, part: str) -> bool:
    """Whether a county inside the notice's city is asked about, and a part is said of another one or of the whole city."""
    inside = [name for name in _counties(topic) if name in notice.text and name not in notice.region.names]
    if not inside or _OF_EACH.search(part):
        return False
    above = " ".join(clause.heading for clause in notice.trail(clause_index))
    return not any(short_name(name) in words for name in inside for words in (part, above, notice.title))


@lru_cache(maxsize=512)
def _counties(text: str) -> tuple[str, ...]:
    """The counties, districts and county towns that a text names in full."""
    return tuple(each.text for each in mentions(text) if len(each.text) > 2 and each.text[-1] in "县区旗")
