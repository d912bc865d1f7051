"""Which places a question names: of the corpus, of the gazetteer, or such as only look like one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.anatomy.regions import lookup, mentions, short_name
from rag.corpus.corpus import Corpus
from rag.question.place_words import cuts_a_word, is_no_place
from rag.question.query import tidied
from rag.question.survey import except_for
from rag.question.wording import NOT_A_PLACE, PLACE_LIKE, QUOTED, WHICH_CLAUSE

_OF_BOTH = re.compile("各(?!级|类|项|种|地)|分别|都|两|哪|谁")
_DIVISIONS = "市县区州旗盟"
_WHERE_TO = re.compile("(?:去|到|赴|往|援|帮扶|对口|派驻)$")
_SHORT = 2  # characters of a name that talk may hold by chance: 道里 in 楼道里
# 某县级医院 is of 某县, and 县级 is part of the matter.
_ITS_LEVEL = "(?=级|域|里|委(?!员)|城(?![市镇乡])|属(?!于)|直(?:属|机关|单位|部门))"
_AT_THE_HEAD = re.compile(r"^(?:请问|那么|那|请)?(?:(?:19|20)\d{2}年)?(?:[去从到往在](?![年县市区省乡镇]))?")
_WHOLE_PROVINCE = re.compile("全省|省里(?![出给拿掏补承负发])|省级层面")


@dataclass(frozen=True, slots=True)
class Placed:
    """``places`` and ``unknown`` (such as stand in no notice) as a query has them, ``but`` those left out of a question over all
    notices; ``plain`` is the question with its places, ``unscoped`` without those by which notices are told, ``rest`` without any."""

    places: tuple[str, ...]
    unknown: tuple[str, ...]
    but: tuple[str, ...]
    plain: str
    unscoped: str
    rest: str


def placed(text: str, corpus: Corpus) -> Placed:
    """The places of a question that names no notices any more."""
    excepted = except_for(text)
    but = _take_places(excepted, corpus)[0]
    plain = WHICH_CLAUSE.sub(" ", text.replace(excepted, " ", 1) if but else text)
    places, rest = _take_places(plain, corpus)
    if _said_of_inner(places, plain):  # it is part of the matter
        places, rest = places[:1], _without(places[0], plain)
    unknown = () if places else (_nation(rest) or _unknown_places(rest, corpus))
    if not places and not unknown:
        places = _places_inside(rest, corpus)
    unscoped = tidied(rest)
    for place in unknown:
        rest = rest.replace(place, " ", 1)
    return Placed(places, unknown, but, plain, unscoped, rest)


def _take_places(text: str, corpus: Corpus) -> tuple[tuple[str, ...], str]:
    """The places named, as the corpus or the gazetteer calls them, and the text without those of the corpus."""
    found: list[str] = []
    quoted = QUOTED.findall(text)
    rest = text
    for name, full in corpus.region_names:
        if (
            name in rest
            and not any(name in words for words in quoted)
            and not _of_namesake(name, rest, corpus)
        ):
            found.append(full)
            rest = _without_name(name, rest)
    asked = rest
    for mention in list(mentions(asked)):
        full = mention.regions[0].name
        if corpus.stands(mention.text) or any(mention.text in words for words in quoted):
            continue  # a place inside a notice: it is part of the topic
        if len(mention.text) == _SHORT and cuts_a_word(asked, mention.start, mention.end):
            continue
        if found and _WHERE_TO.search(rest[: rest.find(mention.text)]):
            continue  # 派医生去新疆, asked of 甲市: where to is part of the topic
        found.append(full)
        rest = _without_name(mention.text, rest)
    if len(corpus.provinces) == 1 and (whole := _WHOLE_PROVINCE.search(rest)):
        found.append(corpus.provinces[0])
        rest = rest.replace(whole.group(), " ")
    found = [
        name for name in found if not _outer(name, found, text) and not _in_a_name(name, found, text, corpus)
    ]
    found.sort(
        key=lambda full: min(
            (text.find(name) for name in (full, short_name(full)) if name in text), default=0
        )
    )
    return tuple(dict.fromkeys(found)), rest


def _without_name(name: str, text: str) -> str:
    """The text without a place, of which the last character stays where it is of the level as well: 县级 in 某县级医院."""
    if name[-1] in _DIVISIONS or name[-1] == "省":
        text = re.sub(re.escape(name) + _ITS_LEVEL, f" {name[-1]}", text)
    return text.replace(name, " ")


def _said_of_inner(places: Sequence[str], text: str) -> bool:
    """Whether the second of two places lies in the first, which only tells whose notice is meant: 照某市的安排，某县医院…."""
    if len(places) != 2 or _OF_BOTH.search(text):
        return False
    outer, inner = places
    if not any(outer in region.names for region in lookup(inner) if region.name != outer):
        return False
    named = re.escape(short_name(outer)), re.escape(short_name(inner))
    return (
        re.search(rf"{named[0]}[^，,、和跟与比]{{2,14}}[，,][^，,、和跟与比]{{0,4}}{named[1]}", text)
        is not None
    )


def _without(place: str, text: str) -> str:
    return text.replace(place, " ").replace(short_name(place), " ")


def _of_namesake(name: str, text: str, corpus: Corpus) -> bool:
    """Whether the text names another division of that name, which some notice does: 云汀州, where 云汀 is short for 云汀区."""
    if name[-1] in _DIVISIONS:
        return False
    behind = {text[m.end() : m.end() + 1] for m in re.finditer(re.escape(name), text)}
    own = {known for known, _ in corpus.region_names}
    return all(
        mark and mark in _DIVISIONS and f"{name}{mark}" not in own and corpus.stands(f"{name}{mark}")
        for mark in behind
    )


def _outer(name: str, found: Sequence[str], text: str) -> bool:
    """Whether a place only says where the one written right behind it lies: 襄阳市 in 襄阳市襄州区."""
    ways = {name, short_name(name)}
    return any(way + other in text for way in ways for other in found if other not in ways)


def _in_a_name(name: str, found: Sequence[str], text: str, corpus: Corpus) -> bool:
    """Whether a place is part of a name that notices write (健康江西重点市县), beside a place inside it that is asked about."""
    regions = [region for other in found if other != name for region in lookup(other)]
    if not any(name in (region.province, region.city) for region in regions):
        return False
    short = short_name(name)
    at = text.find(short)
    before, behind = text[max(0, at - 2) : at], text[at + len(short) : at + len(short) + 2]
    joined = (f"{before}{short}", f"{short}{behind}")
    return (
        at >= 0
        and name not in text
        and any(len(way) == len(short) + 2 and corpus.stands(way) for way in joined)
    )


def _nation(text: str) -> tuple[str, ...]:
    """全国…目标 asks for the whole country, which no notice of a province or below speaks for."""
    match = re.match(
        r"(?:请问|那么|那)?(?:(?:19|20)\d{2}年)?(全国|我国)(?![\u4e00-\u9fff]{0,4}(?:试点|示范|先进|名))",
        text.strip(),
    )
    return (match.group(1),) if match else ()


def _unknown_places(text: str, corpus: Corpus) -> tuple[str, ...]:
    """A word at the head of the question that has the form of a place and stands in no notice."""
    name = _like_a_place(_AT_THE_HEAD.sub("", text.strip(), count=1))
    if not name:
        return ()
    inner = next((m.text for m in mentions(name) if m.start > 0 and m.end == len(name)), name)
    return () if any(corpus.stands(way) for way in (short_name(name), name, inner)) else (name,)


def _places_inside(text: str, corpus: Corpus) -> tuple[str, ...]:
    """A place that heads the question and stands inside notices of other places: 婺源县… It stays in the topic."""
    head = re.sub(r"^(?:请问|那么|那|请)", "", text.strip())
    name = _like_a_place(head)
    if name and corpus.stands(name):
        return (name,)
    named = next(iter(mentions(head)), None)
    return (named.regions[0].name,) if named and named.start == 0 and len(named.regions) == 1 else ()


def _like_a_place(head: str) -> str:
    """The word at the head of a question that has the form of a place and is made of no ordinary words; empty where there is none."""
    match = PLACE_LIKE.match(head)
    if not match or NOT_A_PLACE.match(match.group(1)) or is_no_place(head, 0, match.end(1)):
        return ""
    return match.group(1)
