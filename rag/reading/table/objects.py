"""What a question compares: places, notices, two versions of one notice, years, dates, or groups named in one question.

Each becomes a question of its own, a row of the table; its words are those of the question without what is said of the
others alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.anatomy.regions import short_name
from ingest.models import Notice
from ingest.text import fold
from rag.corpus.corpus import Corpus, years_of
from rag.corpus.versions import of_both_versions, without_versions
from rag.language.terms import terms
from rag.question.comparing import (
    asked_of_each,
    compares,
    without_besides,
    without_comparison,
)
from rag.question.dates import dates_by_place
from rag.question.parse import parse
from rag.question.plan_years import FIRST_YEAR, LAST_YEAR, SECOND_YEAR
from rag.question.query import Query
from rag.question.survey import asks_of_all, uncounted
from rag.question.wording import DEADLINE, YEAR, Asks
from rag.reading.table.groups import groups_in
from rag.reading.table.named_notices import named_in
from rag.reading.table.tables import called
from rag.retrieval.scope import resolve
from rag.types import NO_FILTERS, Filters

_OF_THEM = re.compile(
    r"两(?:版|份|个)?(?:办法|细则|规定|政策|文件)?(?:里面?|中)?|(?:规定|办法|细则)(?:里面?|中)"
)
_THAT_ONE = re.compile(r"(?:的)?那(?:份|版|个)(?:文件|办法|规定|细则)?")
_EACH_YEAR = re.compile(
    "(?:这|前后|近)?[两二三]年(?=的|里|间|各|分别|都|，|来的)|历年|逐年|各年|(?:每|各)一?年度"
)
# What is done with what is asked for (最多能签, 最长能开) is no name of it.
_DONE_WITH = re.compile(
    "(?:最[长多高低少大短])?(?:能|可以?|得|会)(?:开具?|签|拿|领|报|收|补|给|发|放|罚|奖|交)?$|最[长多高低少大短]$"
)
_OF_NO_MATTER = re.compile(
    "[两二三四五](?:家|地|市|县|个[市县区地方]*)(?:的?(?:要求|目标|指标|标准|数字?))?|数字|数据|要求|目标|指标"
    "|[要得应需会](?:引进|招聘?|配备?|设置?|建设?|新增|完成|达到?|安排)"  # what each does with it may be said by another word
)
_GRADE = re.compile("^[还更要比]*[高低多少大小快慢严紧]$")
_THAT_PLACE = re.compile("(?:那个|这个|所在的?)(?:市|县|区|州|省|地方)")
_PAUSE = re.compile("[，,。？?！!；;]")
_JOINT_AT_END = re.compile(r"(?:和|与|跟|同|及|以及|还有|、|vs\.?|VS|对|比)$")
_ASKS = re.compile("多少|几|什么|啥|怎么|怎样|如何|谁|哪")
_EACH_OF_THEM = re.compile("(?:各自|分别|各)(?=[是为要多几得收查有报达能定补给占到在])")
_MOST_YEARS = 6
_STAGES = 4


@dataclass(frozen=True, slots=True)
class Row:
    """One thing compared. ``year``: it is told apart from the others by this year, 0 where it is not; ``group``: by these
    words. A ``sentence`` compares its rows itself where it can: without a table, where not every row is told."""

    label: str
    query: Query
    year: int = 0
    group: str = ""
    beside: str = ""  # what the other groups are told apart by
    sentence: bool = False


def compared(
    query: Query, notices: Sequence[Notice], corpus: Corpus, filters: Filters = NO_FILTERS
) -> list[Row]:
    """The rows of a comparison, in the order they are named; none where the question compares nothing. ``notices`` are
    those in scope, among those that the ``filters`` leave."""
    of_several = compares(query.text)
    query = replace(query, text=_EACH_OF_THEM.sub("", without_besides(query.text)))
    if query.landmarks and len(query.landmarks) + len(query.places) > 1:
        return _told_apart(query, _each_named(_of_matter_alone(query), corpus), corpus)
    if len(query.places) > 1:
        return _told_apart(query, _by_place(_of_matter_alone(query)), corpus)
    versions = _versions(query, notices, corpus)
    if versions:
        return versions
    if of_several and (rows := _by_notice(query, corpus, filters)):
        return rows
    query = _with_years_of(query, notices)
    if len(query.years) > 1 and not query.span:
        asks = Asks.FIGURE if query.asks is Asks.YES_NO else query.asks
        return [
            Row(f"{y}年", replace(query, asks=asks, years=(y,), across=False), year=y) for y in query.years
        ]
    if (
        (query.across and asks_of_all(query.text))
        or query.titles[1:]
        or query.document_numbers[1:]
        or not of_several
        or _asked_of_units(query)
    ):
        return []
    return _by_deadline(query, corpus) or _by_group(query, corpus)


def _asked_of_units(query: Query) -> bool:
    """Whether it is asked who does something, or how to reach them: groups named in it are no two rows."""
    return asked_of_each(query.text, query.asks) in (Asks.UNIT, Asks.DUTIES, Asks.METADATA, Asks.CONTACT)


def _of_matter_alone(query: Query) -> Query:
    """The query without what counts the things compared (两家, 三地的要求), without 数字, which names nothing, and without what
    is done with what is asked for (最多能开)."""
    named = (run for run in query.topic.split() if not _OF_NO_MATTER.fullmatch(run))
    runs = (uncounted(_DONE_WITH.sub("", run), query.text) for run in named)
    return replace(query, topic=" ".join(filter(None, dict.fromkeys(runs))) or query.topic)


def _by_place(query: Query) -> list[Row]:
    """A place with its year where they pair up, else a place each."""
    if query.asks is Asks.YES_NO:  # 一样吗: the rows say what each has, not 是 or 否
        query = replace(query, asks=Asks.FIGURE)
    dated = dates_by_place(query)
    if dated:
        return [
            Row(f"{p} {said}".strip(), replace(query, places=(p,), years=years, deadline=due, across=False))
            for p in query.places
            for due, years in (dated[p],)
            for said in (due or "、".join(f"{y}年" for y in years),)
        ]
    years = query.years if len(query.years) == 1 else ()
    return [Row(p, replace(query, places=(p,), years=years, across=False)) for p in query.places]


def _each_named(query: Query, corpus: Corpus) -> list[Row]:
    """Notices named by landmarks, beside each other or beside places."""
    alone = replace(query, years=query.years if len(query.years) == 1 else (), across=False)
    if query.asks is Asks.YES_NO:
        alone = replace(alone, asks=Asks.FIGURE)
    of_places = [Row(p, replace(alone, places=(p,), titles=(), landmarks=())) for p in query.places]
    of_notices = [
        Row(called(corpus.notices[key]), replace(alone, places=(), years=(), titles=(key,), landmarks=()))
        for key in query.landmarks
    ]
    return [*of_places, *of_notices]


def _by_notice(query: Query, corpus: Corpus, filters: Filters) -> list[Row]:
    """Two notices that are named side by side and asked the same; a year in the name of one is none of the question's."""
    of_any_year = resolve(replace(query, years=(), deadline=""), filters, corpus)
    found = named_in(query, of_any_year.sure(corpus.those(of_any_year.weights)))
    if not found or _asked_of_units(query):
        return []
    text = _left_out(query.text, [(start, end) for _, start, end in found])
    own = parse(without_comparison(text), corpus)
    if not own.topic:  # 有什么不同 of nothing in particular has no rows
        return []
    alone = replace(query, places=(), landmarks=(), years=own.years, deadline=own.deadline, across=False)
    alone = _reworded(alone, text, corpus)
    return [Row(called(notice), replace(alone, titles=(notice.id,))) for notice, _, _ in found]


