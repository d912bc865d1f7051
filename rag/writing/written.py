"""A model's checked sentences into answer events: its markers renumbered in order of first use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.compose import Citations, provenance_warnings
from rag.corpus.index import Index
from rag.types import Answer, AnswerEvent, Done, Token
from rag.writing.evidence import Evidence
from rag.writing.generative import GenerativeWriter

_MARKER = re.compile(r"\[(\d+)\]")


def write_answer(
    writer: GenerativeWriter, question: str, evidence: Sequence[Evidence], index: Index
) -> Iterator[AnswerEvent]:
    """Stream what the writer lets out, then the whole answer. ModelError before the first piece leaves nothing said."""
    passages = {item.marker: item.hit.passage_id for item in evidence}
    citations = Citations(index)
    said: list[str] = []
    warnings: list[str] = []
    refused = False
    failure = ""

    def renumbered(match: re.Match[str]) -> str:
        row = index.row(passages[int(match.group(1))])
        return f"[{citations.mark(index.passages[row])}]" if row is not None else ""

    for piece in writer.write(question, evidence):
        warnings += [warning.text("zh") for warning in piece.warnings]
        refused = refused or piece.refusal
        failure = failure or piece.failure
        if piece.text:
            text = _MARKER.sub(renumbered, piece.text)
            said.append(text)
            yield Token(text)
    yield Done(
        Answer(
            answer="".join(said),
            abstained=refused,
            citations=citations.all,
            warnings=(*warnings, *provenance_warnings(citations.all, index)),
            withheld=len(warnings),
            model_error=failure or None,
        )
    )
