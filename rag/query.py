"""Question in, query out: which places, years and notices it names, what it asks for, and what is left as its topic.

The words it goes by stand in :mod:`rag.wording`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from ingest.anatomy.letterhead import DOCUMENT_NUMBER
from ingest.anatomy.regions import lookup, mentions, short_name
from ingest.numerals import FULL_DATE, chinese_to_int, find_date, number_of
from ingest.text import fold
from rag.asked import asks_for, asks_for_due, topic_of
from rag.claims import without_claim
from rag.comparing import asked_of_each, without_comparison, without_count
from rag.corpus import Corpus
from rag.english import in_chinese
from rag.landmarks import by_landmark, mend_place
from rag.provinces import with_provinces
from rag.serials import with_years
from rag.spoken import in_written_words, written_for
from rag.survey import asked_of_all, asks_of_all, asks_who_plans, except_for, matter
from rag.terms import simplified, terms, words_of
from rag.typos import mend_words
from rag.wording import (
    ACROSS,
    DEADLINE,
    DUE,
    ISSUED,
    NOT_A_PLACE,
    PLACE_LIKE,
    QUOTED,
    WHICH_CLAUSE,
    YEAR,
    YEAR_OF_A_THING,
    Asks,
)


@dataclass(frozen=True, slots=True)
class Query:
    """A question understood.

    ``text`` is what the person wrote (traditional characters simplified). ``topic`` is what is left when places,
    years, numbers and the words of asking are taken out. ``places`` are names of divisions or notices' own regions,
    ``unknown_places`` look like places but stand nowhere in the corpus. ``years`` limit the notices; ``deadline`` is
    the date a question asks about (到2025年底, 6月底). ``titles`` are notices named by their title or by
    something that only they hold. ``across``: the whole corpus or several places are asked for.
    ``inherited`` names what was carried over from earlier turns.
    """

    text: str
    topic: str
    asks: Asks
    focus: str = ""  # the part of the topic that narrows an earlier question (重点人群的呢？)
    ask_text: str = (
        ""  # the words of asking: the question's own, or the earlier one's where they were left out
    )
    places: tuple[str, ...] = ()
    unknown_places: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    deadline: str = ""
    document_numbers: tuple[str, ...] = ()
    unscoped: str = (
        ""  # the question without the places, years, titles and landmarks by which notices are told
    )
    part: int = 0  # 第二篇 of a compilation, 0 where none is named
    issued_on: str = ""  # the date of the notice asked for, ISO 8601
    titles: tuple[str, ...] = ()
    landmarks: tuple[str, ...] = ()  # those of them named by something that only they hold
    span: bool = False  # the years are the ends of one span (2025—2026年), not two years to compare
    across: bool = False
    but: tuple[str, ...] = ()  # places left out of a question over all notices (除了…还有哪些地方)
    mended: str = ""  # a mistyped place and what it was taken for: 上绕→上饶
    inherited: tuple[str, ...] = ()

    @property
    def search_text(self) -> str:
        """What is searched for: the question as asked, or, where it leans on earlier turns, what it comes to."""
        if not self.inherited:
            return self.text
        years = (f"{year}年" for year in self.years)
        return (
            " ".join(part for part in (*self.places, *years, self.topic, self.deadline) if part) or self.text
        )

    def of_passage(self, *, year_told: bool = False) -> str:
        """What a passage of the notices in scope is asked: the question without what only tells the notice, or, where it
        leans on earlier turns for its topic, what it comes to. ``year_told``: the notices are of the one year asked about."""
        if any(word not in self.unscoped for word in self.topic.split()):
            asked = self.unscoped if self.inherited else ""
            return " ".join(part for part in (self.topic, self.deadline, asked) if part)
        return _tidied(YEAR.sub(" ", self.unscoped)) if year_told and not self.deadline else self.unscoped

    @property
    def meaning(self) -> str:
        """What is embedded: the topic alone, since a place or year pulls every passage of its notice near."""
        return f"{self.topic} {self.deadline}".strip() or self.text

    @property
    def search_terms(self) -> tuple[str, ...]:
        """The terms searched for: the question's own, and those of what notices write for its spoken words."""
        written = (
            term for word in words_of(self.topic) for other in written_for(word) for term in terms(other)
        )
        return tuple(dict.fromkeys((*terms(self.search_text), *terms(self.topic), *written)))

    def says_something(self, corpus: Corpus) -> bool:
        """Whether it names a place, time or notice, or uses a Chinese word that some notice uses."""
        if (
            self.places
            or self.years
            or self.titles
            or self.document_numbers
            or self.issued_on
            or self.deadline
        ):
            return True
        if self.part or self.asks in (Asks.METADATA, Asks.DUTIES):
            return True
        return any(_says_something(term) and corpus.stands(term) for term in self.topic_terms)

    @property
    def topic_terms(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(terms(self.topic)))


