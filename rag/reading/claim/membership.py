"""是 or 否 where a question asks whether a place is one of those that a notice names in a row: 瑞金市、信丰县、上犹县等9个县.

A row that tells how many it names, and names as many, leaves everybody else out; any other is only known to hold whom it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.anatomy.regions import mentions, short_name
from ingest.numerals import number_of
from ingest.text import fold
from rag.reading.claim.limits import Decided
from rag.reading.claim.parts import Part
from rag.reading.claim.statement import Statement
from rag.reading.places import towns_in
from rag.reading.sentences import Sentence, Topic

_IN = "(?:之列|之中|当中|名单(?:里面?|上|中)?|里[面头]?|范围|中|内)"
_SET = f"[^,。?]{{2,40}}?{_IN}"
_ASKS = (
    re.compile(
        f"(?P<who>[^,。?]{{2,14}}?)(?:在不在|属不属于|算不算(?:在)?|(?:是不是|是否|有没有)(?:也|被)*(?:在|属于|列[入进到]|列在)){_SET}"
    ),
    re.compile(
        f"(?P<who>[^,。?]{{2,14}}?)(?:也|被)*(?:在|属于|列[入进到在])[^,。?]*(?:名单|\\d个)[^,。?]*{_IN}"
    ),
    re.compile(
        f"{_SET}(?:有没有|包不包括|含不含|有|包括|包含|含)(?P<who>[^,。?]{{2,9}}?)(?:吗|么|没有?|吧)?\\?*$"
    ),
)
_JOINS = re.compile("[、和与及]|以及")
_HOW_MANY = re.compile("(?:等)?(?:共|这)?(?P<number>\\d{1,2}|[二两三四五六七八九十]{1,3})[个家]")
_LOOKED_AT = 6
_REMEMBERED = 64  # notices, each of which several sentences are of
# The share of the question that a sentence says; less will do where the number is the same.
_OF_IT, _SAME_NUMBER = 0.5, 0.25


@dataclass(frozen=True, slots=True)
class _Row:
    """Names that stand in a row in ``[start, end)`` of a sentence; ``number``: how many it says there are, 0 where it does
    not."""

    names: tuple[str, ...]
    start: int
    end: int
    number: int


def asks_membership(statement: Statement, best: Sentence) -> bool:
    """Whether a place inside the notice's own is asked to be one of several."""
    return any((asked := asks.search(statement.first)) and _named(asked["who"], best) for asks in _ASKS)


def on_membership(statement: Statement, topic: Topic, ranked: Sequence[Sentence]) -> Decided | None:
    """Whether the place asked about stands in the row that the question is of; ``None`` where no row tells."""
    asked = next((found for asks in _ASKS if (found := asks.search(statement.first))), None)
    if asked is None:
        return None
    numbers = {int(amount.size) for amount in statement.amounts if amount.size == int(amount.size)}
    for sentence in ranked[:_LOOKED_AT]:
        who = _named(asked["who"], sentence)
        if not who:
            continue
        for row in _rows(sentence.text):
            same = row.number in numbers
            if (numbers and not same) or sentence.own < (_SAME_NUMBER if same else _OF_IT):
                continue
            part = Part(
                row.start, row.end, fold(sentence.text[row.start : row.end]), sentence.own, sentence.own
            )
            if any(short_name(name) == who for name in row.names):
                return Decided(True, sentence, part)
            if row.number == len(row.names):
                return Decided(False, sentence, part)
    return None


def _named(words: str, sentence: Sentence) -> str:
    """The short name of the place inside the notice's own that ``words`` name last, as any name of the notice; empty where there
    is none."""
    notice = sentence.notice
    own = [short_name(name) for name in notice.region.names]
    inside = [name for name in _places_in(notice.text) if name in words and name not in own]
    return max(inside, key=lambda name: (words.rfind(name), len(name)), default="")


@lru_cache(maxsize=_REMEMBERED)
def _places_in(text: str) -> frozenset[str]:
    """The short names of the divisions that a text names, and its towns."""
    return frozenset((*(short_name(mention.text) for mention in mentions(text)), *towns_in(text)))


def _rows(text: str) -> Iterator[_Row]:
    """The runs of names of places that nothing but a joint parts."""
    run: list[tuple[int, int]] = []
    for span in (*((m.start, m.end) for m in mentions(text)), (len(text), len(text))):
        if run and _JOINS.fullmatch(text[run[-1][1] : span[0]]) and span[0] < span[1]:
            run.append(span)
            continue
        if len(run) > 1:
            end = run[-1][1]
            told = _HOW_MANY.match(text, end)
            number = int(number_of(told["number"])) if told else 0
            yield _Row(tuple(text[a:b] for a, b in run), run[0][0], told.end() if told else end, number)
        run = [span]
