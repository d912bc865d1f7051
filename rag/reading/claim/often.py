"""是 or 否 by how often, or for how many: 每两个月一次 against 每3个月一次, 每5万人1名 against 每万人1名."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.numerals import number_of
from rag.reading.claim.limits import Decided
from rag.reading.claim.parts import parts_of
from rag.reading.claim.statement import Statement
from rag.reading.sentences import Sentence, Topic

_N = r"(?:\d{1,3}|[一二两三四五六七八九十])"
_PERIOD = re.compile(
    rf"(?:每|按|(?<![第万十])(?=一))(?P<n>半|{_N})?个?(?P<unit>年度?|季度?|月|周|天|日|学期|学年)"
    rf"(?:[^，,。；;、]{{0,12}}?(?P<least>不少于|至少|不低于)?[^，,。；;、\d]{{0,4}}?(?P<low>{_N})(?:[—\-~至到](?P<high>{_N}))?[次回遍轮期])?"
)
_DAYS = {"年": 365.0, "季": 91.25, "月": 30.4, "周": 7.0, "天": 1.0, "日": 1.0, "学期": 182.5, "学年": 365.0}
_HEADS = re.compile(rf"每(?P<n>{_N})?(?P<many>[百千万]|十万|百万)(?:名|个)?(?:常住|户籍)?人")
_MANY = {"百": 1e2, "千": 1e3, "万": 1e4, "十万": 1e5, "百万": 1e6}
_NEAR, _LOOKED_AT, _ALIKE = 0.4, 5, 0.03


@dataclass(frozen=True, slots=True)
class Often:
    """So many times, from ``low`` to ``high``, in so many days; ``least``: that often at least."""

    days: float
    low: float
    high: float
    least: bool
    by: bool  # 按月: the period alone is what is said
    said: bool  # the number of times is said, not only the period


def often_in(text: str) -> list[Often]:
    """How often things are done, as a folded text says it."""
    found = []
    for match in _PERIOD.finditer(text):
        periods = 0.5 if match["n"] == "半" else float(number_of(match["n"])) if match["n"] else 1.0
        unit = match["unit"] if match["unit"] in _DAYS else match["unit"][0]
        low = float(number_of(match["low"])) if match["low"] else 1.0
        high = float(number_of(match["high"])) if match["high"] else low
        if periods and low:
            found.append(
                Often(
                    periods * _DAYS[unit],
                    low,
                    high,
                    bool(match["least"]),
                    match.group().startswith("按"),
                    bool(match["low"]),
                )
            )
    return found


def on_often(statement: Statement, topic: Topic, ranked: Sequence[Sentence]) -> Decided | None:
    """Whether it is done as often, or for as many people, as is put forward."""
    mine, heads = often_in(statement.text), _heads_in(statement.text)
    if statement.amounts:  # 每人每月500元 asks how much, not how often
        mine = [each for each in mine if each.said]
    if len(mine) != 1 and len(heads) != 1:
        return None
    best: tuple[float, Decided] | None = None
    for sentence in ranked[:_LOOKED_AT]:
        for part in parts_of(sentence.text, topic):
            if part.near < _NEAR or part.own <= 0 or (best is not None and part.near <= best[0]):
                continue
            verdict = _of_heads(heads, _heads_in(part.text))
            if verdict is None and len(mine) == 1:
                verdict = _of_period(mine[0], often_in(part.text))
            if verdict is not None:
                best = part.near, Decided(verdict, sentence, part)
    return best[1] if best else None


def _of_period(mine: Often, stated: Sequence[Often]) -> bool | None:
    if len(stated) != 1 or not (stated[0].said or not mine.said):
        return None
    if not stated[0].said:
        return mine.days == stated[0].days if mine.by and stated[0].by else None
    if not mine.said and mine.days == stated[0].days:
        return None
    theirs = stated[0]
    rate, low, high = mine.low / mine.days, theirs.low / theirs.days, theirs.high / theirs.days
    if theirs.least:
        return None if rate > low * (1 + _ALIKE) else rate >= low * (1 - _ALIKE)
    return low * (1 - _ALIKE) <= rate <= high * (1 + _ALIKE)


def _of_heads(mine: Sequence[float], stated: Sequence[float]) -> bool | None:
    """False where it is for another number of people; the figure is looked at elsewhere."""
    return False if len(mine) == len(stated) == 1 and mine[0] != stated[0] else None


def _heads_in(text: str) -> list[float]:
    return [
        (number_of(match["n"]) if match["n"] else 1) * _MANY[match["many"]] for match in _HEADS.finditer(text)
    ]