def _told_apart(query: Query, rows: list[Row], corpus: Corpus) -> list[Row]:
    """The rows, each without what the question says of the others alone: 甲市的常住人口和乙县的重点人群."""
    spans = _spans(query, rows, corpus)
    said = [query.text[start:end] for _, start, end in spans]
    apart = all(map(_ASKS.search, said)) or all(_names_more(words, corpus) for words in said)
    if len(spans) < len(rows) or not apart:
        return rows
    found: list[Row] = []
    for row in rows:
        others = [(name, end) for label, name, end in spans if label != row.label]
        own = _reworded(row.query, _left_out(query.text, others), corpus)
        found.append(replace(row, query=own))
    return found


def _spans(query: Query, rows: Sequence[Row], corpus: Corpus) -> list[tuple[str, int, int]]:
    """For each row named in the question by its place, what is said of it there: from the end of its name to the next one's
    or to a pause."""
    at: list[tuple[int, int, str]] = []
    for row in rows:
        for name in (row.query.places[0], short_name(row.query.places[0])) if row.query.places else ():
            if (start := query.text.find(name)) >= 0:
                at.append((start, start + len(name), row.label))
                break
        for match in _THAT_PLACE.finditer(query.text) if row.query.titles else ():
            if not any(start <= match.start() < end for start, end, _ in at):
                at.append((match.start(), match.end(), row.label))
                break
    at.sort()
    starts = [start for start, _, _ in at[1:]]
    found: list[tuple[str, int, int]] = []
    for (_, end, label), following in zip(at, [*starts, len(query.text)], strict=False):
        said = query.text[end:following]
        pause = _PAUSE.search(said)
        said = said[: pause.start()] if pause else said
        said = _JOINT_AT_END.sub("", said.rstrip()).rstrip()
        found.append((label, end, end + len(said)))
    return found


def _names_more(said: str, corpus: Corpus) -> bool:
    """Whether what is said of one thing alone names something: no date, and no words of asking."""
    topic = parse(without_comparison(YEAR.sub(" ", said)), corpus).topic
    return any(corpus.stands(run) for run in topic.split() if not _GRADE.search(run))


