"""Questions for a list: the items under a heading, or an enumeration inside a sentence; none invented, none left out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.models import Clause, Notice
from ingest.numerals import chinese_to_int
from ingest.text import sentences
from rag.language.terms import terms
from rag.question.query import Query
from rag.reading.draft import Draft, Line, Quote
from rag.reading.held import Held
from rag.reading.lead_in import LED_THINGS, span_of_item
from rag.reading.sentences import Sentence, Topic

_MOST_ITEMS = 40
_ENOUGH = 0.75
_ROOT = -1  # the notice itself, whose items are its chapters
_PARTS = re.compile("(?:几|哪)[些几一二三四五六七八九十两]*(?:个|大)?(?:部分|方面|章节|章|板块|大项)")
_LEADS_IN = 0.5  # the best sentence leads in the items: 分为以下三类：
_BEST_SENTENCE = 0.2  # it is one of the clause's own
_LEAD_IN_CHARS = 120
# 哪几个能力提升行动: what each item is called.
_KIND = re.compile(
    "哪(?:些|几个?|[一二三四五六七八九十两]{1,3})(?:个|大|项|类|条|种|样|件)?([\u4e00-\u9fff]{2,12}?)[？?。]?$"
)
# What a kind of list is asked for by, and what the clause that holds it is called: 分哪几步 is told under 工作程序.
_HEADED = tuple(
    (re.compile(asked), re.compile(headed))
    for asked, headed in (
        ("几步|步骤|流程|程序|环节|怎么走", "程序|流程|步骤|环节"),
        ("条件|门槛|资格|够格", "条件|资格"),
        (
            "(?:几|哪)[些种个样][^，。？?]{0,4}(?:方式|模式|办法|方法|法子?|路子|途径|渠道)",
            "方式|模式|方法|途径|渠道",
        ),
        ("原则", "原则"),
        ("材料|手续|证件", "材料|资料|要件"),
        ("阶段|时间节点|进度", "阶段|步骤|进度|时间安排"),
        ("不许|不准|不让|禁止|红线|纪律", "纪律|禁止|严禁|不得"),
    )
)
_SAID_SO = 0.2
_AS_HEADED = 0.5
_IN_ITEMS = 0.3  # then what its items are called tells too: 从抽样到公布
_ASKS_KINDS = re.compile(
    "分(?:为|成|了|作)*(?:哪|多少)?(?:几|哪些|[二三四五六七八九十两])?(?:大)?(?:类|种|档|级别|等次|等级)"
    "|分(?:为|成|了|作)*(?:哪几?|几|多少)个?[级等]"
)
_DIVIDES = re.compile("分(?:为|成|作)[^。；;]*、[^。；;]*")
_DIVIDING, _SPEAKS_OF_IT = 8, 0.3
_THINGS = re.compile("(?:哪[些几][个种类样项]?|什么)(?P<kind>[\u4e00-\u9fff]{1,3}?)[？?。呢啊呀]*$")
_SEVERAL_ITEMS = 3
_COUNT = re.compile("哪([一二三四五六七八九十两]{1,3})(?:个|大|项|类|条|种|样|件|方面)")


def read_list(query: Query, topic: Topic, ranked: Sequence[Sentence]) -> Draft | None:
    """The items under the clause that the question names, or the sentence that divides what it asks about; ``None`` where
    there is neither."""
    divided = _divided(query, ranked)
    if divided:
        return divided
    best: tuple[float, Notice, int] | None = None
    for notice in dict.fromkeys(sentence.notice for sentence in ranked[:20]):
        for index in range(_ROOT, len(notice.clauses)):
            if len(_children(notice, index)) < 2:
                continue
            score = _match(query, topic, notice, index)
            if ranked[0].notice is notice and notice.clause_at(ranked[0].start) == index:
                score += _LEADS_IN if re.search("[：:]$|以下|下列", ranked[0].text) else _BEST_SENTENCE
            if best is None or score > best[0]:
                best = (score, notice, index)
    if best is None or best[0] < _ENOUGH:
        return None
    score, notice, index = best
    if kind := _kind_asked(query):
        if index != _ROOT and not kind.search(_called(notice, index)) and (led := _led(kind, ranked)):
            return led
        index = _leading_below(kind, notice, index)
    children = _children(notice, index)
    if named := _item_of_kind(query, notice, children):
        return Draft((named,), min(1.0, score))
    name = notice.clauses[index].heading if index != _ROOT else ""
    lines = [Line(f"{name or notice.subject or notice.title}，共 {len(children)} 项：")]
    for child in children[:_MOST_ITEMS]:
        start, end = span_of_item(notice, child)
        lines.append(Line(f"- {notice.text[start:end]}", (Quote(notice.id, start, end),)))
    return Draft(tuple(lines), min(1.0, score))


def _item_of_kind(query: Query, notice: Notice, items: Sequence[Clause]) -> Line | None:
    """Of items headed 免疫病种, 免疫方式, 时间安排 the only one that is called what is asked for (哪些病) and lists it."""
    kind = _THINGS.search(query.text)
    if kind is None:
        return None
    called = re.compile(f"{kind['kind']}[种类目群员象型]?$")
    found = [item for item in items if called.search(item.heading)]
    if len(found) != 1 or len(items) < _SEVERAL_ITEMS or found[0].own_end != found[0].end:
        return None
    start, end = found[0].start, found[0].own_end
    first = sentences(notice.text[start:end])[0][1]
    said = notice.text[start : start + first].rstrip()
    return Line(said, (Quote(notice.id, start, start + len(said)),)) if "、" in said else None


def _divided(query: Query, ranked: Sequence[Sentence]) -> Draft | None:
    """分成哪几类: the sentence that divides the thing itself (分为甲类、乙类和丙类), which no chapter's items are."""
    if not _ASKS_KINDS.search(query.text):
        return None
    found = next((s for s in ranked[:_DIVIDING] if _DIVIDES.search(s.text) and s.own >= _SPEAKS_OF_IT), None)
    if found is None:
        return None
    return Draft((Line(found.text, (Quote(found.notice.id, found.start, found.end),)),), found.covered)


