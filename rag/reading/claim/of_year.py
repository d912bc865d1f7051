"""是 or 否 by the year that a thing is of: 2003年盖好的小区 against 2005年底前建成的可酌情纳入."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.question.wording import YEAR_OF_A_THING
from rag.reading.claim.limits import Decided
from rag.reading.claim.parts import parts_of
from rag.reading.claim.quantified import lets
from rag.reading.claim.statement import Statement
from rag.reading.sentences import Sentence, Topic

_LIMIT = re.compile(
    r"(?P<year>(?:19|20)\d{2})年(?:\d{1,2}月(?:\d{1,2}日)?)?(?P<end>底|末)?(?P<and>及)?(?P<side>以?前|之前|以?后|之后|起)"
)
_BANS = re.compile("不予|不得|不再|不纳入|不列入|不能|不可(?!或缺)|禁止")
_NEAR, _LOOKED_AT = 0.2, 8


def on_year(statement: Statement, topic: Topic, ranked: Sequence[Sentence]) -> Decided | None:
    """Whether a rule for what is older, or newer, than a year takes in the thing asked about, and so what it says."""
    match = YEAR_OF_A_THING.search(statement.text)
    if not match:
        return None
    year = int(match["year"])
    for sentence in ranked[:_LOOKED_AT]:
        limits = [
            (part, limit)
            for part in parts_of(sentence.text, topic)
            for limit in _LIMIT.finditer(part.text)
            if max(part.near, sentence.covered) >= _NEAR
        ]
        if not limits:
            continue
        inside = [(part, limit) for part, limit in limits if _takes_in(limit, year)]
        part = (inside or limits)[-1][0]
        so = bool(inside) and not _BANS.search(part.text)
        if statement.denies and not statement.duty and lets(part.text) and inside:
            return Decided(False, sentence, part)
        return Decided(so != statement.denies, sentence, part)
    return None


def _takes_in(limit: re.Match[str], year: int) -> bool:
    stated = int(limit["year"])
    if limit["side"].endswith("前"):
        return year <= stated if limit["end"] or limit["and"] else year < stated
    return year >= stated if limit["side"] == "起" or limit["and"] else year > stated
