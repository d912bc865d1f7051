"""否 where a question says that people are made to do what the notice leaves to them: 强制大家打 against 坚持自愿原则."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.reading.claim.another import spoken
from rag.reading.claim.limits import Decided
from rag.reading.claim.parts import parts_of
from rag.reading.claim.quantified import binds
from rag.reading.claim.statement import Statement
from rag.reading.held import Held
from rag.reading.sentences import Sentence, Topic

_COMPELS = re.compile("强制|强迫|硬性|摊派|被迫|逼着?")
_MORE = re.compile("(?:能|可以)[^,]{0,4}(?:要求|让|逼)[^,]{0,8}(?:必须|都得|一定)")
_FREE_TO = re.compile(
    "自愿|不(?:作|做|搞|得|能|再)?(?:强制|强迫|硬性)|(?:严禁|禁止|不得|杜绝)[^,;。]{0,8}(?:强制|强迫|摊派|硬性)|自主选择"
)
_ASSURED = re.compile("(?:一定|肯定|必定)(?:就|都)?(?:能|可以|会|有)")
_MADE_TO = re.compile(
    "(?:必须|务必|一定[要得]|强制|强迫|硬性|非[得要]?|都得|应当)(?:都?[得要])?(?P<deed>[^,]*)$"
)
_LOOKED_AT, _COVERED, _HELD = 8, 0.5, 0.5


def on_free_will(statement: Statement, topic: Topic, ranked: Sequence[Sentence]) -> Decided | None:
    """What decides is what the best sentence says, or the clause that it stands in where nothing there binds anybody."""
    duty = _COMPELS.search(statement.first) or statement.duty
    if not duty or statement.denies or is_left_free(statement.first) or not ranked:
        return None
    best = ranked[0]
    compelling = sum(weight for word, weight in topic.weights.items() if _COMPELS.search(spoken(word)))
    if best.covered < _COVERED * (1 - compelling):
        return None  # 强制 itself the notice need not say
    home = [s for s in ranked[:_LOOKED_AT] if s.passage.clause_index == best.passage.clause_index]
    home = [s for s in home if s.notice is best.notice]
    parts = [(sentence, part) for sentence in home for part in parts_of(sentence.text, topic)]
    free = next(((sentence, part) for sentence, part in parts if is_left_free(part.text)), None)
    if free is None:
        return None
    # 接种单位应当告知 binds another than those who are free to come.
    if any(binds(_FREE_TO.sub(" ", part.text)) and part.own >= free[1].own for _, part in parts):
        return None
    if not speaks_of_the_duty(statement, topic, free[1].text):
        return None
    return Decided(False, *free)


def is_left_free(text: str) -> bool:
    """Whether a text leaves something to people: 自愿, 不得强制, 自主选择."""
    return bool(_FREE_TO.search(text))


def speaks_of_the_duty(statement: Statement, topic: Topic, text: str) -> bool:
    """Whether the deed held to be a duty is what a text leaves to people: 体检坚持自愿 says nothing of 带医保卡."""
    if _COMPELS.search(statement.first):
        return True
    if _ASSURED.search(statement.first):
        return False
    made = _MADE_TO.search(statement.first.rstrip("吗嘛么吧呢?!。"))
    if made is None:
        return True
    held = Held(text)
    words = [word for word in topic.weights if spoken(word) in made["deed"]]
    return all(topic.credit(word, held) >= _HELD for word in words)


def compels_more(asked: str, text: str) -> bool:
    """Whether a question says 强制, or 能要求…必须, and the text has no word that binds."""
    return bool(_COMPELS.search(asked) or _MORE.search(asked)) and not binds(text)
