"""A question that asks for several things, cut into its asks: 谁批、多快能拿到, 甲和乙分别什么时候, 不到75%的扣多少？不到60%呢.

What stands before the first ask is what all of them are about; each ask keeps its own words. A question with one ask is left
as it is, and so is one whose last words only press for the same thing (是多少？分别是什么？对不对).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.anatomy.regions import mentions
from rag.language.segmenter import cut
from rag.question.plan_years import names_planned_years
from rag.question.query import Query
from rag.question.wording import YEAR

# Words that ask. 这几个, 十几个, 定的几个 and 哪个…要是 do not.
_COUNTED = "个项条类种家所张名人件份次趟回年月日天号点岁块元角毛户台辆支间场批期级档倍米亩斤吨万亿千百位门科座栋套周小季轮"
_ASK = re.compile(
    rf"多少|第几|百分之几|几成|几时|(?<![十好这那后近头数的])(?<!(?<!提)前)几(?=[{_COUNTED}])|多(?:长|久|大|快|高|远|深|宽|厚|重|早|晚)"
    r"|(?<!不管)(?<!无论)(?<!不论)(?:谁|哪|什么|啥|咋|怎么|怎样|如何)(?![^，。？?]{0,12}(?:要是|如果|的话))|何时|何日|为何"
    r"|能不能|可不可以|是不是|要不要|有没有|算不算|会不会|用不用|该不该|是否|能否|可否|有无|[吗嘛](?=$)|(?<=[^在])呢(?=$)"
)
# The words that ask with what is counted or named by them: 几家, 什么时候, 哪些单位.
_ASKED = re.compile(
    rf"(?:{_ASK.pattern})(?:时候|时间|(?<=几)[{_COUNTED}]|(?<=多少)[{_COUNTED}钱]|(?<=哪)[些个一家年天日月]|(?<=什么)(?:单位|部门))?"
)
_PAUSE = re.compile(r"[，,。；;？?！!\n：:]")
_OPENS, _CLOSES = "（(《“〔[【", "）)》”〕]】"
# 几个医生和几个护士, 管几年又哪天到期
_AND = re.compile("、|还有|以及|同时|并且|另外|和|跟|与|又|并|再")
_LEADS_IN = re.compile(
    "^(?:、|那么|那|请问|麻烦|想问|问一下|还有|以及|同时|并且|另外|和|跟|与|又|并|再|或者|或|且)+"
)
# What is left of an ask that names nothing of its own.
_EMPTY = re.compile(
    "(?:[是为有各都要的了得该应到在能会可由给把被也又还再就才说讲叫做这那它其么些个些样者呀啊吧呢吗嘛]|分别|各自|一共|总共|到底|究竟|具体|现在|今年|请问|那么|大概|达到)+"
)
_CONFIRMS = re.compile(
    r"^(?:我)?(?:说|记|理解|听)?(?:得|的)?(?:对不对|对[吧吗么]|对不|是[吧吗]|是不是(?:这样|真的)?|没错[吧吗]|真的[吧吗假]*的?|是真的吗|有这(?:么)?(?:回)?事[吧吗么]|属实吗|[行可成]以?[吗吧]|有没有|是吗)$"
    r"|^(?:是|有|到|为|够)?(?:不是)?\s*[\d.]+[%％‰\u4e00-\u9fff]{0,3}[吗吧么]$"
)
# 县里怎么规定, 文件里是怎么说的
_HOW_IT_SAYS = re.compile(
    "^[^，。？?]{0,8}?(?:是|都)?(?:怎么|咋|如何|怎样)(?:样)?(?:规定|说|要求|写|讲|定)的?$|^(?:按|依|照)?(?:什么|啥|哪)(?:个|条)?(?:规定|标准|要求)$"
)
_NEW_KIND = re.compile(
    "谁|什么时候|啥时候|何时|几时|哪年|哪天|哪一年|哪一天|几号|几月|多久|多长时间|为什么|为何"
)
_EACH = re.compile(
    "分别|各自|各(?=是|为|由|要|到|多少|几|奖|给|干|在|有|补|怎|啥|咋|达|需|定|贷|报|收|罚|扣|占|什|哪|谁|该|应|得|拿|领|交|管|发|建|招|配|加|减|免|出|掏|算|能|可)"
)
_ITEM_CUT = re.compile("、|以及|还有|和|跟|与|及")
_NUMERAL = re.compile(r"(?:[\d.]+|[一二两三四五六七八九十百千半]+)")
_MOST = 5
_LONGEST_ITEM = 16


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that a question asks for.

    ``text`` is a question of its own: what all asks are about, then this one's words. ``own`` are those words. ``leans_on`` is
    the ask that it takes up, where it names too little by itself (综合医院呢). ``item``: the one thing of several that the same
    is asked of.
    """

    text: str
    own: str
    leans_on: str = ""
    item: str = ""

    @property
    def asking(self) -> str:
        """The words that say what kind of thing is asked for: its own, and where it takes up another ask that one's."""
        return f"{self.leans_on}，{self.own}" if self.leans_on else self.own

    @property
    def name(self) -> str:
        """What an answer may call it."""
        return self.item or self.own


