"""The drafts of a question's several asks made into one answer: the parts in the order asked, each with its quotation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.models import Notice
from rag.language.terms import words_of
from rag.question.query import Query
from rag.question.several_asks import Ask
from rag.question.wording import EMPTY_WORDS, Asks
from rag.reading.draft import Draft, Line, Quote
from rag.reading.kinds import asks_length, in_words, is_of_kind, kind_is_open, told
from rag.reading.second_look import touched
from rag.reading.stretches import around, trimmed

_ORIGINAL = re.compile("^原文：“.*”$", re.DOTALL)
_ASKING = re.compile("[谁哪啥咋几]|什么|多少|多久|怎|何")
_VERDICT = re.compile("^[是否][。，；]")
_LONGEST_RUN = 200
_LONGEST_HEADLINE = 40
_ABOUT_AS_SURE = 0.05
_SHORT = 20  # words of running prose that are no sentence
_NOT_STATED = "文件没有载明"

ReadSure = Callable[[Sequence[Query], bool], Draft | None]
"""The draft for the ways that an ask may be meant, ``None`` where it is not sure; with the small reader pointing or without."""


@dataclass(frozen=True, slots=True)
class Part:
    """An ask with the draft of its answer; ``None`` where the notices do not state it for sure."""

    ask: Ask
    draft: Draft | None


def read_part(ask: Ask, ways: Sequence[Query], alone: Query, read: ReadSure, before: Sequence[Part]) -> Part:
    """An ask with what is read for it, as it may be meant (``ways``) or by its own words ``alone``: of the kind that it asks
    for, and, if there is another, not what an ask ``before`` it was answered with."""
    repeated: Draft | None = None
    for queries, pointing in _tries(ask, ways, alone, before):
        if repeated and queries[0].asks is Asks.EXPLAIN:
            break
        draft = read(queries, pointing)
        answer = told(ask, draft) if draft else None
        if answer and not _repeats(answer, before):
            return Part(ask, answer)
        repeated = repeated or answer
    return Part(ask, repeated)


def _tries(
    ask: Ask, ways: Sequence[Query], alone: Query, before: Sequence[Part]
) -> Iterator[tuple[Sequence[Query], bool]]:
    """The ways as they are; then as asking for a length of time or another date than was told, then for the words of a clause.
    The small reader, which takes most of the time, is asked where rules alone do not find a figure, date or unit."""
    asked = ways[0].asks
    by_rule = asked in (Asks.FIGURE, Asks.DATE, Asks.UNIT)
    yield ways, not by_rule
    if asks_length(ask) or asked is Asks.DATE:
        said = " ".join(part.draft.lines[0].text for part in before if part.draft)
        yield [replace(way, asks=Asks.DATE, text=f"{way.text} {said}") for way in ways], False
    if by_rule:
        yield ways, True
    if by_rule and alone.topic and alone.topic != ways[0].topic and not ask.leans_on:
        yield [alone], False
    if by_rule or asked is Asks.LIST:
        yield [replace(way, asks=Asks.EXPLAIN) for way in ways], True


def _repeats(draft: Draft, before: Sequence[Part]) -> bool:
    """Whether its first line, a figure or a date, is what an earlier ask was answered with."""
    return any(part.draft is not None and _same_headline(part.draft, draft) for part in before)


def _same_headline(one: Draft, other: Draft) -> bool:
    quoted = len(one.lines) > 1 and _ORIGINAL.match(one.lines[1].text)
    return bool(quoted) and len(other.lines) > 1 and one.lines[0].text == other.lines[0].text


def together(whole: Draft | None, parts: Sequence[Part], notices: Mapping[str, Notice]) -> Draft | None:
    """One draft for all asks, as sure as the least sure of them that is stated; ``whole`` is the draft of the question read
    as one ask, ``None`` where it is not sure. That one stands where it says all that the parts say."""
    if whole:
        parts = [part for part in parts if not _is_stray_verdict(part, whole)]
    beside = [*([whole] if whole else []), *(part.draft for part in parts if part.draft and part.ask.item)]
    parts = [replace(part, draft=None) if _strays(part, beside, notices) else part for part in parts]
    parts = [replace(part, draft=None) if _is_heading(part.draft, notices) else part for part in parts]
    parts = _without_same_headlines(parts, notices)
    held = [part.draft for part in parts if part.draft]
    if not held or (whole and whole.unstated):
        return whole
    if whole and parts[0].ask.item and (_is_sentence(whole) or len(held) < len(parts)):
        return whole
    if whole and all(_says(whole, draft) for draft in held):
        open_asks = [part.ask for part in parts if part.draft is None]
        return _widened(whole, open_asks, notices) if open_asks else whole
    apart = whole is not None and len(held) < len(parts) and not any(_touches(draft, whole) for draft in held)
    lines = list(whole.lines) if whole and apart else []
    quoted = "".join(line.text for draft in held for line in draft.lines)
    for part in parts:
        if part.draft or not (apart or _may_be_told(part.ask, quoted)):
            lines += _lines(part)
    warnings = dict.fromkeys(warning for draft in held for warning in draft.warnings)
    return Draft(_in_runs(lines, notices), min(draft.confidence for draft in held), tuple(warnings))


def _may_be_told(ask: Ask, quoted: str) -> bool:
    """Whether what is quoted for other asks may answer this one too: it holds the kind of thing asked for, or the ask names
    nothing (谁批) that could be missing there."""
    named = [word for word in words_of(ask.own) if word not in EMPTY_WORDS and not _ASKING.search(word)]
    if not named or any(word in quoted for word in named):
        return True
    return is_of_kind(ask, quoted) and not kind_is_open(ask)


def _is_stray_verdict(part: Part, whole: Draft) -> bool:
    """Whether an ask was told 是 or 否 by other words than those that answer the whole question."""
    draft = part.draft
    return draft is not None and bool(_VERDICT.match(draft.lines[0].text)) and not _touches(draft, whole)


def _is_sentence(draft: Draft) -> bool:
    """Whether it is told in the words of a notice alone, no figure or date before them."""
    return len(draft.lines) == 1 and len(draft.lines[0].text) > _LONGEST_HEADLINE


def _is_heading(draft: Draft | None, notices: Mapping[str, Notice]) -> bool:
    """Whether a draft tells the heading of a clause and no more."""
    if draft is None or len(draft.lines) > 1 or not draft.lines[0].quotes:
        return False
    quote = draft.lines[0].quotes[0]
    notice = notices[quote.document_id]
    clause = notice.clauses[notice.clause_at(quote.start)]
    said = re.sub(r"[\s。、．.：:]", "", notice.text[quote.start : quote.end])
    return (
        bool(clause.heading)
        and not re.search("[，；]", said)
        and said in re.sub(r"[\s。、．.：:]", "", clause.label + clause.heading)
    )


def _strays(part: Part, beside: Sequence[Draft], notices: Mapping[str, Notice]) -> bool:
    """Whether one of several things of which the same is asked was found in another clause than the whole question and the
    other things, and is less sure than they are."""
    draft = part.draft
    others = [other for other in beside if other is not draft]
    if draft is None or not part.ask.item or not others:
        return False
    if draft.confidence >= min(other.confidence for other in others) - _ABOUT_AS_SURE:
        return False
    here = _clauses(draft, notices)
    return not any(here & _clauses(other, notices) for other in others)


def _clauses(draft: Draft, notices: Mapping[str, Notice]) -> set[tuple[str, int]]:
    return {(q.document_id, notices[q.document_id].clause_at(q.start)) for q in draft.quotes}


def _without_same_headlines(parts: Sequence[Part], notices: Mapping[str, Notice]) -> list[Part]:
    """The parts; those that were answered with the same figure with their whole sentences alone: one of them is wrong."""
    held = [part.draft for part in parts if part.draft]
    return [
        replace(part, draft=_in_sentences(part.draft, notices))
        if part.draft and sum(_same_headline(part.draft, other) for other in held) > 1
        else part
        for part in parts
    ]


def _in_sentences(draft: Draft, notices: Mapping[str, Notice]) -> Draft:
    return replace(draft, lines=tuple(_whole(in_words(line), notices) for line in draft.lines[1:]))


def _whole(line: Line, notices: Mapping[str, Notice]) -> Line:
    """A quotation with its sentence told to both ends, where that is not too long."""
    if len(line.quotes) != 1:
        return line
    quote = line.quotes[0]
    notice = notices[quote.document_id]
    start, end = trimmed(notice, *around(notice, quote.start, quote.end))
    if end - start > _LONGEST_RUN:
        return line
    return Line(notice.text[start:end], (Quote(notice.id, start, end),))


def _says(draft: Draft, other: Draft) -> bool:
    """Whether a draft tells what another's first line tells: in its own first words, not only in what it quotes for them."""
    lines = [line.text for line in draft.lines if not _ORIGINAL.match(line.text)] or [draft.lines[0].text]
    said = _plain("".join(lines))
    first = other.lines[0].text
    return _plain(first) in said or _plain(first.split("：")[-1]) in said