def _says_something(term: str) -> bool:
    """Whether a term can name a matter by itself: a Chinese word, or a number as long as a hotline's."""
    return len(term) > 1 and (not term.isascii() or (term.isdigit() and len(term) >= _HOTLINE))


_HOTLINE = 5
_ROMAN = dict(zip("一二三四", "ⅠⅡⅢⅣ", strict=True))
_LEVEL = re.compile("(?P<level>[一二三四])级(?=(?P<of>响应|应急响应|预警|事件|突发|应急))")
# Digits, letters and ％ of full width; punctuation stays as people write it.
_HALF_WIDTH = {
    full: full - 0xFEE0
    for full in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF05)
}
# 2000人, 2000元: a bare number of four digits before a measure is a figure, no year.


# 饶卫字2024年40号: a document number whose brackets were not typed.
_BARE_NUMBER = re.compile(
    r"([\u4e00-\u9fff]{1,8}[字发办函规令通])\s*((?:19|20)\d{2})\s*年?\s*第?\s*(\d{1,4})\s*号"
)
_SPAN = re.compile(r"(?:19|20)\d{2}年?\s*[-—–~～至到]+\s*(?:19|20)\d{2}年?(?!各|每|逐)")
# 2024年和2025年底: the end of either year.
_BOTH_ENDS = re.compile(r"((?:19|20)\d{2})年?(?=[和与跟及、](?:19|20)\d{2}年(?:底|末))")
_CHINESE_YEAR = re.compile("[二一][〇零○一九二三四五六七八]{3}(?=年)")  # 二〇二六年
_PART = re.compile(
    r"(?:汇编|合集|材料|文件)?(?:里|中)?(?:的)?第([一二三四五六七八九十\d]{1,3})篇(?:文件|要点|里|中)?(?:的)?"
)
# 由那个科牵头: 那 for 哪, as it is often typed.
_WHICH_UNIT = re.compile(
    "那(?=[几两三]?(?:个|些|家)?(?:科室?|局|部门|单位|处室?|委)(?:来|在)?(?:牵头|负责|主管|管|抓|承担))"
)
_NOT_THAT = re.compile(
    r"(?:我)?(?:问|说|要|指|查)的是(?P<meant>[^，,。？?]{2,20})[，,](?:可|又|而)?不是[^，,。？?！!]{2,20}"
    r"|不是[^，,。？?是]{2,12}[，,](?:我)?(?:问的|说的|要的|查的)?是(?P<after>[^，,。？?]{2,20})"
)
# 24年底 is 2024年底; 30年来 and 20年以上 are spans of time.
_SHORT_YEAR = re.compile(r"(?<![\d.满足过作龄期了够近约逾])(2\d|3[0-5])年(?!来|以|间|多|的?时间|内)")


# 换个问题，上犹…: what leads over to a question is none of it.
_OPENING = re.compile(
    r"^(?:(?:你好|您好|换个(?:问题|话题)|再问(?:一?下|个)?(?:问题)?|(?:顺便|另外)再?问(?:一?下)?|还有(?:个|一个)?问题)[，,。！!：:、\s]+)+"
)


