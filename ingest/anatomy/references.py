"""Other documents that a notice names, and what it says it does to them: 印发, 转发, 废止, 修订, 根据."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.anatomy.letterhead import DOCUMENT_NUMBER, GENRE, number_in
from ingest.models import Reference, Relation
from ingest.text import sentences

_REACH = 40  # characters around a name in which its relation is said
_NUMBER_BEHIND = re.compile(
    rf"\s*[（(]\s*(?:文号[：:])?\s*(?P<number>{DOCUMENT_NUMBER.pattern})[^（）()]{{0,12}}[）)]"
)
_TITLE = re.compile(r"《(?P<title>[^《》]{2,120})》")
# 《甲》、《乙》和某市人民政府《丙》
_GLUE = re.compile(
    r"^\s*(?:等?(?:文件)?(?:、|，|,|和|及|与|以及|或)?\s*[\u4e00-\u9fff]{0,20}(?:政府|委|局|厅|部|院|办公室))?(?:等?(?:文件)?(?:、|，|,|和|及|与|以及|或)?)\s*原?$"
)

_REPEALED = re.compile(
    r"^(?:等|等文件|文件|的通知|规定)?[^。；《]{0,12}(?:同时|予以|即行|一并|相应|自行|现予|自即日起|正式)*(?:废止|失效|停止(?:执行|施行|实施)|不再(?:执行|施行|有效|适用))"
)
_PASSED = re.compile(r"^[^。；《]{0,30}?现?(?:予以)?(?:印发|下发|发布|公布)(?:给|如下|实施|施行|，|。|$)")
_FORWARDED = re.compile(r"^[^。；《]{0,20}?转发(?:给|如下|，|。|$)")
_AMENDED = re.compile(
    r"^(?:等)?(?:的部分(?:条款|内容))?[^。；《]{0,8}(?:作(?:出|了)?(?:如下|以下|部分|相应)*(?:修改|修订|调整)|(?:予以|进行)(?:了)?(?:修改|修订|修正)|修(?:改|订)为)"
)
_BEFORE: tuple[tuple[Relation, re.Pattern[str]], ...] = (
    (Relation.REPEALS, re.compile(r"(?:废止|停止执行|终止执行)(?:了|原)?\s*$")),
    (Relation.FORWARDS, re.compile(r"转发(?:了)?[\u4e00-\u9fff、]{0,20}\s*$")),
    (Relation.AMENDS, re.compile(r"(?:关于|决定对?|现对|现将)?(?:修改|修订|修正)(?:了|原)?\s*$")),
    (Relation.ISSUES, re.compile(r"(?:关于|现|现将|制定并|予以)(?:印发|下发|发布|公布)(?:了)?\s*$")),
)
_BASED_ON = re.compile(
    r"(?:根据|依据|按照|依照|遵照|贯彻(?:落实|执行)?|落实|按|执行|依|参照|对照)[^，。；：《》]{0,24}$"
)
# 关于印发2024年工作要点的通知: the title names without 《》 what it passes on.
_UNQUOTED = re.compile(
    rf"关于(?P<verb>印发|转发|下发|废止|修改|修订)(?P<title>[^《》〈〉<>。；\n]{{4,80}}?{GENRE}(?:[（(][^（）()]{{1,20}}[）)])?)的(?:通知|决定|公告)"
)
_VERBS = {
    "印发": Relation.ISSUES,
    "下发": Relation.ISSUES,
    "转发": Relation.FORWARDS,
    "废止": Relation.REPEALS,
    "修改": Relation.AMENDS,
    "修订": Relation.AMENDS,
}


@dataclass(frozen=True, slots=True)
class _Mention:
    title: str
    number: str
    start: int
    end: int


def find_references(text: str) -> tuple[Reference, ...]:
    """The documents that ``text`` names with a relation, in order, each once for a relation; others are left out."""
    found = [
        *_unquoted(text),
        *(ref for start, end in _sentences(text) for ref in _in_sentence(text, start, end)),
    ]
    unique: dict[tuple[Relation, str, str], Reference] = {}
    for reference in sorted(found, key=lambda ref: (ref.start, ref.end)):
        unique.setdefault((reference.relation, reference.title, reference.document_number), reference)
    return tuple(unique.values())


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Sentences, except that a line's end inside 《》 (a title over two lines) ends none."""
    start = 0
    for first, last in sentences(text):
        open_title = text.count("《", start, last) > text.count("》", start, last)
        if open_title and last - start < 400 and text[last - 1] == "\n":
            continue
        yield min(start, first), last
        start = last
    if start < len(text):
        yield start, len(text)


