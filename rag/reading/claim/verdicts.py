"""是 or 否 where a question puts forward a unit (是科教科牵头吗) or a date (是2025年底才建成吗)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.figures import find_figures
from ingest.text import fold
from rag.question.query import Query
from rag.reading.claim.another import names_in
from rag.reading.draft import Draft
from rag.reading.held import Held
from rag.reading.sentences import Sentence, Topic
from rag.reading.years import YEAR

_CLAIMED = re.compile(
    r"(?:是|由|归)(?:不是|否)?(?:由)?(?P<unit>[\u4e00-\u9fff\[\]]{2,14}?)(?:来)?(?:牵头|负责|主管|管|抓)(?:的)?[吗么吧]?[？?。]*$"
)
_IN_CHARGE = re.compile("由(?P<unit>[\u4e00-\u9fff、]{2,20}?)(?:牵头|主管)")
_ASKED = re.compile("哪|谁|什么|多少|几")
_MORE_THAN_A_DATE = re.compile("所有|全部|都|均|每[个家所名]|全覆盖")
_WEIGHTY, _SAID = 0.15, 0.5
_MONTH = re.compile(r"(\d{1,2})月")


def claimed_unit(query: Query) -> str:
    """The unit that a question puts forward as responsible; empty where it puts none."""
    match = _CLAIMED.search(query.text)
    return match["unit"] if match and not _ASKED.search(match["unit"]) else ""


def verdict_on_unit(claimed: str, draft: Draft | None) -> Draft | None:
    """Whether the units that the notice names are, or hold, the one put forward."""
    if draft is None or not draft.lines:
        return None
    named = _IN_CHARGE.findall(fold(" ".join(line.text for line in draft.lines[1:]))) or [
        fold(draft.lines[0].text)
    ]
    return draft.ruled(any(fold(claimed) in each for each in named))


def verdict_on_date(
    query: Query, topic: Topic, draft: Draft | None, ranked: Sequence[Sentence] = ()
) -> Draft | None:
    """Whether the date that the notice states is the one put forward; ``None`` where it states no year, or leaves unsaid
    something that the question names: another town's hospital has another date."""
    if draft is None or not draft.lines or draft.unstated:
        return None
    if _MORE_THAN_A_DATE.search(query.text) or find_figures(query.text.replace(query.deadline, " ")):
        return None  # the date is part of what is claimed, not the whole of it
    stated, claimed = draft.lines[0].text, query.deadline
    years = YEAR.search(stated), YEAR.search(claimed)
    if not years[0] or not years[1]:
        return None
    held = Held(" ".join((*(line.text for line in draft.lines), *_headings(draft, ranked))))
    if any(
        topic.credit(w, held) < _SAID
        for w, share in list(topic.weights.items())[
            :-1
        ]  # the last says what is done by then, in whatever words
        if share >= _WEIGHTY and w in topic.heard
    ):
        return None
    if any(topic.credit(word, held) < _SAID for word in names_in(topic, query.text)):
        return None
    same = years[0].group() == years[1].group() and _month(stated) in (_month(claimed), 0)
    return draft.ruled(same)


def _headings(draft: Draft, ranked: Sequence[Sentence]) -> list[str]:
    """What stands above the words quoted, which names what they are of."""
    return [
        clause.heading
        for sentence in ranked
        if any(quote.touches(sentence.notice.id, sentence.start, sentence.end) for quote in draft.quotes)
        for clause in sentence.notice.trail(sentence.passage.clause_index)
    ]


def _month(text: str) -> int:
    """The month named, 12 for the end of a year, 0 where none is."""
    match = _MONTH.search(text)
    return int(match[1]) if match else 12 if re.search("年?底|年末", text) else 0
