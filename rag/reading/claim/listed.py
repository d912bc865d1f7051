"""否 where what is asked about is an item of a list that rules it out: 有下列情形之一的，不予受理：（1）…；（2）…."""

from __future__ import annotations

import re

from rag.reading.claim.statement import Statement
from rag.reading.draft import Draft, Line, Quote
from rag.reading.lead_in import lead_in
from rag.reading.sentences import Sentence, Topic

_RULES_OUT = re.compile(
    "不得|不予|不能|不可以?|不再|不纳入|一票否决|取消|撤销|终止|停止|暂停|禁止|严禁|拒绝|(?<!不得)(?<!不予)不合格"
)
_OF_THESE = re.compile("下列|以下|之一|如下")
_ITEM, _BOTH = (
    0.3,
    0.45,
)  # the share of the question that the item says, and that it says with its list's lead-in


def on_listed(statement: Statement, topic: Topic, best: Sentence) -> Draft | None:
    """否 with the lead-in and the item, where it is asked whether something may be; ``None`` where nothing of the kind
    decides."""
    led = lead_in(best.notice, best.start)
    if led is None or not statement.asks_leave or statement.asks_breach or statement.denies:
        return None
    said = best.notice.text[led.start : led.end]
    if not _RULES_OUT.search(said) or not _OF_THESE.search(said):
        return None
    if topic.share(best.text) < _ITEM or topic.share(f"{said}{best.text}") < _BOTH:
        return None
    item = Quote(best.notice.id, best.start, best.end)
    lines = (Line(f"否。原文：“{said.strip()}”", (led,)), Line(f"原文：“{best.text}”", (item,)))
    return Draft(lines, max(best.covered, topic.share(f"{said}{best.text}")))