def asks_in(question: str) -> tuple[Ask, ...]:
    """The asks of a question in the order they stand; one, the whole of it, where it asks for one thing."""
    whole = question.strip()
    about, runs = _runs(whole)
    asks = tuple(item for ask in _in_full(about, runs) for item in _each_item(ask))
    return asks if 1 < len(asks) <= _MOST else (Ask(whole, whole),)


def may_be_cut(query: Query) -> bool:
    """Whether the asks of a question may be read one by one: not of a table's, which answers for several places or years."""
    several = len(query.places) + len(query.landmarks) > 1 or (len(query.years) > 1 and not query.span)
    return not several and not query.across and not names_planned_years(query.text)


def within(whole: Query, ask: Ask, query: Query) -> Query:
    """The query of an ask, of the place, year and notice that the whole question names."""
    return replace(
        query,
        focus=query.focus or ask.own,
        places=query.places or whole.places,
        unknown_places=whole.unknown_places,
        years=query.years or whole.years,
        span=query.span or whole.span,
        document_numbers=whole.document_numbers,
        part=whole.part,
        issued_on=whole.issued_on,
        titles=whole.titles,
        landmarks=whole.landmarks,
        across=False,
    )


def _segments(text: str) -> list[str]:
    """The text cut at its pauses, not inside brackets or quotation marks; a cut also where 和 joins two asks."""
    cuts = [0]
    depth = 0
    for i, c in enumerate(text):
        depth += (c in _OPENS) - (c in _CLOSES)
        if depth <= 0 and _PAUSE.match(c):
            cuts.append(i + 1)
    cuts.append(len(text))
    return [piece for a, b in pairwise(cuts) for piece in _joined_asks(text[a:b]) if piece.strip()]


def _joined_asks(segment: str) -> list[str]:
    """A segment cut where 和 stands between two asks: 几个国家级的和几个省级的."""
    for joint in _AND.finditer(segment):
        left, right = segment[: joint.start()], segment[joint.end() :]
        first = _ASK.search(left)
        second = _ASK.search(right)
        if first and second and _content(left) and _content(right):
            return [left, *_joined_asks(right)]
    return [segment]


def _bare(segment: str) -> str:
    return segment.strip().strip("，,。；;？?！!、：: \n")


def _content(segment: str) -> str:
    """The words of an ask that name something."""
    return _EMPTY.sub("", _ASK.sub("", _LEADS_IN.sub("", _bare(segment))))


def _asks(segment: str) -> bool:
    return _ASK.search(_bare(segment)) is not None


def _runs(text: str) -> tuple[str, list[str]]:
    """What stands before the first ask, and the asks, each with the pieces before it that ask nothing. Words behind the last
    ask belong to what is asked about."""
    about, pending = "", ""
    runs: list[str] = []
    for segment in _segments(text):
        if not _asks(segment) or (not runs and not _asks(_bare(segment).removesuffix("呢"))):
            pending += segment
        elif not runs:
            about, pending = pending, ""
            runs.append(segment)
        elif _goes_on(segment) and not pending:
            runs[-1] += segment
        else:
            runs.append(pending + segment)
            pending = ""
    return about + pending if pending and runs else about, runs


