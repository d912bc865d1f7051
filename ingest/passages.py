"""Clauses into passages: what is embedded and cited. A passage never crosses a clause."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.models import Notice, Passage
from ingest.passage_ids import passage_id
from ingest.text import sentences
from ingest.tokens import count_tokens


def cut_passages(notice: Notice, max_tokens: int) -> list[Passage]:
    """The passages of a notice in order, each at most ``max_tokens`` long where a sentence allows it.

    A clause's own words are cut at sentence ends; a sentence longer than the bound is cut at commas, and where there
    are none, by length. Together the passages hold every word of the notice.
    """
    passages: list[Passage] = []
    for index, clause in enumerate(notice.clauses):
        for start, end in _pieces(notice.text, clause.start, clause.own_end, max_tokens):
            text = notice.text[start:end]
            passages.append(
                Passage(
                    id=passage_id(notice.id, len(passages)),
                    document_id=notice.id,
                    text=text,
                    start=start,
                    end=end,
                    clause=clause.path,
                    clause_index=index,
                    context=_context(notice, index),
                )
            )
    return passages


def _context(notice: Notice, index: int) -> str:
    """What a reader would know above the passage: the notice's name and the headings on the way down."""
    names = [notice.subject or notice.title]
    names += [clause.heading for clause in notice.trail(index)[:-1] if clause.heading]
    return " > ".join(name for name in names if name)


def _pieces(text: str, start: int, end: int, max_tokens: int) -> Iterator[tuple[int, int]]:
    piece_start, piece_end, used = start, start, 0
    for unit_start, unit_end, tokens in _units(text, start, end, max_tokens):
        if used and used + tokens > max_tokens:
            yield from _trimmed(text, piece_start, piece_end)
            piece_start, used = unit_start, 0
        piece_end = unit_end
        used += tokens
    yield from _trimmed(text, piece_start, piece_end)


def _units(text: str, start: int, end: int, max_tokens: int) -> Iterator[tuple[int, int, int]]:
    """Sentences, and the parts of sentences that alone are too long; how many tokens each has."""
    for first, last in sentences(text[start:end]):
        tokens = count_tokens(text[start + first : start + last])
        if tokens <= max_tokens:
            yield start + first, start + last, tokens
            continue
        step = max(1, max_tokens // 2)  # a Chinese character is at most two tokens or so
        at = start + first
        while at < start + last:
            stop = min(at + step, start + last)
            comma = max(text.rfind(mark, at + step // 2, stop) for mark in "，,、：") + 1
            stop = comma if comma > at and stop < start + last else stop
            yield at, stop, count_tokens(text[at:stop])
            at = stop


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
