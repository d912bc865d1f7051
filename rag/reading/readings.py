"""What the reader makes of the best passages of a question: each is read once, however often it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ingest.models import Passage
from rag.language.spoken import as_written_in
from rag.reader.span_reader import Reading, SpanReader
from rag.reading.draft import Quote
from rag.retrieval.retriever import Candidates

# The reader's log odds run over some 20, the fused score of retrieval over 1: together they choose a passage.
RETRIEVAL = 7.0

# Pairs of the least odds with the least lead, any of which will do.
Gates = Sequence[tuple[float, float]]

LoadReader = Callable[[], SpanReader | None]


@dataclass(frozen=True, slots=True)
class Foremost:
    """The passage chosen, what the reader makes of it, and how far it is ahead of the next, ``None`` where there is none."""

    passage: Passage
    reading: Reading
    lead: float | None

    @property
    def quote(self) -> Quote:
        """The words that the reader points at."""
        return pointed_in(self.passage, self.reading)


def passes(gates: Gates, odds: float, lead: float) -> bool:
    """Whether odds with so far a lead reach one of the pairs."""
    return any(odds >= least and lead >= ahead for least, ahead in gates)


def pointed_in(passage: Passage, reading: Reading) -> Quote:
    """Where in its notice the words stand that the reader points at in a passage."""
    return Quote(passage.document_id, passage.start + reading.start, passage.start + reading.end)


class Readings:
    """The passages of one question's candidates with what the reader says of them. Of one thread."""

    def __init__(self, load: LoadReader, asked: str, candidates: Candidates, most: int | None = None) -> None:
        """``asked`` is what the passages are asked. ``load`` gives the reader, or ``None`` where there is none; it is asked when
        something is to be read. Of the candidates the ``most`` best are read, all that are asked for where it is ``None``."""
        self._load = load
        self._asked = asked
        self._candidates = candidates
        self._most = most
        self._index = candidates.index
        self._fused = candidates.fused
        self._best = [int(row) for row in candidates.order[:most]]
        self._known: dict[int, Reading] = {}

    def asked(self, question: str) -> Readings:
        """The same passages, asked in other words; these very readings where the words are the same."""
        if question == self._asked:
            return self
        return Readings(self._load, question, self._candidates, self._most)

    def best(self, most: int) -> list[int]:
        """The rows of the ``most`` best passages, best first."""
        return self._best[:most]

    def quoted(self, quotes: Iterable[Quote]) -> list[int]:
        """The rows of the passages that these stretches run through, each once, in the order of the quotes."""
        held = (p for quote in quotes for p in self._index.holding(quote.document_id, quote.start, quote.end))
        rows = (self._index.row(passage.id) for passage in held)
        return list(dict.fromkeys(row for row in rows if row is not None))

    def passage(self, row: int) -> Passage:
        return self._index.passages[row]

    def fused(self, row: int) -> float:
        """Retrieval's score of a passage, over 1 at most."""
        return float(self._fused[row])

    def foremost(self, rows: Sequence[int]) -> Foremost | None:
        """The passage of these that reader and retrieval together choose; ``None`` without a reader or a passage."""
        read = self.of(rows)
        if read is None:
            return None
        totals = [r.score + RETRIEVAL * self.fused(row) for row, r in zip(rows, read, strict=True)]
        first, *rest = sorted(range(len(rows)), key=lambda i: (-totals[i], i))
        lead = totals[first] - totals[rest[0]] if rest else None
        return Foremost(self.passage(rows[first]), read[first], lead)

    def first_of(self, most: int) -> Foremost | None:
        """The passage of the ``most`` best, without those that share nothing with the question, that reader and retrieval
        together choose."""
        return self.foremost([row for row in self.best(most) if self.fused(row) > 0])

    def of(self, rows: Sequence[int]) -> list[Reading] | None:
        """What each of the passages says to the question, which is put in the passage's own words for what is spoken otherwise
        (docs/measurements.md); ``None`` without a reader or without a passage."""
        reader = self._load() if rows else None
        if reader is None:
            return None
        new = [row for row in dict.fromkeys(rows) if row not in self._known]
        self._known |= zip(new, reader.read_each([self._put(row) for row in new]), strict=True)
        return [self._known[row] for row in rows]

    def _put(self, row: int) -> tuple[str, str, str]:
        """The question as a passage is asked it, the passage, and what stands above it."""
        passage = self.passage(row)
        return as_written_in(passage.context + passage.text, self._asked), passage.text, passage.context
