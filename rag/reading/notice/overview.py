"""What a notice is about as a whole: its chapters in order, each cited where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.models import Notice
from rag.question.query import Query
from rag.reading.draft import Draft, Line, Quote
from rag.reading.table.tables import called

_ASKS = re.compile(
    r"总结|概括|概述|归纳|梳理一下|主要(?:讲|说|内容)|(?:讲|说)(?:了|的)(?:是)?(?:些)?(?:什么|啥)[？?。]*$|(?:文|份|文件|通知|方案|要点|办法)(?:讲|说)(?:的|了)?(?:是)?(?:什么|啥)(?:事|内容)?[？?。]*$|(?:文|文件|通知|方案|要点|办法)是?(?:干|做)(?:什么|啥)(?:用)?的|(?:有|分)(?:哪些|哪几|几)(?:个)?(?:章|部分|大类|板块|方面)[？?。]*$|(?:几|哪几)(?:大|个)?(?:部分|章|板块)|目录|框架|提纲|结构是"
)
# What is left of such a question is the kind of notice it means (三年行动方案), not a subject.
_PARTS = re.compile(
    "部分|标题|大章|总共|几大|重点|主要|内容|三年|行动|方案|实施|要点|计划|规划|办法|通知|卫生健康|材料|文件|那份|这份|工作"
)
_MOST_TOPIC = 4
_MOST_NOTICES = 3
_FEWEST = 2


def asks_overview(query: Query) -> bool:
    """Whether the question wants the whole of a notice and names no clause of it."""
    return bool(_ASKS.search(query.text)) and len(_PARTS.sub("", query.topic).strip()) <= _MOST_TOPIC


def read_overview(notices: Sequence[Notice]) -> Draft | None:
    """The chapters of up to three notices; ``None`` where more are meant or none is divided."""
    if not notices or len(notices) > _MOST_NOTICES:
        return None
    lines: list[Line] = []
    for notice in notices:
        chapters = [clause for clause in notice.clauses if clause.label and clause.depth == 0]
        if len(chapters) < _FEWEST:
            continue
        lines.append(Line(f"{called(notice)}分 {len(chapters)} 个部分："))
        for chapter in chapters:
            first = notice.text[chapter.start : chapter.own_end].split("\n", 1)[0]
            words = chapter.heading or first[:60]
            lines.append(
                Line(
                    f"- {chapter.label} {words}",
                    (Quote(notice.id, chapter.start, chapter.start + len(first)),),
                )
            )
    return Draft(tuple(lines), 1.0) if lines else None
