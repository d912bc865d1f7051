"""Turns a question against a passage: it then asks for another level, group, year, number, place or name than is said."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from jieba import posseg

_GROUPS = (
    "国家级 省级 市级 县级 区级 乡级", "一级 二级 三级", "一类 二类 三类", "甲等 乙等", "正高 副高", "初级 中级 高级", "上半年 下半年",
    "医师 护士 药师", "本科 硕士 博士", "城市 农村", "小学 初中 高中", "小微企业 大型企业", "公立 民营", "最高 最低", "第一 第二 第三",
    "养老保险 失业保险 医疗保险 工伤保险", "增值税 所得税 契税 房产税", "发热门诊 急诊 住院", "儿童 老年人 孕产妇", "申请 注销", "东部 西部 中部",
    "省里 市里 县里 区里", "开始 结束", "新增 减少", "线上 线下", "上门 到店", "确诊 疑似", "口罩 防护服 消毒液", "城镇 乡村", "上限 下限",
)  # fmt: skip
_OPPOSITES = {word: group.split() for group in _GROUPS for word in group.split()}
_QUALIFIER = re.compile("|".join(sorted(_OPPOSITES, key=len, reverse=True)))
_YEAR = re.compile(r"(?<!\d)20\d\d(?=年)")
_NUMBER = re.compile(r"(?<![\d.])\d{1,4}(?![\d.])")
_STEPS = (-3, -2, -1, 1, 2, 3)
_NAMES = ("ns", "nt", "nr", "nz")  # jieba's marks of places, bodies, people and other names
_SHORTEST_NAME = 2

_Place = tuple[int, int, list[str]]  # where a word stands in the question, and what may stand there instead


class Opposites:
    """Words that may stand for each other, so that the question is another one; names are those of ``questions``."""

    def __init__(self, questions: Iterable[str]) -> None:
        names: dict[str, set[str]] = defaultdict(set)
        for question in questions:
            for _, word, mark in _named(question):
                names[mark].add(word)
        self._names = {mark: sorted(words) for mark, words in names.items()}

    def of(self, question: str, said: str, rng: random.Random) -> str:
        """``question`` with one word of what is ``said`` replaced by one that is not; "" where it shares no such word."""
        places = [place for place in self._places(question) if question[place[0] : place[1]] in said]
        for start, end, others in rng.sample(places, len(places)):
            absent = [other for other in others if other not in said and other not in question]
            if absent:
                return question[:start] + rng.choice(absent) + question[end:]
        return ""

    def _places(self, question: str) -> Iterator[_Place]:
        for match in _QUALIFIER.finditer(question):
            yield match.start(), match.end(), _OPPOSITES[match.group()]
        for pattern in (_YEAR, _NUMBER):
            for match in pattern.finditer(question):
                near = [str(int(match.group()) + step) for step in _STEPS]
                yield match.start(), match.end(), near
        for start, word, mark in _named(question):
            yield start, start + len(word), self._names.get(mark, [])


def _named(question: str) -> Iterator[tuple[int, str, str]]:
    at = 0
    for word, mark in posseg.cut(question):
        if mark in _NAMES and len(word) >= _SHORTEST_NAME:
            yield at, word, mark
        at += len(word)
