"""是 or 否 where no rule decides, but the small reader is sure which words answer: those words are looked at alone.

Rules go by words, and a question in other words is left without a verdict; the reader knows where the answer stands, and
not what follows from it. So what is asked (a duty, leave, that something is so) is held against how the words pointed at
rule: 不得, 无需, or neither.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

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
from rag.reading.claim.doubts import TRANSLATED, is_in_doubt
from rag.reading.claim.duty_guards import FREES, says_each_thing
from rag.reading.claim.focus import is_open
from rag.reading.claim.parts import Part, parts_of
from rag.reading.claim.plainly import claims_more
from rag.reading.claim.quantified import lets, one_way
from rag.reading.claim.statement import Statement
from rag.reading.contrast import contradicts
from rag.reading.draft import Draft, Quote
from rag.reading.readings import Gates, Readings, passes
from rag.reading.second_look import touched
from rag.reading.sentences import Sentence, Topic
from rag.reading.stretches import row_around
from rag.reading.years import years_in

_PASSAGES = 5
_SURE: Gates = ((3.0, 4.0),)
_FREES = re.compile(f"{FREES}|免(?=[交收缴])")
# What may turn a part round in one way or another.
_TURNS = re.compile(
    "不(?!断|仅|但|同|少于|低于|超过|良|足|限|含|孕|动产|久|论|管|力|到位|实|严)|未(?!来|成年|病)|无(?!偿|烟|害|缝|创|障碍)|(?<!减)免(?!费|疫)|除外|取消|停止|暂停|禁|严控|限于|仅"
)
_ENDS_WITH_VERB = re.compile(
    "(?:[不可须应]|不再|不予)(?:享受|纳入|收取|办理|报销|补贴|补助|支付|受理|申请|结转)$"
)
_BEGINS = re.compile("^[是否](?:。|，)")


def with_verdict(
    query: Query,
    topic: Topic,
    draft: Draft,
    ranked: Sequence[Sentence],
    readings: Readings,
    notices: Mapping[str, Notice],
) -> Draft:
    """A draft of words without a verdict, with one where the reader is sure of them and nothing speaks against it."""
    first = draft.lines[0] if draft.lines else None
    if first is None or draft.unstated or _BEGINS.match(first.text) or not first.quotes:
        return draft
    best = readings.first_of(_PASSAGES)
    if best is None or not passes(_SURE, best.reading.score, best.lead or 0.0):
        return draft
    words = best.quote
    if not touched(first.quotes, words) or row_around(notices[words.document_id].text, words.start):
        return draft
    sentence = next((s for s in ranked if words.touches(s.notice.id, s.start, s.end)), None)
    verdict = _verdict(query, topic, sentence, words) if sentence else None
    return draft if verdict is None else draft.ruled(verdict)


def _verdict(query: Query, topic: Topic, sentence: Sentence, words: Quote) -> bool | None:
    statement, whole = Statement.of(query.text), fold(sentence.text)
    part = _part_at(sentence, topic, words)
    if contradicts(statement.text, part.text) or is_contrary(statement.text, whole):
        return None
    question = DeedAsked.of(statement)
    if question and not _names_the_deed(question, topic, _with_what_is_left_unsaid(part.text, sentence)):
        return None
    verdict = _ruled(statement, question, part.text)
    if verdict is None or is_in_doubt(query, statement, topic, sentence, part, verdict):
        return None
    if verdict is False and forbids(part.text):
        return verdict  # what is forbidden is so whatever is put forward besides
    if _is_of_more(statement, query, whole) or not _counts_alike(statement, whole):
        return None
    return verdict


def _names_the_deed(question: DeedAsked, topic: Topic, text: str) -> bool:
    """Whether a text does what is asked for leave or duty, to every thing of it: 制售冷荤凉菜 is not 卖热菜. The reader is as sure of
    the one as of the other. Whether something comes about (会不会影响) may be said in any words."""
    if question.asked is Asked.WILL:
        return True
    return question.deed.is_mostly_in(text) and says_each_thing(question.deed.text, topic, text)


def _with_what_is_left_unsaid(part: str, sentence: Sentence) -> str:
    """A part that ends with its verb (中度失能人员暂不享受) with the title and the headings above it, which tell of what."""
    if not _ENDS_WITH_VERB.search(part.rstrip("。；;，, ")):
        return part
    above = (clause.heading for clause in sentence.notice.trail(sentence.passage.clause_index))
    return " ".join((part, sentence.notice.title, *above, sentence.passage.text))


def _part_at(sentence: Sentence, topic: Topic, words: Quote) -> Part:
    """The part of a sentence in which most of the words pointed at stand."""
    start, end = words.start - sentence.begins, words.end - sentence.begins
    return max(parts_of(sentence.text, topic), key=lambda part: min(end, part.end) - max(start, part.start))


def _ruled(statement: Statement, question: DeedAsked | None, part: str) -> bool | None:
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
    years = claimed_years(query)
    return (
        is_vague(query.text)
        or query.text.endswith(TRANSLATED)
        or claims_more(statement, text)
        or one_way(statement.text)
        or (statement.duty and lets(text))
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