def _touches(draft: Draft, other: Draft) -> bool:
    """Whether two drafts quote words in common."""
    return any(touched(other.quotes, quote) for quote in draft.quotes)


def _plain(text: str) -> str:
    return re.sub(r"[\s“”。，；]|^原文：", "", text)


def _lines(part: Part) -> list[Line]:
    if part.draft is None:
        return [Line(f"{part.ask.name}：{_NOT_STATED}")]
    first, *others = part.draft.lines
    longest = _LONGEST_HEADLINE if others else _SHORT
    bare = "：" not in first.text and len(first.text) <= longest
    return [
        replace(first, text=f"{part.ask.name}：{first.text}") if bare and not first.row else first,
        *others,
    ]


def _in_runs(lines: Sequence[Line], notices: Mapping[str, Notice]) -> tuple[Line, ...]:
    """The lines, each once, what is quoted behind them: stretches that lie together in one clause as one run."""
    said = list(dict.fromkeys(line for line in lines if not _ORIGINAL.match(line.text)))
    quotes = sorted(
        {line.quotes[0] for line in lines if _ORIGINAL.match(line.text) and line.quotes},
        key=lambda quote: (quote.document_id, quote.start, -quote.end),
    )
    runs: list[Quote] = []
    for quote in quotes:
        if runs and _together(runs[-1], quote, notices):
            runs[-1] = Quote(quote.document_id, runs[-1].start, max(runs[-1].end, quote.end))
        else:
            runs.append(quote)
    told = [line.quotes[0] for line in said if line.quotes and _is_quoted(line, notices)]
    return (*said, *(_original(run, notices) for run in runs if not any(_holds(q, run) for q in told)))


