"""Whether a sentence says plainly, word for word or nearly, what a yes-or-no question puts forward."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.text import fold
from rag.language.polarity import turned
from rag.question.wording import QUOTED
from rag.reading.claim.amounts import amounts_in, comparable, keeps
from rag.reading.claim.another import spoken
from rag.reading.claim.claimed_figure import is_condition, is_kept, says_for_whom
from rag.reading.claim.denied import forbids, puts_forward_a_ban
from rag.reading.claim.duty_guards import says_the_deed
from rag.reading.claim.free_will import compels_more
from rag.reading.claim.judged_by import is_idle
from rag.reading.claim.parts import Part
from rag.reading.claim.predicates import in_other_words, said_otherwise, shares_a_character
from rag.reading.claim.price import asks_price
from rag.reading.claim.quantified import (
    claims_all,
    claims_first,
    claims_only,
    lets,
    one_way,
    only_one_way,
    says_all,
)
from rag.reading.claim.statement import Statement
from rag.reading.held import Held
from rag.reading.sentences import Sentence, Topic

# With less of the question in the sentence's own words than this it is not said; in quotation marks less will do.
_SURE, _QUOTED = 0.5, 0.3
# So much of what notices do speak of is nowhere near: it is said of something else. More may be where a figure or a name in
# quotation marks stands there as it is put forward.
_ASTRAY, _FIGURE_ASTRAY, _QUOTED_ASTRAY = 0.2, 0.35, 0.6
_INSTEAD_OF = re.compile("而(?:不|并?非)是?")
# 围绕医疗、医保等领域: what it names holds for all that follows.
_LEADS_IN = re.compile("围绕|以|按照|聚焦|针对|结合|坚持|通过|依托|根据|为|在")


def says_plainly(
    statement: Statement, topic: Topic, best: Sentence, part: Part, following: Sequence[Part]
) -> bool | None:
    """Whether all that carries meaning in the statement stands in the sentence, and every amount as it is put forward."""
    claim, asked = statement.text, statement.amounts
    if _is_said_too_little(statement, topic, best, part, following):
        return None
    everything = amounts_in(fold(best.text))
    claimed = [mine for mine in asked if not is_condition(mine, part.text) and not is_idle(mine, everything)]
    stated = amounts_in(part.text)
    if not all(any(is_kept(mine, each) for each in stated) for mine in claimed):
        met = [(mine, each) for mine in claimed for each in stated if comparable(mine, each)]
        # 80张床能报名吗 where 不少于50张 is wanted: there is enough, and what else is wanted is not told.
        enough = all(
            each.bound and keeps(mine, each) and (statement.asks_leave or says_for_whom(each, part.text))
            for mine, each in met
        )
        return False if met and not enough else None
    return None if _INSTEAD_OF.search(claim) else not turned(claim, part.text)


def _is_said_too_little(
    statement: Statement, topic: Topic, best: Sentence, part: Part, following: Sequence[Part]
) -> bool:
    """Whether too little of the statement stands in the sentence, or in the part, for the sentence to say it plainly."""
    claim, asked, text = statement.text, statement.amounts, fold(best.text)
    otherwise = _said_otherwise(topic, best)
    quoted = any(words in text for words in QUOTED.findall(claim))
    if best.own + otherwise < (_QUOTED if quoted else _SURE):
        return True
    if best.missing - otherwise > (_QUOTED_ASTRAY if quoted else _FIGURE_ASTRAY if asked else _ASTRAY):
        return True
    if asked and any(mark in part.text for mark in "“”「」"):
        return True  # it is said by others
    return claims_more(statement, text) or _leaves_the_deed_open(statement, topic, best, part, following)


def claims_more(statement: Statement, text: str) -> bool:
    """Whether 只, 头一回, 全部 or 强制 is put forward, or a price asked for, which other words have to decide."""
    claim = statement.text
    return (
        claims_only(claim)
        or claims_first(claim)
        or (one_way(claim) and not statement.amounts and not only_one_way(text))
        or (claims_all(claim) and not says_all(text))
        or asks_price(claim)
        or compels_more(statement.first, text)
    )


def _leaves_the_deed_open(
    statement: Statement, topic: Topic, best: Sentence, part: Part, following: Sequence[Part]
) -> bool:
    """Whether what is done, and that it may be done, is not said, or is forbidden."""
    behind = following if _LEADS_IN.match(part.text) else following[:1]
    unasked = statement.asks_leave and not puts_forward_a_ban(statement.text)
    if unasked and forbids(part.text, *(p.text for p in behind)):
        return True
    if statement.amounts:
        return False
    named = fold(best.text).partition(":")[0] if part.start else ""
    after = " ".join((named, part.text, *(p.text for p in behind)))
    return (
        not says_the_deed(statement, topic, best)
        or (statement.asks_permission and not lets(fold(best.text)))
        or _predicate_missing(topic, statement.text, after)
    )


def _said_otherwise(topic: Topic, best: Sentence) -> float:
    """The share of the question that the sentence says in other words (扶持 for 支持), where notices use both."""
    held, text = Held(best.text), fold(best.text)
    return sum(
        weight
        for word, weight in topic.weights.items()
        if topic.credit(word, held) < _SURE and in_other_words(spoken(word), text)
    )


def _predicate_missing(topic: Topic, claim: str, text: str) -> bool:
    """Whether what is claimed, the last word of the question, is not spoken of: 收钱 in a sentence about a form."""
    *others, last = topic.weights or ((),)
    if not last or topic.credit(last, Held(text)) >= _SURE or said_otherwise(claim, text):
        return False
    return not shares_a_character(spoken(last), text, "".join(spoken(word) for word in others))
