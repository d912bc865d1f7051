"""A follow-up as a question of its own: the question before it, with what the follow-up names put in for its counterpart.

民办的呢 after 公办机构每个托位补多少 is 民办机构每个托位补多少. What cannot be put in so is left to :mod:`rag.question.conversation`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.anatomy.regions import lookup, short_name
from rag.corpus.corpus import Corpus
from rag.language.terms import words_of
from rag.question.counterparts import PutIn, alike, beside, of_family, same_form
from rag.question.ordinals import by_number
from rag.question.other_one import of_other_one
from rag.question.plan_years import ToldYears, same_year, told_years
from rag.question.query import Query
from rag.question.taken_up import taken_up
from rag.question.wording import FIGURE_WORDS, YEAR, Asks

_LEAD = re.compile(
    r"^(?:那么|那就?|然后|还有|另外|至于|换成|换做|要是|如果是?|说到|再说|嗯|哦|好的?)*[，, ]*"
)
# 床位有了，医师呢: what is done with is not asked about.
_DONE_WITH = re.compile(
    r"^[^，,。？?]{1,16}(?:有了|知道了|清楚了|说了|看到了|问过了|明白了|了解了)[，,。]\s*"
)
_ENDS = re.compile(r"(?:的|又|得|要|是|怎么样|怎么说|怎么算)*(?:呢|啊|呀|嘛|吧)?[？?。！!\s]*$")
_FIRST = re.compile(r"^(?P<first>[^，,；;。？?！!]+)(?P<pause>[，,；;。？?！!]*)(?P<tail>.*)$", re.DOTALL)
_ASKING = re.compile(
    r"多少|几|哪|谁|什么|啥|咋|怎么|怎样|如何|何时|多[久长大高]|吗|是否|是不是|能不能|要不要|有没有"
)
_UP = re.compile("(?P<level>全省|省里|整个省|全市|整个市|市里)(?:的|范围|层面)*")
# 就这一个？还有没有别的 asks the same again.
_MORE = re.compile(
    r"(?:就|只有?)这[一么]?[个些点家几]*(?:吗|么)?[？?，,]?\s*(?:还有没有|还有|有没有|再有)(?:别的|其他的?|其它的?)(?:吗|么|了)?[？?。]*|(?:还有没有|还有)(?:别的|其他的?|其它的?)(?:吗|么)?[？?。]*"
    "|(?:除此(?:之|以)?外|除了?[这那](?:[些个]|几个)?(?:(?:之|以)?外)?)[，,]?(?:还有|有没有|有)?(?:哪些|什么|别的|其他的?|其它的?)?(?:呢|吗|么|没有?)?[？?。]*"
)
_AGAINST = re.compile(
    "^(?:跟|和|与|同|比起?)[\u4e00-\u9fff]{2,10}?的?(?:比一比|比一下|比比|相比|对比一下|对比|比较一下|比较|比)(?:起来|呢|怎么样|如何|看看)*[？?。]*$"
    "|^(?:那么?)?(?:跟|和|与|同|比起?)[\u4e00-\u9fff]{2,10}?的?(?:要|是|还|相)*[高低多少差](?:了|出)?(?:多少|几[个点成]*|吗|么|不|一些|些)?(?:百分点|点)?(?:吗|呢)?[？?。]*$"
)
# 丙市的是不是更高, what it is beside the place: the same question of both.
_MORE_THERE = re.compile(
    "(?:那么?|那里|那边|的)*(?:(?:是不是|是否|会不会)(?:要|会|还|更)*|(?:要|会|还)*更)[高低多少大](?:一?些|一点)?(?:吗|么|吧|呢)?[？?。]*"
)
_THE_TWO = re.compile(
    "^(?:那么?)?(?:这|那|它们)?(?:两|俩)(?:个|地|家|边|者|份)?(?:地方|市|县|区|文件)?(?:之间|的)?(?:比|相比|对比|有(?:什么|啥|哪些)(?:不同|不一样|区别|差别|差异)|(?:相)?差(?:多少|几)|哪(?:个|边)|谁|一样)"
)
# 是哪两家医院 after 有几家: the names of what was counted.
_WHICH_ONES = re.compile(
    "(?:那么?|分别|都|具体|名单)*(?:是|叫|有)?哪(?:些|[一二两三四五六七八九十几\\d]*[个家所项条种类处名位])(?P<kind>[\u4e00-\u9fff]{0,4}?)(?:呢|啊|呀)?[？?。]*"
)
_HOW_MANY = re.compile("(?:共|总共|有|分[为成]?|提)了?(?:几|多少)[个大项类种条]")
_UNITS = ("科", "科室", "单位", "部门", "处室", "股室", "局")  # who does it, or a name as well
_MODAL = re.compile("最[迟晚快早长多少]|能|要|得|可以|须")
_PLACED = re.compile("(?:[县区市镇乡村]|街道)$")
# 卒中的是哪家, 副组长是谁, 三类的多少: another thing with what is asked of it said again.
_ASKED_AGAIN = re.compile(
    "(?P<core>[^，,；;。？?]{2,10}?)(?:的话|的|那(?:个|家|块|边|项)|这(?:个|家|块|边|项))?(?:又|也|都|要|得|应该?|可以|最多|最高)*(?:是|归|由|占|有|给|补|奖|罚|到|设在|在)?"
    "(?:谁|哪一?(?:个|家|些|位|里|儿)?[科室股单位部门医院]{0,2}|多少[个家元分名人钱条台]{0,2}|几[个家分名人天次台]|什么时候|啥时候|哪天|哪一?年|多久|多长时间)"
    "(?:管|负责|牵头|批|办|来?定|[一1]次)?(?:呢|啊|呀)?[？?。！!\\s]*"
)
_A_MEASURE = re.compile("[率数量额值度比]$")  # 创建率要多少 is a question of its own
_ONLY_A_YEAR = re.compile(
    r"(?:到|在)?(?P<year>(?:19|20)\d{2})年?(?:度|的)?(?:要|是|又)?(?:呢|啊|呀|的话)?[？?。\s]*"
)
_LONGEST = 14
_OF_TIME = frozenset("到位 起来 下来 完成 结束 开始 干满 生效".split())
_DATED = re.compile(r"(?:到|至|截至)?(?:19|20)\d{2}年(?:年?底|末)?(?:之?前|以前|时)?")
_YEARS = re.compile(r"(?:19|20)\d{2}(?:年[、和](?:19|20)\d{2})*")


@dataclass(frozen=True, slots=True)
class Restated:
    """The whole question that a follow-up comes to; ``put_in``: what it named in place of something else, empty where it told
    another year or place."""

    text: str
    put_in: str = ""


def restated(said: Query, before: Query, corpus: Corpus, *, leaning: bool = False) -> Restated | None:
    """The whole question that a follow-up comes to; ``None`` where it names nothing that the question ``before`` has a
    counterpart for. ``leaning``: the question before was itself put so, and is not to be had from its own words."""
    text = _DONE_WITH.sub("", _LEAD.sub("", said.text.strip()))
    if before.text and (_MORE.fullmatch(text) or _MORE.fullmatch(said.text.strip())):
        return Restated(before.text)
    if numbered := by_number(said.text, before):
        return Restated(numbered)
    if named := taken_up(said, before) or _names_of_those(said, before):
        return Restated(named)
    if other := of_other_one(said.text, before.text, _texts(before, corpus)):
        return Restated(other)
    match = _FIRST.match(text)
    if match is None or not (before.topic or before.titles or before.document_numbers):
        return None
    first, pause, tail = match["first"], match["pause"], match["tail"].strip()
    tail = tail if _ASKING.search(tail) else ""
    same = same_year(first)
    whole = (
        _against_other_place(text, said, before, corpus)
        or _in_other_year(first, before, corpus)
        or _one_level_up(first, before)
    )
    put_in = ""
    if not whole and (tail or same or (leaning and _elliptic(first))):
        whole = _at_other_place(same or first, said, before)
    own_scope = _own_scope(said) and not _inside_a_notice(said, before, corpus)
    again = _asked_again(text, said, before)
    if not whole and not own_scope and (again or tail or _elliptic(first) or not _ASKING.search(first)):
        swapped = _with_counterpart(again or _ENDS.sub("", first), before, corpus)
        whole, put_in = (swapped.text, swapped.named) if swapped else ("", "")
    if not whole and said.topic and not _own_scope(said) and not tail and not _elliptic(first):
        whole = _with_ask(first, said, before, corpus)
    elif whole and tail:
        commaed = pause in ("，", ",")
        whole = f"{_without_asking(whole)}，{tail}" if commaed else f"{whole.rstrip('？?。 ')}？{tail}"
    return Restated(whole, put_in) if whole else None


def plan_span(query: Query, corpus: Corpus) -> tuple[int, ...]:
    """First and last year of the plan that a question is about; empty where its notices have none, or several."""
    keys = query.titles or [key for place in query.places for key in corpus.by_region.get(place, ())]
    spans = {(n.years[0], n.years[-1]) for key in keys if len(set((n := corpus.notices[key]).years)) > 1}
    return next(iter(spans)) if len(spans) == 1 else ()


def _asked_again(text: str, said: Query, before: Query) -> str:
    """What a follow-up names that asks for the same kind of thing in as many words; empty where it does not."""
    alike = said.asks is before.asks or {said.asks, before.asks} == {Asks.UNIT, Asks.LIST}  # 哪家 is either
    asked = _ASKED_AGAIN.fullmatch(text) if alike else None
    if asked is None or _A_MEASURE.search(asked["core"]):
        return ""
    core = asked["core"]
    said_before = (at for at in range(2, len(core) - 1) if core[at:] in before.text)
    return core[: next(said_before, len(core))]  # 普通号 of 普通号提前几天 after 专家号提前几天


def _elliptic(first: str) -> bool:
    return first.rstrip("？?。 ").endswith(("呢", "的"))


def _own_scope(said: Query) -> bool:
    return bool(said.places or said.unknown_places or said.titles or said.document_numbers or said.across)


def _inside_a_notice(said: Query, before: Query, corpus: Corpus) -> bool:
    """Whether all that a follow-up names is a place that has no notice of its own (乙镇呢 after a question about 甲镇): what
    was asked about before lies in a notice's place as well."""
    if not said.places or said.topic not in ("", *said.places) or said.titles or said.document_numbers:
        return False
    return bool(before.places) and not any(p in corpus.by_region or p in corpus.inside for p in said.places)


