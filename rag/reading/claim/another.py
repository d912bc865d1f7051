"""否 where the notice says of another what a question says of one: 升级的是东山镇卫生院 against 营前镇中心卫生院升级."""

from __future__ import annotations

import re

from ingest.numerals import number_of
from ingest.text import fold
from rag.question.wording import ORDINAL
from rag.reading.claim.parts import Part
from rag.reading.held import Held
from rag.reading.sentences import Topic

# What names end with that are told apart by what stands before.
_KIND = re.compile("[县市镇乡区村]$|街道$|医院$|卫生院$|学校$|[小中]学$|公园$|科$|大楼$|[局委]$")
_NAME = "(?P<name>[\u4e00-\u9fff]{2}(?<![省市县区乡各全该本每个的和与及在由对])%s)"
_ITEM = re.compile("[、，,；;]|和(?=[\u4e00-\u9fff]{2,})|以及")
_SAYS = re.compile("达到|开展|完成|实现|建成|推进|创|通过|设|申报|纳入|启动|落实|实施|建设|试点|执行|升")
_REST, _HELD = 0.6, 0.5
_FIRST_ONE = re.compile("首(?=[届批期轮])")
_BEHIND = re.compile("[\u4e00-\u9fff]{1,14}")
_GOES_TO = re.compile("[下到去进来回]到?")  # 下到乡里 is no name
_GENERAL = re.compile("[下乡各全该本每市县省区中小]$")


def on_another(topic: Topic, claim: str, part: Part) -> bool | None:
    """``False`` where a name of the claim is missing in the part, another of its kind stands there, and the rest of the claim
    is borne out; where both stand in one list, each item is looked at by itself. ``None`` else."""
    names = names_in(topic, claim)
    rest = {word: weight for word, weight in topic.weights.items() if word not in names}
    total = sum(rest.values())
    stretches = _stretches(part.text)
    for word in names if total else ():
        its = [topic.credit(word, Held(stretch)) >= _HELD for stretch in stretches]
        for at, stretch in enumerate(stretches):
            held = Held(stretch)
            said = sum(weight * topic.credit(other, held) for other, weight in rest.items()) / total
            if said < _REST or its[at] or (any(its[:at]) and _SAYS.search(stretch)):
                continue  # 万年县人民医院、德兴市人民医院达到… says it of both
            if _another_of_its_kind(names[word], stretch, claim):
                return False
    return None


def names_in(topic: Topic, claim: str) -> dict[tuple[str, ...], str]:
    """The words of the topic that are names in the claim (东山镇, 小学 is none), each in full."""
    full = {word: _in_full(spoken(word), claim) for word in topic.weights}
    return {word: name for word, name in full.items() if _is_name(name) and name in claim}


def on_ordinal(claim: str, text: str) -> bool | None:
    """Whether the number of a series is the one put forward: of several the one whose words are those of the claim."""
    mine = _ordinals(claim)
    if not mine:
        return None
    theirs = _ordinals(text)
    for number, kind, behind, before in mine:
        alike = [other for other in theirs if other[1] == kind]
        if not alike:
            return None
        best = max(alike, key=lambda other: _overlap(behind + before, other[2]))
        if len(alike) > 1 and not _overlap(behind + before, best[2]):
            return any(other[0] == number for other in alike)
        if number != best[0]:
            return False
    return True


def _ordinals(text: str) -> list[tuple[int, str, str, str]]:
    """第四届, 第14批, 首届: the number, what it counts, the words behind and those before."""
    folded = _FIRST_ONE.sub("第一", fold(text))
    found = []
    for match in ORDINAL.finditer(folded):
        behind = _BEHIND.match(folded, match.end())
        found.append(
            (
                number_of(match["number"]),
                match["kind"],
                behind.group() if behind else "",
                folded[max(0, match.start() - 14) : match.start()],
            )
        )
    return found


def _overlap(words: str, other: str) -> int:
    """How many pairs of characters two stretches share."""
    pairs = {other[i : i + 2] for i in range(len(other) - 1)}
    return sum(words[i : i + 2] in pairs for i in range(len(words) - 1))


def _stretches(text: str) -> list[str]:
    """The items of a list, else the part as a whole."""
    items = [item for item in _ITEM.split(text) if item]
    return items if len(items) > 1 else [text]


def spoken(word: tuple[str, ...]) -> str:
    """A word of a topic put together from its bigrams."""
    return word[0] + "".join(pair[-1] for pair in word[1:]) if word else ""


def _in_full(word: str, claim: str) -> str:
    """A name with the character of its kind, which the cutting into words may have left alone: 营前 with 镇."""
    if f"{word}街道" in claim:
        return f"{word}街道"
    behind = claim[claim.find(word) + len(word) :][:1]
    return word + behind if word in claim and behind and behind in "县市镇乡区村" else word


def _is_name(word: str) -> bool:
    kind = _KIND.search(word)
    return (
        bool(kind)
        and not _GOES_TO.match(word)
        and len(word) > len(kind.group() if kind else "")
        and not _GENERAL.search(word[: kind.start()] if kind else "")
    )


def _another_of_its_kind(word: str, text: str, claim: str) -> bool:
    kind = _KIND.search(word)
    if not kind:
        return False
    like = "[县市区]" if kind.group() in "县市区" else re.escape(kind.group())
    named = re.finditer(_NAME % like, text)
    return any(match["name"] not in claim for match in named)
