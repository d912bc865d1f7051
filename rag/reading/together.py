"""The drafts of a question's several asks made into one answer: the parts in the order asked, each with its quotation."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.models import Notice
from rag.parts import Ask
from rag.reading.draft import Draft, Line, Quote

_ORIGINAL = re.compile("^原文：“.*”$", re.DOTALL)
_LONGEST_RUN = 200
_LONGEST_HEADLINE = 40
_NOT_STATED = "文件没有载明"


@dataclass(frozen=True, slots=True)
class Part:
    """An ask with the draft of its answer; ``None`` where the notices do not state it for sure."""

    ask: Ask
    draft: Draft | None


def together(whole: Draft | None, parts: Sequence[Part], notices: Mapping[str, Notice]) -> Draft | None:
    """One draft for all asks, as sure as the least sure of them that is stated; ``whole`` is the draft of the question read
    as one ask, ``None`` where it is not sure. That one stands where it says all that the parts say."""
    held = [part for part in parts if part.draft]
    if not held or (whole and (whole.unstated or whole.lines[0].row)):
        return whole
    if whole and all(_said_in(whole, part.draft) for part in held if part.draft):
        return whole
    lines: list[Line] = []
    if whole and len(held) < len(parts) and not any(_said_in(part.draft, whole) for part in held if part.draft):
        lines += whole.lines
        parts = held
    for part in parts:
        lines += _lines(part)
    drafts = [part.draft for part in held if part.draft]
    warnings = dict.fromkeys(warning for draft in drafts for warning in draft.warnings)
    return Draft(
        _in_runs(lines, notices), min(draft.confidence for draft in drafts), tuple(warnings)
    )


def _said_in(draft: Draft | None, other: Draft | None) -> bool:
    """Whether a draft says what another's first line says."""
    if draft is None or other is None:
        return False
    said = _plain("".join(line.text for line in draft.lines))
    first = other.lines[0].text
    return _plain(first) in said or _plain(first.split("：")[-1]) in said


def _plain(text: str) -> str:
    return re.sub(r"[\s“”。，；]|^原文：", "", text)


def _lines(part: Part) -> list[Line]:
    if part.draft is None:
        return [Line(f"{part.ask.own}：{_NOT_STATED}")]
    first, *others = part.draft.lines
    bare = len(others) > 0 and "：" not in first.text and len(first.text) <= _LONGEST_HEADLINE
    return [replace(first, text=f"{part.ask.own}：{first.text}") if bare and not first.row else first, *others]


def _in_runs(lines: Sequence[Line], notices: Mapping[str, Notice]) -> tuple[Line, ...]:
    """The lines, each once, what is quoted behind them: stretches that lie together in one clause as one run."""
    told = list(dict.fromkeys(line for line in lines if not _ORIGINAL.match(line.text)))
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
    originals = [
        Line(f"原文：“{notices[run.document_id].text[run.start : run.end].strip()}”", (run,)) for run in runs
    ]
    return (*told, *originals)


def _together(one: Quote, other: Quote, notices: Mapping[str, Notice]) -> bool:
    """Whether two stretches, in order, lie in one clause and are short enough to be quoted as one."""
    if one.document_id != other.document_id:
        return False
    if other.end <= one.end:
        return True
    notice = notices[one.document_id]
    same = notice.clause_at(one.start) == notice.clause_at(other.start)
    return same and other.start <= one.end + 1 and other.end - one.start <= _LONGEST_RUN
