"""Do the citations hold the gold quotations, do they hold little else, and are they verbatim?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Protocol

from eval.metrics.text import compact

# Between two cited stretches that belong together stands at most a line end or a mark of punctuation.
_GAP = 2
# An overlap shorter than this is a common word, not a common passage.
_SHORTEST_OVERLAP = 6


class Stretch(Protocol):
    """A stretch of a notice: a citation, or a passage found by a search."""

    @property
    def document_id(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def citation_recall(citations: Sequence[Stretch], evidence: Sequence[str]) -> float | None:
    """Share of the gold quotations that stand in the cited texts; None without gold."""
    return quoted_share(citations, evidence)


def citation_precision(
    citations: Sequence[Stretch], evidence: Sequence[str], misplaced: AbstractSet[int] = frozenset()
) -> float | None:
    """Share of the citations that share a stretch with a gold quotation; None without gold or citations.

    One whose place in ``citations``, counted from 1, is in ``misplaced`` stands at a line that it does not bear out:
    it is none of these, whatever it quotes.
    """
    if not evidence or not citations:
        return None
    right = (
        number not in misplaced and supports(citation.text, evidence)
        for number, citation in enumerate(citations, start=1)
    )
    return sum(right) / len(citations)


def offsets_valid(citations: Sequence[Stretch], texts: Mapping[str, str]) -> float | None:
    """Share of the citations whose text is the notice's text at their offsets; None without citations."""
    if not citations:
        return None
    return sum(_verbatim(citation, texts) for citation in citations) / len(citations)


def quoted_share(stretches: Sequence[Stretch], evidence: Sequence[str]) -> float | None:
    """Share of the quotations that stand in ``stretches``, neighbours read as one; None without gold."""
    if not evidence:
        return None
    shown = [compact(text) for text in joined(stretches)]
    return sum(any(compact(quote) in text for text in shown) for quote in evidence) / len(evidence)


def supports(text: str, evidence: Iterable[str]) -> bool:
    """Whether ``text`` holds a quotation, lies inside one, or the one ends as the other begins."""
    said = compact(text)
    return bool(said) and any(_overlap(said, compact(quote)) for quote in evidence)


def joined(stretches: Sequence[Stretch]) -> list[str]:
    """The texts, with those that overlap or touch in one notice put together, as a reader sees them."""
    texts: list[str] = []
    document, end = "", 0
    for stretch in sorted(stretches, key=lambda each: (each.document_id, each.start, each.end)):
        if texts and stretch.document_id == document and stretch.start <= end + _GAP:
            texts[-1] += stretch.text[max(end - stretch.start, 0) :]
            end = max(end, stretch.end)
        else:
            texts.append(stretch.text)
            document, end = stretch.document_id, stretch.end
    return texts


def _verbatim(citation: Stretch, texts: Mapping[str, str]) -> bool:
    text = texts.get(citation.document_id, "")
    in_bounds = 0 <= citation.start < citation.end <= len(text)
    return in_bounds and text[citation.start : citation.end] == citation.text


def _overlap(said: str, quote: str) -> bool:
    if said in quote or quote in said:
        return True
    # Only end to end: two targets of one template share long runs inside, and are not each other's evidence.
    longest = min(len(said), len(quote))
    needed = max(_SHORTEST_OVERLAP, longest // 2)
    return any(said[-n:] == quote[:n] or quote[-n:] == said[:n] for n in range(needed, longest))
