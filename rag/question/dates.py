"""Which years and deadlines a question names, and which of them belong to which of its places."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.anatomy.regions import short_name
from ingest.numerals import FULL_DATE, chinese_to_int, find_date
from ingest.text import fold
from rag.question.asked import asks_for_due
from rag.question.query import Query
from rag.question.wording import DEADLINE, DUE, ISSUED, YEAR, YEAR_OF_A_THING

_SPAN = re.compile(r"(?:19|20)\d{2}年?\s*[-—–~～至到]+\s*(?:19|20)\d{2}年?(?!各|每|逐)")
_JOINED = re.compile("[和与跟及同、]|以及|还有")


@dataclass(frozen=True, slots=True)
class Dated:
    """The dates of a question as a query has them; ``rest``: the question without them."""

    issued_on: str
    deadline: str
    years: tuple[int, ...]
    span: bool
    rest: str


def dated(text: str) -> Dated:
    """The dates of a question that names no notices and places any more."""
    issued_on = find_date(text) if ISSUED.search(text) else ""
    rest = FULL_DATE.sub(" ", text) if issued_on else text
    deadline, years = _dates(YEAR_OF_A_THING.sub(" ", rest))
    span = len(years) == 2 and bool(_SPAN.search(rest))
    rest = YEAR.sub(" ", DEADLINE.sub(" ", rest) if deadline else rest)
    due = DUE.search(rest) if not deadline and asks_for_due(rest) else None
    if due:
        deadline = fold(due["due"] or due["within"] or due["part"])
        rest = rest.replace(due.group(), " ", 1)
    return Dated(issued_on, deadline, years, span, rest)


def _dates(text: str) -> tuple[str, tuple[int, ...]]:
    """The deadline asked about and the years that limit the notices."""
    match = DEADLINE.search(text)
    deadline = fold(match.group()) if match else ""
    rest = DEADLINE.sub(" ", text) if match else text
    years: list[int] = []
    for found in YEAR.finditer(rest):
        digits = found.group(1) or found.group(2)
        year = int(digits) if digits else chinese_to_int(found.group(3))
        if year:
            years.append(year)
    return deadline, tuple(dict.fromkeys(years))


def dates_by_place(query: Query) -> dict[str, tuple[str, tuple[int, ...]]]:
    """The deadline and years written behind each of several places (A2023年和B到2025年); empty where they are not told apart."""
    at = {place: query.text.find(short_name(place)) for place in query.places}
    if min(at.values(), default=-1) < 0:
        return {}
    ordered = sorted(at, key=lambda place: at[place])
    ends = [*(at[place] for place in ordered[1:]), len(query.text)]
    found = {place: _dates(query.text[at[place] : end]) for place, end in zip(ordered, ends, strict=True)}
    between = query.text[at[ordered[0]] : at[ordered[1]]] if len(ordered) > 1 else ""
    for way in (ordered[0], short_name(ordered[0])):
        between = between.removeprefix(way)
    together = _JOINED.fullmatch(between.strip()) is not None or any(_dates(query.text[: at[ordered[0]]]))
    told_apart = all(any(dates) for dates in found.values())
    return found if told_apart or (not together and any(map(any, found.values()))) else {}
