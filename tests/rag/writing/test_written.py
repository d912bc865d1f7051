"""What a writer lets out becomes an answer: its markers renumbered, its warnings and refusal kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from rag.corpus.index import Index
from rag.retrieval.retriever import to_hit
from rag.types import Answer, AnswerEvent, Done, Token
from rag.writing.evidence import Evidence
from rag.writing.generative import GenerativeWriter, VerifiedPiece, Withheld
from rag.writing.written import write_answer


class Scripted:
    """Lets out what a test gives it."""

    def __init__(self, *pieces: VerifiedPiece) -> None:
        self._pieces = pieces

    def write(self, question: str, evidence: Sequence[Evidence]) -> Iterator[VerifiedPiece]:
        yield from self._pieces


def evidence(index: Index) -> list[Evidence]:
    """Every passage, its marker ten above its place."""
    found = []
    for row, passage in enumerate(index.passages):
        hit = to_hit(index, passage, 1.0, {})
        notice = index.corpus.notices[hit.document_id]
        found.append(
            Evidence(row + 10, hit, notice.title, notice.document_number, notice.issuer, notice.issued_on, "")
        )
    return found


def written(index: Index, *pieces: VerifiedPiece) -> tuple[list[str], Answer]:
    writer = cast(GenerativeWriter, Scripted(*pieces))
    events: list[AnswerEvent] = list(write_answer(writer, "？", evidence(index), index))
    *tokens, done = events
    assert isinstance(done, Done)
    return [token.text for token in tokens if isinstance(token, Token)], done.answer


def test_markers_are_renumbered_in_order_of_first_use(index: Index) -> None:
    tokens, answer = written(index, VerifiedPiece("甲[14]。", (14,)), VerifiedPiece("乙[11][14]。", (11, 14)))
    assert tokens == ["甲[1]。", "乙[2][1]。"]
    assert answer.answer == "".join(tokens)
    assert [c.text for c in answer.citations] == [index.passages[4].text, index.passages[1].text]
    assert [c.marker for c in answer.citations] == [1, 2]


def test_warnings_are_kept_and_a_piece_without_text_is_not_said(index: Index) -> None:
    withheld = Withheld("x", "一句没有采用", "one left out")
    tokens, answer = written(index, VerifiedPiece("", warnings=(withheld,)), VerifiedPiece("甲[10]。", (10,)))
    assert tokens == ["甲[1]。"]
    assert answer.warnings[0] == "一句没有采用"


def test_a_refusal_abstains(index: Index) -> None:
    _, answer = written(index, VerifiedPiece("文件没有载明。", refusal=True))
    assert answer.abstained
    assert answer.citations == ()


def test_a_cited_compilation_is_warned_of(index: Index) -> None:
    row = next(r for r, p in enumerate(index.passages) if "由财政统筹安排" in p.text)
    _, answer = written(index, VerifiedPiece(f"由财政统筹安排[{row + 10}]。", (row + 10,)))
    assert any("某地村卫生室管理工作方案" in warning for warning in answer.warnings)
