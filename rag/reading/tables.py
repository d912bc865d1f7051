"""Questions over several notices: one row a place or a notice, each cited, none missing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from ingest.models import Notice
from ingest.text import fold, sentences
from rag.corpus import Corpus
from rag.query import Query
from rag.reading.draft import Draft, Line, Quote
from rag.reading.sentences import Topic

_QUOTED = re.compile('[《“"「]([^》”"」]{2,40})[》”"」]')
_SAID = "未载明"
_AS_SURE = 0.65
# A sentence speaks of what is asked about when it holds this share of its words, and nearly as much as the best one.
_MENTIONS = 0.6
_AS_FULLY = 0.8

ReadOne = Callable[[str], Draft | None]


def compare(rows: Sequence[tuple[str, Draft | None]]) -> Draft | None:
    """A row a place or year: what its notices say, or that they do not say; ``None`` where none says anything."""
    lines: list[Line] = [Line("| 对象 | 文件所载 |"), Line("| --- | --- |")]
    confidence = 0.0
    for label, draft in rows:
        if draft is None or draft.empty or draft.unstated:
            lines.append(Line(f"| {label} | {_SAID} |"))
            continue
        said = draft.lines[:2]
        quotes = tuple(dict.fromkeys(quote for line in said for quote in line.quotes))
        lines.append(Line(f"| {label} | {'；'.join(cell(line.text) for line in said)}", quotes, row=True))
        confidence = max(confidence, draft.confidence)
    return Draft(tuple(lines), confidence) if confidence else None


def name_notices(query: Query, topic: Topic, notices: Sequence[Notice], corpus: Corpus) -> Draft | None:
    """Every notice that speaks of what is asked about, with the sentence that says most of it, and how many there are."""
    # A word that is no word of the dictionary (卒中) is looked for as it stands, like one that is quoted.
    quoted = _QUOTED.findall(query.text) or ([] if topic.weights else query.topic.split())
    likely = _quoting(quoted, corpus) if quoted else _likely(topic, corpus)
    notices = [notice for notice in notices if notice.id in likely]
    best = {
        notice.id: _best_mention(notice, topic, quoted)
        if quoted or _may_mention(notice, topic)
        else (0.0, None)
        for notice in notices
    }
    most = max((share for share, _ in best.values()), default=0.0)
    rows: list[Line] = []
    for notice in notices:
        share, quote = best[notice.id]
        if quote and share >= max(_MENTIONS, _AS_FULLY * most):
            words = notice.text[quote.start : quote.end]
            rows.append(Line(f"| {cell(called(notice))} | {cell(words)}", (quote,), row=True))
    if not rows:
        return None
    named = quoted[0] if quoted else "、".join(query.topic.split())
    head = Line(f"共 {len(rows)} 份文件提到“{named}”：")
    return Draft((head, Line("| 文件 | 原文 |"), Line("| --- | --- |"), *rows), 1.0)


def figures_by_notice(notices: Sequence[Notice], read: ReadOne, stated: Mapping[str, Line]) -> Draft | None:
    """A row a notice that states the figure asked about: ``stated`` are the rows that its ledger gives, by notice id;
    where the ledger has none, what reading the notice finds, if that is about as sure."""
    rows: list[tuple[float, Line]] = []
    for notice in notices:
        if notice.id in stated:
            rows.append((1.0, stated[notice.id]))
            continue
        draft = read(notice.id)
        if draft is None or draft.empty or draft.unstated:
            continue
        first, *rest = draft.lines
        words = cell(rest[0].text) if rest else ""
        quotes = tuple(dict.fromkeys(q for line in draft.lines[:2] for q in line.quotes))
        line = Line(f"| {cell(called(notice))} | {cell(first.text)} | {words}", quotes, row=True)
        rows.append((draft.confidence, line))
    if not rows:
        return None
    best = max(confidence for confidence, _ in rows)
    kept = [line for confidence, line in rows if confidence >= _AS_SURE * best]
    head = (Line(f"共 {len(kept)} 份文件载明："), Line("| 文件 | 数值 | 原文 |"), Line("| --- | --- | --- |"))
    return Draft((*head, *kept), best)


def called(notice: Notice) -> str:
    """A notice's name in a table: its place, where the title does not say it, and its title."""
    name = notice.subject or notice.title
    place = notice.region.name
    return f"{place}《{name}》" if place and place not in name else f"《{name}》"


def cell(text: str) -> str:
    """Text fit for a table's cell: no row or column breaks of its own."""
    return " ".join(text.replace("|", r"\|").split())


def _quoting(quoted: Sequence[str], corpus: Corpus) -> frozenset[str]:
    """The notices that hold something quoted: any other is passed over unread."""
    return frozenset(key for words in quoted for key in corpus.holding(fold(words)))


def _likely(topic: Topic, corpus: Corpus) -> frozenset[str]:
    """The notices that may hold enough of the topic, and some others: of a large store few are read."""
    held: defaultdict[str, float] = defaultdict(float)
    for parts, weight in topic.weights.items():
        said = {part for said in (parts, *topic.written.get(parts, ())) for part in said}
        for key in {key for part in said for key in corpus.that_may_hold(part)}:
            held[key] += weight
    return frozenset(key for key, weight in held.items() if weight >= _MENTIONS)


def _may_mention(notice: Notice, topic: Topic) -> bool:
    """Whether enough of the topic stands anywhere in a notice: most notices of a large store are passed over at once."""
    text = fold(notice.text)
    held = sum(
        weight
        for parts, weight in topic.weights.items()
        if any(part in text for said in (parts, *topic.written.get(parts, ())) for part in said)
    )
    return not topic.weights or held >= _MENTIONS


def _holds_any(text: str, folded_words: Sequence[str]) -> bool:
    folded = fold(text)
    return any(words in folded for words in folded_words)


def _best_mention(notice: Notice, topic: Topic, quoted: Sequence[str]) -> tuple[float, Quote | None]:
    """The sentence that holds most of the topic (and what is quoted, where something is), and how much of it."""
    best: tuple[float, Quote | None] = (0.0, None)
    looked_for = [fold(words) for words in quoted]
    for start, end in sentences(notice.text):
        text = notice.text[start:end]
        if looked_for and not _holds_any(text, looked_for):
            continue
        share = topic.share(text) if topic.weights else 0.0
        share = max(share, _MENTIONS) if quoted else share
        if share > best[0]:
            lead = len(text) - len(text.lstrip())
            best = (share, Quote(notice.id, start + lead, start + len(text.rstrip())))
    return best
