"""Questions that no figure, name or list answers: the words of the best clause, from one sentence to three."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.models import Notice
from ingest.numerals import CHINESE_NUMBER
from ingest.text import sentences
from rag.corpus.corpus import document_number_key
from rag.question.query import Query
from rag.question.wording import Asks
from rag.reading.contrast import contradicts
from rag.reading.draft import Draft, Line, Quote
from rag.reading.lead_in import lead_in, leads_in_what_is_asked
from rag.reading.places import elsewhere, names_places
from rag.reading.sentences import Sentence, Topic
from rag.reading.worse_cases import asks_what_follows
from rag.reading.years import of_another_year, years_in

_DATE = re.compile(
    rf"[xX*_]{{1,4}}月(?:底|末)?(?:以?前)?|[xX*_]{{2,4}}年(?:\d{{1,2}}月)?(?:底|末|内)?(?:以?前)?"
    rf"|(?:19|20)\d{{2}}年(?:[春秋]季)?学期(?:开学|结束)?(?:以?[前后]|起)?"
    rf"|(?:19|20)\d{{2}}年(?!度)(?:\d{{1,2}}月(?:\d{{1,2}}日)?)?(?:上半年|下半年)?(?:底|末|内)?(?:以?前)?"
    rf"|年内|年底前?|今年(?:底|内)?|(?:每年)?\d{{1,2}}月(?:\d{{1,2}}日|底|份|末)?(?:以?前)?|{CHINESE_NUMBER}年内"
)
# How long something takes or lasts: 不超过5个月, 3年, 三十日内.
_LASTING = re.compile(
    rf"(?:不(?:得)?(?:超过|少于)|至少|最长|满)?(?<![\d.上下月])(?:\d{{1,3}}(?:\.\d+)?|{CHINESE_NUMBER}|半)"
    r"(?:个(?:月|工作日|小时|星期)|年(?![底末内前度])|天|周(?!岁)|小时|分钟|工作日|日)(?:以?内|之内|以上)?"
)
# From when to when: 11月1日至12月20日.
_SPAN = re.compile(rf"(?:{_DATE.pattern})(?:至|到|[-—–~～]+)(?:{_DATE.pattern})")
_ASKS_SPAN = re.compile(
    "(?:几号|几月|哪天|哪一天|什么时候|啥时候|几时)(?:开始)?(?:到|至)(?:几号|几月|哪天|哪一天|什么时候|啥时候|几时)|起止(?:时间|日期)"
)
_ASKS_LASTING = re.compile(
    "多久|多快|多长|期限|时限|几(?:年|个月|天|个?工作日|小时)|多少(?:天|年|日|个月|小时)"
)
_OTHER_YEAR = 0.5
# How often: 每季度, 每半年1次.
_OFTEN = re.compile(
    rf"每(?:半|两|[三四]|\d)?个?(?:学期|学年|年|季度|季|月|周|天|日|旬)(?:度)?(?:(?:至少|不少于)?[^，,。；;]{{0,6}}?(?:\d+|{CHINESE_NUMBER})次(?:以上)?)?"
    rf"|(?<!\d)(?:\d{{1,2}}|半|{CHINESE_NUMBER})个?(?:学期|学年|年|季度|月|周|天|日)[一1]次(?!性)"
)
# The question names both halves of what is set against each other: 从上面转下来、或从下面转上去.
_NAMES_HALVES = re.compile(
    "[、，,]或者?|或者|还是|反过来|分别|各自|各(?=是|要|由|怎|咋|多少|几)|两(?:种|头|边|块)"
)
_ASKS_OFTEN = re.compile("(?:多久|几(?:个月|天|年|周)|多长时间)[^，,。？?]{0,6}[一1](?:次|遍|回)|频次|频率")
_LASTS = 0.5
_NAMED_BEFORE, _A_NAME = 0.3, 3
_OWN_PART = 0.03  # of two dates of a sentence, the one between whose commas more of the question stands
_ASKS_YEAR = re.compile("哪一?年|何年|几年|什么时候|啥时候|几时|何时")
_ASKS_WHICH_YEAR = re.compile("哪一?年|何年|几年")
_ONLY_A_YEAR = re.compile(r"(?:19|20)\d{2}年$")
# “xx+x+x”闭环: figures hidden one by one.
_MASKED_SUM = re.compile(r"(?<![A-Za-z])[xX×*＊]{1,4}(?:\s*[+＋]\s*[xX×*＊]{1,4})+(?![A-Za-z])")
_ASKS_NUMBER = re.compile("几|多少")
_TELLS_WHEN = re.compile(
    r"\d\s*[年月日天周]|[年月]底|年内|每[年月季周天日]|期间|[前后内]|随时|同时|起|[上中下]旬|假"
)
_UNDATED = 0.3  # a sentence without a time hardly tells when
_ASKS_SEVERAL = re.compile(
    "分别|各(?:是|在|到|自)|几个(?:时间|节点)|(?:哪天|什么时候|啥时候|几月|几号)[^，。？?]{0,12}[，,][^。？?]{0,20}(?:哪天|什么时候|啥时候|几月|几号|哪年)"
)
_AS_WELL = 0.4
LONGEST_SENTENCE = 160
_SHORT = 24
_ROOM_LEFT = 60
_MORE = 0.12
_LISTS = 0.15  # what an enumeration is worth where a list is asked for
# What leads in the very things asked for tells them, and is surer.
_LEADS_IN, _SURER = 0.35, 0.2
# What a sentence that tells how far something is to be brought is worth where that is asked for.
_FAR = 0.3
_HOW_FAR = re.compile(
    "(?:什么|啥|哪种|哪个|何种)(?:程度|地步|份上|水平|进度|阶段)|哪一?步|进度(?:[^，,。？?]{0,12}(?:怎么|各|如何|怎样|是))|要求[^，,。？?]{0,6}(?:一样|不同|区别|不一样)|(?:各|分别)(?:自)?(?:是)?怎么(?:要求|定|规定)"
)
_SO_FAR = re.compile(
    r"\d\s*[%％‰]|全覆盖|全部|均(?:要|应)?[设达建配实]|都要|达到?\d|不(?:得)?(?:少|低|超|高)[于过]|\d\s*[个所家](?:以上|\()|完(?:工|成[^，,。；;]{0,12}(?:建设|搬迁|\d))|封顶|结顶|投(?:用|运|入(?:使用|运营))|启用|开工"
)
_PHONE = re.compile(
    r"(?<!\d)(?:0\d{2,3}[-—－ ]?\d{7,8}|1[3-9]\d{9}|\d{7,8}|1\d{4}|[\w.]+@[\w.]+\w|www\.\S+|https?://\S+)(?!\d)",
    re.ASCII,
)


# 在哪几个县市区试点: a sentence that names some.
_ASKS_PLACES = re.compile(
    "哪(?:[几些两三四五六七八]|十[一二三四五]?)个?(?:县|市|区|旗|乡|镇|街道|州|盟)(?!级|民|政|场|长|委)"
)
_NAMES_PLACES = 0.4


def read_sentence(query: Query, topic: Topic, ranked: Sequence[Sentence]) -> Draft | None:
    """The sentence that accounts for most of the question, with its neighbours while they belong to the answer."""
    if not ranked:
        return None
    asked = years_in(query.deadline)
    far = asks_how_far(query.text)
    places = _ASKS_PLACES.search(query.text) is not None
    best = max(
        ranked[:10],
        key=lambda s: (
            s.score
            + (_LISTS * _enumerates(s.text) if query.asks is Asks.LIST else 0.0)
            + (_FAR * tells_how_far(s.text) if far else 0.0)
            + (_NAMES_PLACES * names_places(s.text) if places else 0.0)
            + (_LEADS_IN if leads_in_what_is_asked(query.text, s.text) else 0.0)
            - (_OTHER_YEAR if of_another_year(s.text, asked) else 0.0)
        ),
    )
    start, end = (
        _grown(best, topic, _NAMES_HALVES.search(query.text) is not None or asks_what_follows(query.text))
        if len(best.text) <= LONGEST_SENTENCE
        else best_run(best, topic, query.asks is Asks.LIST)
    )
    quote = Quote(best.notice.id, start, end)
    said = best.notice.text[start:end].strip()
    if _ASKS_NUMBER.search(query.ask_text) and (hidden := _MASKED_SUM.search(said)):
        told = Line(f"文件中这一数字被遮盖（{hidden.group()}），没有真实数值", (quote,))
        return Draft((told, Line(f"原文：“{said}”", (quote,))), best.covered, unstated=True)
    undated = query.asks is Asks.DATE and not _TELLS_WHEN.search(said)
    sure = best.covered + (_SURER if leads_in_what_is_asked(query.text, best.text) else 0.0)
    return Draft((Line(said, (quote,)),), min(1.0, sure) - (_UNDATED if undated else 0.0))


# 为什么取消…: a question that takes a reversal for granted which the clause does not state.
_REVERSAL = re.compile("取消|停止|停办|撤销|撤并|暂停|废除|废止|终止|关闭|关停|推迟|延期|放弃|叫停|禁止|不再")


# The same as it is spoken; notices write it in other words.
_SPOKEN_REVERSAL = re.compile(
    "(?:怎么|咋|为什么|为啥|为何)[^，。？?]{0,6}不(?:搞|办|做|干|弄|推|建|招|评)[^，。？?]{0,16}了|(?<!点)关门|涨价|撤掉|撤了|停掉|(?<![跳车雨血水电吸])停了|砍[掉到了]|缩减|下调|调低|叫停|搞砸|烂尾|拖着没|拖了"
)
_AT_REST = re.compile("停[用运产业课工机水电梯]")
# 禁止买哪些菜 asks what is banned, and takes no ban for granted.
_ASKS_BANNED = re.compile(
    "禁止(?:[^，,。；;？?]{0,8}(?:哪[些几]|什么|啥)|的(?:有|是|都))|(?:哪[些几]|什么|啥)[^，,。；;？?]{0,10}(?:是|被|要)?禁止"
)
_PUT_OFF = re.compile("推迟|延期|延后|延迟|推后|顺延|暂缓")
_MERGED = re.compile("撤|归并|合并|整合|并入")
_STOPPED = re.compile("停|不得|不再|取消|中止")
_BANNED = re.compile("严禁|禁[烧放燃售停行]|不得|不准|不许")
_SAID_OTHERWISE = {
    "禁止": _BANNED,
    "撤并": _MERGED,
    "停止": _STOPPED,
    "暂停": _STOPPED,
    "叫停": _STOPPED,
    "推迟": _PUT_OFF,
    "延期": _PUT_OFF,
}


def false_premise(query: Query, best: Sentence) -> bool:
    """Whether the question takes a reversal for granted that the best clause does not state, nor what leads it in."""
    led = lead_in(best.notice, best.start)
    said = best.passage.text + (best.notice.text[led.start : led.end] if led else "")
    if _SPOKEN_REVERSAL.search(query.text) and query.asks is not Asks.YES_NO:
        return not (_REVERSAL.search(said) or _SPOKEN_REVERSAL.search(said) or _AT_REST.search(said))
    taken_for_granted = _REVERSAL.search(query.text)
    if taken_for_granted is None or taken_for_granted.group() in said or _ASKS_BANNED.search(query.text):
        return False
    said_otherwise = _SAID_OTHERWISE.get(taken_for_granted.group())
    return said_otherwise is None or said_otherwise.search(said) is None


def asks_how_far(question: str) -> bool:
    """Whether a question asks how far something is to be brought: 做到什么程度, 干到哪一步."""
    return _HOW_FAR.search(question) is not None


def tells_how_far(said: str) -> bool:
    """Whether a sentence tells how far something is to be brought: a share, all of them, a stage of a building."""
    return _SO_FAR.search(said) is not None


def _enumerates(text: str) -> bool:
    return text.count("、") >= 2


def best_run(best: Sentence, topic: Topic, lists: bool = False) -> tuple[int, int]:
    """Of a sentence too long to paste, the shortest run of comma-bounded parts that accounts for most of the question,
    and what follows it as far as there is room: what is asked for mostly stands behind the words asked with."""
    text = best.notice.text
    cuts = [best.start, *(best.start + cut for cut in cuts_of(text[best.start : best.end])), best.end]
    runs = [(a, b) for i, a in enumerate(cuts) for b in cuts[i + 1 :] if b - a <= LONGEST_SENTENCE] or [
        (best.start, best.end)
    ]

    def worth(run: tuple[int, int]) -> tuple[float, int, int]:
        words = text[run[0] : run[1]]
        bonus = _LISTS if lists and _enumerates(words) else 0.0
        return round(topic.share(words) + bonus, 3), run[0] - run[1], -run[0]

    start, end = max(runs, key=worth)
    if not lists:
        end = max((cut for cut in cuts if end <= cut <= start + LONGEST_SENTENCE), default=end)
    return start, end


def cuts_of(text: str) -> list[int]:
    """Where a sentence may be cut: behind commas and colons, but not inside brackets."""
    cuts: list[int] = []
    depth = 0
    for i, c in enumerate(text):
        depth += (c in "（(《“") - (c in "）)》”")
        if depth <= 0 and c in "，,；;：:":
            cuts.append(i + 1)
    return cuts


def _grown(best: Sentence, topic: Topic, halves: bool) -> tuple[int, int]:
    """A heading sentence (the clause's name) and a very short one say little: what follows in the passage does."""
    passage, notice = best.passage, best.notice
    start, end = best.start, best.end
    heading = notice.clauses[passage.clause_index].heading
    names_only = bool(heading) and best.text.rstrip("。：: ").endswith(heading)
    if not names_only and len(best.text) >= _SHORT:
        start, end = _with_neighbours(best, topic)
        return _with_other_half(best, start, end) if halves else (start, end)
    room = start + LONGEST_SENTENCE
    after = notice.text[end : passage.end]
    ends = [end + cut for cut in _sentence_ends(after) if end + cut <= room]
    if room - max(ends, default=end) > _ROOM_LEFT:
        # The sentence that follows is long: as much of it as there is room for.
        ends += [end + cut for cut in cuts_of(after) if end + cut <= room]
    if passage.end <= room:
        ends.append(passage.end)
    return start, max(ends, default=end)


def _with_neighbours(best: Sentence, topic: Topic) -> tuple[int, int]:
    """The sentence with the one before or behind it in its clause, where that accounts for clearly more of the question:
    上级向下级转诊的…；由下级向上级转诊的…."""
    notice, start, end = best.notice, best.start, best.end
    clause = notice.clauses[best.passage.clause_index]
    spans = [
        (clause.start + a, clause.start + b) for a, b in sentences(notice.text[clause.start : clause.own_end])
    ]
    said = topic.share(notice.text[start:end])
    for a, b in spans:
        left, right = min(a, start), max(b, end)
        if (a == end or b == start) and right - left <= LONGEST_SENTENCE:
            more = topic.share(notice.text[left:right])
            if more >= said + _MORE:
                start, end, said = left, right, more
    return start, end


def _with_other_half(best: Sentence, start: int, end: int) -> tuple[int, int]:
    """The sentence with what a semicolon sets against it: 上级转下级的，取消；下级转上级的，连续计算."""
    notice = best.notice
    clause = notice.clauses[best.passage.clause_index]
    spans = [
        (clause.start + a, clause.start + b) for a, b in sentences(notice.text[clause.start : clause.own_end])
    ]
    for a, b in spans:
        left, right = min(a, start), max(b, end)
        joined = notice.text[min(end, b) - 1] in "；;" and (a == end or b == start)
        if joined and right - left <= LONGEST_SENTENCE:
            start, end = left, right
    return start, end


def _sentence_ends(text: str) -> list[int]:
    return [match.end() for match in re.finditer("[。；！？]", text)]


def asks_how_often(query: Query) -> bool:
    return bool(_ASKS_OFTEN.search(query.text))


def read_date(query: Query, topic: Topic, ranked: Sequence[Sentence]) -> Draft | None:
    """The date of the best sentences whose neighbouring words match the question best; where it asks how long (多久), a
    length of time before a date. A date that the question itself names is not what it asks for."""
    often = asks_how_often(query)
    claimed = query.asks is Asks.YES_NO  # a date put forward is looked for, to say whether it is so
    lasting = bool(_ASKS_LASTING.search(query.ask_text)) and not often
    dates = _SPAN if _ASKS_SPAN.search(query.text) else _DATE
    forms = [(_OFTEN, 1.0)] if often else [(dates, 0.0), *([(_LASTING, _LASTS)] if lasting else [])]
    dated = [
        (s, date, s.score + 0.5 * topic.share(around) + bonus + _own_part(query, topic, s.text, date))
        for s in ranked[:12]
        for form, bonus in forms
        for date, around in _found_in(form, s.text)
        if (claimed or not _is_named(date.group(), query.text))
        and not (lasting and _ONLY_A_YEAR.match(date.group()) and not _ASKS_YEAR.search(query.text))
        and not _names_the_plan(date.group(), s.notice, query.text)
        and not contradicts(query.text, around, s.text[: date.start()])
        and not contradicts(query.text, _part_before(s.text, date.start()))
        and not elsewhere(query.topic, s.notice, s.passage.clause_index, s.text, 0, len(s.text))
    ]
    if not dated:
        return None
    sentence, date, score = max(dated, key=lambda found: found[2])
    quote = Quote(sentence.notice.id, sentence.start, sentence.end)
    hidden = date.group()[0] in "xX*_"
    headline = "文件中这一日期被遮盖，没有真实日期" if hidden else date.group()
    if not hidden and _ASKS_SEVERAL.search(query.text):
        several = [
            (s, d)
            for s, d, other in dated
            if _beside(s, sentence) and (s is sentence or other >= _AS_WELL * score)
        ]
        several.sort(key=lambda found: (found[0].start, found[1].start()))
        headline = "；".join(dict.fromkeys(d.group() for _, d in several))
        end = max(s.end for s, _ in several)
        quote = Quote(sentence.notice.id, min(s.start for s, _ in several), end)
    words = sentence.notice.text[quote.start : quote.end].strip()
    lines = (Line(headline, (quote,)), Line(f"原文：“{words}”", (quote,)))
    return Draft(lines, sentence.covered, unstated=hidden)


def _part_before(text: str, at: int) -> str:
    """The words right before a date, back to the last pause: A档 of A档每年核查一次，B档每半年核查一次."""
    return re.split("[，,；;。：:]", text[:at])[-1]


def _names_the_plan(date: str, notice: Notice, question: str) -> bool:
    """Whether a date is no more than the one year that its notice is for (2025年免费筛查), which tells nothing of when."""
    bare = _ONLY_A_YEAR.match(date) is not None and len(set(notice.years)) == 1
    return bare and date.startswith(str(notice.years[0])) and not _ASKS_WHICH_YEAR.search(question)


def _own_part(query: Query, topic: Topic, text: str, date: re.Match[str]) -> float:
    """What a date gains for the words between its own commas: by how much of the question they say, and where they begin with
    what the question names word for word (县级河长每季度, not 县级总河长每半年)."""
    before = _part_before(text, date.start()).strip()
    named = _NAMED_BEFORE if len(before) >= _A_NAME and before in query.text else 0.0
    return named + _OWN_PART * topic.share(_part_of(text, date))


def _part_of(text: str, date: re.Match[str]) -> str:
    """The words between the pauses around a date."""
    return _part_before(text, date.start()) + re.split("[，,；;。]", text[date.end() :])[0]


def _is_named(date: str, text: str) -> bool:
    """Whether a question names the date itself; 2024年 also as 2024."""
    bare = date.removesuffix("年")
    return date in text or (len(bare) == 4 and bare.isdigit() and bare in text)


def _beside(one: Sentence, other: Sentence) -> bool:
    """Whether two sentences are of one clause and near enough to be quoted together."""
    start, end = min(one.start, other.start), max(one.end, other.end)
    return one is other or (
        one.notice is other.notice
        and one.passage.clause_index == other.passage.clause_index
        and end - start <= LONGEST_SENTENCE
    )


def _found_in(form: re.Pattern[str], text: str) -> list[tuple[re.Match[str], str]]:
    """The dates (or lengths of time) of a sentence, each with the words that are its own: from the one before it to the
    one after it."""
    dates = list(form.finditer(text))
    ends = [0, *(date.end() for date in dates)]
    starts = [*(date.start() for date in dates), len(text)]
    quoted = [match.span() for match in re.finditer("《[^《》]*》", text)]  # a title's year is no date
    return [
        (date, text[ends[i] : starts[i + 1]])
        for i, date in enumerate(dates)
        if not any(start < date.start() < end for start, end in quoted)
    ]


def read_contact(ranked: Sequence[Sentence]) -> Draft | None:
    """A telephone number or address as written; ``None`` where none stands in the best sentences."""
    for sentence in ranked[:5]:
        if _PHONE.search(sentence.text):
            quote = Quote(sentence.notice.id, sentence.start, sentence.end)
            return Draft((Line(sentence.text, (quote,)),), sentence.covered)
    return None


def read_cited(query: Query, notices: Sequence[Notice]) -> Draft | None:
    """What notices say of another one that they cite by the number asked about."""
    wanted = [document_number_key(number) for number in query.document_numbers]
    lines: list[Line] = []
    for notice in notices:
        for start, end in sentences(notice.text):
            text = notice.text[start:end].strip()
            if any(number in document_number_key(text) for number in wanted) and len(text) > max(
                map(len, wanted)
            ):
                lines.append(Line(text, (Quote(notice.id, start, end),)))
    return Draft(tuple(lines[:3]), 1.0) if lines else None
