"""Which figures of a notice commit it to something, and which name, date, describe or report.

A rule here looks at the words around a figure, never at what it is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.figures import Figure
from ingest.ledger.stretches import Span
from ingest.ledger.wording import (
    CHANGES,
    CONDITION_AFTER,
    COUNTS,
    DOES,
    DOING,
    HISTORY,
    HISTORY_ABOVE,
    PROGRAMME_AFTER,
    VALIDITY,
)
from ingest.measures import AGES, DURATIONS, SHARES

_QUOTES = {"“": "”", "《": "》", "〔": "〕", "‘": "’", "「": "」", "『": "』"}
_LEVEL_BEFORE = re.compile(r"(?:达到?|提高到|提高至|增至|至|到|为|超过|不低于|不少于|不足|级和|级、)\s*$")
_EVERY_BEFORE = re.compile(r"每(?:个|满|隔|增加|减少|超过)?\s*$")
_PER_HEADS = re.compile(r"^(?:常住|常驻|户籍|服务|农业)?(?:人口|居民|口|人(?![才员民工])|名?职工|张?床)")
_RATE_UNITS = frozenset(("人", "名", "户", "万", "千", "百", "十万", ""))
_BARE_LEVEL = re.compile(r"(?:达到?|达至|为|至|到|突破|[超高]过?于?|[低少多大小]于|完成|新增|控制在)\s*$")
_NAMED_AFTER = re.compile(r"^(?:[”’]|热线|急救|工程|计划|行动|平台|模式|人才)")
_ANNIVERSARY = re.compile(r"^(?:年|岁|华诞|诞辰)")
_BASE_BEFORE = re.compile(r"(?:依托|利用|借助|结合|总结)(?:[^，。；]{0,10}等)?\s*$")
_BASE_AFTER = re.compile(r"^[^，。；]{0,6}的?基础上|^[^，。；]{0,20}(?:经验|做法|模式|优势)$")
_FROM = re.compile(r"(?:由|从)[^，。；]{0,16}$")
_MOVED = re.compile(r"^[^，。；]{0,10}?(?:到|至|为)")
_CHANGED = re.compile(rf"^[^，。；\d]{{0,8}}?{CHANGES}(?:到|至|为)")
_GOES_ON = re.compile(r"^(?:其中|占|同比|环比|[较比](?:上年|去年)|人均|平均|分别)")
_KINDS = frozenset(("类", "种", "型", "方面", "领域", "期", "届", "级", "条", "步", "轮", "批", "阶段"))
_TOWARDS = re.compile(rf"(?:^|[，；])(?:对于?|针对|凡是?)(?:(?!{DOES})[^，；])*$")
_BRACKETED = re.compile(r"（[^）]*）|\([^)]*\)")
# 14天内没有接触过, 近14天: a time looked back on; 7*24小时: round the clock; 最大为74岁: a finding.
_LOOKS_BACK = re.compile(r"^(?:之?内)?[^，。]{0,4}(?:没有|未|有|从|曾|接触|活动|来自|到过)")
_NO_AIM_BEFORE = re.compile(r"(?:近|过去|前|\d\s*[*×xX＊]|最[大小]为?|年龄为?)\s*$")
# 90分以上为优秀 grades; a score is a target where it is to be reached.
_SCORE_REACHED = re.compile(
    r"(?:达到?|(?:提高|提升|保持|稳定|维持)[到在至]|(?:不低|不少|高)于|超过|力争|确保)\s*$"
)
_GRADES = re.compile(r"^(?:的?[，,]?(?:为|评?定为|属于?|是|记为)|的)")
_HOW_LONG = re.compile(r"(?:提前|至少|最少|最多|最长|为期|不[少低]于|不超过|连续|集中)\s*$")
_REPEATED = re.compile(r"每(?:天|日|周|旬|月|季度?|学期|半年|年|[两二三\d]+[天周年月]|个?工作日)")
_TIMES = frozenset(("次", "遍", "轮", "场次", "人次"))
_MAY_LAST = re.compile(r"(?:不超过|展期|延期|延长|为期)\s*$")
_DEFINES = re.compile(r"(?:是|系)指|(?:^|[，。：:])\s*指(?=在)")  # 散发病例是指14天内…: what a word means
_WHOM = re.compile(r"^[^，。；]{0,24}为(?:主要|重点)?对象")  # 以4600名持证残疾人为主要对象
_CONTENTS_BEFORE = re.compile(r"(?:上述|前述|包括|共|类|计|涉及|提出|推出|出台|制定)\s*$")
_LIST_TITLE = re.compile(r"^[^，。；]{0,12}(?:名单|目录)|^条(?:意见|措施|政策|举措)")
_CONTENTS = re.compile(r"^[条项个](?:具体|政策|务实)?(?:意见|措施|政策|举措|内容)")


def is_commitment(
    text: str, figure: Figure, sentence: Span, stretch: Span, figures: Sequence[Figure] = ()
) -> bool:
    """Whether the figure is something to reach or to do. ``stretch`` is the comma-bounded one that holds it, ``figures``
    all those of the sentence."""
    before = text[stretch.start : figure.value_start]
    after = text[figure.value_start + len(figure.value_text) : stretch.end]
    if _DEFINES.search(text[sentence.start : figure.start]) or _WHOM.match(after):
        return False
    if _is_quoted(text, figure, sentence) or _is_name(figure, before, after):
        return False
    if any(other.end == figure.start for other in figures):
        return False  # 2个1类新药: the second is a grade
    if _is_condition(figure, before, after) or _is_baseline(before, after):
        return False
    if figure.unit == "分" and (not _SCORE_REACHED.search(before) or _GRADES.match(after)):
        return False
    if VALIDITY.search(text[stretch.start : stretch.end]) and figure.unit in DURATIONS:
        return False  # how long the notice holds is no target of it
    if _is_report(text, figure, sentence, stretch) or _sizes_a_kind(text, figure, figures, stretch):
        return False
    if _bounds_a_share(figure, figures, after, stretch):
        return False
    if _is_chinese(figure):
        lasting = figure.unit in DURATIONS and (figure.unit != "年" or bool(_MAY_LAST.search(before)))
        repeated = figure.unit in _TIMES and bool(_REPEATED.search(text, sentence.start, figure.start))
        counted = lasting or repeated or figure.unit == "倍" or bool(COUNTS.search(before))
        return counted and figure.unit not in _KINDS and not PROGRAMME_AFTER.match(after)
    return True


def _is_chinese(figure: Figure) -> bool:
    return not figure.masked and not re.search(r"\d|分之", figure.value_text)


def _is_quoted(text: str, figure: Figure, sentence: Span) -> bool:
    """Inside quotation marks a figure belongs to a name: “十大行动”, “365天工作法”, 《…三年计划》."""
    before = text[sentence.start : figure.start]
    return any(before.rfind(opening) > before.rfind(closing) for opening, closing in _QUOTES.items())


def _is_name(figure: Figure, before: str, after: str) -> bool:
    if figure.unit in AGES:
        grouped = bool(figure.bound) and bool(after[:1].strip("，。；、）)"))  # 80周岁以上老年人
        return grouped or not _LEVEL_BEFORE.search(before) or bool(_NO_AIM_BEFORE.search(before))
    if figure.unit == "周" and _ANNIVERSARY.match(after):
        return True
    if not figure.unit and figure.value is not None:
        return not figure.compare and (
            not _BARE_LEVEL.search(before) or bool(_NAMED_AFTER.match(after)) or "分之" in figure.value_text
        )
    if _EVERY_BEFORE.search(before):  # 每3个月开展一次, 每3万人口配1辆: what it is counted by
        return figure.unit in DURATIONS or bool(_PER_HEADS.match(after)) or figure.unit in _RATE_UNITS
    if figure.unit == "级":
        return not _LEVEL_BEFORE.search(before)
    if figure.masked and figure.unit in _KINDS:
        return True
    if _CONTENTS_BEFORE.search(before) and _CONTENTS.match(figure.unit + after):
        return True
    return _is_named_duration(figure, before, after) or bool(_LIST_TITLE.match(figure.unit + after))


def _is_named_duration(figure: Figure, before: str, after: str) -> bool:
    """``365天健康科普``, ``三年行动``: a noun hangs on the duration, and nothing says how long."""
    if figure.unit not in DURATIONS:
        return False
    if _NO_AIM_BEFORE.search(before) or _LOOKS_BACK.match(after):
        return True
    if PROGRAMME_AFTER.match(after):
        return True
    if _HOW_LONG.search(before):
        return False
    return (
        not before[-1:].strip("、（(") and not figure.bound and bool(re.match("[^的，。；、）)]{2}", after))
    )


def _is_condition(figure: Figure, before: str, after: str) -> bool:
    """``注册资本500万元以下的企业``, ``满3年的，``: whom it concerns, not what is to be reached."""
    if figure.masked:
        return False
    if (after.endswith("的") and len(_BRACKETED.sub("", after)) < 16) or re.match(
        r"^[^（(]{0,16}的[）)]", after
    ):
        return True
    if after.startswith("的") and _TOWARDS.search(before):
        return True  # 对年应纳税所得额不超过200万元的部分减半征收
    if re.search(r"期间?至[^，。]*后\s*$", before):
        return True  # 防控期间至结束后三个月内: a period
    if figure.unit in SHARES:
        return False
    if re.search(r"(?:不足|未满|满|(?<!不)(?<!不得)超过|未超过|逾)\s*$", before) and re.match(
        "^[^，。；]{0,6}的", after
    ):
        return True
    if DOING.search(before) or _LEVEL_BEFORE.search(before):
        return False
    if CONDITION_AFTER.match(after):
        return True
    return figure.bound.endswith(("以上", "以下")) and bool(
        re.match("(?:及|（含）|\\(含\\))*以[上下][^，。；、）)]{2}", after)
    )


def _is_baseline(before: str, after: str) -> bool:
    """What a change starts from (由5年延长至8年), and what a measure leans on (推广3个试点的经验)."""
    if (_FROM.search(before) and _MOVED.match(after)) or _CHANGED.match(after):
        return True
    return bool(_BASE_BEFORE.search(before) or _BASE_AFTER.match(after))


def _is_report(text: str, figure: Figure, sentence: Span, stretch: Span) -> bool:
    """What was reached or found: the words before the figure say so."""
    own = text[stretch.start : figure.start]
    if HISTORY.search(own) or HISTORY_ABOVE.search(text[sentence.start : stretch.start]):
        return True
    # 现有老年人8.6万人，占人口的21%: it goes on about what is reported.
    last = re.split("[，,]", text[sentence.start : stretch.start].rstrip("，,"))[-1]
    return bool(_GOES_ON.match(own) and HISTORY.search(last))


def _sizes_a_kind(text: str, figure: Figure, figures: Sequence[Figure], stretch: Span) -> bool:
    """``淘汰35蒸吨及以下锅炉17台``: the first figure says which kind, the second how many."""
    if not figure.bound.endswith(("以上", "以下")) or figure.unit in SHARES:
        return False
    later = [f.start for f in figures if figure.end < f.start < stretch.end]
    return bool(later) and not re.search("[、和及与，,；;。（(]", text[figure.end : later[0]])


def _bounds_a_share(figure: Figure, figures: Sequence[Figure], after: str, stretch: Span) -> bool:
    """``建成不少于一所机构的县达60%``: the first figure says which counties, the share is the target."""
    if figure.unit in SHARES:
        return False
    later = [f for f in figures if figure.end < f.start < stretch.end and f.unit in SHARES]
    return bool(later) and "的" in after[: later[0].start - figure.end]