def _in_other_year(first: str, before: Query, corpus: Corpus) -> str:
    asked = before.years or tuple(int(year) for year in _YEARS.findall(before.deadline)[:1])
    told = told_years(first, asked, plan_span(before, corpus)) or _named_year(first, before)
    if told is None or told.years == tuple(asked):
        return ""
    rest = _LEAD.sub("", told.rest)
    named = "、".join(f"{year}年" for year in told.years)
    if _names_matter(rest):
        places = "" if not before.places else before.places[0]
        return f"{places}{named}{_matter_for(rest, before)}{rest}"
    return _dated(before, told.years, named)


def _named_year(first: str, before: Query) -> ToldYears | None:
    """2026年 alone after a question that names another year."""
    named = _ONLY_A_YEAR.fullmatch(first)
    if named is None or not before.years or before.deadline:
        return None
    return ToldYears((int(named["year"]),), "")


def _matter_for(rest: str, before: Query) -> str:
    """What a follow-up of another year is about: what was asked about before, unless it names that itself."""
    return f"{before.topic}，" if before.topic and not _names_matter(_bare(rest)) else ""


def _bare(rest: str) -> str:
    return _ENDS.sub("", _ASKING.sub("", FIGURE_WORDS.sub("", rest)))


def _names_matter(rest: str) -> bool:
    return len(_bare(rest)) > 1


