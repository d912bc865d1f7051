"""Words made alike that shut each other out: what is said of 初一 answers no question about 初二, of 乡道 none about 县道.

Each way of making has a head that changes and a tail that stays; several heads may share a tail (县、乡道; 中重度).
"""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.text import fold

_REMEMBERED = 4096  # stretches of text lately looked through
_JOINT = "[、和及与]"
_PARTS = re.compile("[，,；;。]")
# The heads, and the tail that they stand before.
_MADE: tuple[tuple[str, str], ...] = (
    ("一二三四五", "[孩胎](?!(?:及|或)?以上)"),
    ("一二三四五六", "年级(?!(?:及|或)?以[上下])"),
    ("国省县乡村", "道(?![路德观士教理])"),
    ("专兼", "职(?!委员|能|业|责|称|位|工)"),
    ("极轻中重", "度(?=[、，,失残精智肢听视障抑焦污缺贫营的及以和与患病]|$)"),
    ("大中小微", "型(?=[企医项养灌水餐超公场])"),
    ("春夏秋冬", "季"),
    ("一二三四", "季度"),
    ("上下", "半年"),
    ("早中午晚", "餐"),
    ("高中低", "风险"),
    ("红橙黄蓝绿", "色(?=[、，和或预等档级风病人标]|$)"),
    ("东南西北", "(?:环段|环线|环路|片区?|段|门|院区|岸|城区)"),
    ("一二三四五六", "期(?=工程|项目|建设|学员|[，,、。的]|$)"),
    ("一二三四五六甲乙丙丁", "标段"),
)
_RUNS = tuple(
    re.compile(rf"(?P<heads>[{heads}](?:{_JOINT}?[{heads}])*){_JOINT}?(?:{tail})") for heads, tail in _MADE
)
# 初一, 高三: a span of them (初一至初三) names those between as well.
_SCHOOL_YEAR = re.compile("[初高大][一二三四](?=[的学女男新年班生、，,。]|$|[\u4e00-\u9fff]{0,2}生)")
_SPAN = re.compile("[初高大][一二三四][至到—~-]+[初高大]?[一二三四]")


def made_otherwise(question: str, words: str, before: str = "") -> bool:
    """Whether ``words``, with the part of the sentence right ``before`` them, name of some way of making words only others
    than those that the question names."""
    said = _PARTS.split(before)[-1] + words
    return any(
        asked and stated and not asked & stated
        for asked, stated in zip(_heads(question), _heads(said), strict=True)
    )


@lru_cache(maxsize=_REMEMBERED)
def _heads(text: str) -> tuple[frozenset[str], ...]:
    """For each way of making the heads that a text names."""
    plain = fold(text)
    made = [
        frozenset(head for run in runs.finditer(plain) for head in re.sub(_JOINT, "", run["heads"]))
        for runs in _RUNS
    ]
    years = () if _SPAN.search(plain) else _SCHOOL_YEAR.findall(plain)
    return (*made, frozenset(years))
