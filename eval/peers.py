"""Plain ways of retrieval to be measured beside ours, over the same notices, questions and scorers.

Each answers with the one sentence of what it found that shares most character bigrams with the question: what a recipe
gives before any model writes. They cite nothing and never decline.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import bm25s
import numpy as np
from pydantic import BaseModel

from eval.extras import needing
from eval.runner import Notices, Workspace
from ingest.embedding.embeddings import make_embeddings
from ingest.models import Notice
from ingest.settings import IngestSettings
from rag.types import NO_FILTERS, Answer, AnswerEvent, Done, Filters, Hit, Turn

Peer = Literal["langchain-dense", "bigram-bm25"]

_PIECE_CHARS, _OVERLAP_CHARS = 1000, 200
# The recipe shows its model four pieces; the answer is taken from those.
_READ = 4
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")

Rank = Callable[[str], "np.ndarray[tuple[int], np.dtype[np.float64]]"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a notice as the recipe cuts it."""

    notice: Notice
    start: int
    text: str


@dataclass(frozen=True)
class PeerAssistant:
    """An assistant as far as a run needs one: the pieces, best first, and the nearest sentence."""

    pieces: tuple[Piece, ...]
    rank: Rank

    def search(self, query: str, k: int = 10, filters: Filters = NO_FILTERS) -> list[Hit]:
        """The ``k`` best pieces; ties go by place."""
        scores = self.rank(query)
        order = np.argsort(-scores, kind="stable")[:k]
        return [_hit(self.pieces[row], float(scores[row])) for row in order]

    def stream(
        self, question: str, history: Sequence[Turn] = (), filters: Filters = NO_FILTERS
    ) -> Iterator[AnswerEvent]:
        """The sentence of the best pieces that shares most with the question."""
        wanted = set(bigrams(question))
        sentences = [
            found.group().strip()
            for hit in self.search(question, _READ)
            for found in _SENTENCE.finditer(hit.text)
            if found.group().strip()
        ]
        best = max(sentences, key=lambda sentence: len(wanted & set(bigrams(sentence))), default="")
        yield Done(Answer(answer=best, abstained=False))


@dataclass(frozen=True)
class PeerWorkspace:
    """A peer over the notices of one of our own stores."""

    settings: BaseModel
    store: Notices
    assistant: PeerAssistant


def open_peer(peer: Peer, workspace: Workspace, settings: IngestSettings) -> PeerWorkspace:
    """The peer over the notices of ``workspace``. Raises EvalError where its library is not installed."""
    pieces = tuple(piece for notice in workspace.store.notices() for piece in _cut(notice))
    rank = _dense(pieces, settings) if peer == "langchain-dense" else _lexical(pieces)
    return PeerWorkspace(_PeerSettings(peer=peer), workspace.store, PeerAssistant(pieces, rank))


def bigrams(text: str) -> list[str]:
    """Neighbouring characters of ``text``, spaces left out."""
    plain = "".join(text.split())
    return [plain[at : at + 2] for at in range(len(plain) - 1)]


class _PeerSettings(BaseModel):
    peer: str
    piece_chars: int = _PIECE_CHARS
    overlap_chars: int = _OVERLAP_CHARS


def _cut(notice: Notice) -> list[Piece]:
    with needing("peers"):
        from langchain_text_splitters import RecursiveCharacterTextSplitter
    splitter = RecursiveCharacterTextSplitter(
        chunk_size=_PIECE_CHARS, chunk_overlap=_OVERLAP_CHARS, add_start_index=True
    )
    return [
        Piece(notice, int(document.metadata["start_index"]), document.page_content)
        for document in splitter.create_documents([notice.text])
    ]


def _lexical(pieces: Sequence[Piece]) -> Rank:
    index = bm25s.BM25(k1=1.5, b=0.75)
    index.index([bigrams(piece.text) for piece in pieces], show_progress=False)

    def rank(query: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        known = [term for term in bigrams(query) if term in index.vocab_dict]
        return np.asarray(index.get_scores(known), dtype=np.float64) if known else np.zeros(len(pieces))

    return rank


def _dense(pieces: Sequence[Piece], settings: IngestSettings) -> Rank:
    embeddings = make_embeddings(settings)
    vectors = np.array(embeddings.embed_documents([piece.text for piece in pieces]))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)

    def rank(query: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        vector = np.array(embeddings.embed_query(query))
        return np.asarray(vectors @ (vector / np.linalg.norm(vector)), dtype=np.float64)

    return rank


def _hit(piece: Piece, score: float) -> Hit:
    notice = piece.notice
    return Hit(
        passage_id=f"{notice.id}-{piece.start}",
        document_id=notice.id,
        source=notice.source,
        title=notice.title,
        clause="",
        text=piece.text,
        start=piece.start,
        end=piece.start + len(piece.text),
        score=score,
        scores={},
    )
