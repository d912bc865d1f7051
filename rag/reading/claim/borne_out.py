"""是 or 否 where no rule decides, but the small reader is sure which words answer: those words are looked at alone.

Rules go by words, and a question in other words is left without a verdict; the reader knows where the answer stands, and
not what follows from it. So what is asked (a duty, leave, that something is so) is held against how the words pointed at
rule: 不得, 无需, or neither.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from ingest.models import Notice
from ingest.text import fold
from rag.language.counted import is_vague
from rag.language.polarity import turned
from rag.question.query import Query
from rag.reading.claim.amounts import Amount, amounts_in, comparable, keeps
from rag.reading.claim.asked_deed import Asked, DeedAsked
from rag.reading.claim.claimed_figure import is_condition, is_kept
from rag.reading.claim.contrary import is_contrary
from rag.reading.claim.dated import claimed_years
from rag.reading.claim.denied import forbids
from rag.reading.claim.duty_guards import excepts
from rag.reading.claim.focus import is_open
from rag.reading.claim.price import asks_price
from rag.reading.claim.quantified import claims_all, claims_first, claims_only, lets, one_way, says_all
from rag.reading.claim.statement import Statement
from rag.reading.contrast import contradicts
from rag.reading.draft import Draft, Line, Quote
from rag.reading.readings import Gates, Readings, passes
from rag.reading.second_look import touched
from rag.reading.stretches import around, part_around, row_around
from rag.reading.years import years_in

_PASSAGES = 5
_SURE: Gates = ((3.0, 4.0),)
_FREES = re.compile("无需|无须|不必|不需要?|不用(?!于)|免予|免于|免(?=[交收缴])|不再")
# What may turn a part round in one way or another.
_TURNS = re.compile(
    "不(?!断|仅|但|同|少于|低于|超过|良|足|限|含|孕|动产|久|论|管|力|到位|实|严)|未(?!来|成年|病)|无(?!偿|烟|害|缝|创|障碍)|(?<!减)免(?!费|疫)|除外|取消|停止|暂停|禁|严控|限于|仅"
)
_BEGINS = re.compile("^[是否](?:。|，)")
_ENGLISH = " 是否"


def with_verdict(query: Query, draft: Draft, readings: Readings, notices: Mapping[str, Notice]) -> Draft:
    """A draft of words without a verdict, with one where the reader is sure of them and nothing speaks against it."""
    first = draft.lines[0] if draft.lines else None
    if first is None or draft.unstated or _BEGINS.match(first.text) or not first.quotes:
        return draft
    best = readings.first_of(_PASSAGES)
    if best is None or not passes(_SURE, best.reading.score, best.lead or 0.0):
        return draft
    words = best.quote
    notice = notices[words.document_id]
    if not touched(first.quotes, words) or row_around(notice.text, words.start):
        return draft
    verdict = _verdict(Statement.of(query.text), query, notice, words)
    if verdict is None:
        return draft
    said = Line(f"{'是' if verdict else '否'}。{first.text}", first.quotes)
    return replace(draft, lines=(said, *draft.lines[1:]))


def _verdict(statement: Statement, query: Query, notice: Notice, words: Quote) -> bool | None:
    start, end = around(notice, words.start, words.end)
    whole = fold(notice.text[start:end])
    start, end = part_around(notice.text, words.start, words.end)
    part = fold(notice.text[start:end])
    if contradicts(statement.text, part) or excepts(statement, whole) or is_contrary(statement.text, whole):
        return None
    ruled = _ruled(statement, part)
    if ruled is False and forbids(part):
        return ruled  # what is forbidden is so whatever is put forward besides
    if _is_of_more(statement, query, whole) or not _counts_alike(statement, whole):
        return None
    return ruled


def _ruled(statement: Statement, part: str) -> bool | None:
    question = DeedAsked.of(statement)
    asked = question.asked if question else Asked.WILL
    if asked is Asked.MAY:
        if forbids(part) and lets(part):
            return None
        return False if forbids(part) else None if _TURNS.search(part) else True
    if asked is Asked.MUST:
        return False if _FREES.search(part) else None if _TURNS.search(part) or lets(part) else True
    if asked is Asked.NEED_NOT:
        return True if _FREES.search(part) else None
    if asked is Asked.MAY_NOT:
        return True if forbids(part) else None
    if statement.denies or _TURNS.search(part) or turned(statement.text, part):
        return None
    return True


def _is_of_more(statement: Statement, query: Query, text: str) -> bool:
    """Whether the question puts forward what no words pointed at decide: 只, 头一回, 全部, a price, a year."""
    claim = statement.text
    years = claimed_years(query)
    return (
        is_vague(query.text)
        or query.text.endswith(_ENGLISH)
        or claims_only(claim)
        or claims_first(claim)
        or one_way(claim)
        or (claims_all(claim) and not says_all(text))
        or (statement.duty and lets(text))
        or asks_price(claim)
        or is_open(statement, text)
        or bool(years and years_in(text) and not years & years_in(text))
    )


def _counts_alike(statement: Statement, text: str) -> bool:
    """Whether every amount put forward is one of the text's, or inside a bound of it."""
    stated = amounts_in(text)
    return all(
        is_condition(mine, text) or any(is_kept(mine, each) or _is_inside(mine, each) for each in stated)
        for mine in statement.amounts
    )


def _is_inside(mine: Amount, bound: Amount) -> bool:
    """Whether an amount is of those that a rule is for (60个人, 超过50人的企业); of shares and sums each is said for itself."""
    return (
        mine.kind not in ("share", "money")
        and comparable(mine, bound)
        and bool(bound.bound)
        and keeps(mine, bound)
    )
