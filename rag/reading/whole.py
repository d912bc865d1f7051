"""A goal that is said without a figure: 全部设置老年医学科, 所有精神专科医院设立心理门诊, 实现全覆盖."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from rag.question.query import Query
from rag.reading.contrast import contradicts
from rag.reading.draft import Draft, Line, Quote
from rag.reading.figure.saying import BOUNDARY
from rag.reading.sentences import Sentence, Topic

_ALL = re.compile(
    "全部|所有|全覆盖|一律|(?:公立|机构|医院|院|县|区|市|乡镇|学校|单位|社区|企业)(?:全部|均|都)|每(?:个|所|家|县|乡)"
)
_COUNTS = re.compile("(?:多少|几)(?:名|人|张|个|家|所|台|辆|元|钱|万|亿|吨|天|年|次|户)")
_SAYS_IT = 0.6
_CLEARLY = 0.2


def says_all(text: str) -> bool:
    """Whether a text says something of all there are, which is as good as a figure."""
    return _ALL.search(text) is not None


def read_whole(query: Query, topic: Topic, ranked: Sequence[Sentence]) -> Draft | None:
    """The comma-bounded stretch that says it of all, where the question asks for no number of things."""
    if _COUNTS.search(query.ask_text) or not topic.weights:
        return None
    best: tuple[float, Sentence, int, int] | None = None
    for sentence in ranked[:12]:
        text = sentence.notice.text[sentence.start : sentence.end]
        cuts = [0, *(match.end() for match in BOUNDARY.finditer(text)), len(text)]
        for start, end in pairwise(cuts):
            fits = _ALL.search(text[start:end]) and not contradicts(query.text, text[start:end])
            share = topic.share(text[start:end]) if fits else 0.0
            if share >= _SAYS_IT and (best is None or share > best[0]):
                best = (share, sentence, start, end)
    if best is None:
        return None
    share, sentence, start, end = best
    words = sentence.notice.text[sentence.start + start : sentence.start + end].rstrip("，,；;。：:\n ")
    lead = len(words) - len(words.lstrip())
    at = sentence.start + start + lead
    quote = Quote(sentence.notice.id, at, at + len(words.strip()))
    return Draft((Line(words.strip(), (quote,)),), share)


def surest(figure: Draft | None, whole: Draft | None) -> Draft | None:
    """The figure, unless what is said of all accounts for clearly more of the question."""
    if figure is None or whole is None:
        return figure or whole
    return whole if whole.confidence > figure.confidence + _CLEARLY else figure