def _is_quoted(line: Line, notices: Mapping[str, Notice]) -> bool:
    """Whether a line tells the words that it quotes, not a figure of them."""
    quote = line.quotes[0]
    return _plain(notices[quote.document_id].text[quote.start : quote.end]) in _plain(line.text)


def _holds(one: Quote, other: Quote) -> bool:
    return one.document_id == other.document_id and one.start <= other.start and other.end <= one.end


def _original(run: Quote, notices: Mapping[str, Notice]) -> Line:
    return Line(f"原文：“{notices[run.document_id].text[run.start : run.end].strip()}”", (run,))


def _together(one: Quote, other: Quote, notices: Mapping[str, Notice]) -> bool:
    """Whether two stretches, in order, lie in one clause and are short enough to be quoted as one."""
    if one.document_id != other.document_id:
        return False
    if other.end <= one.end:
        return True
    notice = notices[one.document_id]
    same = notice.clause_at(one.start) == notice.clause_at(other.start)
    return same and other.end - one.start <= _LONGEST_RUN


def _widened(draft: Draft, asks: Sequence[Ask], notices: Mapping[str, Notice]) -> Draft:
    """The draft with the sentence that it quotes from told to its end, where that holds what else is asked."""
    lines = list(draft.lines)
    for i, line in enumerate(lines):
        if not line.quotes or (len(lines) > 1 and not _ORIGINAL.match(line.text)):
            continue
        quote = line.quotes[0]
        notice = notices[quote.document_id]
        left, right = around(notice, quote.start, quote.end)
        added = notice.text[quote.end : right]
        if added.strip() and right - left <= _LONGEST_RUN and any(is_of_kind(ask, added) for ask in asks):
            run = Quote(quote.document_id, min(left, quote.start), right)
            said = _original(run, notices)
            lines[i] = said if _ORIGINAL.match(line.text) else Line(said.text[4:-1], (run,))
    return replace(draft, lines=tuple(lines))