def parse(question: str, corpus: Corpus) -> Query:
    """One question by itself."""
    text = _SHORT_YEAR.sub(r"20\1年", in_chinese(simplified(question), corpus).translate(_HALF_WIDTH).strip())
    text = _OPENING.sub("", text)
    text = _CHINESE_YEAR.sub(lambda match: f"{chinese_to_int(match.group())}", text)
    text = _BARE_NUMBER.sub(r"\1〔\2〕\3号", text)
    text = _BOTH_ENDS.sub(r"\1年底", text)
    text = _WHICH_UNIT.sub("哪", text)
    text = _in_roman(with_provinces(without_count(_corrected(text)), corpus), corpus)
    text, mended = mend_place(text, corpus)
    text = with_years(text, corpus)
    unclaimed = without_claim(text)
    numbers = tuple(_own_number(m.group()) for m in DOCUMENT_NUMBER.finditer(unclaimed))
    part = _PART.search(unclaimed)
    text_without_part = _PART.sub(" ", unclaimed)
    landmarks, text_without_part = by_landmark(text_without_part, corpus)
    titles = tuple(dict.fromkeys((*corpus.titles_in(text), *landmarks)))
    rest = DOCUMENT_NUMBER.sub(" ", _without_titles(text_without_part, titles, corpus))
    excepted = except_for(rest)
    but = _take_places(excepted, corpus)[0]
    rest = rest.replace(excepted, " ", 1) if but else rest
    rest = WHICH_CLAUSE.sub(" ", rest)
    plain = rest
    places, rest = _take_places(rest, corpus)
    unknown = () if places else (_nation(rest) or _unknown_places(rest, corpus))
    if not places and not unknown:
        places = _places_inside(rest, corpus)
    unscoped = _tidied(rest)
    for place in unknown:
        rest = rest.replace(place, " ", 1)
    issued_on = find_date(rest) if ISSUED.search(rest) else ""
    rest = FULL_DATE.sub(" ", rest) if issued_on else rest
    deadline, years = _dates(YEAR_OF_A_THING.sub(" ", rest))
    span = len(years) == 2 and bool(_SPAN.search(rest))
    rest = DEADLINE.sub(" ", rest) if deadline else rest
    rest = YEAR.sub(" ", rest)
    several = len(places) + len(landmarks) > 1 or len(years) > 1
    due = DUE.search(rest) if not deadline and asks_for_due(rest) else None
    if due:
        deadline = fold(due["due"] or due["within"])
        rest = rest.replace(due.group(), " ", 1)
    told = without_comparison(rest) if several else rest
    asks = Asks.METADATA if unclaimed != text else asks_for(plain if told == rest else told, told, deadline)
    asks = asked_of_each(rest, asks) if several else asks
    rest = told
    unnamed = not places and not titles
    of_all = unnamed and (asks_of_all(plain) or (not years and not unknown and asks_who_plans(plain)))
    asks = asked_of_all(rest, asks) if of_all else asks
    mended_topic = partial(_mended_topic, asks, corpus)
    topic = matter(rest, mended_topic, corpus.stands) if of_all else mended_topic(rest)
    if (numbers or issued_on) and not topic and asks in (Asks.EXPLAIN, Asks.LIST):
        asks = Asks.METADATA
    across = len(places) + len(landmarks) > 1 or of_all or (unnamed and bool(ACROSS.search(plain)))
    return Query(
        text=text,
        ask_text=text,
        topic=topic,
        asks=asks,
        places=places,
        unknown_places=unknown,
        years=years,
        span=span,
        deadline=deadline,
        document_numbers=numbers,
        issued_on=issued_on,
        titles=titles,
        landmarks=landmarks,
        unscoped=unscoped,
        across=across,
        but=but,
        part=number_of(part.group(1)) if part else 0,
        mended=mended,
    )


_LEFT_OVER = re.compile(r"^[\s，,、：:的]+|(?<![0-9A-Za-z])\s+|\s+(?![0-9A-Za-z])")


def _tidied(text: str) -> str:
    """What is left of a question, without the gaps that were cut into it."""
    return _LEFT_OVER.sub("", text).strip()


def _corrected(text: str) -> str:
    """What a person who corrects an answer means: 我问的是A，不是B asks about A."""
    return _NOT_THAT.sub(lambda match: match["meant"] or match["after"], text)


def _in_roman(text: str, corpus: Corpus) -> str:
    """三级响应 as Ⅲ级响应 where the notices write their levels so and nowhere as it was typed."""

    def written(match: re.Match[str]) -> str:
        roman = f"{_ROMAN[match['level']]}级"
        return (
            roman
            if corpus.stands(roman) and not corpus.stands(match.group() + match["of"])
            else match.group()
        )

    return _LEVEL.sub(written, text)


