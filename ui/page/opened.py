"""Which stretch of which notice the reader shows."""

from __future__ import annotations

from dataclasses import dataclass

from rag.types import Citation


@dataclass(frozen=True, slots=True)
class Opened:
    """``[start, end)`` of a notice: a citation of an answer (``exchange``, ``marker``), or a place of the reader's choice.

    ``words`` are looked for in the notice, and the match at ``match`` is the one to see.
    """

    document_id: str
    start: int = 0
    end: int = 0
    exchange: int = -1
    citation: Citation | None = None
    fellows: tuple[Citation, ...] = ()
    words: str = ""
    match: int = 0

    @property
    def key(self) -> str:
        """Changes with whatever has to be scrolled to."""
        marker = self.citation.marker if self.citation else 0
        place = f"{self.document_id}:{self.start}:{self.end}"
        return f"{self.exchange}:{marker}:{place}:{self.words}:{self.match}"
