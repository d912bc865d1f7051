"""是 or 否 where a question puts an amount forward and the notice sets a limit or a condition: 三十五个娃 against 不超过30人,
交两年 against 最长不得超过12个月, 员工六十来个 against 超过50人的企业必须设."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.text import fold
from rag.language.terms import joined, pairs, terms, words_of
from rag.reading.claim.amounts import Amount, amounts_in, comparable, keeps, ranges_in, same_size
from rag.reading.claim.parts import Part, parts_of
from rag.reading.claim.predicates import said_otherwise
from rag.reading.claim.quantified import lets
from rag.reading.claim.statement import Statement
from rag.reading.held import Held
from rag.reading.sentences import Sentence, Topic
from rag.reading.tiers import tier_fit

_UPPER, _LOWER = ("le", "lt"), ("ge", "gt")
# A limit that no word of bounding states: 可变更1次, 只能申领一次.
_CAP = re.compile("(?:只[能可准许限]|可以?|限|仅[可能限]?|(?<!失)能|允许)[^，,。；;、\\d]{0,6}$")
# 超过50人的企业, 5000平方米及以上的工地, 满6个月后: whom or what a rule is for.
_FOR_THOSE = re.compile(
    "[^，,。；;、\\d]{0,4}(?:及?以[上下内])?(?:\\([^)]{0,8}\\))?(?:的(?!比例|标准|水平|目标|[，。；]|$)|后(?!的)|时|且)"
)
_NOUN = re.compile("的?(?P<noun>(?:(?![得能要都应须会就也达])[\u4e00-\u9fff()]){2,12})")
_BANS = re.compile(
    "不得(?!低于|少于|超过|高于|大于|小于|多于)|禁止|严禁|不予|不可(?!或缺)|不能|不准|不许|暂不|暂缓|不再|不享受|不纳入"
)
_PART = re.compile("[，,。；;]")
_NEAR, _SAID, _NAMED = 0.3, 0.75, 0.95
_LOOKED_AT = 10
_SHORT_OF = re.compile("(?:(?<!不)(?<!不得)(?:低于|高于|超过|超出)|不足|不到)$")
_AROUND = 10
_MEASURES = frozenset("张 辆 台 间 栋 部 床 亩 艘 架".split())
_AS_NEAR, _TIER_NEAR, _FOLLOWS = 0.5, 0.2, 0.3


@dataclass(frozen=True, slots=True)
class Decided:
    """A verdict with the sentence and the part of it that it rests on."""

    verdict: bool
    sentence: Sentence
    part: Part


@dataclass(frozen=True, slots=True)
class _Meeting:
    """An amount put forward, and those of a part of a sentence that it compares with."""

    mine: Amount
    theirs: tuple[Amount, ...]
    sentence: Sentence
    part: Part
    worth: float


def on_limit(statement: Statement, topic: Topic, ranked: Sequence[Sentence]) -> Decided | None:
    """What a limit or a condition decides; ``None`` where none is met."""
    meetings = sorted(_meetings(statement, topic, ranked), key=lambda m: -m.worth)
    for meeting in meetings:
        if meeting.worth < meetings[0].worth - _AS_NEAR:
            break
        for check in (_on_condition, _on_range, _on_bound):
            if check is _on_condition and not _says_what_follows(statement, topic, meeting):
                continue
            verdict = check(statement, meeting)
            if verdict is not None:
                return Decided(verdict, meeting.sentence, meeting.part)
    return None


def on_tier(statement: Statement, topic: Topic, ranked: Sequence[Sentence]) -> Decided | None:
    """What holds for the tier that takes in one amount of a claim: 干了15年 with 每月300元 against 满10年不满20年的，每月增发150元."""
    best: tuple[float, Decided] | None = None
    for sentence in ranked[:_LOOKED_AT] if len(statement.amounts) > 1 else ():
        parts = parts_of(sentence.text, topic)
        for at, part in enumerate(parts):
            said = max(part.near, 0.6 * sentence.covered) + 0.15 * sentence.score
            if said < _TIER_NEAR or (best is not None and said <= best[0]):
                continue
            verdict = _in_tier(statement, part, parts[at + 1 : at + 2])
            if verdict is not None:
                best = said, Decided(verdict, sentence, parts[at + 1] if _ends_in_tier(part) else part)
    return best[1] if best else None


def _in_tier(statement: Statement, part: Part, following: Sequence[Part]) -> bool | None:
    tiers = [each for each in ranges_in(part.text) if each.tier]
    for mine in statement.amounts:
        if not any(comparable(mine, tier) and keeps(mine, tier) for tier in tiers):
            continue
        words = part.text if not _ends_in_tier(part) or not following else following[0].text
        stated = amounts_in(words)
        others = [each for each in statement.amounts if each is not mine]
        if others and all(any(comparable(each, other) for other in stated) for each in others):
            return all(
                any(comparable(each, other) and same_size(each, other) for other in stated) for each in others
            )
    return None


def _ends_in_tier(part: Part) -> bool:
    """Whether a part only says whom what follows is for: 工作满10年不满20年的，."""
    return not any(each.kind in ("money", "share") for each in amounts_in(part.text))


def on_counted(statement: Statement, topic: Topic, ranked: Sequence[Sentence]) -> Decided | None:
    """What the noun behind the amount decides: 28个国家卫生县 against 4个国家卫生县和28个国家卫生乡镇."""
    best = max(_namesakes(statement, topic, ranked), key=lambda found: found[0], default=None)
    if best is None:
        return None
    _, mine, theirs, sentence, part = best
    if len([other for other in amounts_in(sentence.text) if comparable(mine, other)]) < 2:
        return None  # nothing beside it that it could be mistaken for
    if mine.bound and mine.bound != theirs.bound:
        return None
    same = same_size(mine, theirs)
    if same and theirs.bound in _UPPER + _LOWER and not mine.bound:
        return None
    return Decided(same, sentence, part)


def _namesakes(
    statement: Statement, topic: Topic, ranked: Sequence[Sentence]
) -> Iterator[tuple[float, Amount, Amount, Sentence, Part]]:
    """How much the nouns behind an amount put forward and behind one of the notice's have in common, with both."""
    for mine in statement.amounts:
        noun = _noun_behind(statement.text, mine)
        for sentence in ranked[:_LOOKED_AT] if noun else ():
            for part in parts_of(sentence.text, topic):
                for theirs in amounts_in(part.text):
                    named = _noun_behind(part.text, theirs)
                    shared = _shared(noun, named) if named and comparable(mine, theirs) else 0.0
                    if shared >= (_SAID if part.near >= _NEAR else _NAMED):
                        yield shared + 0.2 * part.near + 0.1 * sentence.score, mine, theirs, sentence, part


