"""The file that is shipped: what it says is what the exact network says, and it is small enough."""

from __future__ import annotations

import numpy as np
import pytest

from ingest.embedding.e5.build import open_session
from ingest.embedding.e5.graph import exact_graph
from ingest.embedding.e5.packed import PackedModel, packed_path
from rag.reader.span_reader import SCORES, TOKENS, SpanReader
from rag.reader.tokens import PairTokenizer
from rag.reader.training.export import needed_rows, with_span_head, write_model

_PASSAGE = "到2026年底，全市居民健康素养水平达到31%。（牵头单位：健康促进科）"
_QUESTION = "居民健康素养水平要达到多少？"


@pytest.fixture(scope="module")
def packed():
    return PackedModel(packed_path())


@pytest.fixture(scope="module")
def head(packed):
    return np.random.default_rng(3).normal(0, 0.05, (packed.shape.hidden, 2)).astype(np.float32)


@pytest.fixture(scope="module")
def written(packed, head, tmp_path_factory):
    path = tmp_path_factory.mktemp("reader") / "model.onnx"
    tokens = PairTokenizer(packed.vocabulary)
    samples = [tokens.pair(_QUESTION, _PASSAGE).ids]
    write_model(path, packed_path(), {"head.w": head}, needed_rows(packed), samples)
    return path


def test_scores_are_those_of_the_exact_network_nearly(packed, head, written):
    rows = needed_rows(packed)
    pair = PairTokenizer(packed.vocabulary).pair(_QUESTION, _PASSAGE)
    every = np.arange(len(packed.vocabulary.pieces))
    exact = open_session(with_span_head(exact_graph(packed), packed, head, every).SerializeToString())
    fed = {TOKENS: np.array([pair.ids], np.int64)}
    expected, found = exact.run([SCORES], fed)[0][0], open_session(written).run([SCORES], fed)[0][0]
    assert set(pair.ids) <= set(rows.tolist())
    assert found.shape == (len(pair.ids), 2)
    assert np.corrcoef(expected.ravel(), found.ravel())[0, 1] > 0.98


def test_a_token_without_a_row_is_read_as_unknown(packed, written):
    kept = set(needed_rows(packed).tolist())
    foreign = next(token for token in range(len(packed.vocabulary.pieces)) if token not in kept)
    session = open_session(written)
    scores = [
        session.run([SCORES], {TOKENS: np.array([[0, token, 2]], np.int64)})[0]
        for token in (foreign, packed.vocabulary.unknown)
    ]
    assert np.array_equal(*scores)


def test_the_file_is_small_and_loads(written):
    assert written.stat().st_size <= 32_000_000
    reader = SpanReader.load(written)
    assert reader is not None
    (reading,) = reader.read(_QUESTION, [_PASSAGE])
    assert 0 <= reading.start < reading.end <= len(_PASSAGE)


def test_chinese_figures_and_marks_keep_their_rows(packed):
    kept = {packed.vocabulary.pieces[row] for row in needed_rows(packed)}
    assert {"覆盖", "率", "20", "%", ",", "。", "<unk>"} <= kept  # full-width marks are folded before
    assert len(kept) < 30_000
