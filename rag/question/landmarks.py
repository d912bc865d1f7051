"""Notices named by something that only they hold: 要建岐伯纪念馆的那个市, 推行工间操的那份要点; and place names mistyped."""

from __future__ import annotations

import heapq
import math
import re
from collections import defaultdict
from collections.abc import Sequence

from ingest.anatomy.regions import mentions
from rag.corpus.corpus import Corpus
from rag.language.sounds import sounds_of
from rag.language.terms import terms, words_of
from rag.question.wording import EMPTY_WORDS

_LANDMARK = re.compile(
    r"(?P<mark>[^？?！!。，,；;：:（）()]{2,40}?)(?:所在的?(?:那个|这个)?|的?(?:那个|那份|那篇|那家|这个|这份))(?:(?:19|20)\d{2}年的?)?"
    r"(?:市|县|区|州|省|地方|地区|单位|文件|要点|方案|通知|材料|计划)(?:里|中)?[，,：:的]?"
)
# 推行工间操的那份，…: the one of that place (某县的那份) is no landmark.
_THAT_ONE = re.compile(
    r"(?P<mark>[^？?！!。，,；;：:（）()]{4,40}?)的(?:那|这)[份篇](?![，,]?是哪)(?:(?:里面?|中)[，,：:]?|[，,：:]|(?=各|分别|对|要|$))"
)
_PLACED_OR_DATED = re.compile(r"(?:19|20)\d{2}年?|卫健[委局]|卫生健康[委局]|[省市县区的\s]")
# What stands before another place or landmark in a comparison is not part of this one.
_BESIDE = re.compile(".*(?:和|跟|与|及|同|比|相比|还有|、)(?:有|讲|提)?")
_JOINED = re.compile("(?:和|跟|与|及|同|、|以及|还有|相?比)")
# The notice meant holds this share of the landmark's words, and the next one clearly less.
_HELD = 0.6
_CLEARLY = 0.8
_RUN = 4  # characters in a row that tell a notice from the others; of fewer many are shared by chance
_HEAD = 8  # a mistyped place stands at the head of the question


def by_landmark(question: str, corpus: Corpus) -> tuple[tuple[str, ...], str]:
    """Ids of the notices that the question names by landmarks, and the question without them; none where no notice, or
    more than one, answers to a landmark."""
    found: list[str] = []
    rest = question
    for match in (*_LANDMARK.finditer(question), *_THAT_ONE.finditer(question)):
        whole = match.group("mark")
        if match.re is _THAT_ONE and _names_only_place(whole, corpus):
            continue
        alone = _behind_place(whole, corpus)
        for mark in dict.fromkeys((alone, _BESIDE.sub("", alone))):
            notice_id = (
                _holder(words_of(mark), corpus) or _holder(terms(mark), corpus) or _sole_holder(mark, corpus)
            )
            if notice_id:
                found.append(notice_id)
                rest = rest.replace(match.group()[len(whole) - len(mark) :], " ", 1)
                break
    return tuple(dict.fromkeys(found)), rest.strip() if found else question


def _names_only_place(mark: str, corpus: Corpus) -> bool:
    for name, _ in corpus.region_names:
        mark = mark.replace(name, "")
    return len(_PLACED_OR_DATED.sub("", mark)) < _RUN


def _behind_place(mark: str, corpus: Corpus) -> str:
    """The landmark without a place that it is set beside (甲市和…的那个市)."""
    for name, _ in corpus.region_names:
        at = mark.rfind(name)
        joint = _JOINED.match(mark, at + len(name)) if at >= 0 else None
        if joint and joint.end() < len(mark):
            mark = mark[joint.end() :]
    return mark


def _holder(words: Sequence[str], corpus: Corpus) -> str:
    """The one notice that holds most of the words of a landmark; empty where there is none."""
    parts = [word for word in dict.fromkeys(words) if len(word) > 1 and word not in EMPTY_WORDS]
    if not parts or not corpus.notices:
        return ""
    holders = {part: corpus.holding(part) for part in parts}
    total = len(corpus.notices)
    weights = {part: math.log(1 + total / len(found)) for part, found in holders.items() if found}
    score: defaultdict[str, float] = defaultdict(float)
    for part, weight in weights.items():
        for key in holders[part]:
            score[key] += weight
    everything = sum(weights.values()) + (len(parts) - len(weights)) * math.log(1 + total)
    ranked = heapq.nsmallest(2, score.items(), key=lambda item: (-item[1], item[0]))
    if not ranked:
        return ""
    best, next_best = ranked[0][1], ranked[1][1] if len(ranked) > 1 else 0.0
    return ranked[0][0] if best >= _HELD * everything and next_best <= _CLEARLY * best else ""


def _sole_holder(mark: str, corpus: Corpus) -> str:
    """The one notice that holds the longest runs of characters of a landmark (区医疗集团); empty where they lead to several."""
    found: set[frozenset[str]] = set()
    start = 0
    while start + _RUN <= len(mark):
        ends = range(len(mark), start + _RUN - 1, -1)
        end = next((end for end in ends if corpus.stands(mark[start:end])), None)
        if end is not None:
            found.add(corpus.naming(mark[start:end]))
        start = end or start + 1
    sole = {next(iter(ids)) for ids in found if len(ids) == 1}
    return sole.pop() if len(sole) == 1 else ""


def mend_place(question: str, corpus: Corpus) -> tuple[str, str]:
    """The question with a mistyped place at its head put right, and what was mended (``上绕→上饶``), empty if nothing.

    A name of the corpus that differs in one character is meant if it sounds the same (上绕, 赣洲) and what was typed is no
    place and stands in no notice; anything else is left alone: 云北 is not 云岚.
    """
    if any(name in question for name, _ in corpus.region_names):
        return question, ""
    real = [(mention.start, mention.end) for mention in mentions(question)]
    near: dict[str, str] = {}
    for name, start in corpus.nearly_named(question, _HEAD):
        end = start + len(name)
        typed = question[start:end]
        # A place that exists is meant, be it one that no notice is of.
        exists = any(first < end and start < last for first, last in real)
        if not exists and not corpus.stands(typed):
            near.setdefault(name, typed)
    if not near:
        return question, ""
    chosen = {name: typed for name, typed in near.items() if sounds_of(name) == sounds_of(typed)}
    names = sorted(chosen, key=len, reverse=True)
    if not names or any(not names[0].startswith(name) for name in names):
        return question, ""
    name, typed = names[0], chosen[names[0]]
    return question.replace(typed, name, 1), f"{typed}→{name}"
