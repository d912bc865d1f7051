"""What a notice rests on, passes on or repeals: the other documents that it names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.models import Notice, Reference, Relation
from rag.question.query import Query
from rag.reading.draft import Draft, Line, Quote

_ABOVE = r"(?:上头|上级|上位|上面|省里|市里|省市|国家|中央)?"
_DOCUMENT = rf"{_ABOVE}(?:的)?(?:哪|什么|谁|几[个份])[^，。？?]{{0,8}}(?:文件|通知|规定|方案|计划|精神|政策)?"
_FOLLOWING = (
    "根据|依据|按照|按着?|照着?|依照|贯彻|落实|跟着?|跟随|随着|参照|参考|对照|遵照|比照|对接|衔接|承接|响应"
)
_ASKS: tuple[tuple[Relation, re.Pattern[str]], ...] = (
    (
        Relation.REPEALS,
        re.compile(
            r"(?:把|将)[^，。？?]{0,6}(?:哪|什么|啥|老|旧)[^，。？?]{0,8}(?:废|顶|替|取代|作废|停)"
            r"|(?:哪|什么|啥)(?:一)?[个份些]?(?:老|旧|原来的?|以前的?)?(?:文|办法|通知|规定|细则|意见|方案)[^，。？?]{0,6}(?:废|停|失效|作废|顶掉|取代|不再)"
            r"|废止了?(?:哪|什么)|取代了?(?:哪|什么)|代替了?(?:哪|什么)|(?:废|顶|替)(?:掉)?了?(?:哪|什么|啥)"
        ),
    ),
    (Relation.FORWARDS, re.compile(r"转发的?(?:是)?(?:哪|什么|谁)")),
    (
        Relation.BASED_ON,
        re.compile(
            rf"(?:{_FOLLOWING})(?:的)?(?:是)?{_DOCUMENT}[^，。？?]{{0,4}}(?:定|制定|制订|写|出|出台|来|印发|搞|弄|编制?|拟|起草)(?:出来)?的"
            rf"|(?:制定|制订|编制|印发|出台|起草|上位|上级|政策|文件)(?:的)?(?:上位|政策|文件)?依据(?:是|有)?(?:哪|什么|啥|谁|呢|[？?。]*$)|依据(?:的|了)?(?:是|有)?{_ABOVE}(?:的)?(?:哪|什么)"
            rf"|(?:{_FOLLOWING})(?:的)?(?:是)?{_ABOVE}(?:的)?(?:哪|什么|谁)(?:一|几|两|三)?(?:个|份|些|级)?(?:政府|部门|单位|机关)?(?:的)?(?:文件|通知|规划|计划|方案|精神|意见|要求|政策|文)(?:要求|精神)?(?:的)?[？?。]*$"
        ),
    ),
)

# The organ written right before a document: 根据江北省人民政府《…》.
_ORGAN = re.compile(
    r"(?P<organ>[\u4e00-\u9fff]{2,30}(?:政府|委员会|办公[厅室]|委|局|厅|部|院|办|会)(?:的|印发的|关于)?)\Z"
)
_BEFORE_ORGAN = re.compile("根据|按照|依据|依照|贯彻|落实|执行|遵照|对照|以及|和|与|及")
_FURTHEST = 40


def asked_relation(query: Query) -> Relation | None:
    """Which relation to other documents the question asks about."""
    return next((relation for relation, pattern in _ASKS if pattern.search(query.text)), None)


def read_basis(relation: Relation, notices: Sequence[Notice]) -> Draft | None:
    """The documents that the notices name in that relation, each from where it stands with the organ named before it. What
    a notice as a whole rests on is said before its first clause: what its clauses rest on counts where nothing is."""
    lines: list[Line] = []
    for notice in notices:
        named = [reference for reference in notice.references if reference.relation is relation]
        first = next((clause.start for clause in notice.clauses if clause.label), len(notice.text))
        for reference in [r for r in named if r.start < first] or named:
            start = _start_of_organ(notice.text, reference.start)
            said = notice.text[start : reference.start]
            lines.append(Line(f"- {said}{_named(reference)}", (Quote(notice.id, start, reference.end),)))
    return Draft((Line(f"共 {len(lines)} 份："), *lines), 1.0) if lines else None


def _start_of_organ(text: str, end: int) -> int:
    """Where the organ begins that is named right before ``end``; ``end`` where none is."""
    organ = _ORGAN.search(text, max(0, end - _FURTHEST), end)
    if organ is None:
        return end
    before = [match.end() for match in _BEFORE_ORGAN.finditer(text, organ.start("organ"), end)]
    return before[-1] if before else organ.start("organ")


def _named(reference: Reference) -> str:
    title = f"《{reference.title}》" if reference.title else ""
    number = reference.document_number
    return f"{title}（{number}）" if title and number else title or number
