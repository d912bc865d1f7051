from __future__ import annotations

import logging
import math
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from langchain_core.embeddings import Embeddings

from ingest.embedding.embedding_cache import CachedEmbeddings


class Recorder(Embeddings):
    """Remembers what it was asked to embed."""

    def __init__(self) -> None:
        self.documents: list[str] = []
        self.queries: list[str] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.documents += texts
        return [[float(len(text)), math.pi] for text in texts]

    def embed_query(self, text: str) -> list[float]:
        self.queries.append(text)
        return [0.5]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new" / "embeddings.sqlite"


def rows(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM vectors").fetchone()[0])


def test_no_text_is_embedded_twice(path: Path) -> None:
    inner = Recorder()
    first = CachedEmbeddings(inner, "model", path).embed_documents(["甲", "乙乙", "甲"])
    assert inner.documents == ["甲", "乙乙"]
    assert first[0] == first[2] != first[1]
    again = CachedEmbeddings(inner, "model", path).embed_documents(["丙丙丙", "乙乙", "甲"])
    assert inner.documents == ["甲", "乙乙", "丙丙丙"]
    assert again[1:] == [first[1], first[0]]
    assert CachedEmbeddings(inner, "model", path).embed_documents([]) == []


def test_vectors_are_the_same_single_precision_numbers_cached_or_not(path: Path) -> None:
    cached = CachedEmbeddings(Recorder(), "model", path)
    fresh, kept = cached.embed_documents(["甲"]), cached.embed_documents(["甲"])
    assert fresh == kept == [[1.0, float(np.float32(math.pi))]]


def test_models_do_not_share_vectors(path: Path) -> None:
    inner = Recorder()
    CachedEmbeddings(inner, "one", path).embed_documents(["甲"])
    CachedEmbeddings(inner, "other", path).embed_documents(["甲"])
    assert inner.documents == ["甲", "甲"]


def test_questions_pass_through(path: Path) -> None:
    inner = Recorder()
    cached = CachedEmbeddings(inner, "model", path)
    assert [cached.embed_query("问"), cached.embed_query("问")] == [[0.5], [0.5]]
    assert inner.queries == ["问", "问"]
    assert not path.exists()


def test_many_texts_at_once(path: Path) -> None:
    inner = Recorder()
    texts = [str(n) for n in range(1700)]
    cached = CachedEmbeddings(inner, "model", path)
    assert cached.embed_documents(texts) == cached.embed_documents(texts)
    assert len(inner.documents) == len(texts)


def test_the_oldest_go_when_it_is_full(path: Path) -> None:
    inner = Recorder()
    cached = CachedEmbeddings(inner, "model", path, capacity=20)
    for n in range(50):
        cached.embed_documents([f"文{n}"])
        assert rows(path) <= 20
    inner.documents.clear()
    cached.embed_documents(["文49", "文0"])
    assert inner.documents == ["文0"]


def test_a_batch_beyond_the_capacity_is_still_answered(path: Path) -> None:
    cached = CachedEmbeddings(Recorder(), "model", path, capacity=10)
    assert len(cached.embed_documents([str(n) for n in range(40)])) == 40
    assert rows(path) <= 10


@pytest.mark.parametrize("damage", ["head", "middle"])
def test_a_damaged_file_is_made_anew(path: Path, caplog: pytest.LogCaptureFixture, damage: str) -> None:
    inner = Recorder()
    cached = CachedEmbeddings(inner, "model", path)
    texts = [str(n) for n in range(2000)]
    expected = cached.embed_documents(texts)
    data = bytearray(path.read_bytes())
    spoilt = slice(0, 4096) if damage == "head" else slice(4096, len(data))
    data[spoilt] = b"\xa5" * len(data[spoilt])
    path.write_bytes(data)
    with caplog.at_level(logging.WARNING):
        assert cached.embed_documents(texts) == expected
    assert "made anew" in caplog.text
    inner.documents.clear()
    assert cached.embed_documents(texts) == expected
    assert inner.documents == []


def test_a_file_that_cannot_be_used_costs_only_the_saving(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    inner = Recorder()
    cached = CachedEmbeddings(inner, "model", tmp_path)  # a folder where the file should be
    with caplog.at_level(logging.WARNING):
        assert cached.embed_documents(["甲"]) == cached.embed_documents(["甲"])
    assert inner.documents == ["甲", "甲"]
    assert "cannot be used" in caplog.text


def test_threads_may_write_at_once(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    texts = [str(n) for n in range(60)]

    def embed(offset: int) -> list[list[float]]:
        cached = CachedEmbeddings(Recorder(), "model", path)
        return [cached.embed_documents([text])[0] for text in texts[offset:] + texts[:offset]]

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(embed, (0, 15, 30, 45)))
    assert rows(path) == len(texts)
    assert not caplog.records
