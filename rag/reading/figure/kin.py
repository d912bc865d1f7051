"""Is a figure that of another thing of the kind? 生活补贴 is asked about, and 护理补贴 is what the notice sets."""

from __future__ import annotations

import re

from ingest.models import Notice, Target
from rag.language.sounds import sounds_of
from rag.language.terms import terms, words_of
from rag.question.wording import EMPTY_WORDS
from rag.reading.held import Held
from rag.reading.sentences import Topic

_SAID = 0.5
# No number, time or way of counting: 一年, 人均, 每月.
_IS_NAME = re.compile("(?![一二两三四五六七八九十百千万每几])[\u4e00-\u9fff]+(?<![均年月天日])")
# Words of doing, and of how far something reaches: they tell no two things apart.
_OF_DOING = frozenset(
    "新增 新创 新建 创建 建设 建成 完成 培育 取得 拿到 落实 安排 发放 给予 设立 开展 招聘 推进 打造 申报 重新 设置 达到 "
    "增加 引进 培养 培训 举办 组织 实施 运行 提升 提高 获得 申领 全市 全县 全省 全区 各地 人员 机构 单位 项目 水平 总体 周岁".split()
)


def names_another(asked: str, topic: Topic, target: Target | None, notice: Notice) -> bool:
    """Whether the question and the indicator end in the same words, and the words right before them are others: the one
    asked with stands nowhere in the clause, the one the notice has nowhere in the question. Some notice must speak of the
    very thing asked about (护理专业): else the question may only call the notice's by another name."""
    if target is None:
        return False
    own, wanted, next_shared = _before_the_same(_words(target.indicator), _words(asked))
    if not own or not wanted or own in wanted or wanted in own:
        return False
    parts = tuple(terms(wanted))
    if parts not in topic.weights or parts not in topic.heard:
        return False
    if topic.credit(parts, Held(_around(target, notice))) >= _SAID or Held(asked).credit(terms(own)) >= _SAID:
        return False
    mistyped = sounds_of(own) == sounds_of(wanted)  # 职业医师 is 执业医师
    ways = (next_shared, next_shared.rstrip("率比"))  # who speaks of 家庭医生签约 may write no 签约率
    return not mistyped and any(topic.stands(f"{wanted}{way}") for way in ways if way)


def _before_the_same(own: list[str], asked: list[str]) -> tuple[str, str, str]:
    """The word of each that stands right before the words that both have, and the first of those; empty where they end
    otherwise."""
    shared = ""
    if not own or own[-1] not in asked:
        return "", "", shared
    left, right = list(own), asked[: len(asked) - asked[::-1].index(own[-1])]
    while left and right:
        one, other = left.pop(), right.pop()
        if one == other:
            shared = one
            continue
        if one.endswith(other):  # 医学专业 and 专业
            left.append(one.removesuffix(other))
            shared = other
        elif other.endswith(one):
            right.append(other.removesuffix(one))
            shared = one
        else:
            return one, other, shared
    return "", "", shared


def _words(text: str) -> list[str]:
    """The words that name something; no numbers, and none of doing or asking."""
    return [
        word
        for word in words_of(text)
        if word not in EMPTY_WORDS and word not in _OF_DOING and _IS_NAME.fullmatch(word)
    ]


def _around(target: Target, notice: Notice) -> str:
    """The clause that a figure stands in, with the headings above it and the title."""
    index = notice.clause_at(target.start)
    clause = notice.clauses[index]
    above = [each.heading for each in notice.trail(index)]
    return " ".join((notice.title, notice.region.name, *above, notice.text[clause.start : clause.own_end]))
