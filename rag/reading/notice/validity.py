"""Is it in force, since when, until when: what a notice says of its own validity, and which notice of the corpus ends it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from ingest.anatomy.standing import Standing, standing
from ingest.models import Notice
from ingest.numerals import written_date
from rag.corpus.corpus import Corpus
from rag.language.terms import words_of
from rag.question.query import Query
from rag.reading.draft import Draft, Line, Quote
from rag.reading.notice.itself import of_itself
from rag.reading.notice.metadata import facts_of, locate
from rag.reading.notice.still import asked_if_holds, verdict
from rag.reading.table.tables import called

_ASKS = re.compile(
    r"有效期|(?:还|是否|仍然?|现在)(?:还)?(?:有效|生效|管用|适用|执行|作废)|有效吗|有没有效(?![果率益应用])|失效|(?:是否|有没有|已经?)过期|过期了?(?:没有?|吗|么)(?=[？?。]*$)|作废|废止|(?:什么时候|何时|哪天|几时|几号)(?:起|开始)?(?:施行|生效|实施|实行|执行|管用|到期|算数|作数)|从(?:哪天|什么时候|何时|几时|几号)起(?:开始)?(?:施行|生效|实施|实行|执行|管用|算)|(?:把|将)[^，。？?]{0,6}(?:哪个|什么|老)[^，。？?]{0,8}(?:废|顶|替|取代)|现行|管(?:到(?:哪[天日]|什么时候|几时)|几年|多久)|到(?:哪天|什么时候|几时|哪年)为止"
)


# Of other things these are asked as well.
_ASKS_OF_NOTICE = re.compile(
    "(?:真正|正式)?(?:施行|生效|实施|执行|试行|启用)(?:的)?(?:日期|时间|日子)?(?:是|从|在|定在|要到|得从|又是|又)*(?:哪一?[天年日]|什么时候|啥时候|何时|几时|几号|几月)"
    "|(?:还|仍|是否|能不能|可以)?(?:能|可以)?(?:再)?(?:依据|按照?|照着?|凭|拿着?)(?:它|这个|这份|此|该)?(?:来|去)?办(?:事|理)?"
    "|(?:还|仍|现在)(?:还)?(?:能|可以)?(?:用|算数?|作数|顶用)(?:吗|么|不|没有?|了)"
    "|(?:执行|实施|有效|规划|计划)期(?:内|里)|用到(?:什么时候|哪[天年]|几时)|(?:哪天|什么时候|啥时候|几号|几时)(?:起|开始)?(?:按|照|用)新的?(?:来|办)?"
    "|先?(?:印发|发布|公布|落款|成文)(?:在前)?[，,]?(?:后|和|与|跟|再)[^。？?，]{0,4}(?:施行|生效|实施|执行)"
)
_SAID_WITH = re.compile(
    "真正|正式|两个?日[子期]|先|后|哪一?[天日年]|什么时候|啥时候|几号|开始|还|仍然?|现在|能|可以|20\\d{2}年(?:底|末)?"
)
_AND_ISSUED = re.compile("印发|发布|公布|落款|成文|发文")


# 试行多久 asks it of a notice; of a trial that the notice speaks of it is asked with its name (错峰上班试行多久).
_TRIAL = re.compile(
    r"试行(?:期限?|时间)?(?:是|为|有|要|到)?(?:多久|多长(?:时间)?|几年|几个?月|多少年|哪[天年]|什么时候|何时|几时)(?:到期|结束|为止)?"
)
# A badge or a plan lasts a time of its own as well: 牌子管几年.
_OF_THINGS_TOO = re.compile(f"{_TRIAL.pattern}|管(?:几年|多久)")
_OF_VALIDITY = (_ASKS, _TRIAL, _ASKS_OF_NOTICE, _AND_ISSUED, _SAID_WITH)
_THIS_ONE = re.compile(
    "[这那该本](?:[份个套项部些])[^，。？?]{0,12}(?:[文件通知办法案意见规定细则待遇政策])|新(?:规|政|的?[^，。？?]{0,8}(?:办法|细则|规定|通知|意见|待遇|政策))"
)


# 认定有效期3年, 消费券自发放之日起6个月内有效
_LASTS = re.compile(
    r"(?P<thing>[^。；;\n]{2,40}?)(?:有效期(?:限)?(?:为|是)?|管理周期(?:为)?)(?:\d|[一二三四五六七八九十两]{1,3}个?[年月天])"
)
_OF_NOTICE = re.compile("本(?:办法|细则|规定|通知|意见|方案|文件|条例)|施行|印发|实施(?:之日|起)")


def asks_validity(query: Query) -> bool:
    return bool(_ASKS.search(query.text) or _TRIAL.search(query.text))


def asks_validity_of_notice(query: Query) -> bool:
    """Whether it may ask so in words that are used of other things too; :func:`is_of_validity` makes sure."""
    return bool(_ASKS_OF_NOTICE.search(query.text))


def is_of_validity(query: Query, notices: Sequence[Notice]) -> bool:
    """Whether it asks for the validity of the notices themselves, not of something that they speak of (评定的有效期)."""
    return bool(_THIS_ONE.search(query.text)) or of_itself(query, _OF_VALIDITY, notices)


def is_of_thing(query: Query, notices: Sequence[Notice]) -> bool:
    """Whether something that a notice speaks of is asked about, which lasts a time of its own: 普惠认定管几年, where the
    notice says 认定有效期3年."""
    if _OF_THINGS_TOO.search(query.text) and not is_of_validity(query, notices):
        return True
    words = [word for word in words_of(query.topic) if len(word) > 1]
    return not _THIS_ONE.search(query.text) and any(
        word in said and word not in notice.title
        for notice in notices
        for said in _lasting(notice)
        for word in words
    )


def _lasting(notice: Notice) -> Iterator[str]:
    """What stands right before the words by which a notice says how long something lasts, but for the notice itself."""
    for match in _LASTS.finditer(notice.text):
        if not _OF_NOTICE.search(match["thing"]):
            yield match["thing"]


def read_validity(
    query: Query, notices: Sequence[Notice], corpus: Corpus, today: datetime.date
) -> Draft | None:
    """How each notice stands today and the words that say so, led by 是 or 否 where one is asked whether it holds; ``None`` where
    no notice is meant."""
    asked = asked_if_holds(query.text) if len(notices) == 1 else None
    if asked and not of_itself(query, _OF_VALIDITY, notices):
        asked = None
    lines: list[Line] = []
    for notice in notices:
        state = standing(notice, today.isoformat(), corpus.superseded)
        later = corpus.notices.get(corpus.superseded.get(notice.id, ""))
        grounds = _grounds(notice)
        so = verdict(asked, notice, notice.id in corpus.superseded, today) if asked else None
        led = "" if so is None else "是。" if so else "否。"
        lines.append(Line(f"{led}{_state(notice, state, later)}", grounds))
        if notice.validity.stated:
            lines += [Line(f"原文：“{notice.text[q.start : q.end]}”", (q,)) for q in grounds]
        if _AND_ISSUED.search(query.text) and (issued := facts_of(notice)["date"]):
            lines.append(issued)
    return Draft(tuple(lines), 1.0) if lines else None


def _state(notice: Notice, state: Standing, later: Notice | None) -> str:
    name, validity = called(notice), notice.validity
    span = _span(validity.in_force_from, validity.in_force_until)
    if state is Standing.SUPERSEDED and later:
        return f"{name}已被{called(later)}废止或取代"
    if validity.basis == "planned":
        years = "—".join(dict.fromkeys((validity.in_force_from[:4], validity.in_force_until[:4])))
        past = "，规划期已过" if state is Standing.EXPIRED else ""
        return f"{name}没有写明施行日期和有效期；按标题是{years}年的文件{past}"
    if state is Standing.EXPIRED:
        return f"{name}已过有效期（{span}）"
    if state is Standing.NOT_YET:
        return f"{name}尚未施行（{span}）"
    if state is Standing.IN_FORCE:
        trial = "，试行" if validity.trial else ""
        open_end = "" if validity.in_force_until else "，没有写明失效日期"
        return f"{name}现行有效（{span}{trial}{open_end}）"
    return f"{name}没有写明施行日期和有效期，无法判断"


def _span(start: str, end: str) -> str:
    return "".join((f"自{written_date(start)}起" if start else "", f"至{written_date(end)}" if end else ""))


def _grounds(notice: Notice) -> tuple[Quote, ...]:
    """The words that state it; a plan's title; else the notice's date."""
    stated = notice.validity.stated
    for words in (stated, notice.title, notice.subject):
        quote = locate(notice, words) if words else None
        if quote:
            return (quote,)
    return ()
