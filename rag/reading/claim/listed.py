"""否 where what is asked about is an item of a list that rules it out: 有下列情形之一的，不予受理：（1）…；（2）…."""

from __future__ import annotations

import re

from rag.reading.claim.statement import Statement
from rag.reading.draft import Draft, Line, Quote
from rag.reading.sentences import Sentence, Topic

_RULES_OUT = re.compile(
    "不得|不予|不能|不可以?|不再|不纳入|一票否决|取消|撤销|终止|停止|暂停|禁止|严禁|拒绝|(?<!不得)(?<!不予)不合格"
)
_OF_THESE = re.compile("下列|以下|之一|如下")
_ITEM, _BOTH = 0.3, 0.45  # the share of the question that the item says, and that it says with its list's lead-in


def on_listed(statement: Statement, topic: Topic, best: Sentence) -> Draft | None:
    """否 with the lead-in and the item, where it is asked whether something may be; ``None`` where nothing of the kind
    decides."""
    lead_in = _lead_in(best)
    if lead_in is None or not statement.asks_leave or statement.asks_breach or statement.denies:
        return None
    said = best.notice.text[lead_in.start : lead_in.end]
    if not _RULES_OUT.search(said) or not _OF_THESE.search(said):
        return None
    if topic.share(best.text) < _ITEM or topic.share(f"{said}{best.text}") < _BOTH:
        return None
    item = Quote(best.notice.id, best.start, best.end)
    lines = (Line(f"否。原文：“{said.strip()}”", (lead_in,)), Line(f"原文：“{best.text}”", (item,)))
    return Draft(lines, max(best.covered, topic.share(f"{said}{best.text}")))


def _lead_in(best: Sentence) -> Quote | None:
    """The sentence that leads in the list of which a sentence is an item."""
    notice = best.notice
    parent = notice.clauses[best.passage.clause_index].parent
    if parent < 0:
        return None
    above = notice.clauses[parent]
    end = above.start + len(notice.text[above.start : above.own_end].rstrip())
    if notice.text[end - 1 : end] not in ("：", ":"):
        return None
    start = max(notice.text.rfind(mark, above.start, end) for mark in "。；\n") + 1
    return Quote(notice.id, max(start, above.start), end)
