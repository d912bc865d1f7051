"""Questions about the store itself: how many notices, which places and years, which is the oldest, what kind they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ingest.models import Notice, Provenance
from rag.question.query import Query
from rag.reading.draft import Draft, Line, Quote
from rag.reading.notice.itself import of_itself
from rag.reading.notice.metadata import locate
from rag.reading.table.tables import cell

_NOTICE = r"(?:文件|通知|方案|要点|材料|文)"
_COUNTS = re.compile(
    rf"(?:几|多少)(?:个|份|篇|条)?{_NOTICE}(?:呢|了|吗)?[？?。]*$"
    rf"|{_NOTICE}(?:一共|总共|共|都)?(?:有|是)?(?:几|多少)(?:个|份|篇)(?:呢|了|吗)?[？?。]*$"
)
_LISTS = re.compile(
    rf"(?:有|收录|导入|存|装)(?:了|的)?(?:哪些|什么|哪几[个份]){_NOTICE}[？?。]*$|^(?:列出|列一下)?(?:全部|所有){_NOTICE}[？?。]*$"
)
# 2025年度的是哪几份, 2027年的要点都有哪些地方的
_OF_YEAR = re.compile(
    rf"年度?的?(?:{_NOTICE}|工作{_NOTICE})?(?:都|分别|一共)?(?:有|是)(?:哪些|哪几[个份篇]|哪[个份篇])(?:地方|市县|县市|地区|县区|市|县)?的?(?:{_NOTICE})?[？?。]*$"
)
_PLACES = re.compile(
    rf"(?:有|涉及|覆盖)(?:了)?(?:哪些|哪几个|什么)(?:省|市|县|区|市县|地方|地区|省市)(?:的)?{_NOTICE}?[？?。]*$"
)
_WHICH = rf"(?:印发|发布|出台|下发)?(?:的)?(?:是)?(?:哪|那|什么)?(?:一)?(?:个|份|篇)?{_NOTICE}"
_OLDEST = re.compile(rf"(?:最早|最先|最老|最旧){_WHICH}")
_NEWEST = re.compile(rf"(?:最新|最近|最晚|最后){_WHICH}")
_WHICH_FIRST = re.compile(rf"{_NOTICE}[^？?]{{0,6}}哪(?:个|份|篇)?{_NOTICE}?[^？?]{{0,4}}(?:最早|最先|最老)")
# 哪份文件最早印发, 印发时间最晚的是哪一份: of the notices themselves where the question says nothing else.
_ISSUING = r"(?:印发|发布|下发|出台|成文|落款|发文|[印发出]得|印的|发的)(?:的?(?:时间|日期|日子))?"
_FIRST_ISSUED = re.compile(
    rf"(?:{_NOTICE}|{_ISSUING})[是得]?(?:时间|日期)?(?:最早|最先|最老)|(?:最早|最先){_ISSUING}"
)
_LAST_ISSUED = re.compile(
    rf"(?:{_NOTICE}|{_ISSUING})[是得]?(?:时间|日期)?(?:最晚|最新|最近|最后)|(?:最晚|最新|最近|最后){_ISSUING}"
)
_WHICH_ONE = re.compile(rf"(?:是)?哪(?:一)?[个份篇天](?:{_NOTICE})?|{_ISSUING}|(?:有|带)文号|手头|库里")
_KIND = re.compile(
    r"(?P<not>不是|非|没有)?(?:正式|官方)(?:印发|发布)?(?:的|件|文件)|无文头|没有文[头号]|网(?:络|上)(?:转载|汇编|下载|抄来|摘来|来的|搜来|找来)|脱敏|遮盖|打码"
)
_REST = re.compile(r"[\u4e00-\u9fff]{2,}")
_FORMAL = (Provenance.ISSUED,)


def asks_about_store(query: Query) -> bool:
    """Whether a question is about the notices as a collection and names no subject of theirs."""
    return _reading(query) is not None


def asks_for_first(query: Query) -> bool:
    """Whether the first or last notice issued is asked for: of several places it is one, not one of each."""
    return _reading(query) in (_oldest, _newest)


def read_holdings(query: Query, notices: Sequence[Notice]) -> Draft | None:
    """The notices asked for, a row each, and how many there are; ``None`` where the question is another one."""
    choose = _reading(query)
    chosen = choose(query, notices) if choose else []
    if not chosen:
        return None
    rows = [_row(notice) for notice in chosen]
    head = (
        Line(f"共 {len(rows)} 份文件："),
        Line("| 文件 | 文号 | 日期 | 地区 |"),
        Line("| --- | --- | --- | --- |"),
    )
    return Draft((*head, *rows), 1.0)


_Choose = Callable[[Query, Sequence[Notice]], list[Notice]]


def _reading(query: Query) -> _Choose | None:
    text = query.text.strip()
    if _OLDEST.search(text) or _WHICH_FIRST.search(text):
        return _oldest
    if _NEWEST.search(text):
        return _newest
    for pattern, choose in ((_FIRST_ISSUED, _oldest), (_LAST_ISSUED, _newest)):
        if pattern.search(text) and re.search("哪", text) and of_itself(query, (pattern, _WHICH_ONE), ()):
            return choose
    if _KIND.search(text) and re.search("哪|几|多少", text):
        return _of_kind
    for pattern in (_COUNTS, _LISTS, _PLACES, _OF_YEAR):
        match = pattern.search(text)
        if match and not _names_a_subject(query, text[: match.start()]):
            return _all
    return None


def _names_a_subject(query: Query, before: str) -> bool:
    """Whether anything but a place, a year or a word for the store stands before the words of asking."""
    for name in (*query.places, *(name.rstrip("省市县区") for name in query.places)):
        before = before.replace(name, "")
    before = re.sub(
        r"(?:要是|如果|若)?按年份?来?(?:分|看|说|数)|(?:19|20)\d{2}年?度?|一共|总共|库(?:里|中|内)?|手头上?|手[上里]|现有|目前|现在|系统|这里|那里|里面|里头|你|您|收录|收了|收|存了|存|全部|所有|共|有|的|中|里|了|和|与|都",
        "",
        before,
    )
    return bool(_REST.search(before))


def _all(query: Query, notices: Sequence[Notice]) -> list[Notice]:
    return sorted(notices, key=lambda n: (n.issued_on or "9999", n.source, n.part))


def _oldest(query: Query, notices: Sequence[Notice]) -> list[Notice]:
    dated = [notice for notice in notices if notice.issued_on]
    return [n for n in dated if n.issued_on == min(d.issued_on for d in dated)]


def _newest(query: Query, notices: Sequence[Notice]) -> list[Notice]:
    dated = [notice for notice in notices if notice.issued_on]
    return [n for n in dated if n.issued_on == max(d.issued_on for d in dated)]


def _of_kind(query: Query, notices: Sequence[Notice]) -> list[Notice]:
    """Issued originals, or the others: the reasons are the notice's own provenance."""
    text = query.text
    match = _KIND.search(text)
    said = match.group() if match else ""
    if "网" in said:
        return [n for n in notices if n.provenance is Provenance.WEB]
    if re.search("脱敏|遮盖|打码", said):
        return [n for n in notices if n.audit.masks or n.provenance is Provenance.MASKED]
    formal = not (match and match.group("not")) and bool(re.search("正式|官方", said))
    return [n for n in notices if (n.provenance in _FORMAL) == formal]


def _row(notice: Notice) -> Line:
    """A notice by what it says of itself; its first words are cited where it states no title."""
    quote = locate(notice, notice.title) or _first_words(notice)
    title = f"《{cell(notice.subject or notice.title)}》"
    facts = (
        notice.document_number or "未载明",
        notice.issued_on or "未载明",
        notice.region.full_name or "不明",
    )
    return Line(f"| {title} | {' | '.join(facts)}", (quote,), row=True)


def _first_words(notice: Notice) -> Quote:
    end = notice.text.find("\n")
    return Quote(notice.id, 0, min(end if end > 0 else len(notice.text), 80))