def _meetings(statement: Statement, topic: Topic, ranked: Sequence[Sentence]) -> Iterator[_Meeting]:
    for rank, sentence in enumerate(ranked[:_LOOKED_AT]):
        for part in parts_of(sentence.text, topic):
            if tier_fit(_others(statement), part.text) < 0:
                continue
            stated = [*amounts_in(part.text), *ranges_in(part.text)] if statement.amounts else []
            for mine in statement.amounts:
                theirs = tuple(each for each in stated if comparable(mine, each))
                if part.near < _NEAR and not _counts_one_thing(statement.text, mine, part.text, theirs):
                    continue
                if theirs:
                    worth = part.near + 0.15 * sentence.score - 0.001 * rank
                    yield _Meeting(mine, theirs, sentence, part, worth)


def _others(statement: Statement) -> str:
    """Of a statement what tiers are looked for by: ages."""
    return "、".join(each.text for each in statement.amounts if each.kind == "age")


def _on_condition(statement: Statement, meeting: _Meeting) -> bool | None:
    """Whether what the rule is for takes in the amount put forward, and so what the rule says."""
    text = meeting.part.text
    for theirs in meeting.theirs:
        if not theirs.bound or (
            theirs.kind in ("share", "money") and not _SHORT_OF.search(text[: theirs.start])
        ):
            continue  # 80%以上的村卫生室 is no condition, 低于85%的 is one
        if not _FOR_THOSE.match(text, theirs.end) or meeting.mine.bound:
            continue
        if statement.denies or not _of_one_thing(statement.text, meeting.mine, text, theirs):
            return None
        inside = keeps(meeting.mine, theirs)
        if not inside and any(keeps(meeting.mine, each) for each in meeting.theirs):
            return None  # what holds for a tier beside it is said as well
        if inside and statement.duty and lets(text[theirs.end :]):
            return False
        if _BANS.search(_what_follows(meeting, theirs)):
            return not inside if statement.asks_leave else None
        return inside
    return None