def _dated(before: Query, years: Sequence[int], named: str) -> str:
    text = before.text
    old = list(_YEARS.finditer(text))
    if not old:
        return f"{named}{text}"
    head, tail = text[: old[0].start()], text[old[-1].end() :]
    if len(years) == 1:
        return f"{head}{years[0]}{tail}"
    return f"{head}{named.removesuffix('年')}{tail if tail.startswith('年') else '年' + tail}"


def _one_level_up(first: str, before: Query) -> str:
    """全省呢 after a question about a city of it."""
    found = _UP.match(first)
    if found is None or len(before.places) != 1 or len(_bare(first[found.end() :])) > 1:
        return ""
    regions = lookup(before.places[0])
    outer = {region.province if "省" in found["level"] else region.city for region in regions}
    name = next(iter(outer)) if len(outer) == 1 else ""
    if not name or name == before.places[0]:
        return ""
    return _at_place(before, name)


def _at_other_place(first: str, said: Query, before: Query) -> str:
    """上犹呢？哪一年达到: the question before of another place, with what else is asked."""
    if len(said.places) != 1 or len(before.places) != 1:
        return ""
    names = [name for name in (said.places[0], short_name(said.places[0])) if name in first]
    if not names or len(_bare(first.replace(names[0], ""))) > 1:
        return ""
    return _at_place(before, said.places[0])


