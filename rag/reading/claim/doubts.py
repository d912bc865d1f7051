"""Where the words are better shown without 是 or 否, though something in them would decide."""

from __future__ import annotations

import re

from ingest.text import fold
from rag.question.query import Query
from rag.reading.claim.another import names_in, on_another
from rag.reading.claim.denied import forbids
from rag.reading.claim.duty_guards import FREES, excepts, names_what_is_not_there
from rag.reading.claim.focus import is_open
from rag.reading.claim.free_will import speaks_of_the_duty
from rag.reading.claim.hours import asks_for_other_hours
from rag.reading.claim.in_person import asks_oneself
from rag.reading.claim.of_less import is_of_less
from rag.reading.claim.parts import Part, parts_of
from rag.reading.claim.quantified import of_another_each, of_fewer
from rag.reading.claim.statement import Statement
from rag.reading.held import Held
from rag.reading.sentences import Sentence, Topic

_FREES = re.compile(FREES)
_ASKS_NEED = re.compile("用不用|要不要|需不需要|需要不需要|[还再又](?:得|要|用)")
TRANSLATED = " 是否"  # how an English question of yes or no ends
_ENOUGH_WORDS, _SAID, _MOST = 3, 0.5, 0.6


def is_in_doubt(
    query: Query, statement: Statement, topic: Topic, best: Sentence, part: Part, verdict: bool
) -> bool:
    """Whether the words are better shown without a verdict: they may be of less, or of others, than what is asked."""
    if query.text.endswith(TRANSLATED) and len(topic.weights) < _ENOUGH_WORDS:
        return True  # of an English question only the words known are left: too few to judge by
    if verdict and _may_not_be_so(query, statement, topic, best, part):
        return True
    fewer = not verdict and of_fewer(statement.text, fold(best.text))  # that it is of less is what decides
    less = not statement.amounts and not fewer and is_of_less(statement, topic, best, part)
    if excepts(statement, best.text) or less:
        return True
    # that it is said of another decides
    return names_what_is_not_there(statement, topic, best) and on_another(topic, statement.text, part) is None


def _may_not_be_so(query: Query, statement: Statement, topic: Topic, best: Sentence, part: Part) -> bool:
    """Whether something that the question has is not said, so that 是 would say more than the words do."""
    text = fold(best.text)
    return (
        of_another_each(query.text, best.text)
        or (statement.asks_leave and _is_forbidden_to_some(topic, best, part))
        or _leaves_a_name_out(statement, topic, best)
        or is_open(statement, text)
        or (statement.duty and best.own < _MOST and not speaks_of_the_duty(statement, topic, best.text))
        or _is_freed_from(statement, text)
        or _is_unsaid(statement.first, text)
    )


def _leaves_a_name_out(statement: Statement, topic: Topic, best: Sentence) -> bool:
    """Whether a name that the question has (东山镇卫生院) stands neither in the sentence nor above it."""
    trail = best.notice.trail(best.passage.clause_index)
    around = Held(" ".join((best.notice.title, *(clause.heading for clause in trail), best.text)))
    return any(not topic.credit(word, around) for word in names_in(topic, statement.text))


def _is_freed_from(statement: Statement, text: str) -> bool:
    """Whether a duty is asked about (用不用再挂号) and a text has a word that frees from one."""
    return bool(_ASKS_NEED.search(statement.first)) and bool(_FREES.search(text))


def _is_unsaid(asked: str, text: str) -> bool:
    """Whether who comes, the hours or that it goes by itself is what is asked, and the text says nothing of it."""
    by_itself = "自动" in asked and "自动" not in text
    return by_itself or asks_oneself(asked) or asks_for_other_hours(asked, text)


def _is_forbidden_to_some(topic: Topic, best: Sentence, part: Part) -> bool:
    """Whether another part forbids, and names something asked about that this one does not: 劳务派遣单位不予补贴."""
    mine = Held(part.text)
    others = [
        Held(each.text)
        for each in parts_of(best.text, topic)
        if forbids(each.text) and each.start != part.start
    ]
    return any(
        topic.credit(w, mine) < _SAID <= topic.credit(w, held) for held in others for w in topic.weights
    )