def _what_follows(meeting: _Meeting, theirs: Amount) -> str:
    """What a part says behind an amount; where it only says for whom (缺课超过三分之一的，), with the part behind it."""
    rest = meeting.part.text[theirs.end :]
    if not rest.rstrip("，,").endswith(("的", "后", "时", "者")):
        return rest
    return rest + _PART.split(fold(meeting.sentence.text)[meeting.part.end :], maxsplit=1)[0]


def _says_what_follows(statement: Statement, topic: Topic, meeting: _Meeting) -> bool:
    """Whether the sentence speaks of what the question says would follow: 取消资格, not 扣除费用."""
    last = list(topic.weights)[-1:]
    text = meeting.sentence.text
    return not last or topic.credit(last[0], Held(text)) >= _FOLLOWS or said_otherwise(statement.text, text)


def _on_range(statement: Statement, meeting: _Meeting) -> bool | None:
    """Whether the amount put forward lies in a range: outside it is not so, inside it may be."""
    for theirs in meeting.theirs:
        if theirs.high is None or theirs.tier:
            continue
        if statement.denies or meeting.mine.bound:
            return None
        inside = keeps(meeting.mine, theirs)
        if statement.asks_breach:
            return not inside
        return inside if not inside or statement.asks_leave else None
    return None


def _on_bound(statement: Statement, meeting: _Meeting) -> bool | None:
    """Whether the amount put forward is inside the limit, where that is what is asked."""
    if not (statement.asks_leave or statement.asks_breach) or statement.denies:
        return None
    text = meeting.part.text
    for theirs in meeting.theirs:
        limit = theirs
        if meeting.mine.bound == "gt" and theirs.bound in _UPPER:
            inside = meeting.mine.size < theirs.size  # 能不能超过60分钟
        elif not theirs.bound and _CAP.search(text[: theirs.start]) and theirs.kind != "share":
            inside = meeting.mine.size <= theirs.size
        elif limit.bound in _UPPER or (limit.bound in _LOWER and statement.asks_measure):
            inside = keeps(meeting.mine, limit)
        elif limit.bound in _LOWER:
            inside = keeps(meeting.mine, limit)
            if inside:
                return None  # more than the least: 可以 is not what is asked
        else:
            continue
        return inside != statement.asks_breach
    return None


def _of_one_thing(claim: str, mine: Amount, text: str, theirs: Amount) -> bool:
    """Whether a word beside the one amount stands beside the other: 员工60个, 员工人数超过50人的企业."""
    here = claim[max(0, mine.start - _AROUND) : mine.start] + " " + claim[mine.end : mine.end + _AROUND]
    there = Held(
        text[max(0, theirs.start - _AROUND) : theirs.start] + " " + text[theirs.end : theirs.end + _AROUND]
    )
    return any(there.holds(pair) for pair in pairs(here))


def _counts_one_thing(claim: str, mine: Amount, text: str, theirs: Sequence[Amount]) -> bool:
    """Whether one thing is counted by the same measure of its own: 40张床, 养老床位不少于50张."""
    noun = claim[mine.end : mine.end + 1]
    if not noun or not "\u4e00" <= noun <= "\u9fff" or mine.figure.unit not in _MEASURES:
        return False
    return any(
        each.figure.unit == mine.figure.unit and noun in text[max(0, each.start - _AROUND) : each.end + 2]
        for each in theirs
    )


def _noun_behind(text: str, amount: Amount) -> str:
    match = _NOUN.match(text, amount.end)
    return joined(match["noun"]) if match else ""


def _shared(noun: str, named: str) -> float:
    """How much of a noun another one names: 国家卫生县 is not in 国家卫生乡镇."""
    held = Held(named)
    words = [tuple(terms(word)) for word in words_of(noun)] or [tuple(terms(noun))]
    whole = held.credit(tuple(terms(noun)))
    return max(whole, sum(held.credit(word) for word in words) / len(words) - 0.1)
