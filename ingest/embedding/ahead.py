"""Embedding in a thread of its own, ahead of whoever writes the vectors down."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from langchain_core.embeddings import Embeddings

BATCH = 64  # texts embedded at a time, of one notice or of several

Vectors = list[list[float]]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some texts that are embedded together, and their vectors to come."""

    texts: tuple[str, ...]
    vectors: Future[Vectors]


class EmbeddingAhead:
    """Takes texts at any time and embeds them in order, a batch at a time. Used by one thread, which closes it."""

    def __init__(self, embeddings: Embeddings) -> None:
        self._embeddings = embeddings
        self._queue: deque[Piece] = deque()
        self._news = threading.Condition()
        self._thread: threading.Thread | None = None
        self._closed = False

    def begin(self, texts: Sequence[str]) -> list[Piece]:
        """Have these embedded. Whatever the model raises stands in the future of each piece that it was to embed."""
        pieces = [
            Piece(tuple(texts[start : start + BATCH]), Future()) for start in range(0, len(texts), BATCH)
        ]
        with self._news:
            self._queue.extend(pieces)
            self._news.notify()
        if pieces and self._thread is None:
            self._thread = threading.Thread(target=self._work, name="embed-ahead")
            self._thread.start()
        return pieces

    def close(self) -> None:
        """Embed no more than the batch in hand: what is still to come is cancelled."""
        with self._news:
            self._closed = True
            left, self._queue = self._queue, deque()
            self._news.notify()
        for piece in left:
            piece.vectors.cancel()

    def _work(self) -> None:
        while batch := self._next_batch():
            try:
                vectors = self._embeddings.embed_documents([text for piece in batch for text in piece.texts])
            except Exception as error:
                for piece in batch:
                    piece.vectors.set_exception(error)
                continue
            start = 0
            for piece in batch:
                piece.vectors.set_result(vectors[start : start + len(piece.texts)])
                start += len(piece.texts)

    def _next_batch(self) -> list[Piece]:
        """The next pieces that make a batch; none once this is closed."""
        with self._news:
            self._news.wait_for(lambda: self._closed or self._queue)
            batch: list[Piece] = []
            size = 0
            while self._queue and (not batch or size + len(self._queue[0].texts) <= BATCH):
                batch.append(self._queue.popleft())
                size += len(batch[-1].texts)
            return [piece for piece in batch if piece.vectors.set_running_or_notify_cancel()]
