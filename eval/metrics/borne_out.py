"""Does every figure, date, document number, place and department of an answer stand in what its own line cites?

No gold is needed. What a line cites is the passages behind its ``[n]`` and what is known of their notices. Free are
what repeats the question as a label (``床位多少：6张``, a table's first cell) and what is counted or reckoned
from what is cited (``共 3 项``, the end of ``有效期5年``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.anatomy import regions
from rag.language.folding import fold
from rag.types import Citation
from rag.writing import names
from rag.writing.figures import read_quantities

_MARKER = re.compile(r"\[(\d{1,3})\]")
_COUNTED = re.compile(r"(?:[共分有、]|另有) ?\d+ ?(?:个部分|[项处份条])|另有一[处份]|最后一(?:个部分|项|条)")
_RECKONED = re.compile(r"起至 ?\d{4}-\d{2}-\d{2}|按标题是[\d—-]+年的文件")
_LABEL = re.compile(r"^\|[^|]*\||^[^:“”]*:")
_NAME = re.compile("《[^》]*》")
_DIGITS = re.compile(r"\d[\d.,]*")


@dataclass(frozen=True, slots=True)
class Said:
    """A line of an answer with the markers it carries, and what of it nothing cited holds."""

    line: str
    unsupported: tuple[str, ...]


def figures_borne_out(
    question: str, answer: str, citations: Sequence[Citation], *, abstained: bool
) -> float | None:
    """Share of the lines with a marker all of whose figures, dates, numbers and names are cited there; None for an answer
    that declines or cites nothing."""
    said = [] if abstained else lines_said(question, answer, citations)
    return sum(not line.unsupported for line in said) / len(said) if said else None


def lines_said(question: str, answer: str, citations: Sequence[Citation]) -> list[Said]:
    """Every line with a marker, what stands on unmarked lines before it in the same quotation included."""
    passages = {citation.marker: citation for citation in citations}
    return [
        Said(line, tuple(dict.fromkeys(_unsupported(question, line, passages))))
        for line in _with_their_quotations(answer)
        if _MARKER.search(line)
    ]


def _with_their_quotations(answer: str) -> Iterator[str]:
    """The lines of an answer; a quotation of several lines is one."""
    held: list[str] = []
    for line in answer.split("\n"):
        held.append(line)
        whole = "\n".join(held)
        if whole.count("“") <= whole.count("”"):
            yield whole
            held = []
    yield from held


def _unsupported(question: str, line: str, passages: dict[int, Citation]) -> Iterator[str]:
    cited = [passages[int(n)] for n in _MARKER.findall(line) if int(n) in passages]
    text = _folded("。\n".join(_known(citation) for citation in cited))
    said = _folded(_RECKONED.sub("", _COUNTED.sub("", _MARKER.sub("", line))))
    label = _LABEL.match(said)
    if label:
        # A notice is called by the name of what it issues, which its title need not hold word for word.
        own, rest = _NAME.sub("", said[: label.end()]), said[label.end() :]
        yield from _missing(own, f"{text}。\n{_folded(question)}")
        said = rest
    yield from _missing(said, text)


def _missing(said: str, text: str) -> Iterator[str]:
    stated, held = read_quantities(said), read_quantities(text)
    for figure in stated.figures:
        # In a table the unit stands in another column: 3.1人 of 「全科医生数 | 人 | 3.1」.
        digits = _DIGITS.match(figure.text)
        if not (
            _stands(figure.text, text)
            or any(figure.same(other) for other in held.figures)
            or (digits and re.search(rf"[|≥≤<>]{re.escape(digits.group())}(?:$|[|\s])", text))
        ):
            yield figure.text
    for date in stated.dates:
        if not _stands(date.text, text) and not any(date.within(other) for other in held.dates):
            yield date.text
    for number in stated.numbers:
        if not any((number.year, number.serial) == (other.year, other.serial) for other in held.numbers):
            yield number.text
    yield from (place.text for place in names.places(said) if not names.names_place(text, place.text))
    yield from (organ.text for organ in names.organs(said) if not names.supported_run(organ.text, text))


def _stands(piece: str, text: str) -> bool:
    """Whether ``text`` has the piece, not inside a longer number."""
    before = r"(?<![\d.])" if piece[0].isdigit() else ""
    after = r"(?!\.?\d)" if piece[-1].isdigit() else ""
    return re.search(before + re.escape(piece) + after, text) is not None


def _known(citation: Citation) -> str:
    around = {
        name
        for region in regions.lookup(citation.region)
        for name in (region.province, region.city)
        if name and citation.region
    }
    own = (citation.text, citation.clause, citation.title, citation.document_number, citation.issuer)
    return "。\n".join((*own, citation.issued_on, citation.region, *sorted(around)))


def _folded(text: str) -> str:
    return names.canonical(fold(text))
