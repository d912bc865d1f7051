"""否 where a question says that people are made to do what the notice leaves to them: 强制大家打 against 坚持自愿原则."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.reading.claim.another import spoken
from rag.reading.claim.limits import Decided
from rag.reading.claim.parts import parts_of
from rag.reading.claim.statement import Statement
from rag.reading.sentences import Sentence, Topic

_COMPELS = re.compile("强制|强迫|硬性|摊派|被迫|逼着?")
_MORE = re.compile("(?:能|可以)[^,]{0,4}(?:要求|让|逼)[^,]{0,8}(?:必须|都得|一定)")
_BOUND = re.compile("强制|强迫|硬性|摊派|必须|应当|(?<!无)须|一律|务必|不得")
_FREE_TO = re.compile(
    "自愿|不(?:作|做|搞|得|能|再)?(?:强制|强迫|硬性)|(?:严禁|禁止|不得|杜绝)[^,;。]{0,8}(?:强制|强迫|摊派|硬性)|自主选择"
)
_LOOKED_AT, _COVERED = 8, 0.5


def on_free_will(statement: Statement, topic: Topic, ranked: Sequence[Sentence]) -> Decided | None:
    """What decides is what the best sentence says, or the clause that it stands in where nothing there binds anybody."""
    duty = _COMPELS.search(statement.first) or statement.duty
    if not duty or statement.denies or _FREE_TO.search(statement.first) or not ranked:
        return None
    best = ranked[0]
    compelling = sum(weight for word, weight in topic.weights.items() if _COMPELS.search(spoken(word)))
    if best.covered < _COVERED * (1 - compelling):
        return None  # 强制 itself the notice need not say
    home = [s for s in ranked[:_LOOKED_AT] if s.passage.clause_index == best.passage.clause_index]
    home = [s for s in home if s.notice is best.notice]
    parts = [(sentence, part) for sentence in home for part in parts_of(sentence.text, topic)]
    free = next(((sentence, part) for sentence, part in parts if _FREE_TO.search(part.text)), None)
    if free is None:
        return None
    # 接种单位应当告知 binds another than those who are free to come.
    if any(_BOUND.search(_FREE_TO.sub(" ", part.text)) and part.own >= free[1].own for _, part in parts):
        return None
    return Decided(False, *free)


def compels_more(asked: str, text: str) -> bool:
    """Whether a question says 强制, or 能要求…必须, and the text has no word that binds."""
    return bool(_COMPELS.search(asked) or _MORE.search(asked)) and not _BOUND.search(text)
