"""Two notices named in one question by a part of their titles: 三年行动和2025年工作要点各是多少."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.anatomy.regions import short_name
from ingest.models import Notice
from ingest.text import fold
from rag.question.query import Query
from rag.reading.shortened import unsaid_behind

_KIND = "(?:要点|方案|通知|计划|规划|办法|意见|行动|细则|规定|文件|纲要|预案)"
_JOINT = re.compile("[和与跟及同、]|以及|还有|[，,]?对比")
_SECOND = re.compile(rf"[^，,。？?；;]{{0,18}}?{_KIND}(?=[对里中上的关在各分都谁哪有定写提规要，,]|两|$)")
_FIRST = re.compile("[^，,。？?；;：:]{3,24}$")
_SHORTEST = 4  # characters: what is shorter names many
_NAMES_NOTHING = re.compile(r"[《》“”\"的这那份个]")

Named = tuple[Notice, int, int]  # with the stretch of the question that names it


def named_in(query: Query, notices: Sequence[Notice]) -> list[Named]:
    """The two notices that stand side by side in the question, each by characters of its title that no other has in that
    order; empty where they are not told so."""
    own = [n for n in notices if not query.places or set(n.region.names) & set(query.places)]
    names = [way for place in query.places for way in (place, short_name(place))]
    for joint in _JOINT.finditer(query.text):
        second = _SECOND.match(query.text, joint.end())
        first = _FIRST.search(query.text, 0, joint.start())
        if not second or not first:
            continue
        later = _only(_NAMES_NOTHING.sub("", second.group()), own, names)
        before = next(
            (
                (notice, at)
                for at, said in _endings(query.text, first.start(), joint.start())
                if (notice := _only(said, own, names))
            ),
            None,
        )
        if later and before and later is not before[0]:
            return [(before[0], before[1], joint.start()), (later, second.start(), second.end())]
    return []


def _endings(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The stretch and its ends, the longest first."""
    for at in range(start, end - _SHORTEST + 1):
        yield at, _NAMES_NOTHING.sub("", text[at:end])


def _only(said: str, notices: Sequence[Notice], places: Sequence[str]) -> Notice | None:
    """The one notice whose title holds these characters in their order, the place named aside."""
    for name in sorted(places, key=len, reverse=True):
        said = said.replace(name, "")
    if len(said) < _SHORTEST:
        return None
    found = [
        notice
        for notice in notices
        if any(unsaid_behind(fold(said), fold(title)) is not None for title in (notice.title, notice.subject))
    ]
    return found[0] if len(found) == 1 else None
