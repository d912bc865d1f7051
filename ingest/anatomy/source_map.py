"""From an offset of the cleaned text back to the line of the source that a person can look up."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from ingest.anatomy.traced import TracedLine
from ingest.models import SourceSpan
from ingest.readers.lines import Line


def source_map(paragraphs: Sequence[TracedLine], source: Sequence[Line]) -> tuple[SourceSpan, ...]:
    """Spans of the text that ``paragraphs`` make up, in order; the newlines between them belong to none.

    Lines count from 1, columns from 0: character ``i`` of a span is character ``column + i`` of the source's line, but
    for white space, which may be of another kind, and letters that Unicode composes.
    """
    spans: list[SourceSpan] = []
    position = 0
    for paragraph in paragraphs:
        ends = [run.start for run in paragraph.runs[1:]] + [len(paragraph.text)]
        for run, end in zip(paragraph.runs, ends, strict=True):
            page = source[run.line - 1].page
            spans.append(SourceSpan(position + run.start, position + end, run.line, run.column, page))
        position += len(paragraph.text) + 1
    return tuple(spans)


def source_of(spans: Sequence[SourceSpan], start: int, end: int) -> tuple[SourceSpan, ...]:
    """The parts of the source that ``[start, end)`` of the cleaned text came from, in order."""
    index = max(0, bisect_right(spans, start, key=lambda span: span.start) - 1)
    found: list[SourceSpan] = []
    while index < len(spans) and spans[index].start < end:
        span = spans[index]
        first, last = max(span.start, start), min(span.end, end)
        if first < last:
            found.append(SourceSpan(first, last, span.line, span.column + first - span.start, span.page))
        index += 1
    return tuple(found)
