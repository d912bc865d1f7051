"""The sentence that a claim is judged by: of those that count what it counts, and speak of its tier, the one that says most."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.text import fold
from rag.question.query import Query
from rag.reading.claim.amounts import Amount, amounts_in, comparable
from rag.reading.claim.another import names_in
from rag.reading.claim.claimed_figure import speaks_of
from rag.reading.claim.statement import Statement
from rag.reading.draft import Quote
from rag.reading.held import Held
from rag.reading.pointed import may_be_pointed_at, pointed_at
from rag.reading.readings import Readings
from rag.reading.sentences import Sentence, Topic
from rag.reading.tiers import tier_fit

_SURE = 0.5
_AS_GOOD = 0.2  # the reader's choice among sentences that say nearly as much of the question
_FAR_BETTER = 0.25
_FEW = 3


def best_sentence(
    query: Query, topic: Topic, ranked: Sequence[Sentence], readings: Readings, statement: Statement
) -> Sentence:
    """The sentence to judge by: of those that count what the question counts, of those whose tier it is, and of those the
    reader points into, the best. The reader is asked only where it could choose another than the best."""
    asked = [mine for mine in statement.amounts if not is_idle(mine, amounts_in(fold(ranked[0].text)))]
    fitting = [s for s in ranked[:10] if speaks_of(s.text, asked)]
    if not asked or not fitting or fitting[0].own + _FAR_BETTER < ranked[0].own:
        # What the question counts is no matter of the notice's: each day's 60 in what may not be drawn twice.
        fitting = list(ranked)
    enough = fitting[0].own - _AS_GOOD
    said = "、".join(each.text for each in asked)
    fits = [tier_fit(said, s.text) for s in fitting]
    most = max(fits)
    best, *others = (s for s, fit in zip(fitting, fits, strict=True) if fit == most)

    def may_be_meant(sentence: Sentence) -> bool:
        return sentence.own >= enough and _names_as_much(sentence, fitting[0], topic, statement.text)

    rivals = [s for s in others if may_be_pointed_at(readings, s) and may_be_meant(s)]
    pointed = pointed_at(readings) if rivals else None
    if _touches(best, pointed) and may_be_meant(best):
        return best
    return next((s for s in rivals if _touches(s, pointed)), best)


def _names_as_much(sentence: Sentence, than: Sentence, topic: Topic, claim: str) -> bool:
    """Whether a sentence has every name of the question that another one has: it is not to be lost for nearness."""
    held, other = Held(sentence.text), Held(than.text)
    return all(
        topic.credit(word, held) >= _SURE or topic.credit(word, other) < _SURE
        for word in names_in(topic, claim)
    )


def is_idle(mine: Amount, everything: Sequence[Amount]) -> bool:
    """Whether an amount only goes with the words (由两个人分开当): a small one where the notice counts nothing alike."""
    return (
        mine.kind == "count" and mine.size <= _FEW and not any(comparable(mine, each) for each in everything)
    )


def _touches(sentence: Sentence, pointed: Quote | None) -> bool:
    return pointed is not None and pointed.touches(sentence.notice.id, sentence.start, sentence.end)
