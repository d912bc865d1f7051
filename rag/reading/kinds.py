"""Is what a draft says of the kind that an ask asks for? How long is answered by a length of time, how much money by money."""

from __future__ import annotations

import re

from rag.question.several_asks import Ask
from rag.reading.draft import Draft, Line

_SHARE = re.compile(r"\d+(?:\.\d+)?(?=[%％‰])")
_YEAR = re.compile(r"(?<!\d)20\d{2}(?!\d)")
_YES = re.compile("^是[。，；]")
_NOT = re.compile("不含|不包括|不计|除外|不得|不予|不能|不可|禁止|严禁|不再")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_LENGTH = re.compile(
    "多久|多长时间|多快|几(?:天|年(?!级)|个月|个?工作日|小时|周|个?星期|个?钟头)|多少(?:天|年|个?月|小时|个?工作日|日)|(?:期限|时限)(?:是|有)?多"
)
_KINDS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        re.compile("几号|几月|哪一?天|哪一?年|哪个月|什么时候|啥时候|什么时间|何时|几时|何日"),
        re.compile(r"[\d一二三四五六七八九十半]+\s*(?:年|个?月|日|天|号)|年内|年底|月底|今年|每年|每月|每季"),
    ),
    (
        _LENGTH,
        re.compile(
            r"(?<![\d.年月])(?:\d{1,3}|[一二两三四五六七八九十半]+)\s*(?:个?工作日|个?小时|个月|天|日|年|周|分钟|个?学期|个?季度)"
            r"|每(?:年|月|周|季|日|天|学期|半年|\d)(?!\d*月)|长期|即时|当[日天场]|自\d{4}年\d+月\d+日起"
        ),
    ),
    (re.compile("(?<!哪)几年"), re.compile(r"年|长期|永久|截止|为止")),
    (
        re.compile(
            "几(?:名|家|所|人|位|辆|台|张|户|个(?!月|工作日|小时|星期|钟头|百分|时间))|多少(?:名|家|所|人|位|辆|台|张|户|个(?!月|工作日|小时))"
        ),
        re.compile(
            r"(?<!第)[\d一二两三四五六七八九十百千]\s*余?多?(?:名|家|所|人|位|辆|台|张|户|个(?!月|工作日|小时|星期|百分)|间|支|次|项|例|处|场|批|件|份|条|[万亿])|全部|全覆盖|所有|[^，。]{2,12}、[^，。]{2,12}"
        ),
    ),
    (
        re.compile(
            "多少(?:钱|元|块)|几(?:块|元|毛|百|千)(?!人|名|个|家|户|亩)|(?:补|发|给|掏|交|付|拿|领|出|花|收)(?:了|的)?(?:是|到|给)?多少(?![人个家次成天日名户份台张套岁亩])"
        ),
        re.compile("元|全额|全免|免费|免收|减半|不(?:予|收|给)|取消"),
    ),
    (
        re.compile(
            "(?:奖|罚|扣|报销?|返|封顶|限额|起付线|补助?标准)(?:了|的|线)?(?:是|到|给|为)?多少(?![人个家次成天日名户份台张套岁亩])"
        ),
        re.compile(r"元|[%％‰]|分之|\d倍|全额|全免|免费|不(?:予|收|给|设)|取消|终止"),
    ),
    (re.compile("多(?:深|高|宽|远|厚)"), re.compile("米|里|尺|寸|度")),
    (
        re.compile("几成|百分之|占多少|多大比例|什么比例"),
        re.compile("[%％‰]|分之|成|倍|全部|全覆盖|一半|半数|所有"),
    ),
)


def asks_length(ask: Ask) -> bool:
    """Whether it asks how long something takes or lasts."""
    return _LENGTH.search(ask.asking) is not None


def kind_is_open(ask: Ask) -> bool:
    """Whether the ask leaves open what kind of thing would answer it."""
    return not any(asked.search(ask.asking) for asked, _ in _KINDS)


def is_of_kind(ask: Ask, text: str) -> bool:
    """Whether a text holds what kind of thing is asked for; true where the ask leaves the kind open."""
    for year in _YEAR.findall(ask.text):
        text = text.replace(f"{year}年", "")
    return all(answer.search(text) for asked, answer in _KINDS if asked.search(ask.asking))


def told(ask: Ask, draft: Draft) -> Draft | None:
    """The draft as an answer to the ask: without a first line that only repeats the figure the ask names; ``None`` where
    what it says is of another kind than what is asked for."""
    first, *others = draft.lines
    if _YES.match(first.text) and _NOT.search(first.text):
        said = re.sub("^是[^“]{0,40}?(?=原文：|$)", "", first.text)
        first = Line(said, first.quotes) if said else first
        return Draft(tuple(in_words(line) for line in (first, *others)), draft.confidence, draft.warnings)
    named = set(_NUMBER.findall(ask.text))
    figures = set(_NUMBER.findall(first.text))
    shares = set(_SHARE.findall(ask.own))
    if shares and not shares & set(_SHARE.findall("".join(line.text for line in draft.lines))):
        return None  # 不到60%呢 is not answered by what holds below 75%
    if others and figures and figures <= named:
        return Draft(tuple(in_words(line) for line in others), draft.confidence, draft.warnings)
    return draft if is_of_kind(ask, first.text) else None


def in_words(line: Line) -> Line:
    """A quoted line as words of the answer."""
    quoted = re.fullmatch("原文：“(.*)”", line.text, re.DOTALL)
    return Line(quoted.group(1), line.quotes) if quoted else line
