"""是 or 否 with the words that decide it: a question is put as a statement and held against what the best sentences say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.text import fold
from rag.language.counted import is_vague
from rag.language.polarity import turned
from rag.question.query import Query
from rag.reading.claim.amounts import amounts_in
from rag.reading.claim.another import on_another, on_ordinal, spoken
from rag.reading.claim.asked_deed import Asked, DeedAsked
from rag.reading.claim.building import on_stage, on_stage_date, stage_of, without_stage
from rag.reading.claim.claimed_figure import ages_of, is_condition, is_left_to_others, on_figure, speaks_of
from rag.reading.claim.commitment import on_commitment
from rag.reading.claim.contrary import on_contrary
from rag.reading.claim.dated import claimed_years, year_denied
from rag.reading.claim.denied import (
    banned_in,
    is_forbidden,
    on_claimed_denial,
    on_denial,
    puts_forward_a_ban,
)
from rag.reading.claim.doubts import is_in_doubt
from rag.reading.claim.duty_guards import may_be_banned
from rag.reading.claim.focus import on_another_grade, on_focus, on_quoted
from rag.reading.claim.free_will import compels_more, is_left_free, on_free_will, speaks_of_the_duty
from rag.reading.claim.hours import on_hours
from rag.reading.claim.in_person import on_in_person
from rag.reading.claim.judged_by import best_sentence
from rag.reading.claim.limits import Decided, on_counted, on_limit, on_tier
from rag.reading.claim.listed import on_listed
from rag.reading.claim.may_must import on_may_or_must
from rag.reading.claim.membership import asks_membership, on_membership
from rag.reading.claim.of_year import on_year
from rag.reading.claim.often import on_often
from rag.reading.claim.parts import Part, parts_of
from rag.reading.claim.plainly import says_plainly
from rag.reading.claim.price import asks_price, is_of_what_is_priced, on_price, price_asked
from rag.reading.claim.quantified import (
    alike,
    bound_to,
    claims_all,
    claims_first,
    claims_only,
    first_of,
    lets,
    many_ways,
    of_a_share,
    of_fewer,
    of_some,
    one_way,
    only_of,
    says_all,
)
from rag.reading.claim.statement import Statement
from rag.reading.contrast import contradicts
from rag.reading.draft import Draft, Line, Quote
from rag.reading.explain import LONGEST_SENTENCE, best_run
from rag.reading.held import Held
from rag.reading.readings import Readings
from rag.reading.sentences import Sentence, Topic
from rag.reading.tiers import tier_fit

# With less of the question in the sentence's own words than this, the words are shown and no verdict is given.
_SURE = 0.5
_FIGURE_ASTRAY = 0.35
# A price or a ban decides with less: what is asked for in other words is named by it.
_PLAIN, _PRICE = 0.3, 0.25
_SUBJECT = 0.5
_DECIDED = 0.2  # what a limit or a counted noun of the right kind adds to how sure it is
_DATED = re.compile(r"(?:19|20)\d{2}年|年内|年底|\d{1,2}月|今年")
_PENAL = re.compile("停|取消|罚|扣|约谈|追究")
_ATTAINS = re.compile("升|创|评|达到|建成|晋|够|列为|认定")
# What decides by one sentence, where it asks of just that.
_CHECKS = (
    on_commitment,
    on_contrary,
    on_membership,
    on_tier,
    on_year,
    on_limit,
    on_often,
    on_counted,
    on_free_will,
    on_in_person,
    on_may_or_must,
    on_hours,
    on_quoted,
    on_focus,
    on_another_grade,
)


def read_yes_no(
    query: Query,
    topic: Topic,
    ranked: Sequence[Sentence],
    readings: Readings,
    by_ledger: bool,
) -> Draft | None:
    """The verdict and the sentence it rests on; only the sentence where it decides nothing. What the reader points at
    chooses between sentences that say as much of the question; it is asked only where no figure decides."""
    if not ranked:
        return None
    statement = Statement.of(query.text)
    left = any(is_left_to_others(mine, fold(ranked[0].text)) for mine in statement.amounts)
    if left or is_vague(query.text):
        best = best_sentence(query, topic, ranked, readings, statement)
        return _told("", best, _quote(best, topic, None))
    decided = next((d for check in _CHECKS if (d := check(statement, topic, ranked))), None)
    if decided:
        if decided.verdict and of_a_share(statement, topic, decided.part.text):
            decided = replace(decided, verdict=False)
        return _shown(decided, topic)
    if asks_membership(statement, ranked[0]):  # a number that is the same says nothing of who is among them
        return _told("", ranked[0], _quote(ranked[0], topic, None))
    figured = on_figure(query, topic, ranked, statement, by_ledger)
    if figured:
        return figured
    best = best_sentence(query, topic, ranked, readings, statement)
    ruled_out = on_listed(statement, topic, best)
    if ruled_out:
        return ruled_out
    part, verdict = _verdict(query, statement, topic, best)
    if verdict is not None and is_in_doubt(query, statement, topic, best, part, verdict):
        verdict = None
    said = "" if verdict is None else "是。" if verdict else "否。"
    told = _told(said, best, _quote(best, topic, part))
    if verdict is None or not asks_price(statement.text):
        return told
    return replace(told, confidence=min(1.0, told.confidence + price_asked(topic, best)))


def _told(said: str, best: Sentence, quote: Quote) -> Draft:
    words = best.notice.text[quote.start : quote.end].strip()
    return Draft((Line(f"{said}原文：“{words}”", (quote,)),), best.covered)


def _shown(decided: Decided, topic: Topic) -> Draft:
    quote = _quote(decided.sentence, topic, decided.part)
    words = decided.sentence.notice.text[quote.start : quote.end].strip()
    said = "是" if decided.verdict else "否"
    return Draft(
        (Line(f"{said}。原文：“{words}”", (quote,)),),
        min(1.0, decided.sentence.covered + _DECIDED),
    )


def _quote(sentence: Sentence, topic: Topic, part: Part | None) -> Quote:
    """The sentence, or of a long one the run that says most of what is asked and the part that decides."""
    if len(sentence.text) <= LONGEST_SENTENCE:
        return Quote(sentence.notice.id, sentence.start, sentence.end)
    start, end = best_run(sentence, topic)
    if part is not None:
        left, right = sentence.begins + part.start, sentence.begins + part.end
        if not (start <= left and right <= end):
            joined = min(start, left), max(end, right)
            start, end = joined if joined[1] - joined[0] <= LONGEST_SENTENCE else (left, right)
    return Quote(sentence.notice.id, start, end)


def _verdict(query: Query, statement: Statement, topic: Topic, best: Sentence) -> tuple[Part, bool | None]:
    """Whether what is put forward is so, and the part of the sentence that says it; ``None`` where nothing decides."""
    claim, text = statement.text, fold(best.text)
    part, following = _nearest(best.text, topic, statement)
    if best.own >= _PRICE:
        costs = on_price(claim, text, part.text)
        if costs and of_fewer(claim, text):
            return part, False
        if costs is not None:
            return part, costs if is_of_what_is_priced(topic, best, claim) else None
    question = DeedAsked.of(statement)
    # 就得停执业: no leave is asked
    due = question is not None and question.asked is Asked.MUST and bool(_PENAL.search(question.deed.text))
    if (
        not due
        and is_forbidden(topic, best.text, part.text)
        and may_be_banned(statement, topic, fold(banned_in(best.text)))
    ):
        return part, puts_forward_a_ban(claim)
    ordinal = on_ordinal(claim, text)
    if ordinal is not None and best.own >= _PLAIN:
        return part, ordinal
    if best.own >= _SURE:
        stage = stage_of(claim) if stage_of(part.text) is None else None
        reached = [p for p in following if stage is not None and stage_of(p.text) == stage]
        for each in (part, *reached[:1]):
            if year_denied(query, each, best.notice.years):
                return each, False
    for check in (_on_denial, _on_degree, _on_stage, _on_grade, _on_another, says_plainly):
        verdict = check(statement, topic, best, part, following)
        if verdict is not None:
            # 三级医院 is put forward, and 二级医院 alone is spoken of
            doubtful = verdict and (_undated(query, best) or contradicts(statement.text, text))
            return part, None if doubtful else verdict
    return part, None


def _undated(query: Query, best: Sentence) -> bool:
    """Whether a date is put forward, and neither the sentence names one nor the notice is of that year alone."""
    if _DATED.search(fold(best.text)):
        return False
    years = {str(year) for year in best.notice.years}
    return (
        bool(query.deadline)
        or not claimed_years(query) <= years
        or (len(years) > 1 and bool(claimed_years(query)))
    )


def _on_denial(
    statement: Statement, topic: Topic, best: Sentence, part: Part, following: Sequence[Part]
) -> bool | None:
    if best.own < _SURE or best.missing > _FIGURE_ASTRAY:
        return None
    if puts_forward_a_ban(statement.text) and (lets(part.text) or is_left_free(fold(best.text))):
        return False
    if not may_be_banned(statement, topic, fold(best.text)):
        return None
    denied = (on_denial(statement.text, each.text) for each in (part, *following))
    verdict = next((verdict for verdict in denied if verdict is not None), None)
    last = next((spoken(word) for word in reversed(topic.weights)), "")
    return on_claimed_denial(statement.text, last, fold(best.text)) if verdict is None else verdict


def _on_degree(
    statement: Statement, topic: Topic, best: Sentence, part: Part, following: Sequence[Part]
) -> bool | None:
    """全部, 只, 头一回, 必须: as the notice says it."""
    if best.own < _SURE or best.missing > _FIGURE_ASTRAY:
        return None
    claim, around = statement.text, " ".join((part.text, *(p.text for p in following[:1])))
    same = alike(claim, around)
    if same is not None:
        return same
    if one_way(claim) and many_ways(fold(best.text)):
        return False
    if claims_only(claim):
        return only_of(claim, fold(best.text))
    if claims_first(claim):
        return first_of(claim, part.text)
    if says_all(part.text) and _only_a_part(statement, part):
        return False
    duty = statement.duty and not statement.denies and speaks_of_the_duty(statement, topic, part.text)
    if duty and is_left_free(part.text) and bound_to(part.text, True) is False:
        return False
    if of_a_share(statement, topic, part.text):
        return False
    deed = _of_the_deed(topic, best, part).text
    made = statement.duty and not statement.denies and speaks_of_the_duty(statement, topic, deed)
    if made and bound_to(deed, True) is False:
        return False
    if claims_all(claim) and not statement.amounts:
        if of_some(part.text) or of_fewer(claim, fold(best.text)):
            return False
        said = says_all(around) and not compels_more(statement.first, fold(best.text))
        return True if said and not turned(claim, part.text) else None
    return None


def _of_the_deed(topic: Topic, best: Sentence, part: Part) -> Part:
    """The part that says what is claimed, the last word of the question, where the one that the question is about does not."""
    last = list(topic.weights)[-1:]
    saying = [p for p in parts_of(best.text, topic) if last and topic.credit(last[0], Held(p.text)) >= _SURE]
    return part if not saying or part.start in {p.start for p in saying} else saying[0]


def _only_a_part(statement: Statement, part: Part) -> bool:
    """Whether a share is put forward (一半就行) where the notice says 所有 and no share."""
    shares = [each for each in statement.amounts if each.kind == "share"]
    stated = any(each.kind == "share" for each in amounts_in(part.text))
    return bool(shares) and not stated and all(each.size < 1 for each in shares)


def _on_stage(
    statement: Statement, topic: Topic, best: Sentence, part: Part, following: Sequence[Part]
) -> bool | None:
    if stage_of(statement.text) is None:
        return None
    plain = without_stage(statement.text)
    subject = [word for word in topic.weights if word in topic.heard and _said_in(word, plain)]
    parts = parts_of(best.text, topic, subject)
    own = max(parts, key=lambda p: p.own, default=None)
    if own is None or own.own < _SUBJECT or not subject:
        return on_stage_date(statement.text, parts) if best.covered >= _SURE else None
    return on_stage(statement.text, own, [p for p in parts if p.start >= own.end])


def _on_grade(
    statement: Statement, topic: Topic, best: Sentence, part: Part, following: Sequence[Part]
) -> bool | None:
    """升三级医院 against 升级为二级综合医院."""
    if best.own < _SURE or part.own < _SUBJECT or not _ATTAINS.search(part.text):
        return None
    return False if contradicts(statement.text, part.text) else None


def _on_another(
    statement: Statement, topic: Topic, best: Sentence, part: Part, following: Sequence[Part]
) -> bool | None:
    return on_another(topic, statement.text, part) if best.own >= _PLAIN else None


def _said_in(word: tuple[str, ...], text: str) -> bool:
    return bool(word) and Held(text).credit(word) >= _SURE


def _nearest(text: str, topic: Topic, statement: Statement) -> tuple[Part, list[Part]]:
    """The comma-bounded part that the question is about, since a neighbour's figure decides nothing, and the parts behind,
    where what is said of it follows. Without figures it is found by what the question is of, not by what it says of that,
    the last word: 县妇保院投运，新人民医院结顶 does not say that 新人民医院 is in use."""
    asked = [mine for mine in statement.amounts if not is_condition(mine, fold(text))]
    figures_only = bool(asked)
    subject = list(topic.weights)[: None if figures_only else -1] or list(topic.weights)
    every = parts_of(text, topic, subject, items=figures_only)
    parts = [part for part in every if not figures_only or speaks_of(part.text, asked)]
    parts = [part for part in parts if tier_fit(ages_of(statement.amounts), part.text) >= 0] or parts
    parts = [part for part in parts if not contradicts(statement.text, part.text)] or parts
    part = max(parts or every, key=lambda p: p.near if figures_only else p.own)
    return part, [other for other in every if other.start >= part.end]
