"""A follow-up that takes up the whole question before it: corrects a word of it, or asks what that is for or what one notice
says of it.
"""

from __future__ import annotations

import re

from ingest.anatomy.regions import short_name
from rag.question.query import Query

_I_MEAN = "(?:我|咱)们?(?:想|要)?(?:问|说|要|指|查)的?是"
_NAME = "[^，,。；;？?！!、]{1,12}?"
_END = "[？?。！!吧啊呀\\s]*"
# 我说的是乡镇，不是县; 不是县，是乡镇.
_CORRECTED = (
    re.compile(f"(?:不对|错了)?[，,。！!\\s]*{_I_MEAN}(?P<meant>{_NAME})[，,\\s]*(?:而)?不是(?P<said>{_NAME}){_END}"),
    re.compile(f"不是(?P<said>{_NAME})[，,]\\s*(?:而)?(?:{_I_MEAN}|是)(?P<meant>{_NAME}){_END}"),
)  # fmt: skip
_WHAT_FOR = re.compile(
    "(?:那么?)?(?:[这那](?:样|么)?(?:做|搞|干|办|安排|要求|规定)?|目的)(?:的目的)?(?:都?是|又是)?(?:为了?(?:什么|啥)|图(?:什么|个?啥)|什么目的|什么)[呢啊呀？?。\\s]*"
)
_FOR = re.compile("为了?[什啥]|图[什个啥]|目的")
_HOW = re.compile("(?:要|该|应该)?(?:怎么样?|怎样|如何|咋)(?=[\u4e00-\u9fff]{2})")
_HOW_SAID = re.compile(
    "(?:那么?)?(?P<one>[\u4e00-\u9fff]{2,10}?)的?(?:[那这一]?[份个家边]|那里?)?的?(?:文件|通知|方案)?(?:里面?|中|上)?(?:具体)?(?:是|又)?(?:怎么|怎样|如何|咋)(?:说|写|讲|提|规定|要求)的?[呢啊呀？?。\\s]*"
)
# 几万人一辆 names no thing: what the question before counted is meant.
_PER_PEOPLE = re.compile("(?:几|多少)[千万百]?个?人[^，。？?]{0,4}[一1][辆台张个家名所][？?。\\s]*$")
_COUNTED = re.compile("(?:多少|几)[辆台张个家名所]?(?P<things>[\u4e00-\u9fff]{2,8})[？?。\\s]*$")


def taken_up(said: Query, before: Query) -> str:
    """The question that such a follow-up comes to; empty where it is none."""
    text = said.text.strip()
    return _what_for(text, before) or _how_said(text, said, before) or _per_people(text, said, before)


def corrected(question: str, before: str) -> str:
    """The question ``before`` with what a correction means put where it last said the other; empty where it did not."""
    found = next((match for way in _CORRECTED if (match := way.fullmatch(question.strip()))), None)
    head, word, tail = before.rpartition(found["said"]) if found else ("", "", "")
    return f"{head}{found['meant']}{tail}" if found and word and found["meant"] not in before else ""


def _what_for(text: str, before: Query) -> str:
    """这样做是为了什么 after 怎么开展巡讲: 开展巡讲是为了什么."""
    if not (_WHAT_FOR.fullmatch(text) and _FOR.search(text) and _HOW.search(before.text)):
        return ""
    return f"{_HOW.sub('', before.text, count=1).rstrip('？?。的呢 ')}是为了什么"


def _how_said(text: str, said: Query, before: Query) -> str:
    """上犹那份是怎么说的 after 哪些文件提到热敏灸: what that notice says of it."""
    asked = _HOW_SAID.fullmatch(text)
    if asked is None or len(said.places) != 1 or not (before.across and before.topic):
        return ""
    if asked["one"] not in (said.places[0], short_name(said.places[0])):
        return ""
    return f"{said.places[0]}的文件怎么说{before.topic.replace(' ', '')}的"


def _per_people(text: str, said: Query, before: Query) -> str:
    """县城里是几万人一辆 after 要配多少救护车: of what was counted."""
    counted = _COUNTED.search(before.text)
    if counted is None or not _PER_PEOPLE.search(text):
        return ""
    place = before.places[0] if before.places and not said.places else ""
    return f"{place}{text.rstrip('？?。 ')}{counted['things']}"
