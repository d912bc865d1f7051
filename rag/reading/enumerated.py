"""Things told by their number: 三大产业链, 六大支撑, 三个“一”. A sentence names each of them just before that number
(生物制药+高端医疗器械+宠物健康三大产业链) or just behind it (“六张名片”（红医品牌、医改先锋…）); or it counts them not, and each bears the
name of its kind (公示制度、记录制度和审核制度)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.numerals import number_of
from rag.language.terms import terms
from rag.question.query import Query
from rag.reading.draft import Draft, Line, Quote
from rag.reading.sentences import Sentence, Topic

_NUMBER = "[二三四五六七八九十两]|十[一二三四五六七八九]|[2-9]|1[0-9]"
_MEASURE = "大|个|条|类|样|种|项|张|件|支|步|块|方面|重"
_ASKED = re.compile(
    rf"(?<![\d第])(?P<number>几|{_NUMBER})(?P<measure>{_MEASURE})(?P<kind>“?[\u4e00-\u9fff]{{0,10}})"
)
_KIND_ENDS = re.compile("[是有指分怎上要来都里各为叫包之，]|什么|哪|具体")
_TOLD = re.compile(rf"(?<![\d第年月])(?P<number>{_NUMBER})(?P<measure>{_MEASURE})(?=[\u4e00-\u9fff“‘])")
_BETWEEN = re.compile("[、+＋/]")
_JOINED = re.compile("[、+＋/]|[和及与]|以及|”(?=“)")
_BEHIND = re.compile("^[^，。；、（(：:]{1,12}?[”’]?(?:[（(：:]|包括|即|分别(?:是|为))")
_ENDS = re.compile("[，,。；;：:！？\n]")
_QUOTED = re.compile("“([^“”]{1,20})”")
_QUOTED_RUN = re.compile("(?:“[^“”]{1,20}”[、和及]?){2,}")
_MOST = 40  # sentences looked through
_LEAST_SHARE = (
    0.2  # of the question's words, where the kind of thing is not called what the question calls it
)
_KIND_SAID = 0.5
_A_NAME, _FEWEST = 2, 2
_AS_MANY = 0.25  # that it is the very number asked about tells more than any one word


@dataclass(frozen=True, slots=True)
class _Told:
    """An enumeration with its number, at ``[start, end)`` of its sentence; ``kind``: what it says the things are."""

    start: int
    end: int
    number: int
    kind: str


def read_enumerated(query: Query, topic: Topic, ranked: Sequence[Sentence]) -> Draft | None:
    """The enumerations of as many things as the question speaks of, called what it calls them, a line each; ``None`` where
    no good sentence holds one of them."""
    found: dict[Quote, tuple[str, float]] = {}
    for asked in _ASKED.finditer(query.text):
        number = 0 if asked["number"] == "几" else number_of(asked["number"])
        kind = _KIND_ENDS.split(asked["kind"], maxsplit=1)[0].strip("“”的")
        best = _best(number, kind, topic, ranked) if kind else None
        if best:
            score, sentence, told = best
            quote = Quote(sentence.notice.id, sentence.start + told.start, sentence.start + told.end)
            sure = max(score, sentence.covered) + (_AS_MANY if number else 0.0)
            found[quote] = (sentence.notice.text[quote.start : quote.end], sure)
    if not found:
        return None
    lines = tuple(Line(text, (quote,)) for quote, (text, _) in found.items())
    return Draft(lines, min(1.0, *(sure for _, sure in found.values())))


def _best(
    number: int, kind: str, topic: Topic, ranked: Sequence[Sentence]
) -> tuple[float, Sentence, _Told] | None:
    """The enumeration of ``number`` things (0: of any number) that is likest to be those asked for."""
    best: tuple[float, Sentence, _Told] | None = None
    for sentence in ranked[:_MOST]:
        text = sentence.notice.text[sentence.start : sentence.end]
        for told in (*_told_in(text), *_quoted_in(text, number, kind), *_of_a_name(text, number, kind)):
            called = _alike(kind, told.kind)
            share = max(sentence.covered, topic.share(text))
            if number not in (0, told.number) or (
                called < _KIND_SAID and (share < _LEAST_SHARE or not number)
            ):
                continue
            if best is None or share + called > best[0]:
                best = (share + called, sentence, told)
    return best


def _alike(asked: str, told: str) -> float:
    """The share of what the question calls the things that stands in what the sentence calls them, 0 to 1."""
    own = terms(asked) if len(asked) > 1 else [asked]
    return sum(part in told for part in own) / len(own) if asked else 0.0


def _told_in(text: str) -> Iterator[_Told]:
    for match in _TOLD.finditer(text):
        number = number_of(match["number"])
        stop = _ENDS.search(text, match.end())
        end = stop.start() if stop else len(text)
        start = max((m.end() for m in _ENDS.finditer(text, 0, match.start())), default=0)
        if _names(text[start : match.start()], number):
            yield _Told(_past_mark(text, start), end, number, text[match.end() : end])
            continue
        behind = _BEHIND.match(text[match.end() :])
        if behind:
            opened = match.end() + behind.end()
            closed = _close_of(text, opened)
            if _names(text[opened:closed], number):
                yield _Told(
                    _past_mark(text, start), min(closed + 1, len(text)), number, text[match.end() : opened]
                )


def _quoted_in(text: str, number: int, kind: str) -> Iterator[_Told]:
    """As many quoted things one behind the other, each with the word they are told by: 三个“一” of “一盘棋”“一家人”“一本账”."""
    for match in _QUOTED_RUN.finditer(text):
        things = _QUOTED.findall(match.group())
        if len(things) == number and all(kind in thing for thing in things):
            start = max((m.end() for m in _ENDS.finditer(text, 0, match.start())), default=0)
            stop = _ENDS.search(text, match.end())
            yield _Told(_past_mark(text, start), stop.start() if stop else len(text), number, kind)


def _of_a_name(text: str, number: int, kind: str) -> Iterator[_Told]:
    """As many things in a row, each with the name of the kind asked for: 公示制度、记录制度和审核制度."""
    if len(kind) < _A_NAME or number < _FEWEST:
        return
    start = 0
    for stop in (*_ENDS.finditer(text), None):
        end = stop.start() if stop else len(text)
        *things, last = _JOINED.split(text[start:end])
        names = [kind]
        if _alike(kind, text[start:end]) >= _KIND_SAID:
            names.append(kind[-_A_NAME:])  # 四个培训培养工程 are four 工程 for 人才培养, 临床培训…
        for name in names:
            if len(things) + 1 == number and name in last and all(each.endswith(name) for each in things):
                yield _Told(_past_mark(text, start), end, number, name)
                break
        start = end + 1


def _past_mark(text: str, start: int) -> int:
    """Past white space and the mark of a list's item."""
    return start + len(text[start:]) - len(text[start:].lstrip(" \u3000\n-—·•"))


def _close_of(text: str, opened: int) -> int:
    """Where the enumeration that begins at ``opened`` ends: at its closing bracket, else with the sentence."""
    if text[opened - 1] in "（(":
        return next((i for i in range(opened, len(text)) if text[i] in "）)"), len(text))
    stop = re.compile("[。；;！？\n]").search(text, opened)
    return stop.start() if stop else len(text)


def _names(text: str, number: int) -> bool:
    """Whether a stretch names as many things as that: as many as its marks between things tell, with or without its 和."""
    return number in (len(_BETWEEN.findall(text)) + 1, len(_JOINED.findall(text)) + 1)