def _against_other_place(text: str, said: Query, before: Query, corpus: Corpus) -> str:
    """跟乙县比呢, 乙县是不是更高 after a question about 甲市: the same question of both, of 更高 without
    a year that the other place's notices are not of."""
    if len(said.places) != 1 or len(before.places) != 1 or said.places == before.places:
        return ""
    other, known = said.places[0], before.places[0]
    beside = text.replace(other, "").replace(short_name(other), "")
    if not _MORE_THERE.fullmatch(beside):
        if not _AGAINST.search(text) or len(_bare(_AGAINST.sub("", text))) > 1:
            return ""
        return _at_place(before, f"{known}和{other}")
    spans = (corpus.notices[key].years for key in corpus.by_region.get(other, ()))
    of_years = any(span[0] <= year <= span[-1] for span in spans if span for year in before.years)
    undated = before.text if of_years else _DATED.sub("", before.text)
    return _at_place(replace(before, text=undated), f"{known}和{other}")


def of_both(text: str, before: Query, earlier: Query) -> str:
    """这两个有什么不同 after the same was asked of two places, or two figures of one: that question of both; empty where it is
    not so."""
    if not _THE_TWO.search(text) or len(before.places) != 1 or len(earlier.places) != 1:
        return ""
    known, other = earlier.places[0], before.places[0]
    return _two_figures(before, earlier) if known == other else _at_place(before, f"{known}和{other}")


def _two_figures(before: Query, earlier: Query) -> str:
    """这两个差多少 after the figures of two things were asked for."""
    one, other = (query.topic.replace(" ", "") for query in (earlier, before))
    other = before.focus if one in other else other
    if not (one and other) or one == other or {before.asks, earlier.asks} != {Asks.FIGURE}:
        return ""
    if one not in earlier.text or other not in before.text:  # no name as it stands
        return ""
    years = "".join(f"{year}年" for year in before.years[:1] if earlier.years == before.years)
    return f"{before.places[0]}{years}{one}与{other}相差多少"


def _at_place(before: Query, name: str) -> str:
    for way in (before.places[0], short_name(before.places[0])):
        if way in before.text:
            return before.text.replace(way, name, 1)
    return f"{name}{before.text}"


def _with_counterpart(core: str, before: Query, corpus: Corpus) -> PutIn | None:
    if not 1 <= len(core) <= _LONGEST or YEAR.search(core):
        return None
    swapped = same_form(core, before.text) or of_family(core, before.text, corpus.stands)
    if swapped or len(core) < 2:
        return swapped
    texts = [text for text in _texts(before, corpus) if core in text]
    ways = (alike, beside) if _PLACED.search(core) else (beside, alike)
    return next((put for way in ways if (put := way(core, before.text, texts))), None) if texts else None


def _texts(before: Query, corpus: Corpus) -> Iterator[str]:
    """The texts of the notices that a question names, else of those of its place."""
    keys = before.titles or [key for place in before.places for key in corpus.by_region.get(place, ())]
    return (corpus.notices[key].text for key in keys)


def _names_of_those(said: Query, before: Query) -> str:
    """是哪两家医院 after a question of how many, when or whether: the names of what that was about."""
    asked = _WHICH_ONES.fullmatch(said.text.strip())
    if asked and before.asks is Asks.LIST and not said.places and _HOW_MANY.search(before.text):
        return before.text
    if asked is None or said.places or before.asks not in (Asks.FIGURE, Asks.DATE, Asks.YES_NO):
        return ""
    if not before.topic or asked["kind"].startswith(_UNITS):
        return ""
    place = before.places[0] if before.places else ""
    return f"{place}{before.topic.replace(' ', '')}有哪些{asked['kind']}"


def _with_ask(text: str, said: Query, before: Query, corpus: Corpus) -> str:
    """能贷几年 after 创业担保贷款最高多少: what was asked about, with another ask. Only of words that name no other matter."""
    if not before.topic or not _ASKING.search(text) or not _MODAL.match(text) or len(text) > _LONGEST:
        return ""
    texts = list(_texts(before, corpus))
    names = [word for word in words_of(said.topic) if word not in _OF_TIME]
    if not texts or any(word in text for word in names for text in texts):
        return ""
    place = before.places[0] if before.places else ""
    years = "".join(f"{year}年" for year in before.years[:1])
    return f"{place}{years}{before.topic.replace(' ', '')}{text}"


def _without_asking(text: str) -> str:
    return _ENDS.sub("", FIGURE_WORDS.sub("", text)).strip("，, ")