def _own_number(text: str) -> str:
    """The document number without the words of the question that run into it."""
    return re.split(
        "的|是|为|和|与|及|跟|号文|一下|查询|查|根据|按照|知道|文号|编号|文件|请问|看看|关于",
        "".join(text.split()),
    )[-1]


def _without_titles(text: str, titles: Sequence[str], corpus: Corpus) -> str:
    """The question without the notices' titles it names: their words are a name, not a topic."""
    names = {
        name for key in titles for name in (corpus.notices[key].title, corpus.notices[key].subject) if name
    }
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(f"《{name}》", " ").replace(name, " ")
    return text


_WHOLE_PROVINCE = re.compile("全省|省里(?![出给拿掏补承负发])|省级层面")


def _take_places(text: str, corpus: Corpus) -> tuple[tuple[str, ...], str]:
    """The places named, as the corpus or the gazetteer calls them, and the text without those of the corpus."""
    found: list[str] = []
    quoted = QUOTED.findall(text)
    rest = text
    for name, full in corpus.region_names:
        if name in rest and not any(name in words for words in quoted):
            found.append(full)
            rest = rest.replace(name, " ")
    for mention in list(mentions(rest)):
        full = mention.regions[0].name
        if corpus.stands(mention.text) or any(mention.text in words for words in quoted):
            continue  # a place inside a notice: it is part of the topic
        found.append(full)
        rest = rest.replace(mention.text, " ")
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
    head = re.sub(r"^(?:请问|那么|那|请)", "", text.strip())
    head = re.sub(r"^(?:19|20)\d{2}年", "", head)
    match = PLACE_LIKE.match(head)
    if not match or NOT_A_PLACE.match(match.group(1)):
        return ()
    name = match.group(1)
    return () if corpus.stands(short_name(name)) or corpus.stands(name) else (name,)


def _places_inside(text: str, corpus: Corpus) -> tuple[str, ...]:
    """A place that heads the question and stands inside notices of other places: 婺源县… It stays in the topic."""
    head = re.sub(r"^(?:请问|那么|那|请)", "", text.strip())
    match = PLACE_LIKE.match(head)
    if match and not NOT_A_PLACE.match(match.group(1)) and corpus.stands(match.group(1)):
        return (match.group(1),)
    named = next(iter(mentions(head)), None)
    return (named.regions[0].name,) if named and named.start == 0 and len(named.regions) == 1 else ()


def _dates(text: str) -> tuple[str, tuple[int, ...]]:
    """The deadline asked about and the years that limit the notices."""
    match = DEADLINE.search(text)
    deadline = fold(match.group()) if match else ""
    rest = DEADLINE.sub(" ", text) if match else text
    years: list[int] = []
    for found in YEAR.finditer(rest):
        digits = found.group(1) or found.group(2)
        year = int(digits) if digits else chinese_to_int(found.group(3))
        if year:
            years.append(year)
    return deadline, tuple(dict.fromkeys(years))


_JOINED = re.compile("[和与跟及同、]|以及|还有")


def dates_by_place(query: Query) -> dict[str, tuple[str, tuple[int, ...]]]:
    """The deadline and years written behind each of several places (A2023年和B到2025年); empty where they are not told apart."""
    at = {place: query.text.find(short_name(place)) for place in query.places}
    if min(at.values(), default=-1) < 0:
        return {}
    ordered = sorted(at, key=lambda place: at[place])
    ends = [*(at[place] for place in ordered[1:]), len(query.text)]
    found = {place: _dates(query.text[at[place] : end]) for place, end in zip(ordered, ends, strict=True)}
    between = query.text[at[ordered[0]] : at[ordered[1]]] if len(ordered) > 1 else ""
    for way in (ordered[0], short_name(ordered[0])):
        between = between.removeprefix(way)
    together = _JOINED.fullmatch(between.strip()) is not None or any(_dates(query.text[: at[ordered[0]]]))
    told_apart = all(any(dates) for dates in found.values())
    return found if told_apart or (not together and any(map(any, found.values()))) else {}


def _mended_topic(asks: Asks, corpus: Corpus, rest: str) -> str:
    return mend_words(topic_of(in_written_words(rest), asks), corpus)