def _unquoted(text: str) -> Iterator[Reference]:
    for match in _UNQUOTED.finditer(text):
        if not _inside_quotes(text, match.start()):
            title = match.group("title")
            yield Reference(_VERBS[match.group("verb")], title, "", match.start("title"), match.end("title"))


def _inside_quotes(text: str, at: int) -> bool:
    line = text.rfind("\n", 0, at) + 1
    return text.count("《", line, at) > text.count("》", line, at)


def _in_sentence(text: str, start: int, end: int) -> Iterator[Reference]:
    for group in _groups(text, _mentions(text, start, end)):
        relation = _relation(text, group, start, end)
        if relation:
            for mention in group:
                yield Reference(relation, mention.title, mention.number, mention.start, mention.end)


def _mentions(text: str, start: int, end: int) -> list[_Mention]:
    mentions: list[_Mention] = []
    sentence = text[start:end]
    for match in _TITLE.finditer(sentence):
        behind = _NUMBER_BEHIND.match(sentence, match.end())
        number = "".join(behind.group("number").split()) if behind else ""
        title = "".join(match.group("title").split("\n"))
        mentions.append(_Mention(title, number, start + match.start(), start + (behind or match).end()))
    taken = [(mention.start, mention.end) for mention in mentions]
    for match in DOCUMENT_NUMBER.finditer(sentence):
        first = start + match.start()
        if any(low <= first < high for low, high in taken) or number_in(sentence):
            continue  # in a title's bracket, or the line of the notice's own number
        name = re.sub(r"^.*(?:根据|依据|按照|原|和|及|与|以及|废止|执行|对|将)", "", match.group("organ"))
        own = match.group()[
            match.group().index(match.group("organ")) + len(match.group("organ")) - len(name) :
        ]
        mentions.append(
            _Mention("", "".join(own.split()), start + match.end() - len(own), start + match.end())
        )
    return sorted(mentions, key=lambda mention: mention.start)


def _groups(text: str, mentions: Sequence[_Mention]) -> Iterator[list[_Mention]]:
    """Names listed together (《甲》《乙》和《丙》): what is said of them is said of each."""
    group: list[_Mention] = []
    for mention in mentions:
        if group and not _GLUE.match(text[group[-1].end : mention.start]):
            yield group
            group = []
        group.append(mention)
    if group:
        yield group


def _relation(text: str, group: Sequence[_Mention], start: int, end: int) -> Relation | None:
    before = text[max(start, group[0].start - _REACH) : group[0].start]
    after = text[group[-1].end : min(end, group[-1].end + _REACH)]
    if _REPEALED.match(after):
        return Relation.REPEALS
    if _AMENDED.match(after):
        return Relation.AMENDS
    for relation, pattern in _BEFORE:
        if pattern.search(before):
            return relation
    passed_on = re.search(r"现将?\s*(?:修订后的|新修订的)?$", before)
    if not passed_on and _BASED_ON.search(before):
        return Relation.BASED_ON
    if passed_on or re.match(r"^[^。；《]{0,30}，?现", after):
        return (
            Relation.FORWARDS
            if _FORWARDED.match(after)
            else Relation.ISSUES
            if _PASSED.match(after)
            else None
        )
    return None
