"""Stand-ins for what is slow or far away."""

from __future__ import annotations

from tests.rag.samples import BigramEmbeddings


class ModelDiedError(Exception):
    """What an embedding model that fails half way raises here."""


class RecordingEmbeddings(BigramEmbeddings):
    """Cheap vectors; remembers every text embedded, and fails once it has embedded ``limit`` of them."""

    def __init__(self, limit: int | None = None) -> None:
        self.limit = limit
        self.texts: list[str] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        if self.limit is not None and len(self.texts) + len(texts) > self.limit:
            raise ModelDiedError
        self.texts += texts
        return super().embed_documents(texts)