def _kind_asked(query: Query) -> re.Pattern[str] | None:
    """What the clause is called that holds the kind of list asked for; ``None`` where no such kind is asked for."""
    return next((headed for asked, headed in _HEADED if asked.search(query.text)), None)


def _called(notice: Notice, index: int) -> str:
    """The heading of a clause and the end of its own words, which leads in its items."""
    clause = notice.clauses[index]
    return f"{clause.heading}{notice.text[clause.start : clause.own_end][-_LEAD_IN_CHARS:]}"


def _led(kind: re.Pattern[str], ranked: Sequence[Sentence]) -> Draft | None:
    """The sentence that leads in a list of the kind asked for: 按下列步骤响应：…."""
    for sentence in ranked[:_DIVIDING]:
        led = LED_THINGS.search(sentence.text)
        if led and kind.search(led["kind"]) and sentence.own >= _SPEAKS_OF_IT:
            quote = Quote(sentence.notice.id, sentence.start, sentence.end)
            return Draft((Line(sentence.text, (quote,)),), min(1.0, sentence.covered + _SAID_SO))
    return None


def _leading_below(kind: re.Pattern[str], notice: Notice, index: int) -> int:
    """The clause right below one that leads in a list of the kind asked for (申请按下列程序进行：); itself where none does."""
    for below, clause in enumerate(notice.clauses):
        led = LED_THINGS.search(_called(notice, below)) if clause.parent == index else None
        if led and kind.search(led["kind"]) and len(_children(notice, below)) > 1:
            return below
    return index


def _children(notice: Notice, index: int) -> list[Clause]:
    """The clauses right under one; under the root, the numbered ones at the top."""
    return [
        clause for clause in notice.clauses if clause.parent == index and (index != _ROOT or clause.label)
    ]


def _match(query: Query, topic: Topic, notice: Notice, index: int) -> float:
    """How well a clause with items answers: its title, heading and own words, what its items' headings have in common
    (能力提升行动), whether the question names the heading itself, and whether it asks for as many."""
    children = _children(notice, index)
    if index == _ROOT:
        return _match_root(query, topic, notice, children)
    clause = notice.clauses[index]
    common = set.intersection(*(set(terms(child.heading)) for child in children))
    own_words = notice.text[clause.start : clause.own_end][-_LEAD_IN_CHARS:]
    held = Held(f"{notice.title} {clause.heading} {own_words}", frozenset(common))
    own = sum(weight * topic.credit(parts, held) for parts, weight in topic.weights.items())
    in_items = sum(weight for parts, weight in topic.weights.items() if common.issuperset(parts))
    heading = set(terms(clause.heading))
    named = len(heading & set(terms(query.text))) / len(heading) if len(heading) >= 2 else 0.0
    counted = (asked := _COUNT.search(query.text)) is not None and chinese_to_int(asked.group(1)) == len(
        children
    )
    of_kind = (kind := _KIND.search(query.text)) is not None and common.issuperset(terms(kind.group(1)))
    called = _called(notice, index)
    headed = any(asked.search(query.text) and head.search(called) for asked, head in _HEADED)
    return (
        0.8 * own
        + 0.3 * in_items
        + 0.5 * (named if named > 0.8 else 0.0)
        + 0.2 * counted
        + 0.6 * of_kind
        + ((_AS_HEADED + _IN_ITEMS * topic.share(" ".join(c.heading for c in children))) if headed else 0.0)
    )


def _match_root(query: Query, topic: Topic, notice: Notice, children: Sequence[Clause]) -> float:
    """Whether a notice's chapters are asked for: its parts by that name, or as many as it has."""
    asked = _COUNT.search(query.text)
    counted = asked is not None and chinese_to_int(asked.group(1)) == len(children)
    parts = _PARTS.search(query.text) is not None
    share = topic.share(f"{notice.title} {notice.subject}") if topic.weights else 1.0
    return 0.4 * share + (0.5 if parts else 0.0) + (0.3 if counted else 0.0)
