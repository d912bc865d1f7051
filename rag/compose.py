"""A draft into an answer: markers numbered in order, each with the passage that holds the words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.models import Notice, Passage, Provenance
from rag.corpus.index import Index
from rag.reading.draft import Draft, Quote
from rag.types import Answer, Citation

_PROVENANCE_WARNINGS = {
    Provenance.WEB: "《{title}》带有网络转载或汇编的痕迹，没有发文机关和文号，引用前请核对原文",
    Provenance.HEADLESS: "《{title}》没有文头（发文机关、文号），不能确认是正式印发件",
    Provenance.MASKED: "《{title}》有名称或数字被遮盖（如 xx、**），来源不明，引用前请核对原文",
}


class Citations:
    """The passages cited so far, numbered from 1 in order of first use."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._markers: dict[str, int] = {}
        self._citations: list[Citation] = []

    def mark(self, passage: Passage) -> int:
        """The passage's number."""
        if passage.id not in self._markers:
            self._markers[passage.id] = len(self._citations) + 1
            notice = self._index.corpus.notices[passage.document_id]
            self._citations.append(citation(len(self._citations) + 1, passage, notice))
        return self._markers[passage.id]

    def markers(self, quotes: Iterable[Quote]) -> str:
        """``[1][2]`` for the passages that hold the quotes."""
        numbers = [
            self.mark(passage)
            for quote in quotes
            for passage in self._index.holding(quote.document_id, quote.start, quote.end)
        ]
        return "".join(f"[{number}]" for number in dict.fromkeys(numbers))

    @property
    def all(self) -> tuple[Citation, ...]:
        return tuple(self._citations)


def citation(marker: int, passage: Passage, notice: Notice) -> Citation:
    return Citation(
        marker=marker,
        document_id=notice.id,
        title=notice.title,
        document_number=notice.document_number,
        issuer=notice.issuer,
        issued_on=notice.issued_on,
        region=notice.region.name,
        source=notice.source,
        clause=passage.clause,
        text=passage.text,
        start=passage.start,
        end=passage.end,
    )


def compose(
    draft: Draft, index: Index, extra_warnings: Sequence[str] = (), abstained: bool = False
) -> Answer:
    """The answer that a draft makes."""
    citations = Citations(index)
    lines: list[str] = []
    for line in draft.lines:
        marks = citations.markers(line.quotes)
        lines.append(f"{line.text} {marks} |" if line.row else f"{line.text}{marks}")
    warnings = (*draft.warnings, *extra_warnings, *provenance_warnings(citations.all, index))
    return Answer(answer="\n".join(lines), abstained=abstained, citations=citations.all, warnings=warnings)


def provenance_warnings(citations: Sequence[Citation], index: Index) -> list[str]:
    """A word about every cited notice that is not an issued original, once each."""
    warnings: list[str] = []
    for document_id in dict.fromkeys(citation.document_id for citation in citations):
        notice = index.corpus.notices[document_id]
        template = _PROVENANCE_WARNINGS.get(notice.provenance)
        if template:
            warnings.append(template.format(title=notice.title))
    return warnings
