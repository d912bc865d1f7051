"""Whom a notice gives to turn to: its line of 联系人, 电话, 传真, 邮箱 or 地址, as it stands, masks included."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.models import Notice
from ingest.text import sentences
from rag.language.terms import words_of
from rag.question.query import Query
from rag.reading.draft import Draft, Line, Quote
from rag.reading.notice.itself import left_over, says_which
from rag.reading.shortened import unsaid_behind

_OFFICE = "(?:处室?|科室?|股室?|局|部门|单位|中心|办公室)"
_WHOM = rf"(?:谁|哪[一几]?[位个]?人?|哪[个一]?{_OFFICE}|什么(?:人|{_OFFICE}))"
_NUMBER = r"[0-9×xX*＊＿_]"
_PHONE = "电话"
# What is asked for, and what a sentence says that gives it.
_KINDS: dict[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "传真": (re.compile("传真"), re.compile(rf"传真[^，。；\n]{{0,6}}?{_NUMBER}{{3}}")),
    "邮箱": (
        re.compile("邮箱|邮件|电邮|信箱"),
        re.compile(r"[\w.×*-]{2,}@[\w.×*-]+|(?:邮箱|信箱)[^，。；\n]{0,4}?[:：]"),
    ),
    "地址": (
        re.compile("地址|在哪(?:儿|里|办公|个地方)|(?:去|到|上)哪(?:儿|里|个地方)"),
        re.compile(
            r"地址[^，。；\n]{0,4}?[:：]|地点[^，。；\n]{0,4}?[:：]|(?:接待|服务|受理)[^，。；\n]{0,8}[（(][^）)\n]{2,20}号[）)]"
        ),
    ),
    _PHONE: (
        re.compile(
            "(?<!接到)(?<!来)电话|热线|专线|座机|手机号|打(?:给)?哪(?:儿|里|个号?)|打几号|拨(?:打)?(?:哪|什么|几)"
        ),
        re.compile(
            rf"(?:电话|热线|专线|手机|座机|拨打?)[^，。；\n]{{0,16}}?{_NUMBER}{{3}}|(?<!\d)0[\d×]{{2,3}}[-—－]{_NUMBER}{{4}}"
        ),
    ),
    "联系人": (
        re.compile(
            rf"联系人|联络[人员]|联系谁|(?:联系|咨询|对接)[^。？?]{{0,3}}找[^，。？?]{{0,8}}{_WHOM}|对接人|经办人|(?:跟|找|和|与|同){_WHOM}(?:去|来)?(?:联系|对接|联络|接洽|沟通)"
            rf"|(?:联系|对接|联络|接洽)的?(?:是|找|要找|该找|应该找|得找)?{_WHOM}|谁(?:来|在)?(?:负责)?(?:日常)?(?:联络|联系|对接)"
        ),
        re.compile(
            r"联系(?:人|处室?|科室?|股室?|部门|单位)|联络[人员][:：]|(?:负责|承担)(?:日常)?(?:联络|联系)|业务咨询[^，。；\n]{0,4}[:：]"
        ),
    ),
}
# 科长叫什么, where the notice gives 科长：某某
_POST = re.compile(
    "(?P<post>主任|局长|院长|处长|科长|股长|站长|部长|经理|组长)(?:现在|目前)?(?:是|叫|姓)(?:什么|谁|啥|哪位)"
)
# What a number is for: one for complaints is none to ask for advice.
_PURPOSES: tuple[re.Pattern[str], ...] = (
    re.compile("投诉|举报|监督|检举"),
    re.compile("技术|系统|平台"),
    re.compile("咨询|政策|疑问|问题|业务|不懂|不明白|不清楚|拿不准"),
    re.compile("反映|信访|上访|维权"),
    re.compile("求助|救助"),
    re.compile("报送|报到|报材料|上报"),
    re.compile("急救|抢救|报警|救援|困人|预约|挂号"),
)
_ADVICE = 2  # of these purposes: one that a line of contact serves though it does not say so
_ASKING = re.compile(
    "是?多少|号码?|姓[啥什]么?|叫[啥什]么?|名字|全名|怎么称呼|末尾|底下|最后|留的?|给的?|联系方式|联系|咨询|打哪(?:儿|里|个)|打|拨"
    "|往哪[个儿里]?|找谁|该找|要找|得找|找|谁|哪[个位儿里一]?|什么|啥|去|问|想|对接|跟|这边|那边|[一二三四五]?份"
)
_MOST_LINES = 3
# What is masked is not to be had in full.
_IN_FULL = re.compile("完整|全号|明码|(?:没|不|未|别)(?:打码|遮|隐)")
_MASKED = re.compile("[×xX*＊_]{2}")


def asks_contact(query: Query) -> bool:
    """Whether it may ask whom to turn to; :func:`read_notice_contact` makes sure."""
    return bool(_kinds(query.text) or _POST.search(query.text))


def _kinds(text: str) -> list[str]:
    return [kind for kind, (asked, _) in _KINDS.items() if asked.search(text)]


def read_notice_contact(query: Query, notices: Sequence[Notice]) -> Draft | None:
    """The sentences of the notice that give what is asked for; ``None`` where it is open which notice is meant, where none
    gives it, where one gives it for another purpose than the one that is named, or masked where it is wanted in full."""
    if len(notices) != 1 or not says_which(query, notices):
        return None
    notice = notices[0]
    told: list[tuple[int, int]] = []
    for kind in _kinds(query.text):
        found = _of_kind(query, notice, kind)
        if not found:
            return None
        told += found
    told += _of_post(query, notice)
    chosen = sorted(set(told))
    if not chosen or len(chosen) > _MOST_LINES:
        return None
    if _IN_FULL.search(query.text) and any(_MASKED.search(notice.text[s:e]) for s, e in chosen):
        return None
    quotes = (Quote(notice.id, start, end) for start, end in chosen)
    return Draft(tuple(Line(notice.text[q.start : q.end].strip(), (q,)) for q in quotes), 1.0)


def _of_kind(query: Query, notice: Notice, kind: str) -> list[tuple[int, int]]:
    """The sentences that give it: those for the purpose that is named; all, where none is and nothing else is said."""
    says = _KINDS[kind][1]
    giving = [(s, e) for s, e in sentences(notice.text) if says.search(notice.text[s:e])]
    asked = [purpose for purpose in _PURPOSES if purpose.search(query.text)]
    if fitting := [span for span in giving if any(p.search(notice.text[slice(*span)]) for p in asked)]:
        return fitting
    others = [p for p in asked if p is not _PURPOSES[_ADVICE]]
    if others and kind == _PHONE:
        return []
    own = [span for span in giving if _serves_all(notice.text[slice(*span)])]
    words = _words(query, notice)
    if kind == _PHONE and words:
        return [span for span in giving if any(word in notice.text[slice(*span)] for word in words)]
    return own or (giving if len(giving) == 1 and not others else [])


def _serves_all(sentence: str) -> bool:
    """Whether a contact is for what the notice says as a whole: it names no purpose, or that of advice."""
    named = [purpose for purpose in _PURPOSES if purpose.search(sentence)]
    return "联系" in sentence or _PURPOSES[_ADVICE] in named


def _words(query: Query, notice: Notice) -> list[str]:
    """What the question says beyond asking and naming the notice."""
    heads = (notice.title, notice.subject, notice.issuer)
    asked = [*(pattern for pattern, _ in _KINDS.values()), *_PURPOSES, _ASKING]
    runs = left_over(query, asked, [notice]).split()
    unknown = [run for run in runs if all(unsaid_behind(run, head) is None for head in heads)]
    return [
        word
        for run in unknown
        for word in words_of(run)
        if len(word) > 1 and not any(word in h for h in heads)
    ]


def _of_post(query: Query, notice: Notice) -> list[tuple[int, int]]:
    """The sentence that names the holder of a post behind it: 科长：某某."""
    match = _POST.search(query.text)
    if match is None:
        return []
    named = re.compile(rf"{match['post']}\s*[:：]\s*[\u4e00-\u9fff]{{2,4}}(?![\u4e00-\u9fff])")
    return [(s, e) for s, e in sentences(notice.text) if named.search(notice.text[s:e])]
