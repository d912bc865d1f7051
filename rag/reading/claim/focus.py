"""否 where a question singles out what it wants confirmed (由乡镇卫生院选派的吗, 用的是按项目付费吗), and the notice says the rest of
another: 二级医院选派, 实行打包付费."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.text import fold
from rag.language.segmenter import cut
from rag.question.wording import QUOTED
from rag.reading.claim.another import spoken
from rag.reading.claim.limits import Decided
from rag.reading.claim.parts import Part, parts_of
from rag.reading.claim.predicates import in_other_words
from rag.reading.claim.statement import Statement
from rag.reading.contrast import of_another_grade
from rag.reading.held import Held
from rag.reading.sentences import Sentence, Topic

_DOES = "任|担任|当|牵头|选派|组织|承担|承建|承办|建设|运营|提供|出|主办|负责|指派|发|审|批|管|办"
_OF_A_KIND = re.compile("(?<!的)是(?P<focus>[^,]{2,10}?)的$")  # 是强制的吗: what it is, not which one
_SINGLED_OUT = (
    re.compile("的(?:就|却|还|也|都|只)?是(?P<focus>[^,]{2,24})$"),
    re.compile(f"(?:由|归)(?P<focus>[^,由]{{2,14}}?)(?:来|自己)?(?:{_DOES})"),
    re.compile("(?:放|设|建|落|安排)在(?P<focus>[^,]{2,14})$"),
    re.compile("改(?:行|为|成|由|用)(?P<focus>[^,]{2,20})$"),
    re.compile("按照?(?P<focus>[^,]{2,8}?)(?:付费|执行|交费|收费|缴费|结算|来?办)"),
    _OF_A_KIND,
)
_AMONG_THEM = re.compile("(?:里头?|中|当中|里面),?有(?P<focus>[^,]{2,10})$")
# What a word is of hardly: how people ask, not what for.
_LIGHT = re.compile(
    "^(?:[的了要是得就还也都只个这那有在]|要求|工作|目标|方式|自己|当年|今年|标准|里面?|咱们?)+$"
)
_TELLS_NOTHING = "的了吗是要得有在个人大小一种样级"
_REST, _SAID, _AHEAD = 0.55, 0.5, 0.2
_SLOT = "[\u4e00-\u9fff\\d]{2}"


def on_focus(statement: Statement, topic: Topic, ranked: Sequence[Sentence]) -> Decided | None:
    """``False`` where the best sentence says what the question is of, and in the place of what is singled out names another;
    ``None`` else."""
    found = _first_of(_SINGLED_OUT, statement.text)
    if found is None or not ranked:
        return None
    focus, around = found["focus"], found.group()
    words = [word for word in topic.weights if spoken(word) in focus]
    rest = {word: weight for word, weight in topic.weights.items() if spoken(word) not in around}
    best = ranked[0]
    if not words or not _bears_out(rest, topic, best):
        return None
    part = max(parts_of(best.text, topic, list(rest)), key=lambda each: each.own)
    missing = [word for word in words if not _is_said(word, topic, part, best)]
    none = len(missing) == len(words) and found.re is not _OF_A_KIND
    replaced = any(_is_replaced(spoken(word), statement.text, part.text) for word in missing)
    return Decided(False, best, part) if none or replaced else None


def on_another_grade(statement: Statement, topic: Topic, ranked: Sequence[Sentence]) -> Decided | None:
    """``False`` where the part that says most of the question names another level or class (市级 for 国家级), and no part that
    says nearly as much names none or the same."""
    if not ranked:
        return None
    best = ranked[0]
    parts = parts_of(best.text, topic)
    part = max(parts, key=lambda each: each.own)
    if part.own < _REST or not of_another_grade(statement.text, part.text):
        return None
    rivals = (each for each in parts if not of_another_grade(statement.text, each.text))
    if any(each.own > part.own - _AHEAD for each in rivals):
        return None
    return Decided(False, best, part)


def on_quoted(statement: Statement, topic: Topic, ranked: Sequence[Sentence]) -> Decided | None:
    """``False`` where the best sentence has another name in quotation marks that is made like the one put forward: “五室分开”
    for “四室分开”."""
    if not ranked:
        return None
    best, text = ranked[0], fold(ranked[0].text)
    claimed = [name for name in QUOTED.findall(statement.text) if name not in text]
    others = [name for name in QUOTED.findall(text) if name not in statement.text]
    if not any(_made_alike(name, other) for name in claimed for other in others):
        return None
    return Decided(False, best, max(parts_of(best.text, topic), key=lambda each: each.own))


def _made_alike(name: str, other: str) -> bool:
    """Whether two names of one length have most characters in their places, and are not the same ones put otherwise."""
    if len(name) != len(other) or sorted(name) == sorted(other):
        return False
    return 2 * sum(a == b for a, b in zip(name, other, strict=True)) > len(name)


def is_open(statement: Statement, text: str) -> bool:
    """Whether nothing of what a question singles out (是九价的吗) stands in a text."""
    found = _first_of((_SINGLED_OUT[0], _OF_A_KIND, _AMONG_THEM), statement.text)
    if found is None or _LIGHT.match(found["focus"]):
        return False
    plain = fold(text)
    telling = [c for c in found["focus"] if c not in _TELLS_NOTHING]
    return not any(c in plain for c in telling) and not in_other_words(found["focus"], plain)


def _first_of(patterns: Sequence[re.Pattern[str]], claim: str) -> re.Match[str] | None:
    return next((match for pattern in patterns if (match := pattern.search(claim))), None)


def _bears_out(rest: dict[tuple[str, ...], float], topic: Topic, sentence: Sentence) -> bool:
    held, total = Held(sentence.text), sum(rest.values())
    return bool(total) and sum(w * topic.credit(word, held) for word, w in rest.items()) >= _REST * total


def _is_said(word: tuple[str, ...], topic: Topic, part: Part, sentence: Sentence) -> bool:
    plain = spoken(word)
    return (
        topic.credit(word, Held(part.text)) >= _SAID
        or bool(_LIGHT.match(plain))
        or in_other_words(plain, fold(sentence.text))
    )


def _is_replaced(word: str, claim: str, text: str) -> bool:
    """Whether a text has, right before what follows a word in the claim, another word in its place: 终期评估, 中期评估."""
    behind = claim[claim.find(word) + len(word) :] if word in claim else ""
    after = next(iter(cut(behind)), "") if behind else ""
    if len(after) < 2 or word in text:
        return False
    found = re.search(f"({_SLOT}){re.escape(after)}", text)
    return found is not None and found[1] not in claim
