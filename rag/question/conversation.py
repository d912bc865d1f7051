"""A conversation: what a question leaves open is filled in from the turns before it.

A question may lean on the earlier ones in more than one way (那医师呢？ may ask for the same of another thing, or narrow what was
asked): :func:`interpretations` gives each way, the likeliest first, and reading decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.corpus.corpus import Corpus
from rag.question.ordinals import of_items
from rag.question.parse import parse
from rag.question.plan_years import same_year
from rag.question.query import Query
from rag.question.restating import Restated, of_both, restated
from rag.question.taken_up import corrected
from rag.question.wording import ANAPHORA, ELLIPSIS, Asks
from rag.types import Turn

# 这家、该院: what the last answer named.
_THAT_ONE = re.compile(
    r"这[家所座间]|该[院所中心校厂]{1,2}|它们?(?=的|要|是|有|在|归|由|还|也|都|牵头|负责)|这(?:个|些)(?:医院|中心|项目|单位|科室|机构|工程)"
)
_MARKER = re.compile(r"\[\d+\]")
_THAT_UNIT = re.compile(
    r"(?:它|他|这个?(?:科室?|部门|单位|处室?|局)|该(?:科室?|部门|单位|处室?|局))(?=[^，。？?]{0,6}(?:牵头|负责|主管|承担|管|参与))"
)
_UNIT_NAME = re.compile("[^、，,；;：。\\s]{2,}")
# 牵头：宣传科；责任：各相关科室 names the one that leads.
_LED_BY = re.compile("^牵头：|；责任：.*$")
_LONGEST_NAME = 30
_LITTLE = 2  # characters of a topic
# 不是，我问的是床位: the same of another thing.
_MEANT = re.compile(
    r"^(?:哦|噢|啊|呃)?[，,]?(?:不是|不对|错了|(?:我|你)?(?:搞|弄|问|说|打|写|看|记)错了)[，,。！!\s]*"
    r"(?:(?:我|咱)?们?(?:想)?(?:问|说|要|指|知道|查)的?(?:是)?|(?:应该|应当|该)?是)(?P<meant>[^，,。？?]{1,20})[？?。]*$"
)
_PER_HEAD = re.compile("每?(?:千|万|百|十万)(?:名|常住)?人口?|人均|每人")  # of what, is left open
_PAUSE = re.compile(r"[，,；;]")
# 什么时候完成, 哪年落实到位 ask when what was asked about is done, and name nothing else.
_ONLY_DONE = re.compile(
    "(?:全部|全面|正式|彻底|最终)?(?:(?:完成|实现|落实|达成|达标|兑现|做到|办理|到位)|[配建做设弄搞修开装办落干达](?:好|完|成|齐|到位?))+"
)
_ONLY_WHEN = re.compile(
    r"(?:那么?|又|还|都|是|在)*(?:什么时候|啥时候|什么时间|何时|几时|哪一?[天年])的?(?:呢|啊|呀)?[？?。！!\s]*"
)
_OF_THAT = re.compile("(?:那么?)?(?:其中|里[头面]|当中|这里[头面]|这些)")
# 还牵头别的吗 asks which.
_ANYTHING_ELSE = re.compile(
    "(?:别的|其他的?|其它的?|什么别的)(?:工作|任务|事情?)?(?:吗|么|没有?|不)?(?=[？?。]*$)"
)
_GIVES_REASON = re.compile("为什么|为何|为啥|凭什么|如何|怎么(?![样说算定办看])")


def understand(question: str, history: Sequence[Turn], corpus: Corpus) -> Query:
    """The query that a question is, with what it leaves open filled in from the earlier turns."""
    return _filled(_parsed(question, corpus), history, corpus)


def _parsed(question: str, corpus: Corpus) -> Query:
    """A question by itself; of one that only asks when something is done, what that is is left open."""
    query = parse(question, corpus)
    only_done = query.asks is Asks.DATE and _ONLY_DONE.fullmatch(query.topic) is not None
    return replace(query, topic="") if only_done else query


def _filled(query: Query, history: Sequence[Turn], corpus: Corpus) -> Query:
    for turn in reversed(history):
        if turn.role != "user":
            continue
        if not _needs_context(query):
            break
        query = _fill(query, parse(turn.content, corpus))
    return query


def interpretations(question: str, history: Sequence[Turn], corpus: Corpus) -> list[Query]:
    """The ways a question can be meant, the likeliest first: by itself or merged with what was asked before, and the other
    way round. One where there is no history or nothing is left open."""
    said = [turn.content for turn in history if turn.role == "user"]
    if not said:
        return _merged(question, history, corpus)
    meant = _MEANT.match(question.strip())
    question = f"{meant['meant']}呢" if meant else _with_unit(question, history)
    standing, earlier = _standing(said, corpus), _standing(said[:-1] or said, corpus)
    if both := of_both(question, standing, earlier):
        return [parse(both, corpus)]
    if len(said) > 1 and (moved := _at_place_alone(question, standing, said[-1], corpus)):
        names = moved.focus and not _PER_HEAD.fullmatch(moved.focus)
        return [moved, replace(moved, topic=moved.focus, focus="")] if names else [moved]
    if item := of_items(question, history[-1].content if history[-1].role == "assistant" else ""):
        return [_at_home(parse(item, corpus), standing)]
    whole = _restated(question, standing, corpus, leaning=len(said) > 1)
    return [*([whole] if whole else ()), *_merged(same_year(question) or question, history, corpus)]


def _standing(said: Sequence[str], corpus: Corpus) -> Query:
    """The question that stands after what was asked so far: each follow-up put into the one before it."""
    standing = parse(said[0], corpus)
    for question in said[1:]:
        query = _parsed(question, corpus)
        standing = _restated(question, standing, corpus, leaning=True) or (
            _fill(query, standing) if _needs_context(query) else query
        )
    return standing


def _at_place_alone(question: str, standing: Query, last: str, corpus: Corpus) -> Query | None:
    """上犹呢 after a follow-up that could not be put as a question of its own: what that came to, of another place."""
    said = parse(question, corpus)
    if standing.text != parse(last, corpus).text or "topic" not in standing.inherited:
        return None
    if said.topic or said.years or said.deadline or len(said.places) != 1 or len(standing.places) != 1:
        return None
    return replace(standing, text=f"{said.places[0]}{last}", places=said.places)


def _restated(question: str, before: Query, corpus: Corpus, *, leaning: bool = False) -> Query | None:
    """A follow-up as the question that it comes to; ``None`` where it is not to be put so."""
    said = parse(question, corpus)
    mended = corrected(question, before.text)
    whole = Restated(mended) if mended else restated(said, before, corpus, leaning=leaning)
    if whole is None:
        return None
    query = parse(whole.text, corpus)
    inherited = ["topic"]
    if query.years and query.years == before.years and not same_year(question):
        inherited.append("years")
    return replace(_at_home(query, before), focus=whole.put_in, inherited=(*inherited, "places"))


def _at_home(query: Query, before: Query) -> Query:
    """The query with the place or notice of the one before it, where it names none."""
    if query.places or query.titles:
        return query
    named = {"places": before.places, "titles": before.titles, "document_numbers": before.document_numbers}
    return replace(query, **named, inherited=("places",))  # type: ignore[arg-type]


def _merged(question: str, history: Sequence[Turn], corpus: Corpus) -> list[Query]:
    alone = _parsed(question, corpus)
    first = _filled(alone, history, corpus)
    if first.topic == alone.topic and not _leaves_open(first, alone):
        return [first]
    earlier = next((parse(t.content, corpus) for t in reversed(history) if t.role == "user"), None)
    if earlier is None or not alone.topic:
        return [first]
    named = _named_last(question, history)
    merged = f"{alone.topic} {named or earlier.topic}".strip()
    if first.topic == alone.topic:
        both = replace(first, topic=merged, focus=alone.topic, inherited=_with(first, "topic"))
        # 乡镇有几个 names too little to be a question of its own.
        return [both, first] if _names_little(alone) else [first, both]
    by_itself = replace(first, topic=alone.topic, focus="", inherited=_with(first, "topic"))
    if first.asks is not Asks.FIGURE or alone.asks is not Asks.EXPLAIN:
        return [first, by_itself]
    # 乙医院呢 after 甲医院要完成多少: of the other thing notices may tell no figure.
    return [first, by_itself, replace(by_itself, asks=alone.asks, ask_text=alone.ask_text)]


def _names_little(query: Query) -> bool:
    return query.asks is Asks.FIGURE and len(query.topic) <= _LITTLE


def _leaves_open(query: Query, alone: Query) -> bool:
    """Whether a question with a topic of its own took its place, year or notice from earlier turns."""
    return bool(query.inherited) and not alone.across


def _with(query: Query, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*query.inherited, name)))


def _named_last(question: str, history: Sequence[Turn]) -> str:
    """What 这家 or 该院 stands for: the last answer, where it is no more than a name."""
    if not _THAT_ONE.search(question) or not history or history[-1].role != "assistant":
        return ""
    said = _MARKER.sub("", history[-1].content.split("\n")[0]).strip("。；， ")
    said = _LED_BY.sub("", said)
    return said if len(said) <= _LONGEST_NAME else ""


def _with_unit(question: str, history: Sequence[Turn]) -> str:
    """它还牵头哪些 with the name of the one unit that the last answer gave; as it is where that gave several, or none."""
    that = _THAT_UNIT.search(question)
    if that is None or history[-1].role != "assistant":
        return question
    named = _LED_BY.sub("", _MARKER.sub("", history[-1].content.split("\n")[0]).strip("。；， "))
    if not 1 < len(named) <= _LONGEST_NAME or not _UNIT_NAME.fullmatch(named):
        return question
    return f"{question[: that.start()]}{named}{_ANYTHING_ELSE.sub('哪些', question[that.end() :])}"


def _needs_context(query: Query) -> bool:
    """Whether a question leaves open what an earlier turn has said: its topic, or its place, year or notice."""
    if not query.topic:
        return True
    if query.across or query.titles or query.document_numbers:
        return False
    return (not query.places and not query.unknown_places) or bool(
        ANAPHORA.search(query.text) and not query.years
    )


def _last_asked(query: Query) -> str:
    """Of 床位有了，医师呢？ the 医师: what stands last is asked about."""
    last = _PAUSE.split(query.text)[-1]
    return " ".join(run for run in query.topic.split() if run in last) or query.topic


def _fill(query: Query, earlier: Query) -> Query:
    """The slots a question leaves empty, from an earlier one. What it says itself stays."""
    inherited = list(query.inherited)
    changes: dict[str, object] = {}
    elliptic = ELLIPSIS.search(query.text) is not None
    other_notice = elliptic and bool(query.places or query.titles) and _of_itself(earlier)
    if not query.topic and earlier.topic:
        changes["topic"] = earlier.topic
        inherited.append("topic")
    if elliptic and query.topic and "topic" not in inherited and earlier.topic:
        own = _last_asked(query)
        changes["topic"] = f"{own} {earlier.topic}"
        changes["focus"] = own
        inherited.append("topic")
    if not query.topic or "topic" in inherited or other_notice:
        changes |= _asked_before(query, earlier)
    if not query.places and not query.unknown_places and not query.titles and not query.document_numbers:
        for name in ("places", "unknown_places", "document_numbers", "titles"):
            if getattr(earlier, name):
                changes[name] = getattr(earlier, name)
                inherited.append(name)
    if not query.years and earlier.years and not other_notice:
        changes["years"] = earlier.years
        inherited.append("years")
    if not query.deadline and earlier.deadline and ("topic" in inherited or _OF_THAT.match(query.text)):
        changes["deadline"] = earlier.deadline
    return replace(query, **changes, inherited=tuple(dict.fromkeys(inherited)))  # type: ignore[arg-type]


def _of_itself(query: Query) -> bool:
    """Whether a question asks for a notice's own data and names no matter: 上饶那份哪天印发的."""
    return query.asks is Asks.METADATA and not query.topic


def _asked_before(query: Query, earlier: Query) -> dict[str, object]:
    """What is asked for, from the earlier question, where this one asks for nothing of its own; 什么时候 after 谁印发的 asks
    when that was done."""
    if query.asks is Asks.DATE and earlier.asks is Asks.METADATA and _ONLY_WHEN.fullmatch(query.text):
        return {"asks": Asks.METADATA}
    if query.asks is not Asks.EXPLAIN or earlier.asks is Asks.EXPLAIN or _GIVES_REASON.search(query.text):
        return {}
    return {"asks": earlier.asks, "ask_text": earlier.ask_text}