def _versions(query: Query, notices: Sequence[Notice], corpus: Corpus) -> list[Row]:
    """The older and the newer of two notices in scope, of which one has taken the other's place."""
    held = {notice.id: notice for notice in notices}
    pairs = [(held[old], held[new]) for old, new in corpus.superseded.items() if old in held and new in held]
    dated = set(query.years) if len(query.years) == 2 and _THAT_ONE.search(query.text) else set()
    if not of_both_versions(query.text):
        pairs = [pair for pair in pairs if dated and {_issued(n) for n in pair} == dated]
    if not pairs or query.asks is Asks.METADATA:
        return []
    asked = terms(query.topic)
    older, newer = max(
        pairs, key=lambda pair: sum(term in fold(pair[0].text + pair[1].text) for term in asked)
    )
    text = _OF_THEM.sub(" ", _THAT_ONE.sub(" ", without_versions(YEAR.sub(" ", query.text))))
    alone = _reworded(replace(query, places=(), years=(), landmarks=(), across=False), text, corpus)
    return [
        Row(f"{age}：{called(notice)}", replace(alone, titles=(notice.id,)))
        for age, notice in (("旧", older), ("新", newer))
    ]


def _issued(notice: Notice) -> int:
    return int(notice.issued_on[:4] or 0)


def _with_years_of(query: Query, notices: Sequence[Notice]) -> Query:
    """The question with the years it means but does not name: 头一年和最后一年 of a plan, 两年 of a place's notices."""
    if query.years or query.deadline:
        return query
    spans = {tuple(notice.years) for notice in notices if len(set(notice.years)) > 1}
    if len(spans) == 1:
        first, last = next(iter(spans))
        means = ((FIRST_YEAR, first), (SECOND_YEAR, first + 1), (LAST_YEAR, last))
        years = [year for words, year in means if words.search(query.text)]
        if len(years) > 1:
            topic = _without((FIRST_YEAR, SECOND_YEAR, LAST_YEAR), query.topic)
            return replace(query, years=tuple(dict.fromkeys(years)), topic=topic)
    each = {year for notice in notices for year in years_of(notice)}
    if query.places and _EACH_YEAR.search(query.text) and 1 < len(each) <= _MOST_YEARS:
        return replace(
            query,
            years=tuple(sorted(each)),
            topic=_without((_EACH_YEAR, re.compile("^[两二三]年$")), query.topic),
        )
    return query


def _without(words: Sequence[re.Pattern[str]], topic: str) -> str:
    for each in words:
        topic = " ".join(filter(None, (each.sub(" ", run).strip(" 和与跟及到") for run in topic.split())))
    return topic


def _by_deadline(query: Query, corpus: Corpus) -> list[Row]:
    """A row a date, where a question names several (2025年底和2027年底)."""
    found = list({match.group().strip(): match for match in DEADLINE.finditer(query.text)}.values())
    if not 1 < len(found) <= _STAGES:
        return []
    rows: list[Row] = []
    for match in found:
        others = [other for other in found if other is not match]
        text = _left_out(query.text, [(other.start(), other.end()) for other in others])
        own = _reworded(query, text, corpus)
        rows.append(
            Row(match.group().strip(), replace(own, deadline=fold(match.group()), years=()), sentence=True)
        )
    return rows


def _by_group(query: Query, corpus: Corpus) -> list[Row]:
    """A row a group, of groups that stand side by side in the question (小学和初中)."""
    names = tuple(
        name for place in (*query.places, *query.unknown_places) for name in (place, short_name(place))
    )
    found = groups_in(query.text, names, corpus.stands)
    rows: list[Row] = []
    for group in found:
        others = [(other.start, other.end) for other in found if other is not group]
        text = _left_out(query.text, others, group.joints)
        own = _reworded(replace(query, across=False), text, corpus)
        rows.append(
            Row(
                group.text,
                own,
                group=group.own,
                beside=" ".join(o.own for o in found if o is not group),
                sentence=True,
            )
        )
    return rows if len(rows) > 1 else []


def _left_out(text: str, spans: Sequence[tuple[int, int]], joints: Sequence[tuple[int, int]] = ()) -> str:
    kept = list(text)
    for start, end in (*spans, *joints):
        kept[start:end] = [""] * (end - start)
    return re.sub("^[和与跟、]|[和与跟、](?=[，,。？?各]|$)|(?<=[，,])[和与跟、]", "", "".join(kept))


def _reworded(query: Query, text: str, corpus: Corpus) -> Query:
    """The query of other words, of the places, years and notices it had."""
    plain = _EACH_OF_THEM.sub("", without_comparison(text))
    own = parse(plain, corpus)
    asks = asked_of_each(query.text, own.asks if own.asks is not Asks.METADATA else query.asks)
    if asks in (Asks.EXPLAIN, Asks.YES_NO) and query.asks is Asks.FIGURE:
        asks = Asks.FIGURE
    topic = " ".join(filter(None, (_DONE_WITH.sub("", run) for run in own.topic.split())))
    return replace(query, text=plain, ask_text=plain, topic=topic or query.topic, asks=asks)
