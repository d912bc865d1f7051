"""Vectors without a model, for corpora that would take a model days."""

from __future__ import annotations

import zlib

import numpy as np
from langchain_core.embeddings import Embeddings

_DIMENSIONS = 384  # those of the bundled model, so that index and memory are as large as with it
_ROWS = 8192


class SyntheticEmbeddings(Embeddings):
    """A text is the sum of fixed random directions, one for each pair of characters: texts that share words are near.

    It costs 0.1 ms a passage, and finds no more than words do.
    """

    def __init__(self) -> None:
        directions = np.random.default_rng(7).standard_normal((_ROWS, _DIMENSIONS))
        self._directions = directions.astype(np.float32)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        rows = [zlib.crc32(text[i : i + 2].encode()) % _ROWS for i in range(max(len(text) - 1, 1))]
        total = self._directions[rows].sum(axis=0)
        vector: list[float] = (total / np.linalg.norm(total)).tolist()
        return vector