def _goes_on(segment: str) -> bool:
    """Whether a piece that asks only presses for what was asked before it."""
    bare = _bare(segment)
    if _CONFIRMS.match(bare) or _HOW_IT_SAYS.match(bare):
        return True
    return len(_content(segment)) < 1 and not _NEW_KIND.search(bare)


def _in_full(about: str, runs: Sequence[str]) -> Iterator[Ask]:
    """Each ask with what all are about."""
    before = ""
    for run in runs:
        own = _LEADS_IN.sub("", _bare(run))
        if not before:
            ask = Ask(f"{about}{_bare(run)}", own)
        elif own.endswith("呢"):
            swapped = _swapped(own, before)
            ask = Ask(swapped or own, own, "" if swapped else before)
        elif not _content(own):
            ask = Ask(own, own, before)
        else:
            ask = Ask(f"{_shared(about, _bare(runs[0]), own)}{own}", own)
        yield ask
        before = before if ask.leans_on else ask.text


def _shared(about: str, first: str, own: str) -> str:
    """What an ask has in common with the first: what stands before both, else the first one's words, without those that the
    ask has others for (小学收多少、初中收多少)."""
    asking = _ASK.search(first)
    if asking is None or _names(about):
        return _ends_open(about)
    head, tail = first[: asking.start()], _bare(_ASKED.sub("", first[asking.start() :]))
    own_asking = _ASK.search(own)
    if own_asking and own_asking.group() == asking.group():
        if tail and own_asking.end() < len(own) and _names(head):
            return _ends_open(about + head)
        words, said = cut(head), cut(own[: own_asking.start()])
        if said and len(words) > len(said) and words[-1] == said[-1]:
            return _ends_open(about + "".join(words[: -len(said)]))
    return _ends_open(f"{about}{head}{tail}")


def _names(text: str) -> bool:
    """Whether it names something besides a place or a year."""
    for place in sorted({m.text for m in mentions(text)}, key=len, reverse=True):
        text = text.replace(place, "")
    return len(_content(YEAR.sub("", text))) > 1


def _ends_open(shared: str) -> str:
    return shared if not shared or _PAUSE.match(shared[-1]) else f"{shared}，"


def _swapped(own: str, before: str) -> str:
    """The ask before with the one thing put in that is now asked about: 不到75%的扣多少, 不到60%呢."""
    said = own.removesuffix("呢").removesuffix("的")
    if not _NUMERAL.search(said):
        return ""
    form = "".join(
        _NUMERAL.pattern if i % 2 else re.escape(piece)
        for i, piece in enumerate(re.split(f"({_NUMERAL.pattern})", said))
    )
    match = re.search(form, before)
    return f"{before[: match.start()]}{said}{before[match.end() :]}" if match else ""


def _each_item(ask: Ask) -> Iterator[Ask]:
    """The ask once for each thing that it is asked of: 开工和完工分别是什么时候."""
    each = _EACH.search(ask.text, max(0, len(ask.text) - len(ask.own)))
    items = _items(ask.text[: each.start()]) if each and not ask.leans_on else []
    if each is None or len(items) < 2:
        yield ask
        return
    rest = ask.text[each.end() :]
    stem = ask.text[: ask.text.rfind(items[0])]
    for item in items:
        yield Ask(f"{stem}{item}{rest}", f"{item}{rest}", item=item)


def _items(ahead: str) -> list[str]:
    """What is counted up right before 分别; the first without the words that stand before all of them (生孩子顺产和剖腹产)."""
    last = re.split("[，,。；;？?！!：:\n]", ahead.rstrip("，, "))[-1]
    first, *others = (item.strip() for item in _ITEM_CUT.split(last))
    if not others or not all(1 < len(item) <= _LONGEST_ITEM for item in others) or len(first) < 2:
        return []
    words, said = cut(first), cut(others[0])
    own = "".join(words[-len(said) :]) if len(words) > len(said) else first
    return [own, *others]
