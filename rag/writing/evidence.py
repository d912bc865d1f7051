"""The passages an answer may rest on, numbered, and how they are shown to a model."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.tokens import count_tokens
from rag.types import Hit
from rag.writing.verify import Header

_CUT = "……（以下略）"


@dataclass(frozen=True)
class Evidence:
    """A passage with the number it is cited by and what is known of its notice."""

    marker: int
    hit: Hit
    notice_title: str
    document_number: str
    issuer: str
    issued_on: str
    region: str

    @property
    def header(self) -> Header:
        """The notice's own data, as the check of an answer wants it."""
        return Header(self.notice_title, self.document_number, self.issuer, self.issued_on, self.region)


def fit_evidence(evidence: Sequence[Evidence], budget_tokens: int) -> tuple[Evidence, ...]:
    """The leading evidence whose blocks fit the budget together; the first is always kept, cut if need be."""
    kept: list[Evidence] = []
    used = 0
    for item in evidence:
        cost = count_tokens(_block(item, item.hit.text, _fence(evidence)))
        if kept and used + cost > budget_tokens:
            break
        kept.append(item)
        used += cost
    return tuple(kept)


def evidence_blocks(evidence: Sequence[Evidence], budget_tokens: int) -> str:
    """Numbered blocks for a prompt, no more than the budget.

    Everything that comes from a notice, its title too, stands between two lines that carry a mark no
    notice can know, so that words of a notice that look like instructions, or like the end of the
    evidence, stay inside.
    """
    kept = fit_evidence(evidence, budget_tokens)
    fence = _fence(evidence)
    if len(kept) == 1:
        return _block(kept[0], _cut(kept[0], fence, budget_tokens), fence)
    return "\n\n".join(_block(item, item.hit.text, fence) for item in kept)


def _block(item: Evidence, text: str, fence: str) -> str:
    facts = (
        ("标题", item.notice_title),
        ("文号", item.document_number),
        ("发文机关", item.issuer),
        ("日期", item.issued_on),
        ("地区", item.region),
        ("条款", item.hit.clause),
    )
    lines = [f"{label}：{' '.join(value.split())}" for label, value in facts if value]
    return "\n".join(
        [f"<<<材料 [{item.marker}] {fence}", *lines, "原文：", text, f"{fence} 材料 [{item.marker}] 完>>>"]
    )


def _fence(evidence: Sequence[Evidence]) -> str:
    """A mark that stands in none of the texts; the same for the same evidence."""
    everything = "\n".join("\n".join((e.hit.text, e.notice_title, e.issuer, e.hit.clause)) for e in evidence)
    mark = hashlib.sha256(everything.encode()).hexdigest()[:10]
    while mark in everything:
        mark = hashlib.sha256(mark.encode()).hexdigest()[:10]
    return mark


def _cut(item: Evidence, fence: str, budget_tokens: int) -> str:
    """The text, or as much of its beginning as the budget has room for."""
    text = item.hit.text
    if count_tokens(_block(item, text, fence)) <= budget_tokens:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = count_tokens(_block(item, text[:middle] + _CUT, fence)) <= budget_tokens
        low, high = (middle, high) if fits else (low, middle - 1)
    return text[:low] + _CUT
