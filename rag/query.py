"""Question in, query out: which places, years and notices it names, what it asks for, and what is left as its topic.

The words in the tables below are those of asking, in any subject; none belongs to the subject itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ingest.compilation import DOCUMENT_NUMBER
from ingest.figures import find_figures
from ingest.numerals import FULL_DATE, chinese_to_int, find_date
from ingest.regions import mentions, short_name
from ingest.text import fold
from rag.corpus import Corpus
from rag.terms import simplified, terms
from rag.types import Turn


class Asks(StrEnum):
    """What a good answer is made of."""

    FIGURE = "figure"
    UNIT = "unit"  # who leads or is responsible
    DUTIES = "duties"  # what a department leads
    DATE = "date"
    METADATA = "metadata"
    LIST = "list"
    DEADLINE = "deadline"  # everything due by a date
    YES_NO = "yes-no"
    CONTACT = "contact"  # a telephone number, an address
    EXPLAIN = "explain"


@dataclass(frozen=True, slots=True)
class Query:
    """A question understood.

    ``text`` is what the person wrote (traditional characters simplified). ``topic`` is what is left when places,
    years, numbers and the words of asking are taken out. ``places`` are names of divisions or notices' own regions,
    ``unknown_places`` look like places but stand nowhere in the corpus. ``years`` limit the notices; ``deadline`` is
    the date a question asks about (到2025年底). ``across``: the whole corpus or several places are asked for.
    ``inherited`` names what was carried over from earlier turns.
    """

    text: str
    topic: str
    asks: Asks
    ask_text: str = (
        ""  # the words of asking: the question's own, or the earlier one's where they were left out
    )
    places: tuple[str, ...] = ()
    unknown_places: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    deadline: str = ""
    document_numbers: tuple[str, ...] = ()
    issued_on: str = ""  # the date of the notice asked for, ISO 8601
    titles: tuple[str, ...] = ()
    across: bool = False
    counts_notices: bool = False
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

    @property
    def meaning(self) -> str:
        """What is embedded: the topic alone, since a place or year pulls every passage of its notice near."""
        return f"{self.topic} {self.deadline}".strip() or self.text

    @property
    def search_terms(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(terms(self.search_text)))

    @property
    def topic_terms(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(terms(self.topic)))


# Digits, letters and ％ of full width; punctuation stays as people write it.
_HALF_WIDTH = {
    full: full - 0xFEE0
    for full in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF05)
}
# 2000人, 2000元: a bare number of four digits before a measure is a figure, no year.
_MEASURE = r"[万亿元名张所家次例户份件场岁天支台辆]|个(?!人)|人(?![均口才民员])|[平立]方"
_YEAR = re.compile(
    r"(?<!\d)((?:19|20)\d{2})\s*(?:年度?|(?=\s*[-—~至到]))|(?<![\d.])((?:19|20)\d{2})(?![\d.%‰余多]|"
    + _MEASURE
    + r")|([二一][〇零○九一二三四五六七八]{3})年"
)
_DEADLINE = re.compile(
    r"(?:到|至|截至|截止到?|在|于)?\s*(?P<year>(?:19|20)\d{2})\s*年?\s*(?P<month>\d{1,2}月)?\s*(?P<end>年?底(?:之前|以前|前)?|末(?:之前|以前|前)?|年?前|之前|以前)"
)
_UNIT_WORDS = re.compile(
    r"(?:由|归|是|要|该|应|应该|应当)?(?:哪些|哪个|哪[一二三四五六七八九十两几]+[个家]?|哪|什么)(?:部门|科室|股室|处室|单位|机构|机关|委办局|局|科)(?:们)?(?:来|在|去)?"
    r"(?:负责|牵头|主管|承担|管|抓|落实|责任|配合|干|做|办)?"
    r"|(?:由|归|是)?哪[一二两三四五几]?家(?:[？?]?$|主管|管|抓|办|负责|牵头|单位|部门|科室)"
    r"|(?:由|归|是|找|该)?谁(?:来|在|去|给|家)?(?:负责|牵头|主管|承担|管|抓|落实|干|办|做|配合|的责任|的活)?"
    r"|(?:牵头|责任|负责|主管|配合)(?:的)?(?:科室|单位|部门|股室|处室)(?:是|有|为|都)?(?:哪些|哪个|哪几个|谁|什么)?|责任(?:人|主体)是谁"
)
_ISSUED = re.compile("印发|发布|发的|下发|出台|落款|成文|发文|制定")
_ROLE_WORDS = re.compile(
    "负责|牵头|主管|承担|责|归|管|抓|落实|配合|由|找|谁|科室|股室|处室|部门|哪家|哪[一二两三四五几]家|干|办"
)
_DUTIES_OF = re.compile("哪些.{0,8}由[\u4e00-\u9fff\\[\\]]{2,14}?(?:牵头|负责|主管|承担)")
_DUTY_WORDS = re.compile(
    r"(?P<unit>[\u4e00-\u9fff\[\]（）()]{2,14}?)(?:都|一共|总共)?(?:要|需要|应)?(?:牵头|负责|主管|承担|参与|配合)(?:了|的)?(?:有)?(?:哪些|哪几|什么|几项|多少)"
)
_FIGURE_WORDS = re.compile(
    r"(?:要|需要|需|应该?|应当|得|必须|计划|预计|力争)?(?:达到|达|做到|提高到|提升到|增加到|控制在|降到|降至|是|为|有|到|不低于|不超过|完成|新增|设|建|办|招|配)?(?:了)?"
    r"(?:多少|几(?=[个所家张名人项类种次期场条支只辆台套间处块万千百成年级])|百分之几|百分之多少|多大|多高|多低|什么水平|几成|多长|多久(?=一次))"
    r"|(?:哪些|什么)数(?:字|据|值)?$|数量$|(?:目标值?|指标值?|数值|比例|比率|标准|数量|人数|规模|金额)(?:分别|各自)?(?:是|为|定|要求)?(?:多少|几|什么|怎么定|怎样|如何)?$"
)
_DATE_WORDS = re.compile(
    r"(?:在|于|是|到|要|得)?(?:什么时候|什么时间|何时|哪一?年|哪一?天|哪个月|几月|几号|几时|何年|何日|啥时候?|多久(?!一次)|哪日|什么日期)(?:之?前|以前|底|能|要|印发|发布)?"
    r"|(?:时间|时限|期限|截止日期|完成时间|时间节点)(?:是|为|要求)?(?:什么|多少|几时|哪天|何时)?$"
)
_META_WORDS = re.compile(
    r"哪年到哪年|起止(?:年份|时间)|落款|成文(?:日期|时间)|(?:发文|制发|签发|下发|发布)(?:单位|机关|部门|日期|时间)|哪[个份些]?(?:文件|通知)(?:的文号)?是|是哪[个份](?:文件|通知|方案)|"
    r"(?:方案|通知|文件|要点|办法|意见|规划|计划).{0,4}(?:哪天|哪年|哪一天|什么时候|何时|几时|几号)(?:出|发|印|下)|文号|发文字号|发文机关|印发(?:单位|机关|日期|时间)|(?:哪|什么|啥)(?:个|一|年|月|时候|时间|单位|机关|部门|天|日|家)?[\u4e00-\u9fff]{0,4}(?:印发|发布|下发|出台|发的|发文)|何时(?:印发|发布|下发|出台)|谁(?:印发|发布|下发|出台|发)的?|"
    r"(?:是|叫)(?:个)?(?:什么|哪个|啥)(?:文件|文(?!化)|通知|标题)|(?:发|印发|下发|主送)给(?:了)?(?:谁|哪些|哪个)|主送|收文单位|标题是|全称|题目|什么时候(?:印发|发布|下发|出台|发)|(?:几月几[日号]|哪天|哪一天|哪年)(?:印发|发布|下发|出台|发)"
)
_LIST_WORDS = re.compile(
    r"(?:包括|包含|分为|有|分|共有|涉及|涵盖|分成|提出|提到|列出|部署|明确|安排|开展|实施|推进)?(?:了|的)?(?:哪些|哪几[个项大类种方面条]*|哪[一二三四五六七八九十两\d]+[个项大类种条]?|什么(?=内容|行动|任务|措施|方面)|几个方面)"
    r"|分别是(?:什么|哪些)?|都有(?:什么|谁|啥)|(?:列出|列举|列一下|罗列)"
)
_YES_NO_WORDS = re.compile(
    r"是不是|是否|有没有|能不能|可不可以|要不要|会不会|行不行|[吗嘛]$|(?<!什)么$|对不对$|有无"
)
# 哪六大支撑 asks for what the notice calls 六大支撑: the count stays in the topic.
_COUNTED_THINGS = re.compile(
    r"(?:分别)?(?:是|有|为)?哪([一二三四五六七八九十两\d]+(?:大|个|项|类|种|条|张|方面)?)"
)
_EXPLAIN_WORDS = re.compile(
    r"怎么样?|怎样|如何|为什么|为何|(?:采取|有)?(?:什么|哪些)(?:措施|办法|做法|举措|要求|安排|规定|意思|内容)|咋"
)
_ACROSS = re.compile(
    r"各(?:地|个?市|个?县|个?地方|个?地区|份|个?文件|家)|哪些(?:文件|地方|地区|市|县|通知|方案|市县|城市|地市|文|材料)|哪[个份几]*(?:文件|地方|市|县|地区|通知|方案)(?!印|发)|所有(?:文件|通知|地方)|"
    r"哪[几一]?[个份些]?(?:要点|规划|材料|意见|办法)(?=里|中|提|写|说|讲|有|都)|谁(?:都)?(?:提|写|说|讲)(?:到过|过|到)|汇总|几(?:个|份)(?:文件|通知|地方|市|县)|多少(?:个|份)(?:文件|通知|地方)|分别(?=是|为|要|达|有|提|由)|各自|各是|各为|相比|比较|对比|谁(?:更)?(?:高|低|多|少)|哪(?:里|儿|边|个)(?:更|最)?(?:高|低|多|少)|区别|差别|不同|一样吗|全部文件"
)
_CONTACT_WORDS = re.compile(
    r"电话|手机|联系方式|联系人|邮箱|电子邮件|网址|微信号?|传真|热线|地址在?哪|热线号码"
)
_EXPLICIT_DATE = re.compile(r"哪一?年(?!到)|什么时候|何时|什么时间|啥时候|几时|哪天|哪个月|几月")
_COMPARES = re.compile(
    r"谁.{0,4}(?:高|低|多|少|大|快)|谁[^，。？?]{0,16}(?<!提)(?:高|低|多|少|大|快)[？?。]?$|哪(?:里|儿|边|个|家).{0,4}(?:更|最|高|低|多|少)"
)
_WHO_MENTIONS = re.compile("谁(?:都)?(?:提|写|说|讲)(?:到过|过|到)")
_GATHERS = re.compile(r"(?:汇总|列一下|对比|比较)(?:一下)?[？?。]?$")
_ELLIPSIS = re.compile(r"呢[？?。！!]*$")
_COUNT_NOTICES = re.compile(r"(?:有)?(?:几|多少)(?:个|份|篇)?(?:文件|通知|方案|地方)")
_FILLER = re.compile(
    r"请问|请|麻烦|帮我|查一下|查询|看看|告诉我|想知道|想问|问一下|一下|那么|那|这个|这项|该项|这|该|上述|其中|其|他们|它们?|我们|我(?=们|想)|咱们?|"
    r"(?:的)?(?:呢|吗|呀|啊|吧|么|嘛)?[？?。！!]*$|(?:文件|通知|方案|材料|要点)(?:里面?|中|上|内)?(?:提出|规定|说|讲|写|明确)?(?:的)?|"
    r"目标(?:值)?(?:是|为)|的目标|具体|主要|相关|有关|方面|情况|工作目标|关于|对于|根据|按照|当中|里面?(?=的|，|要|有|提|对|$)|(?:分别|各自|各)(?=是|为|要|达|有)|提到[了过]?|提出(?:了)?"
)
_QUOTED = re.compile('[《“"]([^》”"]{2,60})[》”"]')
_PLACE_LIKE = re.compile(r"^([\u4e00-\u9fff]{2,4}?[省市县区州旗])")
_NOT_A_PLACE = re.compile(
    r"^(?:全|各|我|本|该|每|哪|什么|城|社|市|县|区|省|几|多|那|这|有|在|按|园|地|郊|新|老)"
)
_ANAPHORA = re.compile(
    r"^(?:那|那么|这|该|其|它|上述|同样|另外|还有|再|呢)|呢[？?]?$|(?:这个|该|上述|这份|那个|那份|它)"
)


def understand(question: str, history: Sequence[Turn], corpus: Corpus) -> Query:
    """The query that a question is, with what it leaves open filled in from the earlier turns."""
    query = parse(question, corpus)
    for turn in reversed(history):
        if turn.role != "user":
            continue
        if not _needs_context(query):
            break
        query = _fill(query, parse(turn.content, corpus))
    return query


def parse(question: str, corpus: Corpus) -> Query:
    """One question by itself."""
    text = simplified(question).translate(_HALF_WIDTH).strip()
    numbers = tuple(_own_number(m.group()) for m in DOCUMENT_NUMBER.finditer(text))
    titles = corpus.titles_in(text)
    rest = DOCUMENT_NUMBER.sub(" ", _without_titles(text, titles, corpus))
    plain = rest
    places, rest = _take_places(rest, corpus)
    unknown = () if places else _unknown_places(rest, corpus)
    if not places and not unknown:
        places = _places_inside(rest, corpus)
    for place in unknown:
        rest = rest.replace(place, " ", 1)
    issued_on = find_date(rest) if _ISSUED.search(rest) else ""
    rest = FULL_DATE.sub(" ", rest) if issued_on else rest
    deadline, years = _dates(rest)
    rest = _DEADLINE.sub(" ", rest) if deadline else rest
    rest = _YEAR.sub(" ", rest)
    asks = _asks(plain, rest, deadline)
    topic = _topic(rest, asks)
    if (numbers or issued_on) and not topic and asks in (Asks.EXPLAIN, Asks.LIST):
        asks = Asks.METADATA
    across = len(places) > 1 or (bool(_ACROSS.search(plain)) and not places and not titles)
    return Query(
        text=text,
        ask_text=text,
        topic=topic,
        asks=asks,
        places=places,
        unknown_places=unknown,
        years=years,
        deadline=deadline,
        document_numbers=numbers,
        issued_on=issued_on,
        titles=titles,
        across=across,
        counts_notices=bool(_COUNT_NOTICES.search(plain)),
    )


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


def _take_places(text: str, corpus: Corpus) -> tuple[tuple[str, ...], str]:
    """The places named, as the corpus or the gazetteer calls them, and the text without those of the corpus."""
    found: list[str] = []
    quoted = _QUOTED.findall(text)
    rest = text
    for name, full in corpus.region_names:
        if name in rest and not any(name in words for words in quoted):
            found.append(full)
            rest = rest.replace(name, " ")
    for mention in list(mentions(rest)):
        full = mention.regions[0].name
        if mention.text in corpus.text_of_all or any(mention.text in words for words in quoted):
            continue  # a place inside a notice: it is part of the topic
        found.append(full)
        rest = rest.replace(mention.text, " ")
    found.sort(
        key=lambda full: min(
            (text.find(name) for name in (full, short_name(full)) if name in text), default=0
        )
    )
    return tuple(dict.fromkeys(found)), rest


def _unknown_places(text: str, corpus: Corpus) -> tuple[str, ...]:
    """A word at the head of the question that has the form of a place and stands in no notice."""
    head = re.sub(r"^(?:请问|那么|那|请)", "", text.strip())
    head = re.sub(r"^(?:19|20)\d{2}年", "", head)
    match = _PLACE_LIKE.match(head)
    if not match or _NOT_A_PLACE.match(match.group(1)):
        return ()
    name = match.group(1)
    return () if short_name(name) in corpus.text_of_all or name in corpus.text_of_all else (name,)


def _places_inside(text: str, corpus: Corpus) -> tuple[str, ...]:
    """A place that heads the question and stands inside notices of other places: 婺源县… It stays in the topic."""
    head = re.sub(r"^(?:请问|那么|那|请)", "", text.strip())
    match = _PLACE_LIKE.match(head)
    if match and not _NOT_A_PLACE.match(match.group(1)) and match.group(1) in corpus.text_of_all:
        return (match.group(1),)
    named = next(iter(mentions(head)), None)
    return (named.regions[0].name,) if named and named.start == 0 and len(named.regions) == 1 else ()


def _dates(text: str) -> tuple[str, tuple[int, ...]]:
    """The deadline asked about and the years that limit the notices."""
    match = _DEADLINE.search(text)
    deadline = fold(match.group()) if match else ""
    rest = _DEADLINE.sub(" ", text) if match else text
    years: list[int] = []
    for found in _YEAR.finditer(rest):
        digits = found.group(1) or found.group(2)
        year = int(digits) if digits else chinese_to_int(found.group(3))
        if year:
            years.append(year)
    return deadline, tuple(dict.fromkeys(years))


def _asks(text: str, rest: str, deadline: str) -> Asks:
    if _CONTACT_WORDS.search(rest):
        return Asks.CONTACT
    if _COMPARES.search(rest) or _GATHERS.search(rest):
        return Asks.FIGURE
    if _META_WORDS.search(text):
        return Asks.METADATA
    if _WHO_MENTIONS.search(rest):
        return Asks.LIST
    if _DUTIES_OF.search(rest) or (_DUTY_WORDS.search(rest) and not _UNIT_WORDS.match(rest.strip())):
        return Asks.DUTIES
    if _UNIT_WORDS.search(rest) and _ROLE_WORDS.search(rest):
        return Asks.UNIT
    if (
        deadline
        and re.search(
            "(?:完成|做|干|办|落实|实现|建成|达到|任务|目标)(?:的)?(?:哪些|什么|啥)?|哪些|什么", rest
        )
        and not _FIGURE_WORDS.search(rest)
    ):
        return Asks.DEADLINE
    if _YES_NO_WORDS.search(re.sub("[？?。！!]+$", "", rest.strip())):
        return Asks.YES_NO
    if _EXPLICIT_DATE.search(rest):
        return Asks.DATE
    if re.search(
        "哪[一二三四五六七八九十两几\\d]+[个项大类种条方样]|列出|列举|罗列|分(?:为|成)?(?:哪)?几|(?:有|提|列)(?:了|出)?(?:哪)?几(?:条|点|大?方面|部分|章|类|种)|哪些(?:章节|部分|方面)",
        rest,
    ):
        return Asks.LIST
    if _FIGURE_WORDS.search(rest.strip("？?。 ")):
        return Asks.FIGURE
    if _DATE_WORDS.search(rest.strip("？?。 ")):
        return Asks.DATE
    if _LIST_WORDS.search(rest):
        return Asks.LIST
    return Asks.EXPLAIN


_ASK_PATTERNS = {
    Asks.UNIT: (_UNIT_WORDS,),
    Asks.DUTIES: (
        re.compile(
            r"(?:都|一共|总共)?(?:要|需要|应)?(?:牵头|负责|主管|承担|参与|配合)(?:了|的)?(?:有)?(?:哪些|哪几|什么|几项|多少).*$"
        ),
    ),
    Asks.FIGURE: (_FIGURE_WORDS,),
    Asks.DATE: (_DATE_WORDS,),
    Asks.METADATA: (_META_WORDS,),
    Asks.LIST: (_LIST_WORDS,),
    Asks.YES_NO: (_YES_NO_WORDS,),
    Asks.DEADLINE: (
        _LIST_WORDS,
        re.compile(r"(?:要|需|应)?(?:完成|做到?|干|办|落实)(?:哪些|什么|啥)?\s*(?:任务|工作|事情?)?"),
    ),
    Asks.CONTACT: (_CONTACT_WORDS, _FIGURE_WORDS),
    Asks.EXPLAIN: (_EXPLAIN_WORDS, _LIST_WORDS),
}


def _topic(rest: str, asks: Asks) -> str:
    topic = _COUNTED_THINGS.sub(r" \1", rest.strip("？?。！! "))
    if asks is Asks.YES_NO:
        topic = _blank_figures(topic)
    for pattern in (*_ASK_PATTERNS[asks], _ACROSS, _FILLER):
        topic = pattern.sub(" ", topic)
    words = re.sub(r"[，,。；;：:？?！!、《》“”\"（）()的]", " ", topic).split()
    return " ".join(word for word in words if len(word) > 1 and word != "工作")


def _blank_figures(text: str) -> str:
    """The figure that a yes-or-no question puts forward is checked, not searched for."""
    for figure in reversed(find_figures(text)):
        text = f"{text[: figure.start]} {text[figure.end :]}"
    return text


def _needs_context(query: Query) -> bool:
    """Whether a question leaves open what an earlier turn has said: its topic, or its place, year or notice."""
    if not query.topic:
        return True
    if query.across or query.titles or query.document_numbers:
        return False
    return (not query.places and not query.unknown_places) or bool(
        _ANAPHORA.search(query.text) and not query.years
    )


def _fill(query: Query, earlier: Query) -> Query:
    """The slots a question leaves empty, from an earlier one. What it says itself stays."""
    inherited = list(query.inherited)
    changes: dict[str, object] = {}
    if not query.topic and earlier.topic:
        changes["topic"] = earlier.topic
        inherited.append("topic")
    if _ELLIPSIS.search(query.text) and query.topic and "topic" not in inherited and earlier.topic:
        changes["topic"] = f"{query.topic} {earlier.topic}"  # 重点人群的呢？ narrows the earlier question
        inherited.append("topic")
    leaves_open = not query.topic or "topic" in inherited
    if leaves_open and query.asks is Asks.EXPLAIN and earlier.asks is not Asks.EXPLAIN:
        changes["asks"] = earlier.asks
        changes["ask_text"] = earlier.ask_text
    if not query.places and not query.unknown_places and not query.titles and not query.document_numbers:
        for name in ("places", "unknown_places", "document_numbers", "titles"):
            if getattr(earlier, name):
                changes[name] = getattr(earlier, name)
                inherited.append(name)
    if not query.years and earlier.years:
        changes["years"] = earlier.years
        inherited.append("years")
    if not query.deadline and earlier.deadline and "topic" in inherited:
        changes["deadline"] = earlier.deadline
    return replace(query, **changes, inherited=tuple(dict.fromkeys(inherited)))  # type: ignore[arg-type]
