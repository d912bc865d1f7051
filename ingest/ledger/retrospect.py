"""Where a notice looks back: chapters and summaries that tell what was done, and commit to nothing. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.ledger.stretches import Span
from ingest.models import Clause

# 一、工作开展情况; 第一节 发展基础: the heading as a whole says so. 夯实发展基础 is a task.
_HEADING = re.compile(
    r"^(?:(?:19|20)\d{2}年(?:度)?|“?十[一二三四五六七八九]五”?(?:时期|期间)?|[上去今]半?年|前期|主要)*(?:全?[省市县区州局委]|我[省市县区州局委])?(?:卫生健康|教育|民政)?"
    r"(?:(?:重点|主要|各项)?工作(?:任务)?(?:开展|完成|进展|推进|落实)?(?:的)?(?:基本|主要)?(?:情况|总结|回顾|成效|成绩|亮点)"
    r"|(?:取得的?)?(?:主要)?(?:成效|成绩|成就)|发展(?:基础|现状|成就|回顾)|规划背景|现实基础|现状|主要做法(?:及成效)?|(?:存在的?|面临的?)(?:主要)?(?:困难|问题|形势|挑战))"
    r"(?:(?:和|与|及|以及|、)[^，。；]{0,12})?$"
)
_LONGEST_NAME = 60
# The name of a summary on a line of its own, and of what looks ahead again.
_SUMMARY = re.compile(r"^[^，。；：:]{2,40}(?:工作总结|工作回顾|情况总结|工作情况(?:的)?(?:汇报|报告|通报))$")
_AHEAD = re.compile(r"(?:要点|计划|打算|安排|方案|思路|规划|目标|办法|意见|措施)$")


def looking_back(text: str, clauses: Sequence[Clause]) -> list[Span]:
    """The stretches of ``text`` that report, in no particular order; they may overlap."""
    back: list[bool] = []
    for clause in clauses:
        above = clause.parent >= 0 and back[clause.parent]
        back.append(bool(_HEADING.match(clause.heading)) or (above and not _AHEAD.search(clause.heading)))
    spans = [Span(c.start, c.own_end) for c, reports in zip(clauses, back, strict=True) if reports]
    return [*spans, *_summaries(text)]


def _summaries(text: str) -> list[Span]:
    """From the name of a summary down to the name of what looks ahead, or to the end."""
    spans: list[Span] = []
    since = -1
    position = 0
    for line in text.split("\n"):
        named = len(line) <= _LONGEST_NAME
        if named and since < 0 and _SUMMARY.match(line):
            since = position
        elif named and since >= 0 and "总结" not in line and "。" not in line and _AHEAD.search(line):
            spans.append(Span(since, position))
            since = -1
        position += len(line) + 1
    return [*spans, Span(since, len(text))] if since >= 0 else spans
