"""The sentence that leads in a list and the items that it rules: 有下列情形之一的，不予受理：（1）…. Neither answers without the
other: where one of them is found, both are told."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from ingest.models import Clause, Notice
from ingest.text import sentences
from rag.question.query import Query
from rag.question.wording import Asks
from rag.reading.draft import Draft, Line, Quote

_OF_WHOM = re.compile("的[；;。，,]?$")
# What ends a clause whose items answer: 提交下列材料：, 应当符合以下条件。
_LEADS_IN = re.compile("[：:]$|(?:下列|以下|如下)[^，,。；;：:]{0,12}[。.]?$")
# The same with its items behind it in one line: 符合下列指标：…；…；….
_IN_A_LINE = re.compile("(?:下列|以下|如下)[^，,。；;：:]{0,12}(?:之一[^。；;：:]{0,30})?[：:]")
# 哪些人要优先签约: 优先签约以下人群：….
_THINGS_ASKED = re.compile("哪(?:些|[几一二三四五六七八九十]+[个类种样项])(?P<kind>[\u4e00-\u9fff]{1,2})")
# What a lead-in calls its items.
LED_THINGS = re.compile("(?:下列|以下|如下)(?P<kind>[^，,。；;：:]{1,10})")
_PEOPLE = re.compile("人|对象|群体|居民|者")
_SEVERAL = re.compile("哪[几些]|哪[一二三四五六七八九十两]{1,3}|什么|啥|几[种个条样类项]|列出|列一下")
_FEWEST, _MOST_ITEMS = 2, 40
_LONGEST_ITEM = 120  # characters: a longer one is a clause of its own
_LONGEST_LINE = 600


def lead_in(notice: Notice, item: int) -> Quote | None:
    """The last sentence of the clause above the item at ``item``, where a colon ends it; ``None`` where none does."""
    parent = notice.clauses[notice.clause_at(item)].parent
    if parent < 0:
        return None
    above = notice.clauses[parent]
    end = above.start + len(notice.text[above.start : above.own_end].rstrip())
    if notice.text[end - 1 : end] not in ("：", ":"):
        return None
    start = max(notice.text.rfind(mark, above.start, end) for mark in "。；\n") + 1
    return Quote(notice.id, max(start, above.start), end)


def leads_in_what_is_asked(question: str, text: str) -> bool:
    """Whether a sentence leads in the very things asked for: 以下人群 where 哪些人 is asked, 下列材料 where 哪些材料 is."""
    asked, led = _THINGS_ASKED.search(question), LED_THINGS.search(text)
    if asked is None or led is None:
        return False
    of_people = asked["kind"].startswith("人") and _PEOPLE.search(led["kind"])
    return bool(of_people) or asked["kind"] in led["kind"]


def with_lead_in(draft: Draft, notices: Mapping[str, Notice]) -> Draft:
    """The draft with the lead-in before an item that names a case alone (弄虚作假的；): what follows from it stands there."""
    quote = draft.only_quote
    if quote is None:
        return draft
    notice = notices[quote.document_id]
    said = notice.text[quote.start : quote.end].strip()
    if notice.clause_at(quote.start) == notice.clause_at(quote.end - 1):
        said = said.split("\n", 1)[0]  # what follows it in other lines is no item
    led = lead_in(notice, quote.start) if _OF_WHOM.search(said) else None
    if led is None or said not in draft.lines[0].text:
        return draft
    at = notice.text.index(said, quote.start)
    words = notice.text[led.start : led.end].strip()
    item = Line(said, (Quote(notice.id, at, at + len(said)),))
    return Draft((Line(words, (led,)), item), draft.confidence, draft.warnings, draft.unstated)


def with_items(
    query: Query, draft: Draft, notices: Mapping[str, Notice], share: Callable[[str], float]
) -> Draft:
    """The draft of a lead-in with its items; that of one item as the whole list, where several things are asked for and the
    lead-in holds as much of the question (``share``) as the item does."""
    quote = draft.only_quote if query.asks in (Asks.LIST, Asks.EXPLAIN) else None
    if quote is None or draft.unstated:
        return draft
    notice = notices[quote.document_id]
    end = quote.start + len(notice.text[quote.start : quote.end].rstrip())
    clause = notice.clauses[notice.clause_at(max(quote.start, end - 1))]
    lines = _led_by(notice, clause, quote.start, end) or _of_one_item(query, notice, clause, quote, share)
    return Draft(lines, draft.confidence, draft.warnings) if lines else draft


def _led_by(notice: Notice, clause: Clause, start: int, end: int) -> tuple[Line, ...]:
    """The lead-in at ``[start, end)`` with what it leads in: the clauses below it, or the rest of its own line."""
    said = notice.text[start:end]
    if end == _end_of(notice, clause) and _LEADS_IN.search(said):
        items = items_below(notice, notice.clauses.index(clause))
        return _listed(notice, Quote(notice.id, start, end), items) if len(items) >= _FEWEST else ()
    if said[-1:] not in "；;：:" or not _IN_A_LINE.search(said):
        return ()
    stop = re.compile("[。\n]").search(notice.text, end, clause.own_end)
    last = min(stop.start() + (stop.group() == "。") if stop else clause.own_end, end + _LONGEST_LINE)
    return (Line(notice.text[start:last].rstrip(), (Quote(notice.id, start, last),)),) if last > end else ()


def _of_one_item(
    query: Query, notice: Notice, clause: Clause, quote: Quote, share: Callable[[str], float]
) -> tuple[Line, ...]:
    led = lead_in(notice, quote.start) if clause.label and clause.parent >= 0 else None
    if led is None or not _SEVERAL.search(query.text):
        return ()
    items = items_below(notice, clause.parent)
    short = all(item.own_end == item.end and _length(notice, item) <= _LONGEST_ITEM for item in items[:-1])
    if len(items) < _FEWEST or not short:
        return ()
    above = notice.clauses[clause.parent]
    asked = share(f"{above.heading} {notice.text[led.start : led.end]}")
    if not asked or asked < share(notice.text[quote.start : quote.end]):
        return ()
    return _listed(notice, led, items)


def _listed(notice: Notice, led: Quote, items: list[Clause]) -> tuple[Line, ...]:
    lines = [Line(notice.text[led.start : led.end].strip(), (led,))]
    for item in items[:_MOST_ITEMS]:
        start, end = span_of_item(notice, item)
        lines.append(Line(f"- {notice.text[start:end]}", (Quote(notice.id, start, end),)))
    return tuple(lines)


def items_below(notice: Notice, index: int) -> list[Clause]:
    """The numbered clauses right under one."""
    return [clause for clause in notice.clauses if clause.parent == index and clause.label]


def span_of_item(notice: Notice, clause: Clause) -> tuple[int, int]:
    """An item as it is listed: its number and heading, or where it has no heading, its first sentence."""
    if clause.heading:
        return clause.start, notice.text.index(clause.heading, clause.start) + len(clause.heading)
    own = notice.text[clause.start : clause.own_end]
    end = clause.start + (sentences(own)[0][1] if own else 0)
    return clause.start, clause.start + len(notice.text[clause.start : end].rstrip())


def _end_of(notice: Notice, clause: Clause) -> int:
    return clause.start + len(notice.text[clause.start : clause.own_end].rstrip())


def _length(notice: Notice, clause: Clause) -> int:
    return _end_of(notice, clause) - clause.start
