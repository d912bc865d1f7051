"""是 or 否 where a question puts forward that a notice holds, or no longer does: today, at a date it names, or after another has
repealed it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.models import Notice, Reference, Relation
from ingest.text import sentences
from rag.corpus.corpus import document_number_key
from rag.question.query import Query
from rag.reading.draft import Draft, Line, Quote
from rag.reading.table.tables import called

_ENDED = re.compile("失效|作废|废止|废[了掉]|过期|到期|不算数|不作数|不管用|停止执行|不能用|没用了")
_HOLDS = re.compile(
    "有效|生效|管用|适用|算数|作数|顶用|[能可]用|使得|依据|[按照]着?[^，。？?]{0,4}办|执行期|规划期|执行"
)
_YES_NO = re.compile(
    "(?:吗|么|嘛|吧|没有?|不(?:了|得)?)[？?。！!\\s]*$|是不是|是否|有没有|能不能|可不可以|算不算|管不管|作不作"
)
_ASKS_MORE = re.compile("哪|什么|啥|几|多少|何时|谁|多久")
_AT = re.compile(
    r"(?P<year>20\d{2})年(?:(?P<month>1[0-2]|0?[1-9])月份?(?:(?P<day>[0-3]?\d)[日号])?)?(?P<end>年?底|年?末)?(?:的?时候|以后|之后|那会儿|当年|全年)?(?:里|中|内)?"
    r"(?:也|都|还|仍然?|是不是|是否|能不能|能|可以|就|在|算|处于|再|会|将)*(?:"
    + _HOLDS.pattern
    + "|"
    + _ENDED.pattern
    + ")"
)
_FORMER = re.compile(
    "(?:之前|原来|原先|以前|老|旧|过去|先前|早先)(?:的)?(?:是?按)?(?:那|这)?[个份套部]?(?:哪[个份]?)?[^，。？?]{0,14}?(?:细则|办法|规定|通知|意见|方案|文件|政策|条例|规矩)"
)
_WHAT_OF_IT = re.compile(
    "叫(?:什么|啥)|(?:什么|啥)名|怎么(?:样|处理|办)|咋[办样]|废|顶替|取代|代替|失效|去哪|算数|作数|管用|有效|[能可]用|还在"
)
_SHORTEST = 6  # characters of a title


@dataclass(frozen=True, slots=True)
class Asked:
    """``holds``: it is put forward that the notice is in force, not that it has ended; ``first`` to ``last`` the time asked
    about (ISO), empty where that is today."""

    holds: bool
    first: str = ""
    last: str = ""


def asked_if_holds(text: str) -> Asked | None:
    """What a question puts forward of how a notice stands; ``None`` where it puts nothing forward."""
    if not _YES_NO.search(text) or _ASKS_MORE.search(text):
        return None
    ended, holds = _ENDED.search(text), _HOLDS.search(text)
    if not ended and not holds:
        return None
    at = _AT.search(text)
    first, last = _time(at) if at else ("", "")
    return Asked(not ended, first, last)


def _time(at: re.Match[str]) -> tuple[str, str]:
    year, month = int(at["year"]), int(at["month"] or 0)
    if month:
        first = f"{year}-{month:02d}-{int(at['day'] or 1):02d}"
        return first, first if at["day"] else f"{year}-{month:02d}-28"
    return (f"{year}-12-31" if at["end"] else f"{year}-01-01"), f"{year}-12-31"


def verdict(asked: Asked, notice: Notice, superseded: bool, today: datetime.date) -> bool | None:
    """Whether what is put forward is so; ``None`` where the notice does not say, or holds for a part of that time."""
    validity = notice.validity
    since, until = validity.in_force_from, validity.in_force_until or _last_planned(notice)
    if not (since or until):
        return None
    first, last = (asked.first, asked.last) if asked.first else (today.isoformat(),) * 2
    within = since <= first and (not until or last <= until)
    beyond = last < since or (bool(until) and until < first)
    if superseded and last >= today.isoformat():
        within, beyond = False, True
    if within == beyond or (within and asked.first and not until):
        return None  # of a year ahead it is open where no end is named
    return within == asked.holds


def _last_planned(notice: Notice) -> str:
    """The end of the years that a plan is for, where it is for several; empty for a notice of one year."""
    return f"{notice.years[-1]}-12-31" if len(set(notice.years)) > 1 else ""


def asks_former(text: str) -> bool:
    """Whether it asks after what was in force before: 以前的老规定叫什么, 原来那个办法怎么样了."""
    return bool(_FORMER.search(text) and _WHAT_OF_IT.search(text))


def read_repealed(query: Query, notices: Iterable[Notice], about: Iterable[Notice]) -> Draft | None:
    """What a notice says of an earlier one that it repeals, where the question names that, or asks after 原来的办法; ``None`` where
    none is named so."""
    named = [(n, r) for n in notices for r in _repealed(n) if _is_named(r, query.text)]
    if not named and _FORMER.search(query.text):
        named = [(n, r) for n in about for r in _repealed(n)]
    if len({r.title or r.document_number for _, r in named}) != 1:
        return None
    asked = asked_if_holds(_FORMER.sub("", query.text))
    notice, reference = named[0]
    start, end = next(
        (s, e) for s, e in sentences(notice.text) if s <= reference.start < e or s >= reference.start
    )
    name = f"《{reference.title}》" if reference.title else reference.document_number
    before = "" if asked is None else "否。" if asked.holds else "是。"
    quote = (Quote(notice.id, start, end),)
    said = Line(f"{before}{name}已由{called(notice)}废止", quote)
    return Draft((said, Line(f"原文：“{notice.text[start:end].strip()}”", quote)), 1.0)


def _repealed(notice: Notice) -> list[Reference]:
    return [r for r in notice.references if r.relation is Relation.REPEALS]


def _is_named(reference: Reference, text: str) -> bool:
    number = document_number_key(reference.document_number)
    by_number = bool(number) and number in document_number_key(text)
    return by_number or (len(reference.title) >= _SHORTEST and reference.title in text)
