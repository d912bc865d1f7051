"""Draws questions from the prose of notices: what stands under a heading, who does it, by when, how much, of whom it holds.

Rules, so every answer is a stretch of the text, and the wording of notices is met in training: 对…的，…; …包括…;
由…负责; 自…起. Texts come as a notice's cleaned text, or any policy text without line breaks.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.reader.training.sources import Document, Question, Source

_END = r"(?=[。；！\n])"
_PART = r"[^，。；：！？\n、（）《》“”]"
_VERBS = "加强|推进|建立|完善|实施|强化|落实|做好|提升|优化|规范|开展|保障|推动|健全|加大|深化|支持|严格|加快|提高|鼓励|简化"
_NUMBER = r"(?:[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、](?!\d))"
_HEADED = re.compile(
    rf"{_NUMBER}\s*(?P<heading>[^。；：！？，\n]{{4,26}})[。：\n]\s*(?P<body>[^\n]{{12,600}}?)(?=\s*{_NUMBER}|\n|$)"
)
_DAY = r"(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|底)|20\d\d年(?:底|末)?"
_BODY = 170  # characters: what is still read as one answer
_SENTENCE = re.compile(r"[^。！？]*[。！？]?")
_BARE_END = "。；，、：！ \n"


@dataclass(frozen=True, slots=True)
class _Rule:
    """``pattern`` finds a statement; its group ``answer`` answers each of ``asked``, filled in with its other groups."""

    pattern: re.Pattern[str]
    asked: Sequence[str]


_RULES = (
    _Rule(
        re.compile(
            rf"(?:^|(?<=[。；，：\n]))对于?(?P<x>{_PART}{{3,26}}?)(?P<de>的)，(?P<answer>[^。；\n]{{6,160}}){_END}"
        ),
        ("对{x}的怎么办？", "{x}的如何处理？", "对{x}的有什么规定？", "对{x}的有何要求？", "{x}的会怎么样？"),
    ),
    _Rule(
        re.compile(rf"(?:^|(?<=[。；\n]))(?P<x>{_PART}{{5,30}}?)的，(?P<answer>[^。；\n]{{6,160}}){_END}"),
        ("{x}的怎么办？", "{x}的，有什么规定？", "{x}有什么政策？", "{x}怎么处理？"),
    ),
    _Rule(
        re.compile(
            rf"(?:^|(?<=[。；，\n]))(?P<x>{_PART}{{3,24}}?)(?:主要)?(?:包括|分别是|分别为)：?(?P<answer>[^。；\n]{{6,200}}){_END}"
        ),
        ("{x}包括哪些？", "{x}有哪些？", "{x}包括什么？", "{x}都有什么？", "{x}涉及哪些方面？"),
    ),
    _Rule(
        re.compile(
            rf"由(?P<answer>[^，。；：！？\n（）《》“”]{{3,30}}?(?:部门|委|局|厅|办|院|中心|单位|政府|机构|公司))(?:负责|牵头|统一)(?P<x>{_PART}{{4,26}}){_END}"
        ),
        ("{x}由谁负责？", "由哪个部门{x}？", "谁负责{x}？", "{x}由哪个单位负责？"),
    ),
    _Rule(
        re.compile(rf"(?:^|(?<=[。；，\n]))(?:自|从)(?P<answer>{_DAY})起，?(?P<x>{_PART}{{5,36}})"),
        ("{x}从什么时候开始？", "什么时候起{x}？", "{x}自何时起？", "从何时起{x}？"),
    ),
    _Rule(
        re.compile(
            rf"(?:^|(?<=[。；，\n]))(?:到|至|力争|确保)*(?P<answer>(?:{_DAY})(?:前|底前|以前)?)，(?P<x>{_PART}{{6,34}})"
        ),
        ("{x}是什么时候？", "什么时候{x}？", "何时{x}？", "{x}的时间是什么时候？"),
    ),
    _Rule(
        re.compile(rf"(?:^|(?<=[。；，\n]))(?P<x>{_PART}{{3,20}})是指(?P<answer>[^。；\n]{{6,160}}){_END}"),
        ("什么是{x}？", "{x}是指什么？", "{x}是什么意思？"),
    ),
    _Rule(
        re.compile(rf"(?:^|(?<=[。；\n]))为了?(?P<x>{_PART}{{6,40}})，(?P<answer>[^。；\n]{{8,160}}){_END}"),
        ("为了{x}，采取了什么措施？", "为{x}，要怎么做？", "如何{x}？", "为{x}有哪些举措？"),
    ),
    _Rule(
        re.compile(
            rf"(?:^|(?<=[。；，\n]))(?P<x>{_PART}{{4,24}}?)(?:要|应|须|应当|力争|稳定)?(?:在|保持在)?(?:达到?|不低于|不少于|不超过|超过|为|增加到|提高到|下降到|降至|控制在)"
            rf"(?P<answer>[0-9.]+(?:[%％‰]|(?:万|亿)?[元个家人名张所吨天日倍户条次]|个百分点|小时|工作日|年)(?:以上|以下|以内|左右)?)(?=[，。；、（\n])"
        ),
        ("{x}是多少？", "{x}要达到多少？", "{x}为多少？", "{x}的目标是多少？", "{x}是几？"),
    ),
    _Rule(
        re.compile(r"(?:牵头|责任|配合|负责)(?:单位|部门|科室)：(?P<answer>[^；。）)〕】\n]{3,80})"),
        ("{above}由谁负责？", "{above}由哪些单位负责？", "谁来{above}？", "{above}的责任单位是谁？"),
    ),
)
_OF_HEADING = (
    "如何{x}？", "怎样{x}？", "{x}有哪些措施？", "{x}的具体要求是什么？", "在{x}方面有哪些举措？", "怎么{x}？", "{x}要做什么？",
)  # fmt: skip
_OF_MATTER = ("{x}是什么？", "{x}有哪些？", "{x}有什么要求？", "{x}是怎么规定的？", "{x}包括哪些内容？")


def draw(documents: Sequence[Document], seed: int, most: int = 40) -> Source:
    """At most ``most`` questions of each document, picked at random."""
    rng = random.Random(seed)
    questions: list[Question] = []
    for document in documents:
        place = _place(document.title)
        found = [*_headed(document.text, rng), *_ruled(document.text, rng)]
        for number, (asked, span) in enumerate(rng.sample(found, min(most, len(found)))):
            # People name the place, which the clause itself seldom does.
            asked = place + asked if place and place not in asked and rng.random() < 0.5 else asked
            questions.append(Question(f"{document.key}#{number}", asked, document.key, (span,), "notice"))
    return Source({document.key: document for document in documents}, questions)


_Drawn = tuple[str, tuple[int, int]]


def _headed(text: str, rng: random.Random) -> Iterator[_Drawn]:
    for match in _HEADED.finditer(text):
        heading = match["heading"].strip()
        forms = _OF_HEADING if re.match(_VERBS, heading) else _OF_MATTER
        span = _answer(text, match.start("body"), match.end("body"))
        if span[1] - span[0] >= 8:
            yield rng.choice(forms).format(x=heading), span


def _ruled(text: str, rng: random.Random) -> Iterator[_Drawn]:
    for rule in _RULES:
        for match in rule.pattern.finditer(text):
            said = match.groupdict()
            words = {"x": (said.get("x") or "").strip(), "above": _above(text, match.start())}
            form = rng.choice(rule.asked)
            if "{above}" in form and not words["above"]:
                continue
            yield form.format(**words), _answer(text, match.start("answer"), match.end("answer"))


def _answer(text: str, start: int, end: int) -> tuple[int, int]:
    """Whole sentences of ``[start, end)`` up to what is read as one answer, at least the first."""
    last = start
    for match in _SENTENCE.finditer(text, start, end):
        if last > start and match.end() - start > _BODY:
            break
        last = max(last, match.end())
    while last > start and text[last - 1] in _BARE_END:
        last -= 1
    while start < last and text[start] in _BARE_END:
        start += 1
    return start, last


def _above(text: str, at: int) -> str:
    """The heading of the numbered item that ``at`` lies in, if it is near."""
    found = ""
    for match in re.finditer(
        rf"{_NUMBER}\s*(?P<heading>[^。；：！？，\n]{{4,26}})[。：\n]", text[max(0, at - 400) : at]
    ):
        found = match["heading"].strip()
    return found


_PLACE = re.compile(r"[\u4e00-\u9fff]{2,7}?(?:自治区|省|市|县|区)")


def _place(title: str) -> str:
    found = _PLACE.match(title)
    return found.group() if found else ""
