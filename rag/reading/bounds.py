"""A bound is half an answer: of 一般案件按4%奖励，较大案件按5%，最高不超过50万元 the bound alone does not say how much."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from ingest.models import Notice
from rag.question.query import Query
from rag.reading.draft import Draft, Line, Quote
from rag.reading.stretches import around

_HOW_MUCH = re.compile("(?:奖|罚|补|报销?|给|发|返|收)(?:励|助|贴|款)?(?:了|的)?(?:是|能|到)?(?:多少|几)")
_BOUND_ASKED = re.compile("最[高多低少大]|至[多少]|顶多|起码|封顶|上限|下限|不超过")
_BOUND = re.compile("最[高多低少]|至[多少]|封顶")
_FIGURE = re.compile(r"\d")
_QUOTED = "原文：“"
_LONGEST = 160


def with_tiers(query: Query, draft: Draft, notices: Mapping[str, Notice]) -> Draft:
    """The draft of a bound with the whole sentence quoted, where the question asks how much and not for a bound."""
    if len(draft.lines) < 2 or not any(
        _BOUND.match(line.text.removeprefix(_QUOTED)) for line in draft.lines[:2]
    ):
        return draft
    if not _HOW_MUCH.search(query.text) or _BOUND_ASKED.search(query.text):
        return draft
    lines = [_widened(line, notices) for line in draft.lines]
    return replace(draft, lines=tuple(lines))


def _widened(line: Line, notices: Mapping[str, Notice]) -> Line:
    if not line.text.startswith(_QUOTED) or not line.quotes:
        return line
    quote = line.quotes[0]
    notice = notices[quote.document_id]
    start, end = around(notice, quote.start, quote.end)
    before = notice.text[start : quote.start]
    if end - start > _LONGEST or not _FIGURE.search(before):
        return line
    said = notice.text[start:end].strip()
    return Line(f"原文：“{said}”", (Quote(notice.id, start, end),))
